import type { FaultEffect, NewFault, TokenFlaw } from '@personctl/mock-server'
import { createAdminClient, createPersonMock } from '@personctl/mock-server'
import fc from 'fast-check'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../../helpers/propertyRuns.ts'
import { startMock } from '../../helpers/startMock.ts'
import { ada, type World, worlds } from '../helpers/worlds.ts'

const tokenForm = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' }

async function requestToken({ url, fetch }: Pick<World, 'url' | 'fetch'>, path = '/oauth/v1/token') {
  const response = await fetch(url + path, { method: 'POST', body: new URLSearchParams(tokenForm) })
  const body: Record<string, unknown> = await response.json()
  return { response, body, token: String(body['access_token']) }
}

describe.each(worlds)('%s', (_, start) => {
  test('a token with the flaw "expired" expired an hour ago, or as long ago as requested', async () => {
    const world = await start()
    await world.admin.clock.freeze('2030-01-01T00:00:00Z')
    const time = Date.UTC(2030, 0) / 1000
    for (const service of ['cis', 'cern', 'dabp'] as const) {
      const { claims } = await world.admin.tokens.mint({ service, flaw: 'expired' })
      expect([service, claims['exp']]).toEqual([service, time - 3600])
      expect(Number(claims['exp'])).toBeGreaterThan(Number(claims['iat']))
    }
    const longer = await world.admin.tokens.mint({ flaw: 'expired', expiredBySeconds: 90 })
    expect(longer.claims['exp']).toBe(time - 90)
    await expect(world.admin.tokens.mint({ expiredBySeconds: 90 })).rejects.toThrow(
      'expiredBySeconds is 90, and the token has not expired: set flaw to expired, or leave it out',
    )
  })

  test('a token has the requested kid, which selects the key that signs', async () => {
    const world = await start()
    const [first] = await world.admin.keys.list()
    await world.admin.keys.rotate({ keepOld: false })
    const retired = await world.admin.tokens.mint({ kid: String(first?.kid) })
    expect(decodeProtectedHeader(retired.token).kid).toBe(first?.kid)
    expect((await world.get(ada, `Bearer ${retired.token}`)).status).toBe(500)
    await world.admin.reset('keys')
    expect((await world.get(ada, `Bearer ${retired.token}`)).status).toBe(200)
    const unknown = await world.admin.tokens.mint({ kid: 'mine' })
    expect(decodeProtectedHeader(unknown.token).kid).toBe('mine')
    const { token } = await world.admin.tokens.mint({ flaw: 'noKeyId' })
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect((await world.get(ada, `Bearer ${token}`)).status).toBe(500)
  })

  test('a token of DABP can belong to a person, as one of a sign-in does', async () => {
    const world = await start()
    const { dabp } = await world.admin.people.get('ada.lovelace@example.org')
    const user = 'ada.lovelace@example.org'
    const { token, claims } = await world.admin.tokens.mint({ service: 'dabp', user })
    expect(claims).toMatchObject({ sub: dabp.referenceId, aud: 'demo', scope: 'openid profile email' })
    const response = await world.get('/oauth/v1/userinfo', `Bearer ${token}`)
    expect(await response.json()).toMatchObject({ sub: dabp.referenceId, given_name: 'Ada' })
    await expect(world.admin.tokens.mint({ service: 'dabp', user: 'nobody' })).rejects.toThrow(
      'No person at DABP who can sign in has the login nobody: see dabp.referenceId of a person',
    )
  })

  test('a patch fault changes the body, the headers and the status of a response', async () => {
    const world = await start()
    await world.admin.faults.add({
      match: { operation: 'requestToken' },
      effect: {
        type: 'patch',
        status: 201,
        headers: { 'Cache-Control': null, 'X-New': 'a' },
        body: { expires_in: null, extra: { unknown: ['ü'] } },
      },
    })
    const { response, body } = await requestToken(world)
    expect([response.status, response.headers.get('cache-control'), response.headers.get('x-new')]).toEqual([
      201,
      null,
      'a',
    ])
    expect(body).toMatchObject({ token_type: 'bearer', extra: { unknown: ['ü'] } })
    expect(body).not.toHaveProperty('expires_in')
    await world.admin.faults.clear()
    await world.admin.faults.add({ effect: { type: 'patch', body: { message: 'new' } } })
    expect(await (await world.get('/v2/version')).json()).toEqual({ message: 'new' })
  })

  test('a rate limit counts the requests of each client, and starts anew by the clock of the session', async () => {
    const world = await start()
    await world.admin.clock.freeze('2030-01-01T00:00:00Z')
    const effect: FaultEffect = { type: 'rateLimit', limit: 2, perSeconds: 60 }
    const { id } = await world.admin.faults.add({ match: { service: 'cis' }, effect })
    const tokenOf = async (clientId: string) =>
      `Bearer ${(await world.admin.tokens.mint({ clientId })).token}`
    const [one, other] = [await tokenOf('one'), await tokenOf('other')]
    const send = async (authorization: string) => {
      const { status, headers } = await world.get(ada, authorization)
      const names = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after']
      return [status, ...names.map((name) => headers.get(name))]
    }
    const end = String(Date.UTC(2030, 0) / 1000 + 60)
    expect(await send(one)).toEqual([200, '2', '1', end, null])
    await world.admin.clock.advance({ seconds: 20 })
    expect(await send(one)).toEqual([200, '2', '0', end, null])
    expect(await send(one)).toEqual([429, '2', '0', end, '40'])
    expect((await send(other))[0]).toBe(200)
    expect(await world.admin.faults.get(id)).toMatchObject({ matched: 4, fired: 1 })
    const { requests } = await world.admin.requests.list()
    expect(requests.map(({ fault }) => fault)).toEqual([null, null, id, null])
    await world.admin.clock.advance({ seconds: 40 })
    expect((await send(one)).slice(0, 3)).toEqual([200, '2', '1'])
    await world.admin.faults.clear()
    await world.admin.faults.add({ effect: { ...effect, limit: 1, per: 'all' } })
    expect([(await send(one))[0], (await send(other))[0]]).toEqual([200, 429])
  })

  test('an empty fault closes the connection without a response', async () => {
    const world = await start()
    await world.admin.faults.add({ effect: { type: 'empty' }, times: 1 })
    await expect(world.get('/v2')).rejects.toMatchObject({ name: 'TypeError' })
    expect((await world.get('/v2')).status).toBe(200)
  })

  test('a garbage fault sends bytes that are not HTTP', async () => {
    const world = await start()
    await world.admin.faults.add({ effect: { type: 'garbage' }, times: 1 })
    await expect(world.get('/v2')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('does not match the HTTP/1.1 protocol') },
    })
    expect((await world.get('/v2')).status).toBe(200)
  })

  test('a stall fault sends half of the body, then nothing', async () => {
    const world = await start()
    const whole = await (await world.get('/v2/version')).text()
    await world.admin.faults.add({ effect: { type: 'stall' }, times: 1 })
    const leave = new AbortController()
    const response = await world.fetch(`${world.url}/v2/version`, { signal: leave.signal })
    expect(Number(response.headers.get('content-length'))).toBe(whole.length)
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toBe(whole.slice(0, Math.floor(whole.length / 2)))
    const next = reader?.read().then(
      ({ done }) => done,
      () => true,
    )
    leave.abort()
    await reader?.cancel().catch(() => {})
    expect(await next).toBe(true)
  })

  test('a dribble fault sends the whole body in pieces', async () => {
    const world = await start()
    const whole = await (await world.get('/v2/version')).text()
    await world.admin.faults.add({ effect: { type: 'dribble', bytes: 4, everyMs: 1 } })
    const begin = performance.now()
    expect(await (await world.get('/v2/version')).text()).toBe(whole)
    expect(performance.now() - begin).toBeGreaterThan(whole.length / 4 - 2)
  })

  test.each<[fault: unknown, message: string]>([
    [{ effect: { type: 'rateLimit', limit: 1 } }, 'effect.perSeconds is missing: a limit of requests has'],
    [{ effect: { type: 'rateLimit', per: 'all' } }, 'effect.limit is missing'],
    [{ effect: { type: 'patch' } }, 'effect is {"type":"patch"}: expected at least'],
    [
      { effect: { type: 'patch', headers: { connection: 'x' } } },
      'effect.headers.connection is set by the server',
    ],
    [{ effect: { type: 'rejectedToken', expiredBySeconds: 5 } }, 'effect.expiredBySeconds is 5'],
    [
      { effect: { type: 'flawedToken', token: 'acess', flaw: 'expired' } },
      'effect.token is "acess": did you mean access?',
    ],
    [{ effect: { type: 'flawedToken', token: 'access', flaw: 'expird' } }, 'did you mean expired?'],
    [
      { effect: { type: 'flawedToken', token: 'access', flaw: 'malformed', expiredBySeconds: 5 } },
      'effect.expiredBySeconds is 5, and the token has not expired',
    ],
    [
      { effect: { type: 'delay', delayMs: { type: 'uniform', min: 5, max: 1 } } },
      'effect.delayMs.min is 5: expected at most 1',
    ],
    [{ effect: { type: 'delay', delayMs: { type: 'uniform', min: 5 } } }, 'effect.delayMs.max is missing'],
    [{ effect: { type: 'delay', delayMs: -1 } }, 'effect.delayMs is -1: expected a number >= 0'],
    [{ effect: { type: 'delay', delayMs: { type: 'norml' } } }, 'effect.delayMs.type is "norml"'],
  ])('an invalid effect is rejected: %j', async (fault, message) => {
    const world = await start()
    const adding = world.admin.faults.add(fault as NewFault)
    await expect(adding).rejects.toMatchObject({ status: 400, code: 'invalid_request' })
    await expect(adding).rejects.toThrow(message)
  })

  test('a flaw that no token of a request can have is rejected', async () => {
    const world = await start()
    const add = (match: NewFault['match'] & {}, token: 'access' | 'id', flaw: TokenFlaw) =>
      world.admin.faults.add({ match, effect: { type: 'flawedToken', token, flaw } })
    await expect(add({ operation: 'listUsers' }, 'access', 'expired')).rejects.toThrow(
      'listUsers does not issue tokens: match a token endpoint',
    )
    await expect(add({}, 'access', 'wrongNonce')).rejects.toThrow('Tokens of the kind access have no nonce')
  })
})

