import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { runPersonctlProcess } from '../helpers/personctlProcess.ts'
import { type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { hasOpenssl, startHttps } from './helpers/httpsServer.ts'
import { fileOf, jwkOf } from './helpers/publisherKeys.ts'
import { accessToken, type Behaviour, clientSecret, startServiceDouble } from './helpers/serviceDouble.ts'
import { userFolder } from './helpers/userFolder.ts'

interface Finding {
  service: string
  check: string
  status: string
  detail: string
  hint: string | null
}

/** What it found of one service, by check. */
function findings({ stdout }: Outcome, service = 'cis'): Record<string, Finding> {
  const all: Finding[] = JSON.parse(stdout)
  return Object.fromEntries(
    all.filter((finding) => finding.service === service).map((finding) => [finding.check, finding]),
  )
}

const statuses = (outcome: Outcome, service?: string) =>
  Object.fromEntries(Object.entries(findings(outcome, service)).map(([check, { status }]) => [check, status]))

const nobody: Behaviour = ({ method }) => (method === 'HEAD' ? { status: 404, body: '' } : { body: {} })

/** The settings of CIS alone. */
function cisOnly(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('PERSONCTL_CIS')))
}

describe('doctor', () => {
  it('reports no problem with the embedded directory', async () => {
    const outcome = await runPersonctl(['doctor', '--demo'])
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    for (const service of ['cis', 'cern', 'dabp']) {
      const fine = { settings: 'ok', token: 'ok', scopes: 'ok', request: 'ok' }
      expect(statuses(outcome, service)).toEqual(fine)
    }
  })

  it('passes all checks of a healthy service, and changes no file', async () => {
    const user = userFolder()
    const mock = await startMock()
    const args = [
      'context',
      'add',
      'local',
      '--discover',
      mock.url,
      '--client-id',
      'demo',
      '--client-secret-stdin',
    ]
    await user.run([...args, '--secret-store', 'file', '--use'], { stdin: 'demo-secret' })
    const before = user.files()
    const outcome = await user.run(['doctor'])
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(statuses(outcome)).toEqual({
      settings: 'ok',
      dns: 'ok',
      tls: 'skipped',
      connect: 'ok',
      clock: 'ok',
      token: 'ok',
      scopes: 'ok',
      request: 'ok',
    })
    const { settings, scopes, token } = findings(outcome)
    expect(settings?.detail).toContain(`url ${mock.url} (context local)`)
    expect(settings?.detail).toContain('a secret (context local, file)')
    expect(scopes?.detail).toContain('they let 53 of 53 attributes')
    expect(token?.detail).toMatch(/expires at \d{4}-.* \(in 23 hours\)/)
    expect(user.files()).toEqual(before)
    expect(csvRecords((await user.run(['doctor', '-o', 'csv'])).stdout)).toHaveLength(9)
    const lines = (await user.run(['doctor', '-o', 'ndjson'])).stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(9)
  }, 60_000)

  describe('of a context with a publisher', () => {
    /** A user whose context has the publisher hris of a mock, with its key or another one. */
    async function publisherOf({ key, more = [] }: { key?: string; more?: string[] } = {}) {
      const mock = await startMock()
      const user = userFolder()
      const { privateKey } = await (await fetch(`${mock.url}/__admin/publisher-keys/hris`)).json()
      const keyFile = fileOf('hris.json', key ?? JSON.stringify(privateKey))
      const client = ['--discover', mock.url, '--client-id', 'demo', '--client-secret-stdin']
      const publisher = ['--publisher', 'hris', ...(key === '' ? [] : ['--publisher-key-file', keyFile])]
      const added = await user.run(
        ['context', 'add', 'work', ...client, ...publisher, '--secret-store', 'file', '--use', ...more],
        { stdin: 'demo-secret' },
      )
      expect(added.exitCode).toBe(0)
      return { mock, user, privateKey }
    }

    it('checks the Change API and the key, writes nothing, and shows nothing of the key', async () => {
      const { mock, user, privateKey } = await publisherOf()
      const outcome = await user.run(['doctor', '--debug'])
      expect(outcome.exitCode).toBe(0)
      expect(statuses(outcome)).toMatchObject({ request: 'ok', change: 'ok', key: 'ok', published: 'ok' })
      expect(findings(outcome)['published']?.detail).toBe('The key is published for hris.')
      const { d, p, q } = privateKey
      for (const secret of [d, p, q]) expect(outcome.stdout + outcome.stderr).not.toContain(secret)
      const { requests } = await (await fetch(`${mock.url}/__admin/requests`)).json()
      const writes = requests.filter(
        ({ method, path }: { method: string; path: string }) => method === 'POST' && path.startsWith('/v2'),
      )
      expect(writes.map(({ body }: { body: { text: string } }) => body.text)).toEqual(['[]'])
    })

    it.each([
      ['that nobody has published', jwkOf('hris'), /^The key is not published for hris/],
      ['of another publisher', undefined, /^The key is that of hris, not of ldap\.$/],
    ])('reports a key %s', async (_, key, detail) => {
      const { user, privateKey } = await publisherOf({ ...(key !== undefined && { key }) })
      const env =
        key === undefined
          ? { PERSONCTL_CIS_PUBLISHER: 'ldap', PERSONCTL_CIS_PUBLISHER_KEY: JSON.stringify(privateKey) }
          : {}
      const outcome = await user.run(['doctor'], { env })
      expect(outcome.exitCode).toBe(2)
      expect(statuses(outcome)).toMatchObject({ change: 'ok', key: 'ok', published: 'failed' })
      expect(findings(outcome)['published']?.detail).toMatch(detail)
    })

    it('reports that the key is missing, with the next step', async () => {
      const { user } = await publisherOf({ key: '' })
      const outcome = await user.run(['doctor'])
      expect(outcome.exitCode).toBe(4)
      const { change, key, published } = findings(outcome)
      expect([change?.status, key?.status, published]).toEqual(['ok', 'failed', undefined])
      expect(key?.hint).toContain('PERSONCTL_CIS_PUBLISHER_KEY')
    })

    it('reports a Change API that does not respond, and checks the key all the same', async () => {
      const { user } = await publisherOf()
      const closed = createServer().listen(0, '127.0.0.1')
      await once(closed, 'listening')
      const { port } = closed.address() as AddressInfo
      closed.close()
      const changeUrl = `http://127.0.0.1:${port}`
      await user.run(['context', 'set', 'work', '--service', 'cis', '--change-url', changeUrl])
      const outcome = await user.run(['doctor'])
      expect(outcome.exitCode).toBe(7)
      expect(statuses(outcome)).toMatchObject({ request: 'ok', change: 'failed', key: 'ok', published: 'ok' })
      expect(findings(outcome)['change']?.detail).toContain(String(port))
    })

    it('reports a token that the Change API rejects', async () => {
      const { mock, user } = await publisherOf()
      await fetch(`${mock.url}/__admin/faults`, {
        method: 'POST',
        body: JSON.stringify({
          match: { method: 'POST', path: '/v2/users' },
          effect: { type: 'status', status: 401 },
        }),
      })
      const outcome = await user.run(['doctor'])
      expect(outcome.exitCode).toBe(4)
      expect(statuses(outcome)).toMatchObject({ request: 'ok', change: 'failed', key: 'ok' })
    })
  })

  it('requests one new token, regardless of the cache', async () => {
    const user = userFolder()
    const service = await startServiceDouble({ user: nobody })
    const env = cisOnly(service.env)
    await user.run(['user', 'get', 'ada', '--active', 'any'], { env })
    const before = service.requests.length
    await user.run(['doctor'], { env })
    const urls = service.requests.slice(before).map(({ method, url }) => `${method} ${url}`)
    expect(urls).toEqual(['HEAD /', 'POST /oauth/token', 'GET /v2/user/user_id/personctl-doctor?active=any'])
    const authorizations = service.requests.slice(before).map(({ headers }) => headers.authorization)
    expect(authorizations).toEqual([undefined, undefined, `Bearer ${accessToken}`])
  })

  it('advises what to do without credentials, and checks the network all the same', async () => {
    const service = await startServiceDouble({ user: nobody })
    const outcome = await runPersonctl(['doctor'], {
      env: { PERSONCTL_CIS_URL: service.origin, PERSONCTL_CIS_TOKEN_URL: `${service.origin}/oauth/token` },
    })
    expect(outcome).toMatchObject({ exitCode: 4, stderr: '' })
    expect(statuses(outcome)).toEqual({
      settings: 'failed',
      dns: 'ok',
      tls: 'skipped',
      connect: 'ok',
      clock: 'ok',
    })
    expect(findings(outcome)['settings']?.hint).toContain('PERSONCTL_CIS_CLIENT_ID')
  })

  it.each<[string, { token?: Behaviour; user?: Behaviour }, string, number, RegExp]>([
    [
      'a client that is refused',
      {
        token: () => ({
          status: 401,
          body: { error: 'access_denied', error_description: `no ${clientSecret}` },
        }),
      },
      'token',
      4,
      /responded with 401/,
    ],
    ['a token endpoint that is none', { token: () => ({ body: '<html>' }) }, 'token', 8, /not JSON/],
    [
      'a token that is refused',
      { user: ({ method }) => (method === 'HEAD' ? { body: '' } : { status: 401, body: {} }) },
      'request',
      4,
      /token/,
    ],
    [
      'a service that fails',
      { user: ({ method }) => (method === 'HEAD' ? { body: '' } : { status: 503, body: {} }) },
      'request',
      8,
      /503/,
    ],
  ])('reports %s', async (_, behaviour, check, exitCode, detail) => {
    const service = await startServiceDouble(behaviour)
    const outcome = await runPersonctl(['doctor'], { env: cisOnly(service.env) })
    expect(outcome).toMatchObject({ exitCode, stderr: '' })
    const found = findings(outcome)[check]
    expect(found?.status).toBe('failed')
    expect(found?.detail).toMatch(detail)
    expect(found?.hint).not.toBeNull()
    expect(outcome.stdout).not.toContain(clientSecret)
    expect(outcome.stdout).not.toContain(accessToken)
  })

  it('reports a host name that does not resolve', async () => {
    const env = { PERSONCTL_CIS_URL: 'https://person.invalid', PERSONCTL_CIS_TOKEN: 'x' }
    const outcome = await runPersonctl(['doctor'], { env })
    expect(outcome.exitCode).toBe(7)
    expect(statuses(outcome)).toEqual({ settings: 'ok', dns: 'failed' })
    expect(findings(outcome)['dns']?.detail).toMatch(/^The name person\.invalid cannot be resolved/)
  })

  it('reports a port that refuses connections', async () => {
    const env = { PERSONCTL_CIS_URL: 'http://127.0.0.1:1', PERSONCTL_CIS_TOKEN: 'x' }
    const outcome = await runPersonctl(['doctor'], { env })
    expect(outcome.exitCode).toBe(7)
    expect(statuses(outcome)).toEqual({ settings: 'ok', dns: 'ok', tls: 'skipped', connect: 'failed' })
  })

  it('skips names and certificates behind a proxy', async () => {
    const proxy = await startServiceDouble({ user: nobody })
    const env = {
      PERSONCTL_CIS_URL: 'http://person.invalid',
      PERSONCTL_CIS_TOKEN: 'x',
      HTTP_PROXY: proxy.origin,
    }
    const outcome = await runPersonctl(['doctor'], { env })
    expect(outcome.exitCode).toBe(0)
    expect(findings(outcome)['dns']).toMatchObject({
      status: 'skipped',
      detail: 'Requests go through the proxy in HTTP_PROXY.',
    })
    expect(JSON.parse(outcome.stdout)[1]).toMatchObject({
      ...{ service: null, check: 'proxy', status: 'ok' },
      detail: `Requests go through the proxy in HTTP_PROXY, ${new URL(proxy.origin).host}.`,
    })
  })

  it('reports a proxy variable that is not a URL, with the other settings', async () => {
    const env = { PERSONCTL_CIS_TOKEN: 'x', HTTPS_PROXY: 'http://ada:s3#cret@proxy.example:3128' }
    const outcome = await runPersonctl(['doctor'], { env })
    expect(outcome).toMatchObject({ exitCode: 2, stderr: '' })
    const checks = JSON.parse(outcome.stdout).map(({ service, check, status }: Finding) => [
      service,
      check,
      status,
    ])
    expect(checks).toEqual([
      [null, 'configuration', 'ok'],
      [null, 'proxy', 'failed'],
      ['cis', 'settings', 'ok'],
    ])
    expect(JSON.parse(outcome.stdout)[1].detail).toContain('HTTPS_PROXY is "[hidden]@proxy.example:3128"')
    expect(outcome.stdout).not.toMatch(/s3|cret/)
  })

  it('advises to correct a URL that is none', async () => {
    const outcome = await runPersonctl(['doctor'], { env: { PERSONCTL_CIS_URL: 'notaurl' } })
    expect(outcome.exitCode).toBe(2)
    expect(findings(outcome)['settings']).toMatchObject({
      detail: expect.stringContaining('PERSONCTL_CIS_URL'),
      hint: expect.stringContaining('context show --origin'),
    })
  })

  it('reports a service that does not respond within --timeout, and checks the others', async () => {
    const hanging = await startServiceDouble({ user: () => undefined })
    const healthy = await startServiceDouble()
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'mozilla', '--use'])
    await user.run(['context', 'add', 'work', '--preset', 'cern'])
    const cern = { PERSONCTL_CERN_URL: healthy.origin, PERSONCTL_CERN_TOKEN: 'x' }
    const env = { PERSONCTL_CIS_URL: hanging.origin, PERSONCTL_CIS_TOKEN: 'x', ...cern }
    for (const format of ['json', 'table']) {
      const outcome = await user.run(['doctor', '--timeout', '2', '-o', format], { env })
      expect(outcome).toMatchObject({ exitCode: 8, stderr: '' })
      if (format === 'table')
        expect(outcome.stdout).toMatch(/failed +connect +There is no result after [\d.]+ s/)
      else {
        expect(findings(outcome)['connect']).toMatchObject({
          status: 'failed',
          hint: expect.stringContaining('--timeout'),
        })
        expect(statuses(outcome, 'cern')).toMatchObject({ connect: 'ok', clock: 'ok', request: 'failed' })
      }
    }
  })

  it('shows on a terminal what it is checking, and erases it', async () => {
    const service = await startServiceDouble({ user: nobody })
    const env = cisOnly(service.env)
    const { stderr, stdout } = await runPersonctl(['doctor'], { env, terminal: 'stderr' })
    expect(stderr.startsWith('\rchecking cis (1 of 1)\u001b[K\r\u001b[K')).toBe(true)
    expect(stderr.endsWith('\r\u001b[K')).toBe(true)
    expect(JSON.parse(stdout)).toHaveLength(9)
  })

  it.each([
    [3600, /3[56]\d\d s ahead of/],
    [-3600, /3[56]\d\d s behind/],
  ])('reports a clock that differs from the service by %i s', async (ahead, detail) => {
    const date = new Date(Date.now() - ahead * 1000).toUTCString()
    const service = await startServiceDouble({ user: () => ({ headers: { date }, body: {} }) })
    const outcome = await runPersonctl(['doctor'], { env: cisOnly(service.env) })
    expect(outcome.exitCode).toBe(0)
    const { clock } = findings(outcome)
    expect(clock).toMatchObject({ status: 'warning', hint: expect.stringContaining('Synchronize it') })
    expect(clock?.detail).toMatch(detail)
  })

  it('reports scopes that were not granted, and a token for another audience', async () => {
    const claims = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const tokenFor = (aud: string): Behaviour => {
      const access_token = `${claims({ alg: 'RS256' })}.${claims({ aud, scope: 'display:none' })}.x`
      return () => ({ body: { access_token, token_type: 'Bearer', expires_in: 60 } })
    }
    const check = async (aud: string, scope: string) => {
      const service = await startServiceDouble({ user: nobody, token: tokenFor(aud) })
      const env = { ...cisOnly(service.env), PERSONCTL_CIS_SCOPE: scope }
      const outcome = await runPersonctl(['doctor'], { env })
      expect(outcome.exitCode).toBe(0)
      return findings(outcome)['scopes']
    }
    expect(await check('api.sso.mozilla.com', 'display:none display:staff')).toMatchObject({
      status: 'warning',
      detail: 'Requested, but not granted: display:staff.',
    })
    expect(await check('other', 'display:none')).toMatchObject({
      status: 'warning',
      detail: 'The token is for other, not for api.sso.mozilla.com.',
    })
    expect(await check('api.sso.mozilla.com', 'display:none')).toMatchObject({ status: 'ok' })
  })

  it('reports an expired token', async () => {
    const service = await startServiceDouble({ user: nobody })
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const token = `${part({ alg: 'RS256' })}.${part({ exp: 1_700_000_000 })}.x`
    const env = { PERSONCTL_CIS_URL: service.origin, PERSONCTL_CIS_TOKEN: token }
    const outcome = await runPersonctl(['doctor'], { env })
    expect(outcome.exitCode).toBe(4)
    expect(findings(outcome)['token']).toMatchObject({
      status: 'failed',
      detail: expect.stringMatching(/days ago/),
    })
    expect(outcome.stdout).not.toContain(token)
  })

  it('checks every service of the context, and ends with the highest exit code', async () => {
    const user = userFolder()
    const service = await startServiceDouble({ user: nobody })
    await user.run(['context', 'add', 'work', '--preset', 'mozilla', '--use'])
    await user.run(['context', 'add', 'work', '--preset', 'cern'])
    await user.run(['context', 'add', 'work', '--service', 'dabp', '--scope', 'dabp_person_report'])
    const env = {
      ...cisOnly(service.env),
      PERSONCTL_CERN_URL: 'https://cern.invalid',
      PERSONCTL_CERN_TOKEN: 'x',
    }
    const outcome = await user.run(['doctor'], { env })
    expect(outcome.exitCode).toBe(7)
    expect(statuses(outcome, 'cis')).toMatchObject({ request: 'ok' })
    expect(statuses(outcome, 'cern')).toEqual({ settings: 'ok', dns: 'failed' })
    expect(findings(outcome, 'dabp')['settings']).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('PERSONCTL_DABP_URL is not set'),
    })
  })

  it.skipIf(process.platform === 'win32')(
    'ends with 1 if a failure was unexpected, regardless of other failures',
    async () => {
      const user = userFolder()
      const { env } = await startServiceDouble({ user: nobody })
      const urls = [
        '--url',
        env['PERSONCTL_CIS_URL'] ?? '',
        '--token-url',
        env['PERSONCTL_CIS_TOKEN_URL'] ?? '',
      ]
      const storeSecret = [
        '--client-id',
        'client',
        '--client-secret-stdin',
        '--secret-store',
        'file',
        '--use',
      ]
      await user.run(['context', 'add', 'work', '--service', 'cis', ...urls, ...storeSecret], {
        stdin: 's3cret',
      })
      await user.run(['context', 'add', 'work', '--preset', 'cern'])
      rmSync(user.at('secrets'), { recursive: true })
      writeFileSync(user.at('secrets'), 'not a folder')
      const outcome = await user.run(['doctor'], {
        env: { PERSONCTL_CERN_URL: 'https://cern.invalid', PERSONCTL_CERN_TOKEN: 'x' },
      })
      expect(statuses(outcome)).toMatchObject({ settings: 'failed' })
      expect(statuses(outcome, 'cern')).toEqual({ settings: 'ok', dns: 'failed' })
      expect(outcome.exitCode).toBe(1)
    },
  )
})

