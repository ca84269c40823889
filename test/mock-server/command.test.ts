import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { accessToken, requestToken } from '../helpers/accessToken.ts'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { temporaryFile, temporaryFolder } from '../helpers/temporaryFile.ts'

describe('personctl-mock', () => {
  test('prints the ready line on stdout once it serves requests', async () => {
    const mock = await startMockCommand()
    expect(mock.readyLine).toBe(`personctl-mock ready ${mock.url}`)
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(`${mock.url}/.well-known/jwks.json`)).status).toBe(200)
    expect(mock.stderr()).toBe('')
  })

  test('prints the URLs of every service with --json', async () => {
    const mock = await startMockCommand(['--json'])
    expect(JSON.parse(mock.readyLine)).toEqual({
      url: mock.url,
      pid: process.pid,
      cis: { url: mock.url, tokenUrl: `${mock.url}/oauth/token`, audience: 'api.sso.mozilla.com' },
      cern: {
        url: mock.url,
        tokenUrl: `${mock.url}/auth/realms/cern/api-access/token`,
        audience: 'authorization-service-api',
      },
      dabp: { url: mock.url, tokenUrl: `${mock.url}/oauth/v1/token`, audience: 'dabp' },
    })
  })

  test('puts an IPv6 address in brackets', async () => {
    const mock = await startMockCommand(['--host', '::1'])
    expect(mock.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await fetch(`${mock.url}/.well-known/jwks.json`)).status).toBe(200)
  })

  test('fails in one line with exit code 1 if the port is in use', async () => {
    const { port } = new URL((await startMockCommand()).url)
    const { code, stdout, stderr } = await runMock(['--port', port])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      new RegExp(`^personctl-mock: cannot listen on 127\\.0\\.0\\.1 port ${port}: .*in use.*\n$`),
    )
  })
})

