import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { jsonError, type Outcome } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { type ServiceDouble, startServiceDouble } from './helpers/serviceDouble.ts'
import { listStoredSecrets, type UserFolder, userFolder, userWithKeyring } from './helpers/userFolder.ts'

const person = { body: profile({ first_name: value('Ada') }) }
const ada = ['user', 'get', 'ada.lovelace@example.org']

/** A service whose token endpoint accepts one secret. */
const startService = (secret = 'right'): Promise<ServiceDouble> =>
  startServiceDouble({
    user: () => person,
    token: ({ body }) =>
      JSON.parse(body).client_secret === secret
        ? { body: { access_token: `token-for-${secret}`, token_type: 'Bearer', expires_in: 3600 } }
        : { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } },
  })

const urlsOf = (origin: string) => ['--url', origin, '--token-url', `${origin}/oauth/token`]
const fromStdin = ['--client-id', 'sync', '--client-secret-stdin', '--secret-store', 'file']

/** Stores the context `work` of a service. */
const addWork = (user: UserFolder, { origin }: ServiceDouble, secret: string, more: string[] = []) =>
  user.run(['context', 'add', 'work', '--service', 'cis', ...urlsOf(origin), ...fromStdin, ...more], {
    stdin: secret,
  })

/** Returns the codes of the notices of a run. */
const noticesOf = ({ stderr }: Outcome): string[] =>
  stderr
    .split('\n')
    .filter((line) => line.includes('"notice"'))
    .map((line) => JSON.parse(line).notice.code)

