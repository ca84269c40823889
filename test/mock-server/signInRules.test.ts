import type { MockServer } from '@personctl/mock-server'
import fc from 'fast-check'
import { createRemoteJWKSet, decodeJwt, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { startMock } from '../helpers/startMock.ts'
import {
  type Application,
  ada,
  auth0,
  charles,
  createApplication,
  demo,
  grace,
  keycloak,
  oneWelcome,
  redirectUri,
  signInServers,
} from './helpers/signInServers.ts'

type Fields = Readonly<Record<string, string>>

const browser = { accept: 'text/html,application/xhtml+xml' }
const secret = { client_id: demo.id, client_secret: String(demo.secret) }

const send = (url: string | undefined, fields: Fields): Promise<Response> =>
  fetch(String(url), { method: 'POST', body: new URLSearchParams(fields) })
const errorOf = async (response: Response) => [response.status, (await response.json()).error]
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? ''
const codeOf = (url: URL): string => url.searchParams.get('code') ?? ''
const redeem = (app: Application, code: string, fields: Fields = {}) =>
  send(app.metadata.token_endpoint, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    ...secret,
    ...fields,
  })
const userInfo = (app: Application, token: string, init: RequestInit = {}) =>
  fetch(String(app.metadata.userinfo_endpoint), { headers: { authorization: `Bearer ${token}` }, ...init })

