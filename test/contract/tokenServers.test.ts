import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'
import type { OpenapiContract } from '../helpers/openapiContract.ts'
import { openapiContract } from '../helpers/openapiContract.ts'

const cern = await openapiContract('cern.yaml')
const cis = await openapiContract('cis.yaml')
const dabp = await openapiContract('dabp.yaml')

type Fields = Readonly<Record<string, string>>
const demo: Fields = { client_id: 'demo', client_secret: 'demo-secret' }
const basic = (id: string, secret: string): Fields => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

let mock: MockCommand
beforeAll(async () => {
  mock = await launchMock()
})
afterAll(() => mock.stop())

/** Sends a request, and holds it and its response against the description of the API. */
async function send(
  contract: OpenapiContract,
  path: string,
  init: RequestInit = {},
  isDocumented = true,
): Promise<Response> {
  const method = init.method ?? 'GET'
  const response = await fetch(mock.url + path, { redirect: 'manual', ...init })
  await contract.expectAnswerToMatch(method, path, response)
  if (isDocumented) {
    const body = init.body === undefined ? {} : { body: { type: formType, text: String(init.body) } }
    contract.expectRequestToMatch({ method, url: mock.url + path, ...body })
  }
  return response
}
const formType = 'application/x-www-form-urlencoded'
const post = (
  contract: OpenapiContract,
  path: string,
  fields: Fields,
  isDocumented = true,
  headers: Fields = {},
) =>
  send(
    contract,
    path,
    {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': formType, ...headers },
    },
    isDocumented,
  )

describe('the realm of CERN in the mock sends documented responses', () => {
  const realm = '/auth/realms/cern'
  const openId = `${realm}/protocol/openid-connect`
  const request = { grant_type: 'client_credentials', audience: 'authorization-service-api' }

  test.each([`${realm}/api-access/token`, `${openId}/token`])('to POST %s', async (path) => {
    expect((await post(cern, path, { ...request, ...demo })).status).toBe(200)
    expect((await post(cern, path, request, true, basic('demo', 'demo-secret'))).status).toBe(200)
    expect((await post(cern, path, { ...request, client_id: 'demo' })).status).toBe(401)
    expect((await post(cern, path, { ...demo, grant_type: 'password' }, false)).status).toBe(400)
    expect((await post(cern, path, { ...request, scope: 'x'.repeat(100_000) })).status).toBe(413)
    expect((await send(cern, path, {}, false)).status).toBe(405)
  })

  test.each([`${openId}/certs`, `${realm}/.well-known/openid-configuration`])('to GET %s', async (path) => {
    expect((await send(cern, path)).status).toBe(200)
  })

  test('to a device, the page of its person, and all that follows', async () => {
    const tool = { client_id: 'demo-public' }
    const begun = await post(cern, `${openId}/auth/device`, { ...tool, scope: 'openid' })
    const { device_code, user_code, verification_uri } = await begun.json()
    expect((await post(cern, `${openId}/auth/device`, { client_id: 'x' })).status).toBe(401)
    expect((await send(cern, `${openId}/auth/device`, {}, false)).status).toBe(405)
    const poll = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code,
      ...tool,
    }
    expect((await post(cern, `${openId}/token`, poll)).status).toBe(400)
    const page = new URL(verification_uri).pathname
    for (const [query, status] of [
      ['', 200],
      ['?user_code=none', 400],
      [`?user_code=${user_code}&login_hint=nobody`, 404],
    ] as const)
      expect((await send(cern, page + query)).status).toBe(status)
    expect((await send(cern, `${page}?user_code=${user_code}&login_hint=ghopper`)).status).toBe(200)
    // The poll before was a moment ago.
    const slow = await post(cern, `${openId}/token`, poll)
    expect((await slow.json()).error).toBe('slow_down')
    const next = await post(cern, `${openId}/auth/device`, { ...tool, scope: 'openid' })
    const device = await next.json()
    expect((await send(cern, `${page}?user_code=${device.user_code}`)).status).toBe(200)
    const granted = await post(cern, `${openId}/token`, { ...poll, device_code: device.device_code })
    const { access_token, refresh_token } = await granted.json()

    const refresh = { grant_type: 'refresh_token', refresh_token, ...tool }
    expect((await post(cern, `${openId}/token`, refresh)).status).toBe(200)
    const exchange = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: access_token,
      audience: 'authorization-service-api',
    }
    expect((await post(cern, `${openId}/token`, { ...exchange, ...tool })).status).toBe(200)
    expect((await post(cern, `${openId}/token`, { ...exchange, ...demo })).status).toBe(403)

    const headers = { authorization: `Bearer ${access_token}` }
    expect((await send(cern, `${openId}/userinfo`, { headers })).status).toBe(200)
    expect((await send(cern, `${openId}/userinfo`)).status).toBe(401)
  })
})

