import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { accessToken, clientSecret, startServiceDouble } from './helpers/serviceDouble.ts'

const get = ['user', 'get', 'ada']
const person = profile({ first_name: value('Ada') })

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'secret')
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

describe('user get ends with 4 and a way out', () => {
  it('without any credentials', async () => {
    const outcome = await runPersonctl(get)
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    const { code, hint } = jsonError(outcome)
    expect(code).toBe('no_credentials')
    for (const way of [
      'PERSONCTL_CIS_CLIENT_ID',
      'PERSONCTL_CIS_CLIENT_SECRET',
      'PERSONCTL_CIS_CLIENT_SECRET_FILE',
      'PERSONCTL_CIS_TOKEN',
      '--demo',
    ]) {
      expect(hint).toContain(way)
    }
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['empty ones', { PERSONCTL_CIS_CLIENT_ID: '', PERSONCTL_CIS_CLIENT_SECRET: ' ' }, /No credentials/],
    [
      'an id without a secret',
      { PERSONCTL_CIS_CLIENT_ID: 'sync' },
      /no secret.*PERSONCTL_CIS_CLIENT_SECRET/s,
    ],
    [
      'a secret without an id',
      { PERSONCTL_CIS_CLIENT_SECRET: 'x' },
      /no client id.*PERSONCTL_CIS_CLIENT_ID/s,
    ],
    [
      'a file that is not there',
      { PERSONCTL_CIS_CLIENT_ID: 'sync', PERSONCTL_CIS_CLIENT_SECRET_FILE: '/nowhere/secret' },
      /PERSONCTL_CIS_CLIENT_SECRET_FILE.*\/nowhere\/secret.*ENOENT/s,
    ],
    ['a token of two words', { PERSONCTL_CIS_TOKEN: 'Bearer abcdefgh12345678' }, /PERSONCTL_CIS_TOKEN/],
  ])('without credentials: %s', async (_, env, message) => {
    const outcome = await runPersonctl([...get, '-o', 'table'], { env })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(outcome.stderr).toMatch(message)
    expect(outcome.stderr).not.toContain('abcdefgh12345678')
  })

  it('with an empty secret file', async () => {
    const path = fileWith('\n\n')
    const env = { PERSONCTL_CIS_CLIENT_ID: 'sync', PERSONCTL_CIS_CLIENT_SECRET_FILE: path }
    const outcome = await runPersonctl(get, { env })
    expect(outcome.exitCode).toBe(4)
    expect(jsonError(outcome).message).toContain(path)
  })
})

describe('user get ends with 2', () => {
  const credentials = { PERSONCTL_CIS_CLIENT_ID: 'sync', PERSONCTL_CIS_CLIENT_SECRET: 'x' }
  it.each<[string, Record<string, string>, RegExp]>([
    ['another protocol', { PERSONCTL_CIS_URL: 'ftp://example.org' }, /PERSONCTL_CIS_URL.*ftp:/],
    ['no URL', { PERSONCTL_CIS_TOKEN_URL: 'example.org/oauth' }, /PERSONCTL_CIS_TOKEN_URL/],
    ['a password in a URL', { PERSONCTL_CIS_URL: 'https://me:hunter2@example.org' }, /PERSONCTL_CIS_URL/],
    ['a password in no URL', { PERSONCTL_CIS_URL: 'me:hunter2@example.org:x' }, /PERSONCTL_CIS_URL/],
    ['a query in a URL', { PERSONCTL_CIS_URL: 'https://example.org/?key=hunter2' }, /PERSONCTL_CIS_URL/],
    ['two secrets', { PERSONCTL_CIS_CLIENT_SECRET_FILE: '/nowhere' }, /both set/],
    ['an unknown context', { PERSONCTL_CONTEXT: 'work' }, /PERSONCTL_CONTEXT.*demo, mozilla, mozilla-test/s],
  ])('for the invalid setting %s', async (_, env, message) => {
    const outcome = await runPersonctl([...get, '-o', 'table'], { env: { ...credentials, ...env } })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toMatch(message)
    expect(outcome.stderr).not.toContain('hunter2')
  })
})

