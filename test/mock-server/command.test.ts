import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { accessToken, requestToken } from './accessToken.ts'
import { runMockProcess, startMockProcess } from './mockProcess.ts'
import { recordOf } from './profiles.ts'
import { temporaryFile } from './temporaryFile.ts'

async function startedMock(args: readonly string[] = []) {
  const mock = await startMockProcess(args)
  onTestFinished(() => {
    mock.child.kill('SIGKILL')
  })
  return mock
}

describe('ready', () => {
  test('a line on stdout, when a request is answered', async () => {
    const mock = await startedMock()
    expect(mock.readyLine).toBe(`personctl-mock ready ${mock.url}`)
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(`${mock.url}/.well-known/jwks.json`)).status).toBe(200)
    expect(mock.stderr()).toBe('')
  })

  test('with --json, the addresses of every service', async () => {
    const mock = await startedMock(['--json'])
    expect(JSON.parse(mock.readyLine)).toEqual({
      url: mock.url,
      pid: mock.child.pid,
      cis: { url: mock.url, tokenUrl: `${mock.url}/oauth/token`, audience: 'api.sso.mozilla.com' },
    })
  })

  test('an IPv6 address stands in brackets', async () => {
    const mock = await startedMock(['--host', '::1'])
    expect(mock.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await fetch(`${mock.url}/.well-known/jwks.json`)).status).toBe(200)
  })

  test('not on a port that is taken: one line, exit 1', async () => {
    const { port } = new URL((await startedMock()).url)
    const { code, stdout, stderr } = await runMockProcess(['--port', port])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      new RegExp(`^personctl-mock: cannot listen on 127\\.0\\.0\\.1 port ${port}: .*taken.*\n$`),
    )
  })
})

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s finishes what is in flight, then exits 0', async (signal) => {
    const mock = await startedMock(['--latency', '300'])
    const unused = connect(Number(new URL(mock.url).port), '127.0.0.1')
    await once(unused, 'connect')
    const answered = await requestInFlight(mock.url)
    mock.child.kill(signal)
    expect(JSON.parse(await answered.body)).toHaveProperty('keys')
    expect(await mock.exited).toBe(0)
  })

  test('a second signal cuts off what is in flight', async () => {
    const mock = await startedMock(['--latency', '60000'])
    const answered = await requestInFlight(mock.url)
    mock.child.kill('SIGTERM')
    await nothingListens(mock.url)
    mock.child.kill('SIGTERM')
    await expect(answered.body).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await mock.exited).toBe(1)
  })

  /** Resolves, with the answer to come, once the server has read a request on a connection that is kept alive. */
  async function requestInFlight(url: string): Promise<{ body: Promise<string> }> {
    const sent = request(`${url}/.well-known/jwks.json`, { agent: new Agent({ keepAlive: true }) })
    const body = once(sent, 'response').then(([answer]) => text(answer))
    body.catch(() => {})
    sent.end()
    await once(sent, 'finish')
    // Whoever connects later is read later, and nonsense is answered by the HTTP parser, which waits for no latency.
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('nonsense\r\n\r\n')
    expect(await text(socket)).toContain('400')
    return { body }
  }

  async function nothingListens(url: string): Promise<void> {
    for (;;) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      try {
        await once(socket, 'connect')
        socket.destroy()
      } catch {
        return
      }
    }
  }
})

