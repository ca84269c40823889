import { createHash } from 'node:crypto'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { MockInProcess } from '../helpers/mockInProcess.ts'
import { mockWith, origin } from '../helpers/mockInProcess.ts'

const realm = `${origin}/auth/realms/cern`
const openId = `${realm}/protocol/openid-connect`
const api = 'authorization-service-api'
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
const tool = { client_id: 'demo-public' }
const demo = { client_id: 'demo', client_secret: 'demo-secret' }

const post = (mock: MockInProcess, url: string, fields: Record<string, string>) =>
  mock.send(url, { method: 'POST', body: new URLSearchParams(fields) })
const errorOf = async (response: Response) => [response.status, (await response.json()).error]

function standingClock() {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
  onTestFinished(() => void vi.useRealTimers())
  return (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1000)
}

async function begunDevice(mock: MockInProcess, fields: Record<string, string> = tool) {
  const device = await (await post(mock, `${openId}/auth/device`, fields)).json()
  const poll = (more: Record<string, string> = {}) =>
    post(mock, `${openId}/token`, {
      grant_type: deviceGrant,
      device_code: device.device_code,
      ...fields,
      ...more,
    })
  const visit = (more = '') => mock.send(`${device.verification_uri_complete}${more}`)
  return { device, poll, visit }
}

/** The tokens of somebody who signed in on a device. */
async function signedIn(mock: MockInProcess, fields: Record<string, string> = tool, who = '') {
  const { poll, visit } = await begunDevice(mock, { scope: 'openid', ...fields })
  expect((await visit(who)).status).toBe(200)
  return (await poll()).json()
}