describe.each(signInServers)('$name', (server) => {
  const start = async (options: Parameters<typeof startMock>[0] = {}): Promise<[Application, MockServer]> => {
    const mock = await startMock(options)
    return [await createApplication(mock, server), mock]
  }

  test('lists every endpoint of a sign-in in its discovery document', async () => {
    const [{ metadata }] = await start()
    for (const name of ['authorization', 'token', 'userinfo', 'revocation', 'end_session'] as const)
      expect(metadata[`${name}_endpoint`]).toMatch(/^http:/)
    expect(metadata).toMatchObject({
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      request_uri_parameter_supported: false,
    })
    for (const grant of ['authorization_code', 'refresh_token', 'client_credentials'])
      expect(metadata.grant_types_supported).toContain(grant)
  })

  test('redeems a code once, and only for its client, redirect URI and verifier', {
    tags: 'property',
  }, async () => {
    const clients = [{ id: 'other', secret: 's' }]
    const [app] = await start({ clients })
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          client: fc.boolean(),
          redirect: fc.boolean(),
          verifier: fc.constantFrom('right', 'wrong', 'none'),
        }),
        async (right) => {
          const { url, verifier } = await app.begin()
          const { searchParams } = url
          const attempt = (all: typeof right) =>
            redeem(app, searchParams.get('code') ?? '', {
              ...(all.client ? {} : { client_id: 'other', client_secret: 's' }),
              ...(all.redirect ? {} : { redirect_uri: 'https://app.example/callback' }),
              ...(all.verifier === 'none'
                ? {}
                : { code_verifier: all.verifier === 'right' ? verifier : `${verifier}x` }),
            })
          const isRight = right.client && right.redirect && right.verifier === 'right'
          const first = await attempt(right)
          expect(first.status).toBe(isRight ? 200 : server.invalidGrantStatus)
          if (!isRight) expect((await first.json()).error).toBe('invalid_grant')
          const second = await attempt({ client: true, redirect: true, verifier: 'right' })
          // A client that does not own a code cannot use it up.
          expect(second.status).toBe(right.client ? server.invalidGrantStatus : 200)
        },
      ),
      propertyRuns(12),
    )
  })

  test('demands PKCE of a public client, at CIS and CERN if a quirk says so', async () => {
    const quirks = { cisPublicClientPkce: 'required', cernPublicClientPkce: 'required' } as const
    const isDocumented = server === oneWelcome
    for (const [options, isRequired] of [[{}, isDocumented] as const, [{ quirks }, true] as const]) {
      const mock = await startMock(options)
      for (const [id, has] of [['demo', null] as const, ['demo-public', isRequired] as const]) {
        const { metadata } = await createApplication(mock, server, { id, secret: null })
        const query = { response_type: 'code', client_id: id, redirect_uri: redirectUri, scope: 'openid' }
        const url = `${metadata.authorization_endpoint}?${new URLSearchParams(query)}`
        const { headers } = await fetch(url, { redirect: 'manual' })
        const { searchParams } = new URL(headers.get('location') ?? '')
        expect(searchParams.get('error')).toBe(has === true ? 'invalid_request' : null)
      }
      const app = await createApplication(mock, server, { id: 'demo-public', secret: null })
      expect((await app.signIn()).access_token).toBeTypeOf('string')
    }
  })

  test('demands PKCE of a client without a secret also if any client is accepted', async () => {
    const quirks = { cisPublicClientPkce: 'required', cernPublicClientPkce: 'required' } as const
    const [app] = await start({ anyClient: true, quirks })
    const query = { response_type: 'code', client_id: 'anybody', redirect_uri: redirectUri, scope: 'openid' }
    const newCode = async () => {
      const url = `${app.metadata.authorization_endpoint}?${new URLSearchParams(query)}`
      const { headers } = await fetch(url, { redirect: 'manual' })
      return codeOf(new URL(headers.get('location') ?? ''))
    }
    const attempt = async (credentials: Fields) =>
      send(app.metadata.token_endpoint, {
        grant_type: 'authorization_code',
        code: await newCode(),
        redirect_uri: redirectUri,
        client_id: 'anybody',
        ...credentials,
      })
    expect((await attempt({ client_secret: 'any' })).status).toBe(200)
    expect(await errorOf(await attempt({}))).toEqual([server.invalidGrantStatus, 'invalid_grant'])
  })

  test('revokes what a code gave if the code comes a second time', async () => {
    const [app] = await start()
    const { url, verifier } = await app.begin()
    const code_verifier = verifier
    const { refresh_token } = await (await redeem(app, codeOf(url), { code_verifier })).json()
    expect(await errorOf(await redeem(app, codeOf(url), { code_verifier }))).toEqual([
      server.invalidGrantStatus,
      'invalid_grant',
    ])
    await expect(app.refresh(refresh_token)).rejects.toThrow()
    expect((await app.signIn()).refresh_token).toBeTypeOf('string')
  })

  test('gives nobody the tokens of somebody else', async () => {
    const [app] = await start()
    const [one, other] = [await app.begin({ login_hint: ada }), await app.begin({ login_hint: grace })]
    const [tokensOfGrace, tokensOfAda] = [await app.finish(other), await app.finish(one)]
    const emails = [tokensOfAda, tokensOfGrace].map(({ id_token }) => decodeJwt(id_token ?? '')['email'])
    expect(emails).toEqual([ada, grace])
    for (const { access_token, id_token } of [tokensOfAda, tokensOfGrace]) {
      const told = await (await userInfo(app, access_token)).json()
      expect(told.sub).toBe(decodeJwt(id_token ?? '').sub)
    }
  })

  test('sends the response in the query, in the fragment, or as a form', async () => {
    const [app] = await start()
    const fragment = await app.begin({ response_mode: 'fragment' })
    expect(fragment.url.search).toBe('?from=mock')
    expect(new URLSearchParams(fragment.url.hash.slice(1)).get('state')).toBe(fragment.state)
    const form = await app.begin({ response_mode: 'form_post', state: `"><script>alert('x')</script>` })
    expect([form.response.status, form.response.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringMatching(/^default-src 'none'; .*script-src 'sha256-[\w+/]+='/),
    ])
    const page = await form.response.text()
    expect(page).toContain(`<form method="post" action="${redirectUri}">`)
    expect(page).toMatch(/name="code" value="[0-9a-f]{64}"/)
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"')
    const unknown = await app.begin({ response_mode: 'jwt' })
    expect(unknown.url.searchParams.get('error')).toBe('invalid_request')
  })

  test('refuses a person who is inactive or unknown, at sign-in and at refresh', async () => {
    const [app, mock] = await start()
    for (const login_hint of [charles, 'nobody@example.org']) {
      const { url } = await app.begin({ login_hint })
      expect([url.searchParams.get('error'), url.searchParams.get('code')]).toEqual(['login_required', null])
    }
    const { refresh_token = '', access_token } = await app.signIn({ login_hint: grace })
    await mock.admin.people.deactivate(grace)
    await expect(app.refresh(refresh_token)).rejects.toThrow()
    expect((await userInfo(app, access_token)).status).toBe(401)
  })

  test('finds a person by an e-mail address in another case', async () => {
    const [app] = await start()
    const { id_token = '' } = await app.signIn({ login_hint: 'Grace.Hopper@Example.ORG' })
    expect(decodeJwt(id_token)['email']).toBe(grace)
  })

  test('remembers a browser by a cookie until it signs out', async () => {
    const [app, mock] = await start()
    const first = await app.begin({ login_hint: grace }, browser)
    expect(first.response.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/)
    const cookie = cookieOf(first.response)
    const silent = await app.begin({ prompt: 'none' }, { cookie })
    const { id_token = '' } = await app.finish(silent)
    expect(decodeJwt(id_token)['email']).toBe(grace)
    expect(cookieOf(silent.response)).toBe('')
    for (const query of [{ prompt: 'login' }, { prompt: 'select_account' }, { max_age: '0' }])
      expect((await app.begin(query, { ...browser, cookie })).response.status).toBe(200)
    for (const query of [{ prompt: 'none' }, { prompt: 'none', max_age: '0' }]) {
      const headers = query.max_age === undefined ? { cookie: 'x=y' } : { cookie }
      expect((await app.begin(query, headers)).url.searchParams.get('error')).toBe('login_required')
    }
    const back = 'https://app.example/bye'
    const query = new URLSearchParams({
      id_token_hint: id_token,
      post_logout_redirect_uri: back,
      state: 's',
    })
    // An ID token that has expired will do.
    await mock.admin.clock.advance({ seconds: 100_000 })
    const out = await fetch(`${app.metadata.end_session_endpoint}?${query}`, {
      headers: { cookie },
      redirect: 'manual',
    })
    expect([out.status, out.headers.get('location')]).toEqual([302, `${back}?state=s`])
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await app.begin({ prompt: 'none' }, { cookie })).url.searchParams.get('error')).toBe(
      'login_required',
    )
    const bare = await fetch(String(app.metadata.end_session_endpoint))
    expect([bare.status, await bare.text()]).toEqual([200, expect.stringContaining('You are signed out')])
  })

  test('shows a page that searches, refuses, and repeats no parameter unescaped', async () => {
    const [app] = await start()
    const evil = `<img src=x onerror="alert(1)">`
    const { response } = await app.begin({ state: evil, search: 'hopper', nonce: 'ü' }, browser)
    const page = await response.text()
    expect(page).not.toContain('<img')
    expect(page).not.toContain('Ada Lovelace')
    expect(page).toMatch(/^[\n -~]*$/)
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const [, refuse = ''] = /href="([^"]*)">Refuse/.exec(page) ?? []
    const refused = await fetch(new URL(refuse.replaceAll('&amp;', '&'), response.url), {
      redirect: 'manual',
    })
    const { searchParams } = new URL(refused.headers.get('location') ?? '')
    expect([searchParams.get('error'), searchParams.get('state')]).toEqual(['access_denied', evil])
    const unknown = await app.begin({ login_hint: '"><b>' }, browser)
    const asked = await unknown.response.text()
    expect(asked).toContain('Nobody who may sign in has the login &quot;&quot;&gt;&lt;b&gt;&quot;')
  })

  test('accepts the parameters of an authorization request in a form', async () => {
    const [app] = await start()
    const fields = { response_type: 'code', client_id: 'demo', redirect_uri: redirectUri, login_hint: ada }
    const response = await fetch(String(app.metadata.authorization_endpoint), {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/)
  })

  test('gives each session codes and tokens of its own', async () => {
    const { url } = await startMock()
    const inSession = async (name: string) => {
      const session = { url: `${url}/__session/${name}` }
      const app = await createApplication(session, server)
      const begun = await app.begin({ login_hint: name === 'one' ? ada : grace })
      return { app, begun, tokens: await app.finish(begun) }
    }
    const [one, other] = [await inSession('one'), await inSession('other')]
    expect(codeOf(one.begun.url)).not.toBe(codeOf(other.begun.url))
    expect(one.tokens.access_token).not.toBe(other.tokens.access_token)
    expect(one.tokens.refresh_token).not.toBe(other.tokens.refresh_token)
    const shown = await (await userInfo(other.app, one.tokens.access_token)).text()
    expect(shown).not.toContain(grace)
  })

  test.each([
    ['a reset', (mock: MockServer) => mock.admin.reset()],
    ['the restore of a snapshot', (mock: MockServer) => mock.admin.snapshots.restore('nobody yet')],
  ])('gives nobody after %s a code or token that somebody had before it', async (_, begin) => {
    const signInThrice = async (): Promise<string[]> => {
      const [app, mock] = await start()
      await mock.admin.snapshots.create('nobody yet')
      const identifiers = []
      for (const login_hint of [ada, grace, ada]) {
        const begun = await app.begin({ login_hint })
        const { refresh_token = '' } = await app.finish(begun)
        identifiers.push(codeOf(begun.url), refresh_token)
        await begin(mock)
        await app.begin({ login_hint: grace })
        const replayed = await redeem(app, codeOf(begun.url), { code_verifier: begun.verifier })
        expect(replayed.status).toBe(server.invalidGrantStatus)
      }
      // A JWT names its person itself.
      return identifiers.filter((text) => !text.includes('.ey'))
    }
    const identifiers = await signInThrice()
    expect(new Set(identifiers).size).toBe(identifiers.length)
    // They are as predictable as those of the first person.
    expect(await signInThrice()).toEqual(identifiers)
  })

  test('accepts no longer form than a URL may be', async () => {
    const [app] = await start()
    const fields = { response_type: 'code', client_id: 'demo', redirect_uri: redirectUri }
    const sendNonce = async (nonce: string) =>
      (await send(app.metadata.authorization_endpoint, { ...fields, nonce })).status
    expect(await sendNonce('n'.repeat(17_000))).toBe(413)
  })

  test('passes errors of the request to the application, with its state', async () => {
    const [app] = await start()
    for (const [query, error] of [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ prompt: 'none login' }, 'invalid_request'],
      [{ max_age: 'soon' }, 'invalid_request'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ request: 'x' }, 'request_not_supported'],
      [{ request_uri: 'https://x.example' }, 'request_uri_not_supported'],
    ] as const) {
      const { url, state } = await app.begin(query)
      expect([url.searchParams.get('error'), url.searchParams.get('state')]).toEqual([error, state])
    }
  })

  test('redirects only to the URIs that a client has registered', async () => {
    const clients = [
      {
        id: 'demo',
        secret: 'demo-secret',
        redirectUris: [redirectUri, 'http://127.0.0.1/cb'],
        postLogoutRedirectUris: ['https://app.example/bye'],
      },
    ]
    const [app] = await start({ data: { clients } })
    expect(codeOf((await app.begin()).url)).not.toBe('')
    for (const redirect_uri of [
      'https://app.example/callback',
      `${redirectUri}&x=1`,
      'https://evil.example/',
    ]) {
      const { response } = await app.begin({ redirect_uri })
      expect(await errorOf(response)).toEqual([400, 'invalid_request'])
      const shown = await app.begin({ redirect_uri }, browser)
      expect([shown.response.status, await shown.response.text()]).toEqual([
        400,
        expect.stringContaining('Cannot sign in'),
      ])
    }
    // RFC 8252: Keycloak ignores the port on the loopback interface, the others do not.
    const loopback = await app.begin({ redirect_uri: 'http://127.0.0.1:4321/cb' })
    expect(loopback.response.status).toBe(server.name === 'Keycloak' ? 302 : 400)
    const query = new URLSearchParams({
      client_id: 'demo',
      post_logout_redirect_uri: 'https://evil.example/',
    })
    const signOut = () => fetch(`${app.metadata.end_session_endpoint}?${query}`, { redirect: 'manual' })
    expect(await errorOf(await signOut())).toEqual([400, 'invalid_request'])
    // Nor does one get around the list with no client, or with one that does not exist.
    query.delete('client_id')
    expect(await errorOf(await signOut())).toEqual([400, 'invalid_request'])
    query.set('client_id', 'nobody')
    expect(await errorOf(await signOut())).toEqual([400, 'invalid_client'])
  })

  test('redirects to applications only, and never into a fragment', async () => {
    const [app] = await start()
    for (const redirect_uri of [
      'https://app.example/callback#',
      'https://app.example/callback#x',
      'javascript:alert(1)//x',
      'java\tscript:alert(1)',
      'blob:https://app.example/1',
      'view-source:https://app.example/',
      'about:blank',
      'file:///tmp/x',
      '/callback',
    ])
      for (const response_mode of ['query', 'fragment', 'form_post']) {
        const { response } = await app.begin({ redirect_uri, response_mode }, browser)
        expect([redirect_uri, response.status]).toEqual([redirect_uri, 400])
        expect(response.headers.get('location')).toBeNull()
      }
    const native = await app.begin({ redirect_uri: 'com.example.app:/callback' })
    expect(native.response.headers.get('location')).toMatch(/^com\.example\.app:\/callback\?code=/)
  })

  test('remembers the browser behind a public URL with a path, and in each session', async () => {
    const publicUrl = 'https://mock.example/people'
    const { localUrl } = await startMock({ publicUrl })
    const issuerPath = server.issuerPath.replace(/\/$/, '')
    const discovery = await fetch(`${localUrl}${issuerPath}/.well-known/openid-configuration`)
    const path = (await discovery.json()).authorization_endpoint.slice(publicUrl.length)
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'demo',
      redirect_uri: redirectUri,
    })
    for (const prefix of ['', '/__session/a', '/__session/b;Max-Age=0;Domain=evil.example']) {
      const { headers } = await fetch(`${localUrl}${prefix}${path}?${query}`, { redirect: 'manual' })
      expect(headers.get('set-cookie')?.split('; ').slice(1)).toEqual([
        `Path=/people${prefix.replaceAll(';', '%3B')}${issuerPath}/`,
        'HttpOnly',
        'SameSite=None',
        'Secure',
      ])
    }
  })

  test('keeps a refresh token usable, unless its client rotates them: then a second use revokes them all', async () => {
    const clients = [{ id: 'rotating', secret: 's', rotateRefreshTokens: true }]
    const mock = await startMock({ data: { clients } })
    const app = await createApplication(mock, server)
    const { refresh_token = '' } = await app.signIn()
    await app.refresh(refresh_token)
    expect(decodeJwt((await app.refresh(refresh_token)).id_token ?? '')['email']).toBe(ada)
    const rotating = await createApplication(mock, server, { id: 'rotating', secret: 's' })
    const { refresh_token: first = '' } = await rotating.signIn()
    const { refresh_token: second = '' } = await rotating.refresh(first)
    const { refresh_token: third = '' } = await rotating.refresh(second)
    expect(new Set([first, second, third]).size).toBe(3)
    await expect(rotating.refresh(second)).rejects.toThrow()
    await expect(rotating.refresh(third)).rejects.toThrow()
    // Another client cannot use a refresh token.
    await expect(rotating.refresh(refresh_token)).rejects.toThrow()
  })

  test('narrows the scope of a refreshed token, and never widens it', async () => {
    const [app] = await start()
    const { refresh_token = '' } = await app.signIn()
    const refresh = (scope: string) =>
      send(app.metadata.token_endpoint, { grant_type: 'refresh_token', refresh_token, scope, ...secret })
    expect((await (await refresh('openid')).json()).scope).toBe('openid')
    expect((await errorOf(await refresh('openid phone')))[1]).toBe('invalid_scope')
    expect((await (await refresh('openid email')).json()).scope).toBe('openid email')
  })

  test('revokes a refresh token, and signs the person in again', async () => {
    const [app] = await start({ clients: [{ id: 'other', secret: 's' }] })
    const { response, url, verifier } = await app.begin()
    const cookie = cookieOf(response)
    const tokens = await (await redeem(app, codeOf(url), { code_verifier: verifier })).json()
    const revoke = (fields: Fields) => send(app.metadata.revocation_endpoint, fields)
    const { refresh_token: token } = tokens
    expect((await revoke({ token, client_id: 'other', client_secret: 's' })).status).toBeGreaterThan(399)
    expect((await revoke({ token, client_id: 'demo', client_secret: 'x' })).status).toBeGreaterThan(399)
    expect((await app.refresh(token)).access_token).toBeTypeOf('string')
    expect((await revoke({ token, ...secret })).status).toBe(200)
    expect((await revoke({ token: 'nonsense', ...secret })).status).toBe(200)
    await expect(app.refresh(token)).rejects.toThrow()
    const again = await app.finish(await app.begin({ prompt: 'none' }, { cookie }))
    expect((await app.refresh(again.refresh_token ?? '')).id_token).toBeTypeOf('string')
  })

  test('shows userinfo for an access token alone, by GET, POST and form', async () => {
    const [app] = await start()
    const { access_token, id_token = '', refresh_token = '' } = await app.signIn()
    expect((await userInfo(app, access_token)).status).toBe(200)
    expect((await userInfo(app, access_token, { method: 'POST' })).status).toBe(200)
    const body = new URLSearchParams({ access_token })
    expect((await userInfo(app, '', { method: 'POST', body, headers: {} })).status).toBe(200)
    for (const token of [id_token, refresh_token])
      expect(await errorOf(await userInfo(app, token))).toEqual([401, 'invalid_token'])
    const bare = await fetch(String(app.metadata.userinfo_endpoint))
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  test('forgets sign-ins at a reset, and restores them with a snapshot', async () => {
    const [app, mock] = await start()
    const { response } = await app.begin({ login_hint: grace })
    const headers = { cookie: cookieOf(response) }
    const { refresh_token = '' } = await app.signIn()
    await mock.admin.snapshots.create('signed in')
    await mock.admin.reset('grants')
    expect((await app.begin({ prompt: 'none' }, headers)).url.searchParams.get('error')).toBe(
      'login_required',
    )
    await mock.admin.snapshots.restore('signed in')
    expect(codeOf((await app.begin({ prompt: 'none' }, headers)).url)).not.toBe('')
    expect((await app.refresh(refresh_token)).id_token).toBeTypeOf('string')
  })

  test('keeps the sign-ins of a session of the mock below its URL', async () => {
    const mock = await startMock()
    const inSession = { ...mock, url: `${mock.url}/__session/one` }
    const app = await createApplication(inSession, server)
    const begun = await app.begin({ login_hint: grace })
    expect(begun.response.headers.get('set-cookie')).toContain('; Path=/__session/one/')
    const { id_token = '' } = await app.finish(begun)
    const keys = createRemoteJWKSet(new URL(String(app.metadata.jwks_uri)))
    const { payload } = await jwtVerify(id_token, keys, { issuer: app.metadata.issuer, audience: 'demo' })
    expect(payload['email']).toBe(grace)
  })
})