describe('OneWelcome and DABP in the mock send documented responses', () => {
  const request = { grant_type: 'client_credentials', scope: 'dabp_person_report' }
  const report = (referenceId: string) => `/delegation/api/v2/people/${referenceId}/report`
  const tokenOf = async (fields: Fields): Promise<string> =>
    (await (await post(dabp, '/oauth/v1/token', { ...request, ...fields })).json()).access_token

  test('to POST /oauth/v1/token', async () => {
    expect((await post(dabp, '/oauth/v1/token', { ...request, ...demo })).status).toBe(200)
    expect((await post(dabp, '/oauth/v1/token', request, true, basic('demo', 'x'))).status).toBe(401)
    expect((await post(dabp, '/oauth/v1/token', { ...request, ...demo, scope: 'openid' })).status).toBe(400)
    expect((await post(dabp, '/oauth/v1/token', { ...request, scope: 'x'.repeat(100_000) })).status).toBe(413)
    expect((await send(dabp, '/oauth/v1/token', {}, false)).status).toBe(405)
  })

  test.each(['/oauth/v1/keys', '/oauth/.well-known/openid-configuration'])('to GET %s', async (path) => {
    expect((await send(dabp, path)).status).toBe(200)
  })

  test('to POST /oauth/api/v2/token/introspect', async () => {
    const path = '/oauth/api/v2/token/introspect'
    for (const token of [await tokenOf(demo), 'nonsense'])
      expect((await post(dabp, path, { token, ...demo })).status).toBe(200)
    expect((await post(dabp, path, { token: 't' }, true, basic('demo', 'x'))).status).toBe(401)
    expect((await post(dabp, path, demo, false)).status).toBe(400)
    expect((await send(dabp, path, {}, false)).status).toBe(405)
  })

  test('to a person who signs in', async () => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'demo',
      redirect_uri: 'https://app.example/callback',
      scope: 'openid profile email',
      state: 'x',
    })
    const sent = await send(dabp, `/oauth/v1/authorize?${query}`)
    expect(sent.status).toBe(302)
    const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    query.set('client_id', 'x')
    expect((await send(dabp, `/oauth/v1/authorize?${query}`)).status).toBe(400)
    const redemption = {
      grant_type: 'authorization_code',
      redirect_uri: 'https://app.example/callback',
      code,
    }
    const response = await post(dabp, '/oauth/v1/token', { ...redemption, ...demo })
    const { access_token } = await response.json()
    const headers = { authorization: `Bearer ${access_token}` }
    const told = await (await send(dabp, '/oauth/v1/userinfo', { headers })).json()
    expect(told.email).toBe('ada.lovelace@example.org')
    expect((await send(dabp, '/oauth/v1/userinfo')).status).toBe(401)
    const known = await post(dabp, '/oauth/api/v2/token/introspect', { token: access_token, ...demo })
    expect((await known.json()).sub).toBe(told.sub)
    const reader = { authorization: `Bearer ${await tokenOf(demo)}` }
    expect((await send(dabp, report(told.sub), { headers: reader })).status).toBe(200)
  })

  test('to GET of a report, for every status that needs no fault', async () => {
    const authorization = `Bearer ${await tokenOf(demo)}`
    const ask = (path: string, init: RequestInit = {}, isDocumented = true) =>
      send(dabp, path, { ...init, headers: { authorization, ...init.headers } }, isDocumented)
    expect((await ask(report('nobody'))).status).toBe(404)
    expect((await ask(`${report('nobody')}?skipUpdatingActivity=true`)).status).toBe(404)
    expect((await ask(`${report('x')}?skipUpdatingActivity=maybe`, {}, false)).status).toBe(400)
    expect((await ask(report('x'), { headers: { 'tenant-id': 'x' } })).status).toBe(400)
    expect((await ask(report('x'), { method: 'POST' }, false)).status).toBe(405)
    expect((await send(dabp, report('x'))).status).toBe(401)
    const weak = `Bearer ${await tokenOf({ ...demo, scope: 'dabp_read' })}`
    expect((await send(dabp, report('x'), { headers: { authorization: weak } })).status).toBe(403)
  })

  test("to GET of everybody else's report", async () => {
    const authorization = `Bearer ${await tokenOf(demo)}`
    const cis = `Bearer ${await accessToken(mock.url)}`
    let count = 0
    for (let path = '/v2/users'; path !== ''; ) {
      const response = await fetch(mock.url + path, { headers: { authorization: cis } })
      const { Items, nextPage } = await response.json()
      for (const { uuid } of Items)
        expect((await send(dabp, report(uuid.value), { headers: { authorization } })).status).toBe(200)
      count += Items.length
      path = nextPage === null ? '' : `/v2/users?nextPage=${encodeURIComponent(JSON.stringify(nextPage))}`
    }
    expect(count).toBeGreaterThan(80)
  })
})