describe('a wrong command line is refused in one line that names the way out, with exit 2', () => {
  test.each<[args: string[], line: RegExp]>([
    [['--prot', '1'], /unknown flag --prot; did you mean --port\?/],
    [['--xyzzy'], /unknown flag --xyzzy; --help lists them all/],
    [['-x'], /unknown flag -x/],
    [['start'], /unexpected argument 'start'/],
    [['--port'], /--port needs a value: --port PORT/],
    [['--port', '80a'], /--port must be a whole number from 0 to 65535, not '80a'/],
    [['--port', '65536'], /--port must be a whole number from 0 to 65535, not '65536'/],
    [['--port', ''], /--port must be a whole number from 0 to 65535, not ''/],
    [['--people', '-3'], /--people must be a whole number from 0, not '-3'/],
    [['--people=1e3'], /--people must be a whole number from 0, not '1e3'/],
    [['--seed', '1.5'], /--seed must be a whole number, not '1.5'/],
    [['--token-ttl', '0'], /--token-ttl must be a whole number from 1, not '0'/],
    [['--latency', '5..1'], /--latency must be milliseconds, as 50 or 50\.\.200, not '5\.\.1'/],
    [['--conformance', 'strict'], /--conformance must be observed or documented, not 'strict'/],
    [['--json=yes'], /--json takes no value, not 'yes'/],
    [['--client', 'hunter2'], /--client must be ID:SECRET or ID:SECRET:SCOPES/],
    [['--client', ':hunter2'], /--client must be ID:SECRET or ID:SECRET:SCOPES/],
    [['--trust-issuer', 'x'], /--trust-issuer needs --trust-jwks/],
    [['--trust-jwks', 'x'], /--trust-jwks needs --trust-issuer/],
    [
      ['--trust-issuer', 'x', '--trust-jwks', '/no/such/file'],
      /--trust-jwks: cannot read \/no\/such\/file: ENOENT/,
    ],
    [['--data', '/no/such/file'], /\/no\/such\/file: there is no such file/],
  ])('%j', async (args, line) => {
    const { code, stdout, stderr } = await runMockProcess(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(line)
    expect(stderr).toMatch(/^personctl-mock: [^\n]+\n$/)
    expect(stderr).not.toContain('hunter2')
  })
})

test('--help and --version', async () => {
  const help = await runMockProcess(['--help'])
  expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: '' })
  for (const flag of ['--port', '--data FILE', '-h, --help', '--client ID:SECRET[:SCOPES]'])
    expect(help.stdout).toContain(flag)
  expect((await runMockProcess(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('--client, --token-ttl, --conformance, --any-client', async () => {
  const mock = await startedMock([
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
  const open = await startedMock(['--any-client'])
  expect((await requestToken(open.url, { clientId: 'nobody', clientSecret: 'z' })).status).toBe(200)
})

test('--trust-issuer, --trust-jwks, --audience', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'team' }] }
  const file = await temporaryFile('jwks.json', JSON.stringify(jwks))
  const mock = await startedMock([
    ...['--trust-issuer', 'https://id.team.test', '--trust-jwks', file, '--audience', 'team'],
  ])
  const token = await new SignJWT({ iss: 'https://id.team.test', aud: 'team' })
    .setProtectedHeader({ alg: 'RS256', kid: 'team' })
    .sign(privateKey)
  const answer = await fetch(`${mock.url}/v2/user/uuid/x`, { headers: { authorization: `Bearer ${token}` } })
  expect(answer.status).toBe(200)
})

test('--log tells of each request on stderr, without query, token or secret', async () => {
  const mock = await startedMock(['--log'])
  const token = await accessToken(mock.url)
  const path = '/v2/user/primary_email/ada.lovelace@example.org'
  await fetch(`${mock.url}${path}?active=any`, { headers: { authorization: `Bearer ${token}` } })
  await mock.stop()
  expect(mock.stderr()).toMatch(
    /^POST \/oauth\/token 200 [\d.]+ ms\nGET \/v2\/user\/primary_email\/\S+ 200 [\d.]+ ms\n$/,
  )
  expect(mock.stderr()).not.toMatch(new RegExp(`${token}|demo-secret|active`))
})

describe('--data', () => {
  const ask = async (url: string, path: string) => {
    const token = await accessToken(url)
    return (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).json()
  }

  test('profiles take the place of the generated people; the rest stays', async () => {
    const profiles = [
      recordOf('email|1'),
      { user_id: { value: 'odd|1' }, active: { value: null }, extra: [] },
      {},
    ]
    const mock = await startedMock([
      '--data',
      await temporaryFile('data.json', JSON.stringify({ cis: { profiles } })),
    ])
    expect((await ask(mock.url, '/v2/user/user_id/email%7C1')).user_id.value).toBe('email|1')
    expect(await ask(mock.url, '/v2/user/user_id/odd%7C1?active=any')).toEqual(profiles[1])
    expect(await ask(mock.url, '/v2/user/user_id/ad%7CMozilla-LDAP%7Cada')).toEqual({})
  })

  test('clients alone leave the people; scopes may be a list or one text', async () => {
    const clients = [
      { id: 'a', secret: 'x', scopes: 'display:none display:staff' },
      { id: 'b', secret: 'y', scopes: ['display:all'] },
    ]
    const mock = await startedMock(['--data', await temporaryFile('data.json', JSON.stringify({ clients }))])
    const scopeOf = async (clientId: string, clientSecret: string) =>
      (await (await requestToken(mock.url, { clientId, clientSecret })).json()).scope
    expect(await scopeOf('a', 'x')).toBe('display:none display:staff')
    expect(await scopeOf('b', 'y')).toBe('display:all')
    expect(await ask(mock.url, '/v2/user/user_id/ad%7CMozilla-LDAP%7Cada')).toHaveProperty('uuid')
  })

  test.each(['people.yaml', 'people'])('YAML, in a file called %s', async (name) => {
    const yaml = `
cis:
  profiles:
    - user_id: { value: 'email|1', metadata: { display: public, classification: PUBLIC } }
      active: { value: true, metadata: { display: null, classification: PUBLIC } }
`
    const mock = await startedMock(['--data', await temporaryFile(name, yaml)])
    expect((await ask(mock.url, '/v2/user/user_id/email%7C1')).active.value).toBe(true)
  })

  test.each<[name: string, content: string, place: string, reason: RegExp]>([
    ['d.json', '{"cis": {"profiles": [\n  {"a": 1,}\n]}}', 'line 2, column 11', /not JSON: unexpected "}"/],
    ['d.json', '{"cis": ', 'line 1, column 9', /not JSON: it ends too early/],
    ['d', '{"cis": nul}', 'line 1, column 9', /not JSON: unexpected "n"/],
    ['d.yaml', 'cis:\n  a: [1, 2\nb: 3\n', 'line 3, column 1', /not YAML: /],
    ['d.json', '[]', '', /expected object, received array/],
    ['d.json', '{"cist": {}}', 'cist', /unknown key; did you mean cis\?/],
    ['d.json', '{"dabp": {}}', 'dabp', /is not supported yet/],
    ['d.json', '{"cis": {"profile": []}}', 'cis.profile', /did you mean profiles\?/],
    ['d.json', '{"cis": {"profiles": {}}}', 'cis.profiles', /expected array, received object/],
    ['d.json', '{"cis": {"profiles": [{}, 5]}}', 'cis.profiles[1]', /expected a profile/],
    [
      'd.json',
      '{"cis": {"profiles": [{"uuid": {"value": 5}}]}}',
      'cis.profiles[0].uuid.value',
      /expected a text or null, found 5/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"user_id": {"value": "x"}}, {}, {"user_id": {"value": "x"}}]}}',
      'cis.profiles[2].user_id.value',
      /"x" is taken by cis\.profiles\[0\]/,
    ],
    ['d.json', '{"clients": [{"id": "a"}]}', 'clients[0].secret', /expected string, received undefined/],
    [
      'd.json',
      '{"clients": [{"id": "a", "secret": "hunter2", "scope": []}]}',
      'clients[0].scope',
      /did you mean scopes\?/,
    ],
    [
      'd.json',
      '{"clients": [{"id": "a", "secret": 77777}]}',
      'clients[0].secret',
      /expected string, received number/,
    ],
  ])('%s with %s is refused', async (name, content, place, reason) => {
    const file = await temporaryFile(name, content)
    const { code, stdout, stderr } = await runMockProcess(['--port', '0', '--data', file])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^[^\n]+\n$/)
    expect(stderr.startsWith(`personctl-mock: ${file}: ${place === '' ? '' : `${place}: `}`)).toBe(true)
    expect(stderr).toMatch(reason)
    expect(stderr).not.toMatch(/hunter2|77777/)
  })
})
