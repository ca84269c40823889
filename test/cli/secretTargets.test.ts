import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { jsonError } from '../helpers/runPersonctl.ts'
import { type ServiceDouble, startServiceDouble } from './helpers/serviceDouble.ts'
import { type UserFolder, userFolder } from './helpers/userFolder.ts'

const person = { body: profile({ first_name: value('Ada') }) }
const storedSecret = 'the-stored-s3cret'
const ownToken = 'token-of-home'
const toFile = ['--client-secret-stdin', '--secret-store', 'file', '--no-check']

/** A service that gives a token of its own for the stored secret, and another one for any other secret. */
const startService = (token: string): Promise<ServiceDouble> =>
  startServiceDouble({
    user: () => person,
    token: ({ body }) => {
      const isOwn = body.includes(storedSecret)
      return {
        body: { access_token: isOwn ? token : 'another-token', token_type: 'Bearer', expires_in: 3600 },
      }
    },
  })

/** A user with the context `work`, which has a stored secret, and `other`, which is another service and has none. */
async function userOfTwoServices(): Promise<{
  user: UserFolder
  home: ServiceDouble
  listener: ServiceDouble
}> {
  const user = userFolder()
  const [home, listener] = [await startService(ownToken), await startService('token-of-the-listener')]
  const add = (name: string, { origin }: ServiceDouble, more: string[], stdin = '') =>
    user.run(
      [
        ...[
          'context',
          'add',
          name,
          '--service',
          'cis',
          '--url',
          origin,
          '--token-url',
          `${origin}/oauth/token`,
        ],
        ...more,
      ],
      { stdin },
    )
  await add('work', home, ['--client-id', 'sync', ...toFile, '--use'], storedSecret)
  await add('other', listener, [])
  return { user, home, listener }
}

type Choice = readonly [name: string, make: (listener: ServiceDouble, home: ServiceDouble) => object]

const nothing: Choice = ['nothing', () => ({})]

const selections: readonly (readonly [name: string, args: string[], env: object])[] = [
  ['the context in use', [], {}],
  ['-c work', ['-c', 'work'], {}],
  ['PERSONCTL_CONTEXT=work', [], { PERSONCTL_CONTEXT: 'work' }],
  ['-c other', ['-c', 'other'], {}],
  [
    '-c mozilla',
    ['-c', 'mozilla'],
    { PERSONCTL_CIS_URL: 'http://127.0.0.1:1', PERSONCTL_CIS_TOKEN_URL: 'http://127.0.0.1:1' },
  ],
]
const urls: readonly Choice[] = [
  nothing,
  ['the URL of the listener', ({ origin }) => ({ PERSONCTL_CIS_URL: origin })],
  [
    'another name of the host',
    (_, { origin }) => ({ PERSONCTL_CIS_URL: origin.replace('127.0.0.1', 'localhost') }),
  ],
]
const tokenUrls: readonly Choice[] = [
  nothing,
  [
    'the token endpoint of the listener',
    ({ origin }) => ({ PERSONCTL_CIS_TOKEN_URL: `${origin}/oauth/token` }),
  ],
]
const credentials: readonly Choice[] = [
  nothing,
  ['the same client', () => ({ PERSONCTL_CIS_CLIENT_ID: 'sync' })],
  [
    'another client',
    () => ({ PERSONCTL_CIS_CLIENT_ID: 'other', PERSONCTL_CIS_CLIENT_SECRET: 'of-the-environment' }),
  ],
  ['a secret alone', () => ({ PERSONCTL_CIS_CLIENT_SECRET: 'of-the-environment' })],
  ['a token', () => ({ PERSONCTL_CIS_TOKEN: 'token-of-the-environment' })],
]
const commands = [
  ['user', 'get', 'ada'],
  ['api', 'cis', '/v2/user/user_id/ada'],
  ['token', 'get', '--service', 'cis', '-o', 'json'],
  ['doctor', '--service', 'cis'],
  ['user', 'exists', 'ada@example.org'],
]

