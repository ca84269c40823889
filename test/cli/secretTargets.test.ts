import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { jsonError } from '../helpers/runPersonctl.ts'
import { runSecretTable } from './helpers/secretTable.ts'
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

describe('a stored secret and its token', () => {
  it('never reach another server, with any variables, flags, contexts, discovery and redirects', async () => {
    expect(await runSecretTable(200)).toBe(200)
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
              oidc_discovery_uri: `${listener.origin}/.well-known/openid-configuration`,
              api: { audience: 'api.sso.mozilla.com', endpoints: { person: listener.origin } },
            }
          : { issuer: listener.origin, token_endpoint: `${listener.origin}/oauth/token` },
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