test('a token that a flow gives has the flaw for which a verifier rejects it', async () => {
  const { url, admin } = await startMock()
  const keySet = createRemoteJWKSet(new URL(`${url}/oauth/v1/keys`))
  const reject = async (flaw: TokenFlaw): Promise<unknown> => {
    await admin.faults.clear()
    await admin.faults.add({ effect: { type: 'flawedToken', token: 'access', flaw } })
    expect((await fetch(`${url}/v2`)).status).toBe(200)
    const { token } = await requestToken({ url, fetch })
    const [fault] = await admin.faults.list()
    expect([fault?.matched, fault?.fired]).toEqual([1, 1])
    const options = { issuer: `${url}/oauth`, audience: 'dabp', algorithms: ['RS256'], clockTolerance: 300 }
    return jwtVerify(token, keySet, options).then(
      ({ protectedHeader }) => protectedHeader,
      (error) => error.claim ?? error.code,
    )
  }
  expect(await reject('expired')).toBe('exp')
  expect(await reject('notYetValid')).toBe('nbf')
  expect(await reject('wrongAudience')).toBe('aud')
  expect(await reject('wrongIssuer')).toBe('iss')
  expect(await reject('wrongSignature')).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED')
  expect(await reject('algorithmNone')).toBe('ERR_JOSE_ALG_NOT_ALLOWED')
  expect(await reject('unknownKey')).toBe('ERR_JWKS_NO_MATCHING_KEY')
  expect(await reject('malformed')).toBe('ERR_JWS_INVALID')
  // jose takes the only key for a token without a key id.
  expect(await reject('noKeyId')).toEqual({ alg: 'RS256', typ: 'JWT' })
})

