import { existsSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { runPersonctlProcess } from '../helpers/personctlProcess.ts'
import { jsonError } from '../helpers/runPersonctl.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'
import { userFolder } from './helpers/userFolder.ts'

const person = profile({ first_name: value('Ada') })
const url = 'https://person.example.org'

describe('context add', () => {
  it('stores the given settings and nothing else', async () => {
    const user = userFolder()
    const { exitCode, stdout, stderr } = await user.run([
      ...['context', 'add', 'work', '--preset', 'mozilla-test', '--client-id', 'sync'],
      ...['--scope', 'display:staff,  display:none', '--url', url],
    ])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stderr).notice).toMatchObject({ code: 'no_secret' })
    expect(JSON.parse(stdout)).toEqual({
      name: 'work',
      cis: {
        url,
        tokenUrl: 'https://auth.mozilla.auth0.com/oauth/token',
        audience: 'api.test.sso.allizom.org',
        scope: 'display:staff display:none',
        clientId: 'sync',
      },
    })
    expect(user.contexts()).toEqual({
      version: 1,
      contexts: {
        work: { cis: { preset: 'mozilla-test', url, clientId: 'sync', scope: 'display:staff display:none' } },
      },
    })
  })

  it('adds one service after another, and refuses to add one twice', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'mozilla'])
    await user.run(['context', 'add', 'work', '--preset', 'cern-qa', '--client-id', 'sync'])
    const added = await user.run([
      ...['context', 'add', 'work', '--service', 'dabp', '--url', url],
      ...['--tenant-id', '8d0f3c0a-3c53-4dd8-9d9c-7a0f7f0a8a11'],
    ])
    expect(Object.keys(JSON.parse(added.stdout))).toEqual(['name', 'cis', 'dabp', 'cern'])
    const before = user.files()
    const again = await user.run(['context', 'add', 'work', '--preset', 'mozilla-dev'])
    expect(again).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(again)).toMatchObject({ message: expect.stringContaining('already has cis') })
    expect(user.files()).toEqual(before)
  })

  it.each<[string, string[], RegExp]>([
    ['a preset for a name', ['mozilla', '--client-id', 'x'], /is a preset/],
    ['upper case', ['Work', '--preset', 'mozilla'], /not a valid context name/],
    ['a path', ['../work', '--preset', 'mozilla'], /not a valid context name/],
    ['a name like a property', ['__proto__', '--preset', 'mozilla'], /not a valid context name/],
    ['a long name', ['a'.repeat(65), '--preset', 'mozilla'], /not a valid context name/],
    ['nothing to keep', ['work'], /no settings to store/],
    ['no service', ['work', '--url', url], /is not given/],
    ['a service that is not the preset', ['work', '--preset', 'cern', '--service', 'cis'], /applies to cern/],
    ['an unknown preset', ['work', '--preset', 'mozila'], /takes one of/],
    ['an unknown service', ['work', '--service', 'ldap', '--url', url], /takes one of/],
    ['no URL', ['work', '--service', 'cis', '--url', 'person'], /--url is .*person.*not an http/],
    [
      'a password in a URL',
      ['work', '--service', 'cis', '--token-url', 'https://me:hunter2@example.org'],
      /--token-url contains a user name or a password/,
    ],
    ['an empty scope', ['work', '--preset', 'mozilla', '--scope', ' '], /--scope is empty/],
    ['settings of the demo', ['play', '--preset', 'demo', '--client-id', 'x'], /no settings/],
    ['a tenant of CERN', ['work', '--preset', 'cern', '--tenant-id', 'x'], /applies to dabp/],
  ])('refuses %s', async (_, args, message) => {
    const user = userFolder()
    const outcome = await user.run(['context', 'add', ...args])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toMatch(message)
    expect(outcome.stderr).not.toContain('hunter2')
    expect(existsSync(user.path)).toBe(false)
  })
})

describe('context set', () => {
  it('changes the given settings, and removes those of --unset', async () => {
    const user = userFolder()
    await user.run([
      'context',
      'add',
      'work',
      '--preset',
      'mozilla',
      '--url',
      url,
      '--scope',
      'display:staff',
    ])
    await user.run(['context', 'set', 'work', '--unset', 'url', '--unset', 'scope', '--audience', 'api'])
    expect(user.contexts().contexts).toEqual({ work: { cis: { preset: 'mozilla', audience: 'api' } } })
  })

  it.each<[string, string[], RegExp]>([
    ['a context that is not there', ['wrok', '--scope', 'x'], /There is no context.*Did you mean work/s],
    ['a service that is not there', ['work', '--service', 'dabp', '--url', url], /has no dabp/],
    ['no service, of several', ['work', '--scope', 'x'], /cis, cern.*--service/s],
    ['nothing', ['work'], /no settings to change/],
    ['a setting that there is not', ['work', '--unset', 'password'], /not a setting/],
    ['both', ['work', '--service', 'cis', '--scope', 'x', '--unset', 'scope'], /both set and unset/],
    [
      'a new secret that it removes',
      ['work', '--service', 'cis', '--unset', 'client-secret', '--client-secret-stdin'],
      /secret cannot be both set and unset/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'mozilla'])
    await user.run(['context', 'add', 'work', '--preset', 'cern'])
    const before = user.files()
    const outcome = await user.run(['context', 'set', ...args])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toMatch(message)
    expect(user.files()).toEqual(before)
  })
})