describe.each(signInServers.filter(({ name }) => name !== 'Auth0'))('$name', (server) => {
  const introspect = async (app: Application, token: string, fields: Fields = secret) =>
    (await send(app.metadata.introspection_endpoint, { token, ...fields })).json()

  test('introspects access tokens, and says of others only that they are not active', async () => {
    const [mock, app] = await startApplication(server)
    const { access_token, id_token = '' } = await app.signIn({ login_hint: grace })
    expect(await introspect(app, access_token)).toMatchObject({ active: true, client_id: 'demo' })
    for (const token of [id_token, 'nonsense'])
      expect(await introspect(app, token)).toEqual({ active: false })
    expect(await errorOf(await send(app.metadata.introspection_endpoint, { ...secret }))).toEqual([
      400,
      'invalid_request',
    ])
    const asPublic = await send(app.metadata.introspection_endpoint, {
      token: access_token,
      client_id: 'demo-public',
    })
    expect(asPublic.status).toBeGreaterThan(400)
    await mock.admin.clock.advance({ seconds: 3600 })
    expect(await introspect(app, access_token)).toEqual({ active: false })
  })

  test('revokes an access token alone, and with a refresh token all that followed from the sign-in', async () => {
    const [, app] = await startApplication(server)
    const { access_token, refresh_token = '' } = await app.signIn()
    const { access_token: second } = await app.refresh(refresh_token)
    const revoke = (token: string) => send(app.metadata.revocation_endpoint, { token, ...secret })
    expect((await revoke(access_token)).status).toBe(200)
    expect(await introspect(app, access_token)).toEqual({ active: false })
    expect((await userInfo(app, access_token)).status).toBe(401)
    expect(await introspect(app, second)).toMatchObject({ active: true })
    expect((await revoke(refresh_token)).status).toBe(200)
    expect(await introspect(app, second)).toEqual({ active: false })
    expect((await userInfo(app, second)).status).toBe(401)
  })

  test('authenticates a client by an assertion that it signed, once (private_key_jwt)', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const clients = [
      { id: 'signing', secret: null, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] } },
    ]
    const [, app] = await startApplication(server, { data: { clients } })
    const sign = (claims: Readonly<Record<string, unknown>> = {}) =>
      new SignJWT({
        iss: 'signing',
        sub: 'signing',
        aud: String(app.metadata.token_endpoint),
        jti: crypto.randomUUID(),
        exp: Math.floor(Date.now() / 1000) + 60,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'k' })
        .sign(privateKey)
    const request = (client_assertion: string) =>
      send(app.metadata.token_endpoint, {
        grant_type: 'client_credentials',
        client_assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      })
    const assertion = await sign()
    expect((await request(assertion)).status).toBe(200)
    expect((await request(await sign({ aud: app.metadata.issuer }))).status).toBe(200)
    for (const wrong of [
      assertion,
      await sign({ aud: 'https://other.example' }),
      await sign({ exp: 1 }),
      await sign({ exp: undefined }),
      await sign({ jti: undefined }),
      await sign({ iss: 'demo' }),
      'nonsense',
    ])
      expect((await errorOf(await request(wrong)))[1]).toBe('invalid_client')
    const bare = await send(app.metadata.token_endpoint, {
      grant_type: 'client_credentials',
      client_id: 'signing',
    })
    expect((await bare.json()).error).toMatch(/client$/)
    expect(app.metadata.token_endpoint_auth_methods_supported).toContain('private_key_jwt')
  })
})