describe('a new client secret', () => {
  it('is tried before it is stored, and is not stored if it is rejected', async () => {
    const user = userFolder()
    const service = await startService()
    const rejected = await addWork(user, service, 'wrong')
    expect(rejected).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(rejected).hint).toContain(
      'Nothing was stored. To store the credentials without trying them',
    )
    expect(user.files()).toEqual({})
    expect(await addWork(user, service, 'right')).toMatchObject({ exitCode: 0, stderr: '' })

    const set = ['context', 'set', 'work', '--client-secret-stdin']
    expect(await user.run(set, { stdin: 'wrong' })).toMatchObject({ exitCode: 4, stdout: '' })
    expect(listStoredSecrets(user)).toEqual(['right\n'])
  })

  it('is tried at the endpoint of the context, and not at that of the environment', async () => {
    const user = userFolder()
    const [service, listener] = [await startService(), await startService()]
    const env = { ...listener.env, PERSONCTL_CIS_TOKEN: 'x' }
    const args = ['context', 'add', 'work', '--service', 'cis', ...urlsOf(service.origin), ...fromStdin]
    expect(await user.run(args, { stdin: 'right', env })).toMatchObject({ exitCode: 0 })
    expect(listener.requests).toEqual([])
    expect(service.requests).toHaveLength(1)
  })

  it('is not tried with --no-check', async () => {
    const user = userFolder()
    const service = await startService()
    expect(await addWork(user, service, 'wrong', ['--no-check'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(service.requests).toEqual([])
    expect(listStoredSecrets(user)).toEqual(['wrong\n'])
  })

  it.each([
    ['cannot be reached', 'http://127.0.0.1:1', {}],
    ['fails', undefined, { status: 503, body: {} }],
  ])('is stored with a notice if the token endpoint %s', async (_, origin, response) => {
    const user = userFolder()
    const service = await startServiceDouble({ token: () => ({ body: {}, ...response }) })
    const outcome = await addWork(user, { ...service, origin: origin ?? service.origin }, 'unknown')
    expect(outcome.exitCode).toBe(0)
    expect(noticesOf(outcome)).toEqual(['not_tried'])
    expect(listStoredSecrets(user)).toEqual(['unknown\n'])
  })

  it('removes the tokens of the former one', async () => {
    const user = userFolder()
    const service = await startService()
    await addWork(user, service, 'right', ['--use'])
    await user.run(['user', 'get', 'ada'])
    expect(JSON.stringify(user.files())).toContain('token-for-right')
    await user.run(['context', 'set', 'work', '--client-secret-stdin', '--no-check'], { stdin: 'other' })
    expect(JSON.stringify(user.files())).not.toContain('token-for-right')
    expect(listStoredSecrets(user)).toEqual(['other\n'])
    expect(await user.run(['user', 'get', 'ada'])).toMatchObject({ exitCode: 4 })
  })

  it('is typed unseen where stdin is a terminal', async () => {
    const user = userFolder()
    const service = await startService()
    const args = ['context', 'add', 'work', '--service', 'cis', ...urlsOf(service.origin), ...fromStdin]
    expect(await user.run([...args, '--no-input'], { typed: 'right' })).toMatchObject({
      exitCode: 2,
      stdout: '',
    })
    expect(await user.run(args, { typed: 'right', stdin: 'open' })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(listStoredSecrets(user)).toEqual(['right\n'])
    const set = ['context', 'set', 'work', '--client-secret-file', '-']
    expect(await user.run(set, { typed: 'right', stdin: 'open' })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await user.run(['token', 'inspect', '-'], { typed: 'a.token', stdin: 'open' })).toMatchObject({
      exitCode: 0,
    })
    const exchange = ['token', 'get', '--service', 'cern', '--exchange', '-', '--no-input']
    const env = { PERSONCTL_CERN_CLIENT_ID: 'x' }
    expect(await user.run(exchange, { typed: 'a.token', stdin: 'open', env })).toMatchObject({ exitCode: 4 })
  })
})

describe('context rename', () => {
  it('keeps secrets, order and use, and removes tokens of the former name', async () => {
    const user = userFolder()
    const service = await startService()
    await addWork(user, service, 'right', ['--use'])
    await user.run(['context', 'add', 'home', '--preset', 'mozilla'])
    await user.run(['user', 'get', 'ada'])
    const { exitCode, stdout } = await user.run(['context', 'rename', 'work', 'production'])
    expect({ exitCode, name: JSON.parse(stdout).name }).toEqual({ exitCode: 0, name: 'production' })
    expect(Object.keys(user.contexts().contexts)).toEqual(['production', 'home'])
    expect(user.contexts().current).toBe('production')
    expect(JSON.stringify(user.files())).not.toContain('token-for-right')
    expect(await user.run(['user', 'get', 'ada'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it.each([
    ['a context that does not exist', ['wrok', 'new'], /There is no context/],
    ['a name that is taken', ['work', 'home'], /home already exists/],
    ['the name of a preset', ['work', 'mozilla'], /is a preset/],
    ['a preset', ['mozilla', 'new'], /"mozilla" is a preset, which cannot be changed/],
  ])('refuses %s', async (_, names, message) => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'cern'])
    await user.run(['context', 'add', 'home', '--preset', 'cern'])
    const before = user.files()
    for (const verb of names[0] === 'mozilla' ? ['rename'] : ['rename', 'copy']) {
      const outcome = await user.run(['context', verb, ...names])
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toMatch(message)
    }
    expect(user.files()).toEqual(before)
  })
})

describe('context copy', () => {
  it('gives the copy a secret of its own', async () => {
    const user = userFolder()
    const service = await startService()
    await addWork(user, service, 'right')
    expect(await user.run(['context', 'copy', 'work', 'copy'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(listStoredSecrets(user)).toEqual(['right\n', 'right\n'])
    await user.run(['context', 'remove', 'work'])
    expect(await user.run(['user', 'get', 'ada', '-c', 'copy'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('copies a preset', async () => {
    const user = userFolder()
    await user.run(['context', 'copy', 'cern-qa', 'mine'])
    await user.run(['context', 'copy', 'demo', 'play'])
    expect(user.contexts().contexts).toEqual({ mine: { cern: { preset: 'cern-qa' } }, play: { demo: true } })
  })
})

describe('context add --mock', () => {
  it('adds all services of a mock, which work at once', async () => {
    const user = userFolder()
    const { url } = await startMock()
    const args = ['context', 'add', 'local', '--mock', url, '--secret-store', 'file', '--use']
    const { exitCode, stdout, stderr } = await user.run(args)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      cis: { url, clientId: 'demo' },
      dabp: { url, tokenUrl: `${url}/oauth/v1/token` },
      cern: { url, tokenUrl: `${url}/auth/realms/cern/api-access/token` },
    })
    const { stdout: found } = await user.run(ada)
    const { uuid } = JSON.parse(found)
    for (const command of [['group', 'get', 'atlas-readers'], ['report', 'get', uuid], ['doctor']]) {
      expect(await user.run(command)).toMatchObject({ exitCode: 0, stderr: '' })
    }
  })

  it('keeps to the origin that is given, and takes another client', async () => {
    const user = userFolder()
    const mock = await startMock()
    const home: ServiceDouble = await startServiceDouble({
      token: () => ({ body: { access_token: 'x', token_type: 'Bearer', expires_in: 60 } }),
      user: async () => ({ body: await (await fetch(`${mock.url}/__admin/ready`)).json() }),
    })
    const args = ['context', 'add', 'local', '--mock', home.origin, '--secret-store', 'file', '--no-check']
    const { stdout } = await user.run([...args, '--client-id', 'app', '--client-secret-stdin'], {
      stdin: 'of-the-app',
    })
    expect(stdout).not.toContain(mock.url)
    expect(JSON.parse(stdout)).toMatchObject({ cern: { url: home.origin, clientId: 'app' } })
    expect(listStoredSecrets(user)).toEqual(Array(3).fill('of-the-app\n'))
  })

  it('stores nothing if the credentials of one service are rejected', async () => {
    const user = userFolder()
    const mock = await startMock()
    let requests = 0
    const home: ServiceDouble = await startServiceDouble({
      token: () => {
        requests += 1
        return { body: { access_token: 'x', token_type: 'Bearer', expires_in: 60 } }
      },
      // Of its token endpoints, that of DABP gives no token.
      user: async () => ({ body: await (await fetch(`${mock.url}/__admin/ready`)).json() }),
    })
    const args = ['context', 'add', 'local', '--mock', home.origin, '--secret-store', 'file']
    expect(await user.run(args)).toMatchObject({ exitCode: 8, stdout: '' })
    expect(requests).toBe(1)
    expect(user.files()).toEqual({})
  })

  it('asks a keyring that does not work once', async () => {
    const user = userWithKeyring({ FAKE_KEYRING_REFUSES: 'yes' })
    const { url } = await startMock()
    const { exitCode, stderr } = await user.run(['context', 'add', 'local', '--mock', url])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stderr).notice.code).toBe('secret_in_file')
    expect(user.keyringProcesses()).toHaveLength(1)
    expect(listStoredSecrets(user)).toEqual(Array(3).fill('demo-secret\n'))
  })

  it('refuses other settings, and what is not a mock', async () => {
    const user = userFolder()
    const { origin } = await startServiceDouble()
    const add = ['context', 'add', 'local', '--mock', origin]
    for (const more of [['--url', origin], ['--preset', 'cern'], ['--client-secret-stdin']]) {
      expect(await user.run([...add, ...more])).toMatchObject({ exitCode: 2, stdout: '' })
    }
    const outcome = await user.run(add)
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    expect(jsonError(outcome).message).toContain('does not tell the services of a personctl-mock')
    expect(user.files()).toEqual({})
  })
})

describe('the settings of a context', () => {
  it.each<[string, string[], RegExp]>([
    [
      'a local URL beside the token endpoint of a preset',
      ['--service', 'cis', '--url', 'http://127.0.0.1:4010'],
      /--token-url/,
    ],
    [
      'a local token endpoint beside the URL of a preset',
      ['--preset', 'cern', '--token-url', 'http://localhost:1/t'],
      /--url/,
    ],
    ['a tenant that is not a UUID', ['--service', 'dabp', '--tenant-id', 'acme'], /^null$/],
  ])('do not have %s', async (_, args, hint) => {
    const user = userFolder()
    const outcome = await user.run(['context', 'add', 'work', ...args])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(String(jsonError(outcome).hint)).toMatch(hint)
    expect(user.files()).toEqual({})
  })

  it.each(['cern', 'dabp'])(
    'do not have a discovered token endpoint without a URL of %s',
    async (service) => {
      const user = userFolder()
      const server: ServiceDouble = await startServiceDouble({
        user: () => ({ body: { issuer: server.origin, token_endpoint: `${server.origin}/oauth/token` } }),
      })
      const args = ['context', 'add', 'work', '--service', service, '--discover', server.origin]
      const outcome = await user.run([...args, '--quiet'])
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).hint).toContain('Add --url')
      expect(user.files()).toEqual({})
    },
  )

  it('are shown as they are stored, without those of the environment', async () => {
    const user = userFolder()
    const env = { PERSONCTL_CIS_SCOPE: 'display:staff', PERSONCTL_CERN_URL: 'https://cern.example.org' }
    const { stdout } = await user.run(
      ['context', 'add', 'work', '--preset', 'mozilla', '--client-id', ' x '],
      {
        env,
      },
    )
    expect(stdout).not.toMatch(/display:staff|cern/)
    expect(user.contexts().contexts).toEqual({ work: { cis: { preset: 'mozilla', clientId: 'x' } } })
  })
})

describe('a notice says', () => {
  it('that CIS does not have a scope, with the name of a similar one', async () => {
    const user = userFolder()
    const add = ['context', 'add', 'work', '--preset', 'mozilla', '--scope', 'display:staf search:all']
    const outcome = await user.run(add)
    expect(JSON.parse(outcome.stderr).notice).toMatchObject({
      code: 'unknown_scope',
      hint: 'Did you mean display:staff?',
    })
  })

  it('that the context in use was removed', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'cern', '--use'])
    expect(noticesOf(await user.run(['context', 'remove', 'work']))).toEqual(['context_in_use_removed'])
  })

  it('that the context in use does not have the service, which leads to production', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'mozilla-dev', '--use'])
    const env = { PERSONCTL_CERN_CLIENT_ID: 'x' }
    const outcome = await user.run(['identity', 'me'], { env })
    expect(noticesOf(outcome)).toEqual(['service_not_in_context'])
  })

  it('that variables are used in place of the preset that the command line names', async () => {
    const user = userFolder()
    const service = await startService('of-the-environment')
    const run = (more: readonly string[], env: Record<string, string>) =>
      user.run(['user', 'get', 'ada', ...more], { env: { ...env, PERSONCTL_CIS_TOKEN: 'x' } })
    const urls = {
      PERSONCTL_CIS_URL: service.origin,
      PERSONCTL_CIS_AUDIENCE: 'api.test.sso.allizom.org',
      PERSONCTL_CIS_SCOPE: 'display:staff',
    }
    const outcome = await run(['-c', 'mozilla-test'], urls)
    expect(noticesOf(outcome)).toEqual(['preset_overridden'])
    expect(JSON.parse(outcome.stderr).notice.message).toBe(
      'Used in place of the settings of the preset mozilla-test: PERSONCTL_CIS_URL.',
    )
    expect(noticesOf(await run([], { ...urls, PERSONCTL_CONTEXT: 'mozilla-test' }))).toEqual([])
    expect(noticesOf(await run(['-c', 'cern'], urls))).toEqual([])
    expect(noticesOf(await run(['--demo'], urls))).toEqual([])
  })

  it('that requests to another machine are not encrypted, once', async () => {
    const user = userFolder()
    const env = {
      PERSONCTL_CIS_URL: 'http://person.invalid',
      PERSONCTL_CIS_TOKEN_URL: 'http://person.invalid/t',
      PERSONCTL_CIS_TOKEN: 'x',
    }
    const outcome = await user.run(['user', 'get', 'ada', '--timeout', '1'], { env })
    expect(noticesOf(outcome)).toEqual(['not_encrypted'])
    const add = ['context', 'add', 'far', '--service', 'cis', ...urlsOf('http://person.invalid')]
    expect(noticesOf(await user.run(add))).toEqual(['not_encrypted'])
    const set = ['context', 'set', 'far', ...fromStdin, '--no-check']
    expect(noticesOf(await user.run(set, { stdin: 's3cret' }))).toEqual(['not_encrypted'])
  })

  it.skipIf(process.platform === 'win32')('that others can read the file of a secret', async () => {
    const user = userFolder()
    const service = await startService('file')
    const path = join(dirname(user.path), 'secret')
    writeFileSync(path, 'file\n')
    chmodSync(path, 0o644)
    const { PERSONCTL_CIS_CLIENT_SECRET: _, ...env } = service.env
    const all = { ...env, PERSONCTL_CIS_CLIENT_SECRET_FILE: path }
    expect(noticesOf(await user.run(['user', 'get', 'ada'], { env: all }))).toEqual(['secret_exposed'])
    const add = ['context', 'add', 'work', '--service', 'cis', ...urlsOf(service.origin), '--client-id', 'x']
    const added = await user.run([...add, '--client-secret-file', path, '--secret-store', 'file'])
    expect(noticesOf(added)).toEqual(['secret_exposed'])
    chmodSync(path, 0o640)
    expect(await user.run(['user', 'get', 'ada'], { env: all })).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it.skipIf(process.platform === 'win32')('that others can change the contexts, in doctor too', async () => {
    const user = userFolder()
    const service = await startService()
    await addWork(user, service, 'right', ['--use'])
    chmodSync(user.at('contexts.json'), 0o666)
    expect(noticesOf(await user.run(['user', 'get', 'ada']))).toEqual(['configuration_exposed'])
    const { stdout } = await user.run(['doctor'])
    expect(JSON.parse(stdout)[1]).toMatchObject({
      check: 'settings',
      status: 'warning',
      hint: expect.stringContaining('chmod o-w'),
    })
    chmodSync(user.at('contexts.json'), 0o600)
    chmodSync(user.path, 0o777)
    expect(noticesOf(await user.run(['user', 'get', 'ada']))).toEqual(['configuration_exposed'])
    chmodSync(user.path, 0o1777)
    expect(await user.run(['user', 'get', 'ada'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it.skipIf(process.platform === 'win32')('once what concerns three services', async () => {
    const user = userFolder()
    const { url } = await startMock()
    // It creates the folder.
    await user.run(['context', 'add', 'other', '--preset', 'cern'])
    chmodSync(user.path, 0o777)
    const added = await user.run(['context', 'add', 'local', '--mock', url, '--secret-store', 'file'])
    expect(noticesOf(added)).toEqual(['configuration_exposed'])
  })
})

describe.skipIf(process.platform === 'win32')('contexts of another user', () => {
  it('are refused, but for presets', async () => {
    const user = userFolder()
    const service = await startService()
    mkdirSync(user.path)
    const evil = { url: service.origin, tokenUrl: `${service.origin}/oauth/token` }
    writeFileSync(
      user.at('contexts.json'),
      JSON.stringify({ version: 1, current: 'evil', contexts: { evil: { cis: evil } } }),
    )
    if (process.getuid?.() === 0) chownSync(user.at('contexts.json'), 65534, 65534)
    else {
      const spy = vi.spyOn(process, 'getuid').mockReturnValue(65534)
      onTestFinished(() => spy.mockRestore())
    }
    const env = { PERSONCTL_CIS_CLIENT_ID: 'x', PERSONCTL_CIS_CLIENT_SECRET: 'right' }
    for (const command of [
      ['user', 'get', 'ada'],
      ['context', 'list'],
      ['context', 'use', 'cern'],
    ]) {
      const outcome = await user.run(command, { env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome)).toMatchObject({
        code: 'broken_configuration',
        message: expect.stringContaining('belongs to another user'),
      })
    }
    expect(service.requests).toEqual([])
    expect(await user.run([...ada, '--demo'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it.skipIf(process.getuid?.() !== 0)('are refused in a folder of that user, too', async () => {
    const user = userFolder()
    mkdirSync(user.path)
    chownSync(user.path, 65534, 65534)
    const expectFailure = async (command: string[]) => {
      const outcome = await user.run(command)
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toBe(
        `${user.path} belongs to another user (65534), who could send your secrets anywhere.`,
      )
    }
    await expectFailure(['context', 'add', 'work', '--preset', 'cern'])
    expect(readdirSync(user.path)).toEqual([])
    writeFileSync(user.at('contexts.json'), JSON.stringify({ version: 1, contexts: {} }))
    await expectFailure(['context', 'list'])
    await expectFailure(['context', 'use', 'cern'])
  })
})