/** Signs Ada in on a device at CERN. */
async function signInOnDevice({ url, fetch }: Pick<World, 'url' | 'fetch'>) {
  const realm = `${url}/auth/realms/cern/protocol/openid-connect`
  const post = async (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ client_id: 'demo-public', ...fields })
    return (await fetch(`${realm}${path}`, { method: 'POST', body })).json()
  }
  const device = await post('/auth/device', { scope: 'openid' })
  await fetch(device.verification_uri_complete)
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const tokens = await post('/token', { grant_type, device_code: device.device_code })
  const refresh = () => post('/token', { grant_type: 'refresh_token', refresh_token: tokens.refresh_token })
  return { tokens, refresh }
}

test('a flaw is in the kind of token that the fault names, and in no other', async () => {
  const { url, admin } = await startMock()
  const match = { operation: 'requestToken', grant: 'device_code' }
  const certs = new URL(`${url}/auth/realms/cern/protocol/openid-connect/certs`)
  const verify = (token: string) => jwtVerify(token, createRemoteJWKSet(certs))
  await admin.faults.add({
    match,
    effect: { type: 'flawedToken', token: 'id', flaw: 'wrongNonce' },
    times: 1,
  })
  const signedIn = await signInOnDevice({ url, fetch })
  expect((await verify(signedIn.tokens.id_token)).payload['nonce']).toBe('another-nonce')
  expect((await verify(signedIn.tokens.access_token)).payload['nonce']).toBeUndefined()
  expect(await signedIn.refresh()).toHaveProperty('access_token')
  await admin.faults.add({
    match,
    effect: { type: 'flawedToken', token: 'refresh', flaw: 'expired' },
    times: 1,
  })
  const other = await signInOnDevice({ url, fetch })
  await verify(other.tokens.id_token)
  expect(await other.refresh()).toMatchObject({
    error: 'invalid_grant',
    error_description: 'Token is not active',
  })
  await admin.faults.add({ effect: { type: 'flawedToken', token: 'id', flaw: 'expired' } })
  const unchanged = await requestToken({ url, fetch })
  await jwtVerify(unchanged.token, createRemoteJWKSet(new URL(`${url}/oauth/v1/keys`)))
})