describe('a device', () => {
  test('gets its tokens after the person has confirmed it, and only once', async () => {
    const wait = standingClock()
    const mock = mockWith()
    const { device, poll, visit } = await begunDevice(mock, { ...tool, scope: 'openid profile' })
    expect(device).toMatchObject({
      verification_uri: `${realm}/device`,
      verification_uri_complete: `${realm}/device?user_code=${device.user_code}`,
      expires_in: 600,
      interval: 5,
    })
    expect(device.user_code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
    expect(await errorOf(await poll())).toEqual([400, 'authorization_pending'])
    wait(5)
    expect(await errorOf(await poll())).toEqual([400, 'authorization_pending'])
    wait(5)
    const page = await visit()
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const response = await poll()
    expect(response.status).toBe(200)
    const { access_token, refresh_token, id_token, session_state, ...rest } = await response.json()
    expect(rest).toEqual({
      token_type: 'Bearer',
      expires_in: 1200,
      refresh_expires_in: 1800,
      'not-before-policy': 0,
      scope: 'openid profile',
    })
    const keys = createLocalJWKSet(await (await mock.send(`${openId}/certs`)).json())
    const currentDate = new Date(Date.now())
    const { payload } = await jwtVerify(id_token, keys, {
      issuer: realm,
      audience: 'demo-public',
      currentDate,
    })
    expect(payload['email']).toBe('ada.lovelace@example.org')
    const claims = decodeJwt(access_token)
    expect(claims).toMatchObject({
      aud: 'demo-public',
      azp: 'demo-public',
      sid: session_state,
      typ: 'Bearer',
    })
    expect(claims.sub).toBe(claims['cern_upn'])
    expect(decodeJwt(refresh_token)['typ']).toBe('Refresh')
    wait(5)
    expect(await errorOf(await poll())).toEqual([400, 'invalid_grant'])
  })

  test('is signed in as the person in login_hint', async () => {
    const byAddress = await signedIn(mockWith(), tool, '&login_hint=grace.hopper@example.org')
    const byLogin = await signedIn(mockWith(), tool, '&login_hint=GHOPPER')
    for (const { access_token } of [byAddress, byLogin])
      expect(decodeJwt(access_token)).toMatchObject({
        sub: 'ghopper',
        cern_upn: 'ghopper',
        preferred_username: 'ghopper',
        name: 'Grace Hopper',
        email: 'grace.hopper@example.org',
      })
    expect(decodeJwt(byLogin.access_token)).not.toHaveProperty('cern_person_id')
    const { access_token } = await signedIn(mockWith())
    expect(decodeJwt(access_token)).toMatchObject({ sub: 'alovelace', cern_person_id: '1843' })
  })

  test('is confirmed on a page that accepts the code in any case and without its hyphen', async () => {
    const mock = mockWith()
    const { device, poll } = await begunDevice(mock)
    expect(await (await mock.send(device.verification_uri)).text()).toContain('name="user_code"')
    const typed = device.user_code.toLowerCase().replace('-', '')
    expect((await mock.send(`${device.verification_uri}?user_code=${typed}`)).status).toBe(200)
    expect((await poll()).status).toBe(200)
  })

  test.each(['&deny', '&deny=true'])('learns that the person denied access (%s)', async (deny) => {
    const { poll, visit } = await begunDevice(mockWith())
    expect((await visit(deny)).status).toBe(200)
    expect((await visit()).status).toBe(400)
    expect(await errorOf(await poll())).toEqual([400, 'access_denied'])
  })

  test('is not confirmed by an unknown person or with an unknown code', async () => {
    const mock = mockWith()
    const { device, poll, visit } = await begunDevice(mock)
    for (const who of ['nobody@example.org', 'charles.babbage@example.org', 'service-account-status-board'])
      expect((await visit(`&login_hint=${who}`)).status).toBe(404)
    expect((await mock.send(`${device.verification_uri}?user_code=BBBB-BBBB`)).status).toBe(400)
    expect(await errorOf(await poll())).toEqual([400, 'authorization_pending'])
  })

  test('has to slow down by five seconds after each poll that comes too early', async () => {
    const wait = standingClock()
    const { poll } = await begunDevice(mockWith())
    const responses: string[] = []
    for (const seconds of [0, 4, 9, 10, 14, 15]) {
      wait(seconds)
      responses.push((await (await poll()).json()).error)
    }
    expect(responses).toEqual([
      'authorization_pending',
      'slow_down',
      'slow_down',
      'slow_down',
      'slow_down',
      'slow_down',
    ])
    wait(30)
    expect(await errorOf(await poll())).toEqual([400, 'authorization_pending'])
  })

  test('must be confirmed within ten minutes', async () => {
    const wait = standingClock()
    const { poll, visit } = await begunDevice(mockWith())
    wait(599)
    expect(await errorOf(await poll())).toEqual([400, 'authorization_pending'])
    wait(1)
    expect((await visit()).status).toBe(400)
    expect(await errorOf(await poll())).toEqual([400, 'expired_token'])
  })

  test('that started with a challenge has to send the verifier', async () => {
    const verifier = 'a-verifier-of-forty-three-characters-or-more'
    const code_challenge = createHash('sha256').update(verifier).digest('base64url')
    const started = { ...tool, code_challenge, code_challenge_method: 'S256' }
    const { poll, visit } = await begunDevice(mockWith(), started)
    const wait = standingClock()
    await visit()
    for (const wrong of [{}, { code_verifier: `${verifier}x` }]) {
      wait(20)
      expect(await errorOf(await poll(wrong))).toEqual([400, 'invalid_grant'])
    }
    wait(20)
    expect((await poll({ code_verifier: verifier })).status).toBe(200)
    const plain = await begunDevice(mockWith())
    await plain.visit()
    expect(await errorOf(await plain.poll({ code_verifier: verifier }))).toEqual([400, 'invalid_grant'])
  })

  test.each([
    ['another method', { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }],
    ['no method', { code_challenge: 'x'.repeat(43) }],
    ['no challenge', { code_challenge_method: 'S256' }],
    ['a challenge that is none', { code_challenge: 'short', code_challenge_method: 'S256' }],
  ])('cannot start with %s', async (_what, fields) => {
    const response = await post(mockWith(), `${openId}/auth/device`, { ...tool, ...fields } as never)
    expect(await errorOf(response)).toEqual([400, 'invalid_request'])
  })

  test('of another client gets nothing', async () => {
    const mock = mockWith()
    const { device, visit } = await begunDevice(mock)
    await visit()
    const stolen = await post(mock, `${openId}/token`, {
      grant_type: deviceGrant,
      device_code: device.device_code,
      ...demo,
    })
    expect(await errorOf(stolen)).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await post(mock, `${openId}/auth/device`, { client_id: 'x' }))).toEqual([
      401,
      'invalid_client',
    ])
  })
})