async function startApplication(
  server: (typeof signInServers)[number],
  options: Parameters<typeof startMock>[0] = {},
): Promise<[MockServer, Application]> {
  const mock = await startMock(options)
  return [mock, await createApplication(mock, server)]
}

describe('what real servers refuse', () => {
  test('a token that is not valid yet by a clock that went back, although it was accepted before', async () => {
    const mock = await startMock()
    const { token } = await mock.admin.tokens.mint({ service: 'cis' })
    const nbf = Math.floor(Date.now() / 1000) + 3600
    const { token: later } = await mock.admin.tokens.mint({
      service: 'cis',
      claims: { nbf, exp: nbf + 3600 },
    })
    const read = async (bearer: string) =>
      (await fetch(`${mock.url}/v2/users`, { headers: { authorization: `Bearer ${bearer}` } })).status
    expect([await read(token), await read(later)]).toEqual([200, 500])
    await mock.admin.clock.advance({ seconds: 3700 })
    expect(await read(later)).toBe(200)
    await mock.admin.clock.advance({ seconds: -3700 })
    expect([await read(token), await read(later)]).toEqual([200, 500])
  })

  test('an ID token in an exchange, and after a sign-out every token of it, at Keycloak', async () => {
    const [mock, app] = await startApplication(keycloak)
    const { access_token, id_token = '', refresh_token = '' } = await app.signIn()
    const exchange = (subject_token: string) =>
      send(app.metadata.token_endpoint, {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token,
        audience: 'authorization-service-api',
        ...secret,
      })
    expect(await errorOf(await exchange(id_token))).toEqual([400, 'invalid_token'])
    expect((await exchange(access_token)).status).toBe(200)
    const out = await send(app.metadata.end_session_endpoint, { refresh_token, ...secret })
    expect(out.status).toBe(204)
    expect(await errorOf(await exchange(access_token))).toEqual([400, 'invalid_token'])
    await expect(app.refresh(refresh_token)).rejects.toThrow()
    const { requests } = await mock.admin.requests.list({ status: '400' })
    expect(requests.at(-1)?.refusal).toEqual({
      code: 'invalid_grant',
      description: expect.stringMatching(/^Session not active/),
    })
  })

  test('a scope that nobody has: Keycloak and OneWelcome refuse it, Auth0 leaves it out for people', async () => {
    const mock = await startMock()
    for (const server of signInServers) {
      const app = await createApplication(mock, server)
      const { url } = await app.begin({ scope: 'openid displaay:all' })
      const expected = server.name === 'Auth0' ? null : 'invalid_scope'
      expect(url.searchParams.get('error')).toBe(expected)
      if (server.name === 'Auth0')
        expect((await app.signIn({ scope: 'openid displaay:all' })).scope).toBe('openid')
    }
    const program = { grant_type: 'client_credentials', scope: 'displaay:all', ...secret }
    for (const [path, status, error] of [
      ['/oauth/token', 403, 'access_denied'],
      ['/oauth/v1/token', 400, 'invalid_scope'],
      ['/auth/realms/cern/protocol/openid-connect/token', 400, 'invalid_scope'],
      ['/auth/realms/cern/api-access/token', 400, 'invalid_scope'],
    ] as const)
      expect(await errorOf(await send(mock.url + path, program))).toEqual([status, error])
  })

  test('nothing more than the lack of a token, in the challenge of a request without one', async () => {
    const mock = await startMock()
    const challengeOf = async (headers: Fields) =>
      (await fetch(`${mock.url}/api/v1.0/Identity`, { headers })).headers.get('www-authenticate')
    expect(await challengeOf({})).toBe('Bearer')
    expect(await challengeOf({ authorization: 'Bearer x' })).toBe('Bearer error="invalid_token"')
  })

  test('HTTP Basic without a colon, of which the journal does not take the secret for a client', async () => {
    const mock = await startMock()
    const headers = { authorization: `Basic ${btoa('a-bare-secret')}` }
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    await fetch(`${mock.url}/oauth/token`, { method: 'POST', headers, body })
    const { requests } = await mock.admin.requests.list()
    expect(requests.at(-1)?.client ?? null).toBe(null)
  })

  test('Auth0 gives people an opaque token for userinfo alone, and one for CIS to those who request its audience', async () => {
    const mock = await startMock()
    const app = await createApplication(mock, auth0)
    const { access_token } = await app.signIn()
    expect(access_token).toMatch(/^[0-9a-f]{64}$/)
    const scope = 'openid display:public display:none'
    const forCis = await app.signIn({ audience: 'api.sso.mozilla.com', scope })
    expect(forCis.scope).toBe(scope)
    expect(decodeJwt(forCis.access_token).aud).toEqual(['api.sso.mozilla.com', `${mock.url}/userinfo`])
    const read = (token: string) =>
      fetch(`${mock.url}/v2/user/primary_email/${ada}`, { headers: { authorization: `Bearer ${token}` } })
    expect((await (await read(forCis.access_token)).json()).user_id.value).toBe('ad|Mozilla-LDAP|ada')
    expect((await read(access_token)).status).toBe(500)
    const { url } = await app.begin({ audience: 'nobody' })
    expect(url.searchParams.get('error')).toBe('access_denied')
    const out = await fetch(`${mock.url}/v2/logout?client_id=demo&returnTo=https://app.example/bye`, {
      redirect: 'manual',
    })
    expect([out.status, out.headers.get('location')]).toEqual([302, 'https://app.example/bye'])
  })

  test('Keycloak names itself in its response (RFC 9207), and takes a wildcard at the end of a redirect URI', async () => {
    const clients = [{ id: 'demo', secret: 'demo-secret', redirectUris: ['https://app.example/*'] }]
    const [, app] = await startApplication(keycloak, { data: { clients } })
    const { url } = await app.begin()
    expect(url.searchParams.get('iss')).toBe(app.metadata.issuer)
    expect(app.metadata.authorization_response_iss_parameter_supported).toBe(true)
    for (const redirect_uri of ['https://evil.example/', 'https://app.example%2F@evil.example/'])
      expect((await app.begin({ redirect_uri })).response.status).toBe(400)
  })

  test('a wildcard of Keycloak matches neither credentials nor another folder', async () => {
    const redirectUris = ['https://app.example*', 'https://other.example/cb/*']
    const [, app] = await startApplication(keycloak, {
      data: { clients: [{ id: 'demo', secret: 'demo-secret', redirectUris }] },
    })
    const statusOf = async (redirect_uri: string) => (await app.begin({ redirect_uri })).response.status
    for (const uri of ['https://app.example/x', 'https://other.example/cb', 'https://other.example/cb/x'])
      expect([uri, await statusOf(uri)]).toEqual([uri, 302])
    for (const uri of [
      'https://app.example@evil.example/',
      'https://app.example:x@evil.example/',
      'https://other.example/cb/../x',
      'https://other.example/cbx',
    ])
      expect([uri, await statusOf(uri)]).toEqual([uri, 400])
  })
})