describe('an invalid command line is rejected in one line with a hint and exit code 2', () => {
  test.each<[args: string[], line: RegExp]>([
    [['--prot', '1'], /unknown flag --prot; did you mean --port\?/],
    [['--xyzzy'], /unknown flag --xyzzy; --help lists them all/],
    [['-x'], /unknown flag -x/],
    [['start'], /unexpected argument 'start'/],
    [['--port'], /--port needs a value: --port PORT/],
    [['--port', '80a'], /--port must be a whole number from 0 to 65535, not '80a'/],
    [['--port', '65536'], /--port must be a whole number from 0 to 65535, not '65536'/],
    [['--port', ''], /--port must not be empty: --port PORT/],
    [['--host='], /--host must not be empty: --host HOST/],
    [['--ready-file', ''], /--ready-file must not be empty: --ready-file FILE/],
    [['--https-ca', 'ca.pem'], /--https-ca requires --https-cert and --https-key/],
    [['--people', '-3'], /--people must be a whole number from 0, not '-3'/],
    [['--people=1e3'], /--people must be a whole number from 0, not '1e3'/],
    [['--groups', '-1'], /--groups must be a whole number from 0, not '-1'/],
    [['--seed', '1.5'], /--seed must be a whole number, not '1.5'/],
    [['--token-ttl', '0'], /--token-ttl must be a whole number from 1, not '0'/],
    [['--latency', '5..1'], /--latency must be milliseconds, such as 50 or 50\.\.200, not '5\.\.1'/],
    [['--conformance', 'strict'], /--conformance must be observed or documented, not 'strict'/],
    [['--json=yes'], /--json does not take a value: 'yes'/],
    [['--client', 'hunter2'], /--client must be ID:SECRET or ID:SECRET:SCOPES/],
    [['--client', ':hunter2'], /--client must be ID:SECRET or ID:SECRET:SCOPES/],
    [
      ['--client', 'reader:hunter2:search:all,display:staf'],
      /--client reader: unknown scope "display:staf"; did you mean display:staff\?/,
    ],
    [['--trust-issuer', 'x'], /--trust-issuer requires --trust-jwks/],
    [['--trust-jwks', 'x'], /--trust-jwks requires --trust-issuer/],
    [
      ['--trust-issuer', 'x', '--trust-jwks', '/no/such/file'],
      /--trust-jwks: cannot read \/no\/such\/file: ENOENT/,
    ],
    [['--data', '/no/such/file'], /\/no\/such\/file: the file does not exist/],
  ])('%j', async (args, line) => {
    const { code, stdout, stderr } = await runMock(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(line)
    expect(stderr).toMatch(/^personctl-mock: [^\n]+\n$/)
    expect(stderr).not.toContain('hunter2')
  })
})

test('--help and --version print to stdout', async () => {
  const help = await runMock(['--help'])
  expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: '' })
  for (const flag of ['--port', '--data FILE', '-h, --help', '--client ID:SECRET[:SCOPES]'])
    expect(help.stdout).toContain(flag)
  expect((await runMock(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('--client, --token-ttl, --conformance and --any-client configure the server', async () => {
  const mock = await startMockCommand([
    ...['--client', 'reader:s3cret:display:staff,classification:workgroup', '--client', 'other:x'],
    ...[
      '--client',
      'spaced:y:display:none  display:staff',
      '--token-ttl',
      '60',
      '--conformance',
      'documented',
    ],
  ])
  const grantTo = async (clientId: string, clientSecret: string) =>
    (await requestToken(mock.url, { clientId, clientSecret })).json()
  expect(await grantTo('reader', 's3cret')).toMatchObject({
    scope: 'display:staff classification:workgroup',
    expires_in: 60,
  })
  expect((await grantTo('spaced', 'y')).scope).toBe('display:none display:staff')
  expect((await grantTo('other', 'x')).scope.split(' ')).toHaveLength(16)
  expect(await grantTo('demo', 'demo-secret')).toHaveProperty('access_token')
  expect(await grantTo('nobody', 'z')).toEqual({ error: 'access_denied', error_description: 'Unauthorized' })
  expect((await fetch(`${mock.url}/v2/user/uuid/x`)).status).toBe(401)
  const open = await startMockCommand(['--any-client'])
  expect((await requestToken(open.url, { clientId: 'nobody', clientSecret: 'z' })).status).toBe(200)
})

test('--trust-issuer, --trust-jwks and --audience configure the accepted tokens', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'team' }] }
  const file = await temporaryFile('jwks.json', JSON.stringify(jwks))
  const mock = await startMockCommand([
    ...['--trust-issuer', 'https://id.team.test', '--trust-jwks', file, '--audience', 'team'],
  ])
  const token = await new SignJWT({ iss: 'https://id.team.test', aud: 'team' })
    .setProtectedHeader({ alg: 'RS256', kid: 'team' })
    .sign(privateKey)
  const response = await fetch(`${mock.url}/v2/user/uuid/x`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.status).toBe(200)
})

test('--log logs each request to stderr without query, token or secret', async () => {
  const mock = await startMockCommand(['--log'])
  const token = await accessToken(mock.url)
  const path = '/v2/user/primary_email/ada.lovelace@example.org'
  await fetch(`${mock.url}${path}?active=any`, { headers: { authorization: `Bearer ${token}` } })
  await mock.stop()
  expect(mock.stderr()).toMatch(
    /^POST \/oauth\/token 200 [\d.]+ ms\nGET \/v2\/user\/primary_email\/\S+ 200 [\d.]+ ms\n$/,
  )
  expect(mock.stderr()).not.toMatch(new RegExp(`${token}|demo-secret|active`))
})