describe('a refresh token', () => {
  const refresh = (mock: MockInProcess, refresh_token: string, client: Record<string, string> = tool) =>
    post(mock, `${openId}/token`, { grant_type: 'refresh_token', refresh_token, ...client })

  test('yields new tokens of the same person, scope and audience', async () => {
    const wait = standingClock()
    const mock = mockWith()
    const first = await signedIn(mock, { ...tool, audience: 'status-board' }, '&login_hint=ghopper')
    wait(1799)
    const response = await refresh(mock, first.refresh_token)
    expect(response.status).toBe(200)
    const second = await response.json()
    expect(second).toMatchObject({ scope: 'openid', session_state: first.session_state })
    const identity = ({ access_token }: { access_token: string }) => {
      const { iat: _iat, exp: _exp, jti: _jti, ...claims } = decodeJwt(access_token)
      return claims
    }
    expect(identity(second)).toEqual(identity(first))
    expect(identity(second).aud).toBe('status-board')
    wait(1800)
    expect(await errorOf(await refresh(mock, second.refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test('cannot be replaced by another token, and works for its own client only', async () => {
    const mock = mockWith()
    const { refresh_token, access_token } = await signedIn(mock)
    for (const [token, client] of [
      [access_token, tool],
      ['nonsense', tool],
      [refresh_token, demo],
    ] as const)
      expect(await errorOf(await refresh(mock, token, client))).toEqual([400, 'invalid_grant'])
    const missing = await post(mock, `${openId}/token`, { grant_type: 'refresh_token', ...tool })
    expect(await errorOf(missing)).toEqual([400, 'invalid_request'])
  })
})

describe('token exchange', () => {
  const exchange = (mock: MockInProcess, fields: Record<string, string>) =>
    post(mock, `${openId}/token`, { grant_type: exchangeGrant, audience: api, ...fields })

  test('yields a token of the same person for the requested audience', async () => {
    const mock = mockWith()
    const { access_token: subject_token } = await signedIn(mock, demo)
    for (const more of [{}, { subject_token_type: accessTokenType, requested_token_type: accessTokenType }]) {
      const response = await exchange(mock, { ...demo, subject_token, ...more })
      expect(response.status).toBe(200)
      const { access_token, ...rest } = await response.json()
      expect(rest).toMatchObject({
        issued_token_type: accessTokenType,
        refresh_expires_in: 0,
        expires_in: 1200,
      })
      const [before, after] = [decodeJwt(subject_token), decodeJwt(access_token)]
      expect(after).toMatchObject({ aud: api, azp: 'demo' })
      for (const claim of ['sub', 'cern_upn', 'email', 'name', 'sid'])
        expect(after[claim]).toEqual(before[claim])
      expect(after['resource_access']).toHaveProperty(api)
    }
  })

  test('adds the roles of the person in that application', async () => {
    const mock = mockWith()
    const rolesFor = async (who: string, audience: string) => {
      const { access_token: subject_token } = await signedIn(mock, demo, `&login_hint=${who}`)
      const response = await exchange(mock, { ...demo, subject_token, audience })
      const claims = decodeJwt((await response.json()).access_token)
      expect(claims['resource_access']).toEqual({ [audience]: { roles: claims['cern_roles'] } })
      return claims['cern_roles']
    }
    // Ada is in the shifters by way of the experts.
    expect(await rolesFor('alovelace', 'atlas-shift-planner')).toEqual(['administrator', 'shifter'])
    expect(await rolesFor('ghopper', 'atlas-shift-planner')).toEqual(['shifter'])
    expect(await rolesFor('alovelace', api)).toEqual([])
  })

  test('is allowed to a public client for its own tokens', async () => {
    const mock = mockWith()
    const { access_token: own } = await signedIn(mock)
    expect((await exchange(mock, { ...tool, subject_token: own })).status).toBe(200)
    const { access_token: other } = await signedIn(mock, { ...demo, audience: 'demo-public' })
    expect(await errorOf(await exchange(mock, { ...tool, subject_token: other }))).toEqual([
      403,
      'access_denied',
    ])
  })

  test('is allowed to a client in the audience of the token only', async () => {
    const clients = [{ id: 'portal', secret: 's' }]
    const portal = { client_id: 'portal', client_secret: 's' }
    const mock = mockWith({ clients })
    const { access_token: for_portal } = await signedIn(mock, { ...demo, audience: 'portal' })
    expect((await exchange(mock, { ...portal, subject_token: for_portal })).status).toBe(200)
    const { access_token: for_demo } = await signedIn(mock, demo)
    expect(await errorOf(await exchange(mock, { ...portal, subject_token: for_demo }))).toEqual([
      403,
      'access_denied',
    ])
  })

  test('is rejected for an unknown application and for one that the client may not exchange tokens for', async () => {
    const mock = mockWith({ clients: [{ id: 'app', secret: 's', exchangesFor: ['demo'] }] })
    const app = { client_id: 'app', client_secret: 's' }
    const { access_token: subject_token } = await signedIn(mock, app)
    expect(await errorOf(await exchange(mock, { ...app, subject_token }))).toEqual([403, 'access_denied'])
    expect((await exchange(mock, { ...app, subject_token, audience: 'demo' })).status).toBe(200)
    const { access_token: of_demo } = await signedIn(mock, demo)
    const unknown = await exchange(mock, { ...demo, subject_token: of_demo, audience: 'nobody-knows-it' })
    expect(await errorOf(unknown)).toEqual([400, 'invalid_client'])
  })

  test('requires a valid token', async () => {
    const wait = standingClock()
    const mock = mockWith()
    const { access_token, refresh_token } = await signedIn(mock, demo)
    for (const subject_token of ['nonsense', refresh_token, `${access_token.slice(0, -6)}AAAAAA`])
      expect(await errorOf(await exchange(mock, { ...demo, subject_token }))).toEqual([400, 'invalid_token'])
    for (const wrong of [{ subject_token_type: 'x' }, { requested_token_type: 'x' }])
      expect(await errorOf(await exchange(mock, { ...demo, subject_token: access_token, ...wrong }))).toEqual(
        [400, 'invalid_request'],
      )
    expect(await errorOf(await exchange(mock, demo))).toEqual([400, 'invalid_request'])
    wait(1200)
    expect(await errorOf(await exchange(mock, { ...demo, subject_token: access_token }))).toEqual([
      400,
      'invalid_token',
    ])
  })
})

describe('the realm', () => {
  const userInfo = (mock: MockInProcess, token: string) =>
    mock.send(`${openId}/userinfo`, { headers: { authorization: `Bearer ${token}` } })

  test('userinfo returns the person of a token with the scope openid', async () => {
    const mock = mockWith()
    const { access_token } = await signedIn(mock)
    const { sub } = decodeJwt(access_token)
    expect(await (await userInfo(mock, access_token)).json()).toMatchObject({
      sub,
      cern_upn: sub,
      email: 'ada.lovelace@example.org',
    })
    const { access_token: without } = await signedIn(mock, { ...tool, scope: 'email' })
    expect(await errorOf(await userInfo(mock, without))).toEqual([403, 'insufficient_scope'])
    const rejected = await userInfo(mock, 'nonsense')
    expect(rejected.headers.get('www-authenticate')).toContain('error="invalid_token"')
    expect(await errorOf(rejected)).toEqual([401, 'invalid_token'])
  })

  test('discovery leads to every endpoint', async () => {
    const mock = mockWith()
    const found = await (await mock.send(`${realm}/.well-known/openid-configuration`)).json()
    expect(found).toMatchObject({
      issuer: realm,
      authorization_endpoint: `${openId}/auth`,
      token_endpoint: `${openId}/token`,
      introspection_endpoint: `${openId}/token/introspect`,
      revocation_endpoint: `${openId}/revoke`,
      end_session_endpoint: `${openId}/logout`,
      device_authorization_endpoint: `${openId}/auth/device`,
      userinfo_endpoint: `${openId}/userinfo`,
      jwks_uri: `${openId}/certs`,
    })
    expect(found.grant_types_supported).toEqual([
      'authorization_code',
      'client_credentials',
      'refresh_token',
      deviceGrant,
      exchangeGrant,
    ])
  })

  test('the standard endpoint issues a program tokens for itself only, and a public client none', async () => {
    const mock = mockWith()
    const request = { grant_type: 'client_credentials', audience: api }
    const own = await (await post(mock, `${openId}/token`, { ...request, ...demo })).json()
    expect(decodeJwt(own.access_token)).toMatchObject({ aud: 'demo', sub: 'service-account-demo' })
    for (const url of [`${openId}/token`, `${realm}/api-access/token`])
      expect(await errorOf(await post(mock, url, { ...request, ...tool }))).toEqual([
        401,
        'unauthorized_client',
      ])
  })

  test('only the latest thousand devices can be confirmed', async () => {
    const mock = mockWith()
    const { poll } = await begunDevice(mock)
    for (let count = 0; count < 1000; count++) await post(mock, `${openId}/auth/device`, tool)
    expect(await errorOf(await poll())).toEqual([400, 'invalid_grant'])
  })
})