describe('the context of a command', () => {
  it('is that of the line, else of the environment, else the one in use, else mozilla', async () => {
    const user = userFolder()
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const audience = async (args: string[], env: Record<string, string>) => {
      const all = { ...service.env, ...env, PERSONCTL_NO_TOKEN_CACHE: '1' }
      expect(await user.run(['user', 'get', 'ada', ...args], { env: all })).toMatchObject({ exitCode: 0 })
      return JSON.parse(service.requests.at(-2)?.body ?? '').audience
    }
    expect(await audience([], {})).toBe('api.sso.mozilla.com')
    await user.run(['context', 'add', 'work', '--service', 'cis', '--audience', 'work', '--use'])
    await user.run(['context', 'add', 'home', '--service', 'cis', '--audience', 'home'])
    expect(await audience([], {})).toBe('work')
    expect(await audience([], { PERSONCTL_CONTEXT: 'home' })).toBe('home')
    expect(await audience(['-c', 'mozilla-dev'], { PERSONCTL_CONTEXT: 'home' })).toBe(
      'api.dev.sso.allizom.org',
    )
    await user.run(['context', 'use', 'home'])
    expect(await audience([], {})).toBe('home')
    await user.run(['context', 'use', 'mozilla-test'])
    expect(await audience([], {})).toBe('api.test.sso.allizom.org')
  })

  it('is marked in context list', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'cern', '--use'])
    await user.run(['context', 'add', 'play', '--preset', 'demo'])
    const listed = async (env = {}) =>
      JSON.parse((await user.run(['context', 'list'], { env })).stdout) as {
        name: string
        current: boolean
      }[]
    expect(await listed()).toEqual(
      expect.arrayContaining([
        { name: 'work', current: true, preset: false, services: ['cern'] },
        { name: 'play', current: false, preset: false, services: ['cis', 'dabp', 'cern'] },
        { name: 'mozilla', current: false, preset: true, services: ['cis'] },
      ]),
    )
    const current = (await listed({ PERSONCTL_CONTEXT: 'play' })).filter((context) => context.current)
    expect(current.map(({ name }) => name)).toEqual(['play'])
  })

  it('can be the embedded directory', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'play', '--preset', 'demo', '--use'])
    const { exitCode, stdout } = await user.run(['user', 'get', 'ada.lovelace@example.org'])
    expect({ exitCode, name: JSON.parse(stdout).first_name }).toEqual({ exitCode: 0, name: 'Ada' })
  })

  it.each([
    [['-c', 'wrok'], {}, '--context'],
    [[], { PERSONCTL_CONTEXT: 'wrok' }, 'PERSONCTL_CONTEXT'],
  ])('is an error if it does not exist: %j %j', async (args, env, origin) => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'cern'])
    const outcome = await user.run(['user', 'get', 'ada', ...args], { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    const { message, hint } = jsonError(outcome)
    expect(message).toBe(`There is no context "wrok", which ${origin} names.`)
    expect(hint).toMatch(/^Did you mean work\? Contexts: work, demo, mozilla/)
  })

  it('is PERSONCTL_CONTEXT, of which context use warns', async () => {
    const user = userFolder()
    const outcome = await user.run(['context', 'use', 'cern'], { env: { PERSONCTL_CONTEXT: 'mozilla' } })
    expect(outcome).toMatchObject({ exitCode: 0, stdout: '{\n  "current": "cern"\n}\n' })
    expect(JSON.parse(outcome.stderr).notice).toMatchObject({ code: 'variable_wins' })
  })
})