describe.each([
  {
    name: 'Auth0',
    contract: cis,
    authorize: '/authorize',
    token: '/oauth/token',
    userInfo: '/userinfo',
    revoke: '/oauth/revoke',
    logout: '/oidc/logout',
    discovery: '/.well-known/openid-configuration',
  },
  {
    name: 'Keycloak',
    contract: cern,
    ...openIdPaths('/auth/realms/cern/protocol/openid-connect', 'auth'),
    discovery: '/auth/realms/cern/.well-known/openid-configuration',
  },
  {
    name: 'OneWelcome',
    contract: dabp,
    ...openIdPaths('/oauth/v1', 'authorize'),
    discovery: '/oauth/.well-known/openid-configuration',
  },
])('$name sends documented responses', (server) => {
  const { contract } = server
  const application = { client_id: 'demo', redirect_uri: 'https://app.example/callback' }
  const request = { response_type: 'code', ...application, scope: 'openid email offline_access', state: 'x' }
  const begin = (fields: Fields, headers: Fields = {}) =>
    send(contract, `${server.authorize}?${new URLSearchParams({ ...request, ...fields })}`, { headers })

  test('to a person who signs in, stays signed in, and signs out', async () => {
    const sent = await begin({ nonce: 'n', login_hint: 'grace.hopper@example.org', max_age: '60' })
    expect(sent.status).toBe(302)
    const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const redemption = { grant_type: 'authorization_code', code, ...application, ...demo }
    const redeemed = await post(contract, server.token, redemption)
    const { access_token, id_token, refresh_token } = await redeemed.json()
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await send(contract, server.userInfo, { headers })).status).toBe(200)
    expect((await send(contract, server.userInfo, { method: 'POST', headers })).status).toBe(200)
    expect((await send(contract, server.userInfo)).status).toBe(401)
    const refresh = { grant_type: 'refresh_token', refresh_token, ...demo }
    expect((await post(contract, server.token, refresh)).status).toBe(200)
    expect((await post(contract, server.token, redemption)).status).toBeGreaterThan(399)
    expect((await post(contract, server.revoke, { token: refresh_token, ...demo })).status).toBe(200)
    expect((await post(contract, server.revoke, { token: 't', client_id: 'x' })).status).toBeGreaterThan(399)
    expect((await post(contract, server.revoke, demo, false)).status).toBe(400)
    expect((await send(contract, server.revoke, {}, false)).status).toBe(405)
    const out = { id_token_hint: id_token, post_logout_redirect_uri: 'https://app.example/bye', state: 's' }
    expect((await send(contract, `${server.logout}?${new URLSearchParams(out)}`)).status).toBe(302)
    expect((await post(contract, server.logout, out)).status).toBe(302)
    expect((await send(contract, server.logout)).status).toBe(200)
    expect((await send(contract, `${server.logout}?id_token_hint=x`)).status).toBe(400)
  })

  test('to a browser, and to a request that cannot be redirected', async () => {
    const browser = { accept: 'text/html' }
    expect((await begin({ prompt: 'login' }, browser)).status).toBe(200)
    expect((await begin({ search: 'ada' }, browser)).status).toBe(200)
    expect((await begin({ response_mode: 'form_post' })).status).toBe(200)
    expect((await begin({ deny: 'true' })).status).toBe(302)
    for (const headers of [{}, browser]) expect((await begin({ client_id: 'x' }, headers)).status).toBe(400)
    const posted = await send(contract, server.authorize, {
      method: 'POST',
      body: new URLSearchParams(request).toString(),
      headers: { 'content-type': formType },
    })
    expect(posted.status).toBe(302)
    expect((await send(contract, server.discovery)).status).toBe(200)
  })
})

describe('further endpoints send documented responses', () => {
  test('to a sign-out by returnTo at Auth0, and by a refresh token at Keycloak', async () => {
    for (const query of ['', '?returnTo=https://app.example/bye&client_id=demo'])
      expect((await send(cis, `/v2/logout${query}`)).status).toBe(query === '' ? 200 : 302)
    const openId = '/auth/realms/cern/protocol/openid-connect'
    const logout = await post(cern, `${openId}/logout`, { refresh_token: 'x', ...demo })
    expect(logout.status).toBe(400)
    const introspect = `${openId}/token/introspect`
    const grant = { grant_type: 'client_credentials', ...demo }
    const { access_token } = await (await post(cern, `${openId}/token`, grant)).json()
    for (const token of [access_token, 'x'])
      expect((await post(cern, introspect, { token, ...demo })).status).toBe(200)
    expect((await post(cern, introspect, { token: 'x', client_id: 'demo-public' })).status).toBe(403)
    expect((await post(cern, introspect, { token: 'x', client_id: 'x' })).status).toBe(401)
    expect((await send(cern, introspect, {}, false)).status).toBe(405)
  })
})

function openIdPaths(base: string, authorize: string) {
  const paths = { token: 'token', userInfo: 'userinfo', revoke: 'revoke', logout: 'logout' }
  const absolute = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, `${base}/${path}`]))
  return { authorize: `${base}/${authorize}`, ...(absolute as Readonly<Record<keyof typeof paths, string>>) }
}