describe('the check of the configuration', () => {
  it('tells the versions, the folder and the context', async () => {
    const user = userFolder()
    const { stdout } = await user.run(['doctor', '--demo'])
    expect(JSON.parse(stdout)[0]).toEqual({
      service: null,
      check: 'configuration',
      status: 'ok',
      detail: expect.stringMatching(/^personctl \d.*Node\.js v\d.*context demo \(--context\); folder /),
      hint: null,
    })
  })

  it.each(['{"version": 1,', '{"version": 99}'])(
    'reports a file that cannot be used: %s',
    async (content) => {
      const user = userFolder()
      mkdirSync(user.path)
      writeFileSync(user.at('contexts.json'), content)
      const outcome = await user.run(['doctor'])
      expect(outcome.exitCode).toBe(2)
      expect(JSON.parse(outcome.stdout)).toEqual([
        {
          service: null,
          check: 'configuration',
          status: 'failed',
          detail: expect.stringContaining('contexts.json'),
          hint: expect.stringMatching(/The presets work without it|Update personctl/),
        },
      ])
    },
  )
})

describe.skipIf(!hasOpenssl)('doctor (with openssl)', () => {
  it('reports a self-signed certificate', async () => {
    const { origin } = await startHttps(100)
    const outcome = await runPersonctl(['doctor'], {
      env: { PERSONCTL_CIS_URL: origin, PERSONCTL_CIS_TOKEN: 'x' },
    })
    expect(outcome.exitCode).toBe(7)
    expect(findings(outcome)['tls']).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('self-signed certificate'),
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
  })

  it('advises on a certificate that is seen only through the tunnel of a proxy', async () => {
    const { origin } = await startHttps(100)
    const proxy = createServer().on('connect', (_, socket) => {
      const tunnel = connect(Number(new URL(origin).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        tunnel.pipe(socket).pipe(tunnel)
      })
      for (const end of [tunnel, socket]) end.on('error', () => tunnel.destroy())
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    onTestFinished(() => void proxy.close())
    const { port } = proxy.address() as AddressInfo
    const env = { PERSONCTL_CIS_URL: origin, PERSONCTL_CIS_TOKEN: 'x', HTTPS_PROXY: `127.0.0.1:${port}` }
    const outcome = await runPersonctl(['doctor'], { env })
    expect(findings(outcome)['connect']).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('self-signed certificate'),
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
  })

  it('warns of a certificate that nobody verifies', async () => {
    const { origin } = await startHttps(100)
    const outcome = await runPersonctlProcess(['doctor'], {
      env: { PERSONCTL_CIS_URL: origin, PERSONCTL_CIS_TOKEN: 'x', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    })
    expect(findings(outcome)['tls']).toMatchObject({
      status: 'warning',
      detail: expect.stringMatching(/accepted without being verified: DEPTH_ZERO_SELF_SIGNED_CERT/),
      hint: expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED'),
    })
  })

  it.each([
    [100, 'ok', /certificate expires in (99|100) days/],
    [3, 'warning', /certificate expires in [23] days/],
  ])('reports how long a certificate is valid: %i days', async (days, status, detail) => {
    const { origin, certificate } = await startHttps(days)
    const outcome = await runPersonctlProcess(['doctor'], {
      env: { PERSONCTL_CIS_URL: origin, PERSONCTL_CIS_TOKEN: 'x', NODE_EXTRA_CA_CERTS: certificate },
    })
    expect(outcome.exitCode).toBe(0)
    const { tls } = findings(outcome)
    expect(tls?.status).toBe(status)
    expect(tls?.detail).toMatch(detail)
  })
})