const table = selections.flatMap(([selection, args, selected]) =>
  urls.flatMap((url) =>
    tokenUrls.flatMap((tokenUrl) =>
      credentials.map((credential) => ({
        name: [selection, url[0], tokenUrl[0], credential[0]].join(', '),
        args,
        env: (listener: ServiceDouble, home: ServiceDouble) =>
          Object.assign({}, ...[url, tokenUrl, credential].map(([, make]) => make(listener, home)), selected),
      })),
    ),
  ),
)

describe('a stored secret and its token', () => {
  it.each(['with', 'without'])('never reach another origin, %s a stored token', async (cached) => {
    const { user, home, listener } = await userOfTwoServices()
    if (cached === 'with') await user.run(['user', 'get', 'ada', '-c', 'work'])
    for (const [index, { name, args, env }] of table.entries()) {
      const command = commands[(index + Math.floor(index / credentials.length)) % commands.length] ?? []
      const { stdout } = await user.run([...command, ...args], { env: env(listener, home) })
      const received = JSON.stringify(listener.requests)
      expect(received, name).not.toContain(storedSecret)
      expect(received, name).not.toContain(ownToken)
      expect(stdout, name).not.toContain(storedSecret)
      if (cached === 'without') await user.run(['token', 'forget'])
    }
    // Both have been used: the table is not one of errors only.
    expect(JSON.stringify(home.requests)).toContain(storedSecret)
    expect(JSON.stringify(home.requests)).toContain(`Bearer ${ownToken}`)
    expect(JSON.stringify(listener.requests)).toContain('token-of-the-environment')
  })

  it('stay at home when a person gets a token of CERN', async () => {
    const user = userFolder()
    const [home, listener] = [await startService(ownToken), await startService('x')]
    const endpoint = '/auth/realms/cern/api-access/token'
    const urls = ['--url', home.origin, '--token-url', `${home.origin}${endpoint}`, '--client-id', 'sync']
    await user.run(['context', 'add', 'work', '--service', 'cern', ...urls, ...toFile, '--use'], {
      stdin: storedSecret,
    })
    for (const args of [[], ['--exchange']]) {
      const outcome = await user.run(['token', 'get', '--service', 'cern', ...args], {
        env: {
          PERSONCTL_CERN_TOKEN_URL: `${listener.origin}${endpoint}`,
          PERSONCTL_CERN_SUBJECT_TOKEN: 'subject',
        },
      })
      expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    }
    expect(listener.requests).toEqual([])
  })

  it.each([
    ['--token-url', 'URL/oauth/token'],
    ['--discover', 'URL'],
    ['--preset', 'mozilla-dev'],
  ])('are dropped by context set %s, which changes the token endpoint', async (option, text) => {
    const { user, home } = await userOfTwoServices()
    await user.run(['user', 'get', 'ada', '-c', 'work'])
    expect(JSON.stringify(user.files())).toContain(ownToken)
    const listener: ServiceDouble = await startServiceDouble({
      user: ({ url }) => ({
        body: url.endsWith('mozilla-iam')
          ? {
              oidc_discovery_uri: `${listener.origin}/openid`,
              api: { audience: 'api.sso.mozilla.com', endpoints: { person: listener.origin } },
            }
          : { token_endpoint: `${listener.origin}/oauth/token` },
      }),
    })
    const unset = option === '--preset' ? ['--unset', 'token-url', '--unset', 'url'] : []
    const outcome = await user.run([
      'context',
      'set',
      'work',
      option,
      text.replace('URL', listener.origin),
      ...unset,
    ])
    expect(outcome.exitCode).toBe(0)
    expect(outcome.stderr).toContain('secret_dropped')
    expect(outcome.stderr).not.toContain('no_secret')
    expect(JSON.stringify(user.files())).not.toContain(ownToken)
    expect(JSON.stringify(user.files())).not.toContain(storedSecret)
    await user.run(['user', 'get', 'ada', '-c', 'work', '--timeout', '1'], {
      env: { https_proxy: home.origin },
    })
    expect(JSON.stringify(listener.requests)).not.toMatch(new RegExp(`${storedSecret}|${ownToken}`))
  })

  it('are not used for an endpoint that was written into the file by hand', async () => {
    const { user, listener } = await userOfTwoServices()
    const { writeFileSync, readFileSync } = await import('node:fs')
    const file = user.at('contexts.json')
    const content = readFileSync(file, 'utf8').replace(
      /"tokenUrl": "[^"]*"/,
      `"tokenUrl": "${listener.origin}/oauth/token"`,
    )
    writeFileSync(file, content)
    const outcome = await user.run(['user', 'get', 'ada', '-c', 'work'])
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome).hint).toContain('personctl context set work')
    expect(listener.requests).toEqual([])
  })
})

