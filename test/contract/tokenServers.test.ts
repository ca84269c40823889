import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'
import type { OpenapiContract } from '../helpers/openapiContract.ts'
import { openapiContract } from '../helpers/openapiContract.ts'

const cern = await openapiContract('cern.yaml')
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

/** Sends a request, and holds it and its answer against the description of the API. */
async function send(
  contract: OpenapiContract,
  path: string,
  init: RequestInit = {},
  isDocumented = true,
): Promise<Response> {
  const method = init.method ?? 'GET'
  const answer = await fetch(mock.url + path, { redirect: 'manual', ...init })
  await contract.expectAnswerToMatch(method, path, answer)
  if (isDocumented) {
    const body = init.body === undefined ? {} : { body: { type: formType, text: String(init.body) } }
    contract.expectRequestToMatch({ method, url: mock.url + path, ...body })
  }
  return answer
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
    const answer = await post(dabp, '/oauth/v1/token', { ...redemption, ...demo })
    const { access_token } = await answer.json()
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
      const answer = await fetch(mock.url + path, { headers: { authorization: cis } })
      const { Items, nextPage } = await answer.json()
      for (const { uuid } of Items)
        expect((await send(dabp, report(uuid.value), { headers: { authorization } })).status).toBe(200)
      count += Items.length
      path = nextPage === null ? '' : `/v2/users?nextPage=${encodeURIComponent(JSON.stringify(nextPage))}`
    }
    expect(count).toBeGreaterThan(80)
  })
})