describe('user get', () => {
  it('sends requests where the environment says, with its client, audience and scope', async () => {
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const env = {
      ...service.env,
      PERSONCTL_CIS_AUDIENCE: 'api.example.org',
      PERSONCTL_CIS_SCOPE: 'display:staff search:all',
    }
    expect(await runPersonctl(get, { env })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(service.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /oauth/token',
      'GET /v2/user/primary_username/ada?active=true',
    ])
    expect(JSON.parse(service.requests[0]?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: clientSecret,
      audience: 'api.example.org',
      scope: 'display:staff search:all',
    })
    expect(service.requests[1]?.headers.authorization).toBe(`Bearer ${accessToken}`)
  })

  it.each([
    [['-c', 'mozilla'], {}, 'api.sso.mozilla.com'],
    [['-c', 'mozilla-test'], {}, 'api.test.sso.allizom.org'],
    [[], { PERSONCTL_CONTEXT: 'mozilla-dev' }, 'api.dev.sso.allizom.org'],
    [['-c', 'mozilla-test'], { PERSONCTL_CONTEXT: 'mozilla-dev' }, 'api.test.sso.allizom.org'],
    [[], {}, 'api.sso.mozilla.com'],
  ])('requests a token for the audience of the context: %j %j', async (args, env, audience) => {
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    await runPersonctl([...get, ...args], { env: { ...service.env, ...env } })
    expect(JSON.parse(service.requests[0]?.body ?? '')).toMatchObject({ audience })
  })

  it('sends the secret of the file without its line end', async () => {
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const { PERSONCTL_CIS_CLIENT_SECRET: _, ...env } = service.env
    const path = fileWith('\ufefffile secret \r\nnot this\n')
    const outcome = await runPersonctl(get, { env: { ...env, PERSONCTL_CIS_CLIENT_SECRET_FILE: path } })
    expect(outcome.exitCode).toBe(0)
    expect(JSON.parse(service.requests[0]?.body ?? '')).toMatchObject({ client_secret: 'file secret' })
  })

  it('sends the given token, and requests none', async () => {
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const outcome = await runPersonctl(get, {
      env: { ...service.env, PERSONCTL_CIS_TOKEN: ' given-token\n' },
    })
    expect(outcome.exitCode).toBe(0)
    expect(service.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer given-token'])
  })

  it('sends nothing with --demo, regardless of the environment', async () => {
    const service = await startServiceDouble()
    const env = { ...service.env, PERSONCTL_CONTEXT: 'mozilla', PERSONCTL_CIS_AUDIENCE: 'other' }
    const id = 'ada.lovelace@example.org'
    const [flag, context, variable] = await Promise.all([
      runPersonctl(['user', 'get', id, '--demo'], { env }),
      runPersonctl(['user', 'get', id, '-c', 'demo'], { env: { ...env, PERSONCTL_CIS_URL: 'nonsense' } }),
      runPersonctl(['user', 'get', id], { env: { PERSONCTL_CONTEXT: 'demo' } }),
    ])
    expect(flag).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(flag.stdout)).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
    expect(context).toEqual(flag)
    expect(variable).toEqual(flag)
    expect(service.requests).toEqual([])
  })

  it('sends requests through the proxy of the environment, given as a URL or as host:port', async () => {
    const proxy = await startServiceDouble({ user: () => ({ body: person }) })
    const env = {
      ...proxy.env,
      PERSONCTL_CIS_URL: 'http://person.invalid',
      PERSONCTL_CIS_TOKEN: 'given-token',
    }
    const direct = await runPersonctl([...get, '--timeout', '5'], { env })
    expect(direct.exitCode).toBe(7)
    const hostAndPort = proxy.origin.slice('http://'.length)
    for (const variable of [
      { http_proxy: proxy.origin },
      { HTTP_PROXY: hostAndPort },
      { ALL_PROXY: hostAndPort },
    ]) {
      const proxied = await runPersonctl(get, { env: { ...env, ...variable } })
      expect(proxied).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('not_encrypted') })
    }
    const request = 'person.invalid http://person.invalid/v2/user/primary_username/ada?active=true'
    expect(proxy.requests.map(({ url, headers }) => `${headers.host} ${url}`)).toEqual([
      request,
      request,
      request,
    ])
  })

  it('names the variable of a proxy that cannot be reached', async () => {
    for (const proxy of ['http://127.0.0.1:1', 'http://proxy.invalid:3128']) {
      const env = { PERSONCTL_CIS_URL: 'http://person.invalid', PERSONCTL_CIS_TOKEN: 'x', HTTP_PROXY: proxy }
      const { stderr, exitCode } = await runPersonctl(['user', 'get', 'ada', '--quiet'], { env })
      expect(exitCode).toBe(7)
      expect(JSON.parse(stderr).error.message).toContain('the proxy in HTTP_PROXY cannot be reached: ')
      const doctor = await runPersonctl(['doctor', '--service', 'cis'], { env })
      expect(doctor.stdout).toContain('the proxy in HTTP_PROXY cannot be reached: ')
    }
  })

  it.each([
    ['user', 'get', 'ada'],
    ['api', 'cis', '/x'],
  ])('ends with 2 and names the variable of a proxy that is not a URL: %s', async (...command) => {
    const env = { PERSONCTL_CIS_TOKEN: 'given-token', HTTPS_PROXY: 'http://ada:s3#cret@proxy.example:3128' }
    const outcome = await runPersonctl(command, { env })
    expect(outcome.exitCode).toBe(2)
    const { code, message, hint } = jsonError(outcome)
    expect({ code, message }).toEqual({
      code: 'usage',
      message: 'HTTPS_PROXY is "[hidden]@proxy.example:3128", which is not the URL of an HTTP proxy.',
    })
    expect(hint).toContain('http://proxy.example.org:3128')
    expect(outcome.stderr + outcome.stdout).not.toMatch(/s3|cret/)
  })
})