describe('a context that the command line names', () => {
  it('takes precedence over variables, and names those that it overrides', async () => {
    const { user, home, listener } = await userOfTwoServices()
    const env = {
      PERSONCTL_CIS_URL: listener.origin,
      PERSONCTL_CIS_TOKEN_URL: `${listener.origin}/oauth/token`,
      PERSONCTL_CIS_CLIENT_ID: 'other',
      PERSONCTL_CIS_CLIENT_SECRET: 'of-the-environment',
      PERSONCTL_CIS_TOKEN: 'token-of-the-environment',
      PERSONCTL_CIS_SCOPE: 'display:staff',
    }
    const { exitCode, stderr } = await user.run(['user', 'get', 'ada', '-c', 'work'], { env })
    expect(exitCode).toBe(0)
    expect(JSON.parse(home.requests[0]?.body ?? '')).toMatchObject({
      client_secret: storedSecret,
      // The context has no scope of its own.
      scope: 'display:staff',
    })
    expect(listener.requests).toEqual([])
    const { notice } = JSON.parse(stderr)
    expect(notice.code).toBe('variables_ignored')
    expect(notice.message).toMatch(
      /: PERSONCTL_CIS_URL, .*TOKEN_URL, .*CLIENT_ID, .*TOKEN, .*CLIENT_SECRET\.$/,
    )
    const shown = await user.run(['context', 'show', 'work', '--origin'], { env })
    expect(JSON.parse(shown.stdout)).toContainEqual({
      setting: 'cis.url',
      value: home.origin,
      from: 'context',
      name: 'work',
    })
  })

  it('is not mentioned for variables that have the same values', async () => {
    const { user, home } = await userOfTwoServices()
    const env = { PERSONCTL_CIS_URL: home.origin, PERSONCTL_CIS_CLIENT_ID: 'sync' }
    expect(await user.run(['user', 'get', 'ada', '-c', 'work'], { env })).toMatchObject({
      exitCode: 0,
      stderr: '',
    })
  })

  it('does not receive the credentials that the environment has for another URL', async () => {
    const { user, home, listener } = await userOfTwoServices()
    const env = { PERSONCTL_CIS_URL: home.origin, PERSONCTL_CIS_TOKEN: 'token-of-the-environment' }
    const outcome = await user.run(['user', 'get', 'ada', '-c', 'other', '--quiet'], { env })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome).message).toMatch(/those of the environment are for another URL/)
    expect(listener.requests).toEqual([])
  })

  it('does not send the secret of the environment for another client than that of the environment', async () => {
    const { user, listener } = await userOfTwoServices()
    await user.run(['context', 'set', 'other', '--client-id', 'sync'])
    const secret = { PERSONCTL_CIS_CLIENT_SECRET: 'of-the-environment' }
    const env = { ...secret, PERSONCTL_CIS_CLIENT_ID: 'other' }
    const outcome = await user.run(['user', 'get', 'ada', '-c', 'other', '--quiet'], { env })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(listener.requests).toEqual([])
    expect(await user.run(['user', 'get', 'ada', '-c', 'other'], { env: secret })).toMatchObject({
      exitCode: 0,
    })
  })

  it('does not lead to production for a service that it does not have', async () => {
    const { user } = await userOfTwoServices()
    const env = { PERSONCTL_CERN_TOKEN: 'token' }
    const outcome = await user.run(['group', 'list', '-c', 'work'], { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      message: 'The context work does not have cern.',
      hint: expect.stringContaining('personctl context add work'),
    })
  })
})