describe('a file for --publisher-keys', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = pair.privateKey.export({ format: 'jwk' })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const { kty, n = '', e = '' } = jwk
  const key = { kty, n, e }
  const hris = (...keys: unknown[]): string => JSON.stringify({ hris: { keys } })
  const cis = (...keys: unknown[]): string => JSON.stringify({ cis: { keys } })

  test.each<[name: string, content: string, reason: RegExp]>([
    ['a number for an id', hris({ ...key, kid: 5 }), /hris\.keys\.0\.kid: expected a string/],
    [
      'half a private key of the service',
      cis({ ...key, d: jwk.d }),
      /cis\.keys\.0: the private key is incomplete/,
    ],
    [
      'two halves of the service',
      cis({ ...other, n, e }),
      /cis\.keys\.0: the private key is .* not that of "n"/,
    ],
  ])('with %s is rejected, without a word of the key', async (_, content, reason) => {
    const file = await temporaryFile('keys.json', content)
    const { code, stdout, stderr } = await runMock(['--port', '0', '--publisher-keys', file])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(reason)
    expect(stderr).not.toContain(jwk.d)
  })

  test.each<[name: string, content: string, reason: RegExp]>([
    ['a key of another type', hris({ kty: 'oct', k: 'c2VjcmV0' }), /hris\.keys\.0\.kty: expected "RSA"/],
    ['a key without a modulus', hris({ kty, e }), /hris\.keys\.0: expected the "n" and "e" of an RSA key/],
    [
      'a modulus that is not base64url',
      hris({ ...key, n: '***' }),
      /hris\.keys\.0: expected the "n" and "e"/,
    ],
    ['a number for a modulus', hris({ ...key, n: 5 }), /hris\.keys\.0: expected the "n" and "e"/],
    ['a key of a few bits', hris({ ...key, n: '0Q' }), /hris\.keys\.0: expected the "n" and "e" .* 512 bits/],
    [
      'two keys with one id',
      hris({ ...key, kid: 'a' }, { ...key, kid: 'a' }),
      /hris\.keys\.1\.kid: another key/,
    ],
    [
      'the id of a key of the mock',
      hris({ ...key, kid: 'HRISKeyId-generated' }),
      /keys\.0\.kid: another key/,
    ],
  ])('with %s is taken with a warning, as the service would be given it', async (_, content, reason) => {
    const file = await temporaryFile('keys.json', content)
    const mock = await startMockCommand(['--publisher-keys', file])
    await mock.stop()
    expect(mock.stderr()).toMatch(/^personctl-mock: warning: --publisher-keys: /)
    expect(mock.stderr()).toMatch(reason)
    expect(mock.stderr()).not.toContain('c2VjcmV0')
  })

  test('may begin with a byte order mark, have a leading zero, and private members, which nothing shows', async () => {
    const padded = Buffer.concat([Buffer.alloc(1), Buffer.from(n, 'base64url')]).toString('base64url')
    const content = {
      hris: { keys: [{ ...jwk, n: padded, kid: 'ours', priv: 'hidden' }] },
      cis: { keys: [jwk] },
    }
    const file = await temporaryFile('keys.json', `\ufeff${JSON.stringify(content)}`)
    const mock = await startMockCommand(['--publisher-keys', file])
    const paths = ['/.well-known/mozilla-iam', '/__admin/publisher-keys/hris', '/__admin/publisher-keys/cis']
    const texts = await Promise.all(paths.map(async (path) => (await fetch(mock.url + path)).text()))
    expect(JSON.parse(texts[0] ?? '').api.publishers_jwks.hris.keys[0]).toEqual({
      kty,
      e,
      n: padded,
      kid: 'ours',
    })
    for (const member of [jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi, 'hidden'])
      expect(texts.join()).not.toContain(member)
  })
})

test('--https without a folder for the file with its CA ends in one line with exit code 1', async () => {
  const folder = join(await temporaryFolder(), 'missing')
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { code, stdout, stderr } = await runMock(['--https', '--port', '0'])
  expect([code, stdout, stderr.split('\n').length]).toEqual([1, '', 2])
  expect(stderr).toContain(`cannot write the file with the CA of --https: ENOENT at ${folder}`)
  expect(stderr).toContain('set TMPDIR to a folder that can be written')
})
