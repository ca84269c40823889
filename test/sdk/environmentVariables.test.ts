import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCernClient, createCisClient, createDabpClient, fromEnvironment } from '@personctl/sdk'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { cernService } from './helpers/cernService.ts'
import { ada, dabpService, tenant } from './helpers/dabpService.ts'
import { fakeService, json, rejection } from './helpers/fakeService.ts'

const key = { primaryEmail: 'ada@example.org' }
const client = { PERSONCTL_CIS_CLIENT_ID: 'reader', PERSONCTL_CIS_CLIENT_SECRET: 's=cret' }

describe('the options of a client from environment variables', () => {
  afterEach(() => void vi.unstubAllEnvs())

  test('have the URLs, the client, the audience and the scope', async () => {
    const service = fakeService()
    const env = {
      ...client,
      PERSONCTL_CIS_URL: 'https://cis.example',
      PERSONCTL_CIS_TOKEN_URL: 'https://auth.example/oauth/token',
      PERSONCTL_CIS_AUDIENCE: 'people',
      PERSONCTL_CIS_SCOPE: 'display:staff',
    }
    await createCisClient({ ...fromEnvironment('cis', env), fetch: service.fetch }).users.get(key)
    expect(service.tokenRequests.map(({ url }) => url)).toEqual(['https://auth.example/oauth/token'])
    expect(JSON.parse(service.tokenRequests[0]?.body ?? '')).toMatchObject({
      client_id: 'reader',
      client_secret: 's=cret',
      audience: 'people',
      scope: 'display:staff',
    })
    expect(service.apiRequests[0]?.url).toContain('https://cis.example/v2/user/primary_email/')
  })

  test('are those of the process by default, and leave the rest to the environment of the service', async () => {
    for (const [name, value] of Object.entries(client)) vi.stubEnv(name, value)
    vi.stubEnv('PERSONCTL_CIS_SCOPE', ' ')
    const service = fakeService()
    const options = fromEnvironment('cis')
    expect(options).not.toHaveProperty('baseUrl')
    await createCisClient({ ...options, environment: 'testing', fetch: service.fetch }).users.get(key)
    expect(JSON.parse(service.tokenRequests[0]?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'reader',
      client_secret: 's=cret',
      audience: 'api.test.sso.allizom.org',
    })
  })

  test('have the tenant of DABP', async () => {
    const service = dabpService()
    const tenantId = 'f8b2b4a2-9d05-4f0c-9c3f-6a3bd2b1c0de'
    const options = fromEnvironment('dabp', {
      PERSONCTL_DABP_URL: tenant,
      PERSONCTL_DABP_CLIENT_ID: 'reader',
      PERSONCTL_DABP_CLIENT_SECRET: 's',
      PERSONCTL_DABP_TENANT_ID: tenantId,
    })
    await createDabpClient({ ...options, fetch: service.fetch }).people.getReport(ada)
    expect(service.apiRequests[0]?.headers.get('tenant-id')).toBe(tenantId)
  })

  test('have a token, which has precedence over a client', async () => {
    const service = cernService()
    const options = fromEnvironment('cern', { ...client, PERSONCTL_CERN_TOKEN: ' the-token\n' })
    await createCernClient({ ...options, fetch: service.fetch }).identities.me()
    expect(service.apiRequests[0]?.headers.get('authorization')).toBe('Bearer the-token')
  })

  test('have the first line of a file as the secret, read for every token request', async () => {
    const path = join(await temporaryFolder(), 'secret.txt')
    const service = fakeService({ token: () => json({ access_token: 'token', expires_in: 0 }) })
    const env = { PERSONCTL_CIS_CLIENT_ID: 'reader', PERSONCTL_CIS_CLIENT_SECRET_FILE: path }
    const cis = createCisClient({ ...fromEnvironment('cis', env), fetch: service.fetch })
    for (const content of ['\ufefffirst \r\nand more', 'second']) {
      await writeFile(path, content)
      await cis.users.get(key)
    }
    const sent = service.tokenRequests.map(({ body }) => JSON.parse(body ?? '').client_secret)
    expect(sent).toEqual(['first', 'second'])
    await writeFile(path, '\n')
    expect(await rejection(cis.users.get(key))).toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringContaining(`PERSONCTL_CIS_CLIENT_SECRET_FILE names ${path}`),
    })
  })

  test('name the file that cannot be read', async () => {
    const env = { PERSONCTL_CIS_CLIENT_ID: 'reader', PERSONCTL_CIS_CLIENT_SECRET_FILE: '/not/there' }
    const cis = createCisClient({ ...fromEnvironment('cis', env), fetch: fakeService().fetch })
    expect(await rejection(cis.users.get(key))).toMatchObject({
      name: 'InvalidRequestError',
      param: 'PERSONCTL_CIS_CLIENT_SECRET_FILE',
      message: 'PERSONCTL_CIS_CLIENT_SECRET_FILE names /not/there, which cannot be read: ENOENT.',
    })
  })

  test.each<[string, Record<string, string>, string, string]>([
    ['no variable', {}, 'CLIENT_ID', 'PERSONCTL_CIS_CLIENT_ID is not set.'],
    ['a secret alone', { CLIENT_SECRET: 's' }, 'CLIENT_ID', 'PERSONCTL_CIS_CLIENT_ID is not set.'],
    ['an id alone', { CLIENT_ID: 'a' }, 'CLIENT_SECRET', 'PERSONCTL_CIS_CLIENT_SECRET is not set.'],
    [
      'two secrets',
      { CLIENT_ID: 'a', CLIENT_SECRET: 's', CLIENT_SECRET_FILE: 'f' },
      'CLIENT_SECRET',
      'PERSONCTL_CIS_CLIENT_SECRET and PERSONCTL_CIS_CLIENT_SECRET_FILE are both set.',
    ],
    ['an invalid URL', { TOKEN: 't', URL: 'cis' }, 'URL', 'PERSONCTL_CIS_URL is "cis"'],
    [
      'an invalid token URL',
      { CLIENT_ID: 'a', CLIENT_SECRET: 's', TOKEN_URL: 'ftp://x' },
      'TOKEN_URL',
      'PERSONCTL_CIS_TOKEN_URL is "ftp://x"',
    ],
    ['a token with its scheme', { TOKEN: 'Bearer t' }, 'TOKEN', 'PERSONCTL_CIS_TOKEN contains characters'],
  ])('are an InvalidRequestError with %s', (_, variables, setting, message) => {
    const env = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [`PERSONCTL_CIS_${name}`, value]),
    )
    expect(() => fromEnvironment('cis', env)).toThrow(
      expect.objectContaining({
        name: 'InvalidRequestError',
        param: `PERSONCTL_CIS_${setting}`,
        message: expect.stringContaining(message),
      }),
    )
  })

  test('are an InvalidRequestError without the URL of DABP, and for an unknown service', () => {
    expect(() => fromEnvironment('dabp', { PERSONCTL_DABP_TOKEN: 't' })).toThrow(
      'PERSONCTL_DABP_URL is not set.',
    )
    expect(() => fromEnvironment('cisco' as 'cis', client)).toThrow(
      expect.objectContaining({ name: 'InvalidRequestError', hint: 'Did you mean cis?' }),
    )
  })
})