test('a flawed token of a flow expired an hour ago, or as long ago as requested', async () => {
  const { admin, fetch } = createPersonMock()
  const world = { url: 'http://mock.test', fetch }
  await admin.clock.freeze('2030-01-01T00:00:00Z')
  const age = async () => Date.UTC(2030, 0) / 1000 - (decodeJwt((await requestToken(world)).token).exp ?? 0)
  const effect = { type: 'flawedToken', token: 'access', flaw: 'expired' } as const
  await admin.faults.add({ effect, times: 1 })
  expect(await age()).toBe(3600)
  await admin.faults.add({ effect: { ...effect, expiredBySeconds: 10_000 }, times: 1 })
  expect(await age()).toBe(10_000)
  expect(await age()).toBe(-900)
})

test('delays have the distribution of a fault, and the same seed gives the same ones', async () => {
  const { admin, fetch } = createPersonMock()
  const waited: number[] = []
  const real = globalThis.setTimeout
  // The mock waits as long as it is told; this clock notes how long that is, and waits no longer.
  globalThis.setTimeout = ((run: () => void, milliseconds = 0) => {
    waited.push(milliseconds)
    return real(run, 0)
  }) as typeof setTimeout
  const sample = async (delayMs: Extract<FaultEffect, { type: 'delay' }>['delayMs'], seed: number) => {
    await admin.faults.clear()
    await admin.faults.add({ match: { path: '/v2' }, effect: { type: 'delay', delayMs }, seed })
    waited.length = 0
    for (let count = 0; count < 200; count++) await fetch('http://mock.test/v2')
    return [...waited]
  }
  try {
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const uniform = await sample({ type: 'uniform', min: 10, max: 20 }, 1)
    expect(new Set(uniform).size).toBe(11)
    expect([Math.min(...uniform), Math.max(...uniform)]).toEqual([10, 20])
    const normal = await sample({ type: 'normal', mean: 1000, deviation: 100 }, 1)
    expect(mean(normal)).toBeGreaterThan(970)
    expect(mean(normal)).toBeLessThan(1030)
    const lognormal = await sample({ type: 'lognormal', median: 100, sigma: 1 }, 1)
    const sorted = lognormal.toSorted((one, two) => one - two)
    expect(sorted[100]).toSatisfy((x: number) => x > 75 && x < 130)
    expect(mean(lognormal)).toBeGreaterThan(sorted[100] ?? 0)
    expect(await sample({ type: 'lognormal', median: 100, sigma: 1 }, 1)).toEqual(lognormal)
    expect(await sample({ type: 'lognormal', median: 100, sigma: 1 }, 2)).not.toEqual(lognormal)
  } finally {
    globalThis.setTimeout = real
  }
})

