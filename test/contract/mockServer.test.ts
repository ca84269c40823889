import { profileAttributes } from '@personctl/generated/cisAttributes'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { newRecord } from '../helpers/cisRecords.ts'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'
import { openapiContract } from '../helpers/openapiContract.ts'

const contract = await openapiContract('cis.yaml')

const ada = '/v2/user/primary_email/ada.lovelace@example.org'
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const json = { 'content-type': 'application/json' }
const credentials = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' }

describe.each(['observed', 'documented'])(
  'every response of the CIS mock is documented (%s)',
  (conformance) => {
    let mock: MockCommand
    let authorization: string
    beforeAll(async () => {
      mock = await launchMock(['--conformance', conformance])
      authorization = `Bearer ${await accessToken(mock.url)}`
    })
    afterAll(() => mock.stop())

    async function send(path: string, init: RequestInit = {}): Promise<Response> {
      const response = await fetch(mock.url + path, init)
      await contract.expectAnswerToMatch(init.method ?? 'GET', path, response)
      return response
    }

    test.each<[path: string, found: boolean]>([
      [ada, true],
      ['/v2/user/user_id/ad%257CMozilla-LDAP%257Cada', true],
      ['/v2/user/primary_username/grace', true],
      [`${ada}?filterDisplay=public&active=any`, true],
      [`${ada}?filterDisplay=nonsense&active=nonsense`, true],
      [`${ada}?active=false`, false],
      ['/v2/user/uuid/nobody', false],
      ['/v2/user/primary_email/charles.babbage@example.org', false],
    ])('for the profile at %s', async (path, found) => {
      const body = await (await send(path, { headers: { authorization } })).json()
      expect(Object.keys(body).length > 0).toBe(found)
    })

    test.each([undefined, '', 'Basic x', 'Bearer', 'Bearer nonsense', 'Bearer a b'])(
      'for the Authorization header %s',
      async (header) => {
        const response = await send(ada, header === undefined ? {} : { headers: { authorization: header } })
        expect(response.status).toBe(conformance === 'observed' ? 500 : 401)
      },
    )

    test('for other verbs', async () => {
      expect((await send(ada, { method: 'HEAD', headers: { authorization } })).status).toBe(200)
      for (const method of ['POST', 'PUT', 'DELETE']) expect((await send(ada, { method })).status).toBe(405)
    })

    test.each<[path: string, name: 'Items' | 'users']>([
      ['/v2/users', 'Items'],
      ['/v2/users?active=false&filterDisplay=staff', 'Items'],
      ['/v2/users?primaryEmail=ada.lovelace@example.org', 'Items'],
      ['/v2/users/id/all?connectionMethod=ad', 'users'],
      ['/v2/users/id/all?connectionMethod=github&active=any', 'users'],
      ['/v2/users/id/all/by_attribute_contains?staff_information.staff=true&active=true', 'users'],
      ['/v2/users/id/all/by_attribute_contains?staff_information.staff=1&active=1&fullProfiles=1', 'users'],
    ])('for the list at %s', async (path, name) => {
      expect((await (await send(path, { headers: { authorization } })).json())[name]).not.toEqual([])
      expect((await send(path)).status).toBe(conformance === 'observed' ? 500 : 401)
    })

    test.each(['/v2/users/id/all', '/v2/users/id/all/by_attribute_contains', '/v2/users?nextPage=x'])(
      'for %s, which fails',
      async (path) => {
        expect((await send(path, { headers: { authorization } })).status).toBe(500)
      },
    )

    test.each(['/v2', '/v2/version', '/.well-known/profile.schema', '/v2/user/metadata/a@example.org'])(
      'for %s, which is public',
      async (path) => {
        expect((await send(path)).status).toBe(200)
      },
    )

    test.each(['/.well-known/jwks.json', '/.well-known/openid-configuration', '/.well-known/mozilla-iam'])(
      'for the document %s',
      async (path) => {
        expect((await send(path)).status).toBe(200)
      },
    )

    test.each<[status: number, body: string, headers: Record<string, string>]>([
      [200, JSON.stringify(credentials), json],
      [200, JSON.stringify({ ...credentials, scope: '' }), json],
      [200, new URLSearchParams(credentials).toString(), form],
      [400, '{', json],
      [401, JSON.stringify({ ...credentials, client_secret: 'wrong' }), json],
      [403, JSON.stringify({ ...credentials, audience: 'nowhere' }), json],
      [403, JSON.stringify({ ...credentials, grant_type: 'password' }), json],
      [413, JSON.stringify({ ...credentials, scope: 'x'.repeat(100_000) }), json],
    ])('for a token request: %d to %s', async (status, body, headers) => {
      expect((await send('/oauth/token', { method: 'POST', body, headers })).status).toBe(status)
    })
  },
)