describe('context show --origin', () => {
  it('names the origin of each value: the environment, then the context, then the preset', async () => {
    const user = userFolder()
    await user.run([
      ...['context', 'add', 'work', '--preset', 'mozilla-test', '--use'],
      ...['--token-url', 'https://token.example.org/token', '--url', url, '--client-id', 'kept'],
    ])
    const env = {
      PERSONCTL_CIS_URL: 'https://other.example.org',
      PERSONCTL_CIS_CLIENT_ID: 'given',
      PERSONCTL_CIS_CLIENT_SECRET: 's3cret',
      PERSONCTL_CERN_SCOPE: 'some',
    }
    const { stdout } = await user.run(['context', 'show', '--origin'], { env })
    const rows = new Map(
      (JSON.parse(stdout) as { setting: string }[]).map(({ setting, ...row }) => [setting, row]),
    )
    const from = (kind: string, name: string, text: string) => ({ value: text, from: kind, name })
    expect(Object.fromEntries(rows)).toEqual({
      context: from('current', 'the context in use', 'work'),
      'cis.url': from('environment', 'PERSONCTL_CIS_URL', 'https://other.example.org'),
      'cis.tokenUrl': from('context', 'work', 'https://token.example.org/token'),
      'cis.audience': from('preset', 'mozilla-test', 'api.test.sso.allizom.org'),
      'cis.clientId': from('environment', 'PERSONCTL_CIS_CLIENT_ID', 'given'),
      'cis.clientSecret': from('environment', 'PERSONCTL_CIS_CLIENT_SECRET', 'environment'),
      'cern.url': from('preset', 'cern', 'https://authorization-service-api.web.cern.ch'),
      'cern.tokenUrl': from('preset', 'cern', 'https://auth.cern.ch/auth/realms/cern/api-access/token'),
      'cern.audience': from('preset', 'cern', 'authorization-service-api'),
      'cern.scope': from('environment', 'PERSONCTL_CERN_SCOPE', 'some'),
    })
    const text = await user.run(['context', 'show', '--origin', '-o', 'table'], { env })
    expect(text.stdout).toMatch(/^cis\.tokenUrl +https:\/\/token\.example\.org\/token \(context: work\)$/m)
    expect(stdout + text.stdout).not.toContain('s3cret')
  })

  it.each([[['-c', '']], [['--context= ']]])(
    'asks for the variable if its name is empty: %j',
    async (args) => {
      const outcome = await userFolder().run(['user', 'get', 'ada', ...args])
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      const { message, hint } = jsonError(outcome)
      expect({ message, hint }).toEqual({
        message: '--context is empty.',
        hint: 'Check that the variables of your script are set.',
      })
    },
  )

  it('is named in a sentence if it is in use and has gone', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'cern', '--use'])
    writeFileSync(user.at('contexts.json'), JSON.stringify({ ...user.contexts(), current: 'gone' }))
    const { message } = jsonError(await user.run(['user', 'get', 'ada']))
    expect(message).toBe('The context in use, "gone", does not exist.')
  })

  it('shows the named context', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'work', '--preset', 'cern-qa', '--client-id', 'sync'])
    const { stdout } = await user.run(['context', 'show', 'work'])
    expect(JSON.parse(stdout)).toMatchObject({ name: 'work', cern: { clientId: 'sync' } })
    const unknown = await user.run(['context', 'show', 'wrok'])
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(unknown).message).toBe('There is no context "wrok".')
  })
})

describe('config path', () => {
  it.each([
    [{ PERSONCTL_CONFIG_DIR: '/a/b', XDG_CONFIG_HOME: '/x', HOME: '/h' }, '/a/b/contexts.json'],
    [{ PERSONCTL_CONFIG_DIR: '', XDG_CONFIG_HOME: '/x', HOME: '/h' }, '/x/personctl/contexts.json'],
    [{ PERSONCTL_CONFIG_DIR: '', XDG_CONFIG_HOME: 'x', HOME: '/h' }, '/h/.config/personctl/contexts.json'],
    [{ PERSONCTL_CONFIG_DIR: '', HOME: '/h' }, '/h/.config/personctl/contexts.json'],
    [{ PERSONCTL_CONFIG_DIR: '', HOME: '' }, `${userInfo().homedir}/.config/personctl/contexts.json`],
    [{ PERSONCTL_CONFIG_DIR: '', HOME: 'x' }, `${userInfo().homedir}/.config/personctl/contexts.json`],
  ])('prints the path of contexts.json with %j', async (env, path) => {
    const { stdout } = await runPersonctlProcess(['config', 'path'], { env })
    expect(JSON.parse(stdout)).toMatchObject({ contexts: path })
  })

  it('names a folder that is not created by commands that store nothing', async () => {
    const user = userFolder()
    await user.run(['user', 'get', 'ada.lovelace@example.org', '--demo'])
    await user.run(['context', 'list'])
    await user.run(['token', 'forget'])
    expect(existsSync(user.path)).toBe(false)
  })
})

it('context remove removes one context only', async () => {
  const user = userFolder()
  await user.run(['context', 'add', 'work', '--preset', 'cern', '--use'])
  await user.run(['context', 'add', 'work', '--preset', 'mozilla'])
  await user.run(['context', 'add', 'home', '--preset', 'mozilla'])
  await user.run(['context', 'remove', 'work', '--service', 'cis'])
  expect(user.contexts().contexts).toEqual({
    work: { cern: { preset: 'cern' } },
    home: { cis: { preset: 'mozilla' } },
  })
  const { stdout } = await user.run(['context', 'remove', 'work'])
  expect(JSON.parse(stdout)).toEqual({ removed: 'work', secrets: 0, tokens: 0 })
  expect(user.contexts()).toEqual({ version: 1, contexts: { home: { cis: { preset: 'mozilla' } } } })
  expect(await user.run(['context', 'remove', 'work'])).toMatchObject({ exitCode: 2, stdout: '' })
  expect(await user.run(['context', 'remove', 'mozilla'])).toMatchObject({ exitCode: 2, stdout: '' })
})