test('faults count and fire as their numbers say, in every order', { tags: 'property' }, async () => {
  const { admin, fetch } = createPersonMock()
  const fault = fc.record({ after: fc.nat(3), times: fc.integer({ min: 1, max: 3 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 3 }), fc.nat(10), async (faults, requests) => {
      await admin.faults.clear()
      for (const one of faults) await admin.faults.add({ ...one, effect: { type: 'status', status: 599 } })
      const states = faults.map((one) => ({ ...one, matched: 0, fired: 0 }))
      for (let count = 0; count < requests; count++) {
        const { status } = await fetch('http://mock.test/v2')
        const due = states.find((state) => {
          state.matched += 1
          return state.matched > state.after && state.fired < state.times
        })
        if (due !== undefined) due.fired += 1
        expect(status === 599).toBe(due !== undefined)
      }
      const counts = (await admin.faults.list()).map(({ matched, fired }) => [matched, fired])
      expect(counts).toEqual(states.map(({ matched, fired }) => [matched, fired]))
    }),
    propertyRuns(100),
  )
})

test('a limit lets as many requests pass in each window as it says', { tags: 'property' }, async () => {
  const { admin, fetch } = createPersonMock()
  const steps = fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.nat(4), steps, async (limit, waits) => {
      await admin.faults.clear()
      await admin.clock.freeze('2030-01-01T00:00:00Z')
      await admin.faults.add({ effect: { type: 'rateLimit', limit, perSeconds: 10 } })
      let [time, startedAt, used] = [0, Number.NEGATIVE_INFINITY, 0]
      for (const wait of waits) {
        await admin.clock.advance({ seconds: wait })
        time += wait
        if (time >= startedAt + 10) [startedAt, used] = [time, 0]
        used += 1
        const { status, headers } = await fetch('http://mock.test/v2')
        expect([status, headers.get('retry-after')]).toEqual(
          used <= limit ? [200, null] : [429, String(startedAt + 10 - time)],
        )
      }
    }),
    propertyRuns(100),
  )
})

test('a server with a stalled response stops when it is told to', async () => {
  const mock = await startMock()
  const admin = createAdminClient({ url: mock.url })
  await admin.faults.add({ effect: { type: 'stall' } })
  const response = await fetch(`${mock.url}/v2/version`)
  await mock.close()
  await expect(response.text()).rejects.toThrow()
})