test('every generated person is a documented profile with all attributes', async () => {
  const mock = await launchMock(['--people', '60', '--seed', '5'])
  onTestFinished(async () => {
    await mock.stop()
  })
  const headers = { authorization: `Bearer ${await accessToken(mock.url)}` }
  const profiles: Json[] = []
  let path = '/v2/users'
  while (path !== '') {
    const response = await fetch(mock.url + path, { headers })
    await contract.expectAnswerToMatch('GET', path, response)
    const { Items, nextPage }: Json = await response.json()
    profiles.push(...Items)
    path = nextPage === null ? '' : `/v2/users?nextPage=${encodeURIComponent(JSON.stringify(nextPage))}`
  }
  expect(profiles.length).toBeGreaterThan(40)
  for (const profile of profiles)
    for (const attribute of profileAttributes)
      expect(
        attribute.path.split('.').reduce((node, name) => node?.[name], profile),
        attribute.path,
      ).toHaveProperty('metadata')
})

describe('the contract check', () => {
  const response = (status: number, body: unknown, type = 'application/json') =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
  const broken = newRecord()
  delete broken.uuid.metadata.display

  test.each<[what: string, path: string, response: Response]>([
    ['a path', '/v2/user/user_email/x', response(200, {})],
    ['a status', ada, response(418, {})],
    ['a content type', ada, response(200, {}, 'text/plain')],
    ['an attribute', ada, response(200, { dinopark_id: {} })],
    ['a profile with an attribute cut short', ada, response(200, broken)],
    ['a body', ada, response(500, { error: 'x' })],
  ])('refuses an unknown %s', async (_what, path, response) => {
    await expect(contract.expectAnswerToMatch('GET', path, response)).rejects.toThrow(/document/)
  })

  const url = `https://person.api.sso.mozilla.com${ada}`
  const token = (body: object) => ({
    method: 'POST',
    url: 'https://auth.mozilla.auth0.com/oauth/token',
    body: { type: 'application/json', text: JSON.stringify(body) },
  })

  test('accepts the documented requests and no others', () => {
    const take = contract.expectRequestToMatch
    take({ method: 'GET', url: `${url}?active=any&filterDisplay=staff` })
    take(token({ ...credentials, scope: 'display:none' }))
    take({
      ...token({}),
      body: { type: form['content-type'], text: new URLSearchParams(credentials).toString() },
    })
    expect(() => take({ method: 'GET', url: `${url}?active=yes` })).toThrow('active of GET')
    expect(() => take({ method: 'GET', url: `${url}?limit=5` })).toThrow('has the parameter limit')
    expect(() => take({ method: 'POST', url })).toThrow('is not documented')
    expect(() => take({ method: 'GET', url: `${url}/more` })).toThrow('is not documented')
    expect(() => take({ ...token({}), url, method: 'GET' })).toThrow('has a body')
    expect(() => take(token({ grant_type: 'password' }))).toThrow('The body of POST')
    expect(() => take({ method: 'POST', url: token({}).url })).toThrow('lacks a body')
  })
})
