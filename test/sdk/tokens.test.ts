import {
  type AccessToken,
  AuthenticationError,
  clientCredentials,
  createCisClient,
  type TokenCache,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  clientOf,
  fakeService,
  gate,
  internalServerError,
  json,
  rejection,
  type SeenRequest,
  secret,
  tokenResponse,
} from './helpers/fakeService.ts'

const key = { primaryEmail: 'ada@example.org' }

function bearer(request: SeenRequest | undefined): string | null | undefined {
  return request?.headers.get('authorization')
}

describe('a token request', () => {
  test('is shared by 100 concurrent calls of a new client', async () => {
    const response = gate<Response>()
    const service = fakeService({ token: () => response.promise })
    const cis = clientOf(service)
    const calls = Array.from({ length: 100 }, () => cis.users.get(key))
    await vi.waitFor(() => expect(service.tokenRequests).toHaveLength(1))
    response.open(tokenResponse('only'))
    await Promise.all(calls)
    expect(service.tokenRequests).toHaveLength(1)
    expect(service.apiRequests).toHaveLength(100)
    expect(new Set(service.apiRequests.map(bearer))).toEqual(new Set(['Bearer only']))
  })

  test('is shared by two clients with the same authentication', async () => {
    const service = fakeService()
    const auth = clientCredentials({ clientId: 'client', clientSecret: secret })
    const one = createCisClient({ auth, fetch: service.fetch })
    const two = createCisClient({ auth, fetch: service.fetch })
    await Promise.all([one.users.get(key), two.users.get(key)])
    expect(service.tokenRequests).toHaveLength(1)
  })

  test('is sent once for each audience', async () => {
    const service = fakeService()
    const auth = clientCredentials({ clientId: 'client', clientSecret: secret })
    const production = createCisClient({ auth, fetch: service.fetch })
    const testing = createCisClient({ auth, fetch: service.fetch, environment: 'testing' })
    await Promise.all([production.users.get(key), testing.users.get(key)])
    expect(service.tokenRequests.map(({ body }) => JSON.parse(body ?? '').audience)).toEqual([
      'api.sso.mozilla.com',
      'api.test.sso.allizom.org',
    ])
  })

  test('fails for all waiting callers with the same error', async () => {
    const service = fakeService({
      token: () => json({ error: 'access_denied', error_description: 'Unauthorized' }, { status: 401 }),
    })
    const cis = clientOf(service)
    const errors = await Promise.all([1, 2, 3].map(() => rejection(cis.users.get(key))))
    for (const error of errors) expect(error).toBeInstanceOf(AuthenticationError)
    expect(service.tokenRequests).toHaveLength(1)
    expect(service.apiRequests).toHaveLength(0)
  })

  test('continues for other callers when one aborts', async () => {
    const response = gate<Response>()
    const service = fakeService({ token: () => response.promise })
    const cis = clientOf(service)
    const controller = new AbortController()
    const leaving = rejection(cis.users.get(key, { signal: controller.signal }))
    const staying = cis.users.get(key)
    await vi.waitFor(() => expect(service.tokenRequests).toHaveLength(1))
    const reason = new Error('the user went away')
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    response.open(tokenResponse('shared'))
    await staying
    expect(service.tokenRequests).toHaveLength(1)
    expect(service.tokenRequests[0]?.signal.aborted).toBe(false)
  })
})

describe('the format of a token request', () => {
  test('is JSON for Auth0, without a scope if none is given', async () => {
    const service = fakeService()
    await clientOf(service).users.get(key)
    const [request] = service.tokenRequests
    expect(request?.url).toBe('https://auth.mozilla.auth0.com/oauth/token')
    expect(request?.headers.get('content-type')).toBe('application/json')
    expect(JSON.parse(request?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: secret,
      audience: 'api.sso.mozilla.com',
    })
  })

  test('is a form if configured', async () => {
    const service = fakeService()
    await clientOf(
      service,
      {},
      { format: 'form', scope: 'display:staff display:none', audience: 'a&b' },
    ).users.get(key)
    const [request] = service.tokenRequests
    expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: secret,
      audience: 'a&b',
      scope: 'display:staff display:none',
    })
  })
})

describe('a token is refreshed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('once after it has expired, for all concurrent calls', async () => {
    const service = fakeService({ token: (count) => tokenResponse(`token-${count}`, 60) })
    const cis = clientOf(service)
    await cis.users.get(key)
    vi.setSystemTime(Date.now() + 61_000)
    await Promise.all(Array.from({ length: 20 }, () => cis.users.get(key)))
    expect(service.tokenRequests).toHaveLength(2)
    expect(new Set(service.apiRequests.slice(1).map(bearer))).toEqual(new Set(['Bearer token-2']))
  })

  test('in the background before it expires, while the old one is used', async () => {
    const second = gate<Response>()
    const service = fakeService({
      token: (count) => (count === 1 ? tokenResponse('old', 3600) : second.promise),
    })
    const cis = clientOf(service)
    await cis.users.get(key)
    vi.setSystemTime(Date.now() + 3_400_000)
    await Promise.all([cis.users.get(key), cis.users.get(key)])
    expect(service.tokenRequests).toHaveLength(2)
    second.open(tokenResponse('new', 3600))
    await vi.advanceTimersByTimeAsync(1)
    await cis.users.get(key)
    expect(service.apiRequests.map(bearer)).toEqual(['Bearer old', 'Bearer old', 'Bearer old', 'Bearer new'])
    expect(service.tokenRequests).toHaveLength(2)
  })

  test('in the background without failing a call when the refresh fails', async () => {
    const service = fakeService({
      token: (count) =>
        count === 1 ? tokenResponse('old', 3600) : json({ error: 'access_denied' }, { status: 403 }),
    })
    const cis = clientOf(service)
    await cis.users.get(key)
    vi.setSystemTime(Date.now() + 3_400_000)
    for (let call = 0; call < 5; call += 1) {
      await cis.users.get(key)
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(service.tokenRequests).toHaveLength(2)
    expect(service.apiRequests.map(bearer)).toEqual(Array(6).fill('Bearer old'))
  })

  test('only when needed, even with a lifetime of a few seconds', async () => {
    const service = fakeService({ token: (count) => tokenResponse(`token-${count}`, 2) })
    const cis = clientOf(service)
    await cis.users.get(key)
    vi.setSystemTime(Date.now() + 1_000)
    await cis.users.get(key)
    expect(service.tokenRequests).toHaveLength(1)
  })
})

describe('a token that the service rejects', () => {
  for (const [name, rejectToken] of [
    ['the 500 of the Person API', internalServerError],
    ['401', () => json({ code: 'token_expired', description: 'token is expired' }, { status: 401 })],
  ] as const) {
    test(`is replaced once, and the call succeeds (${name})`, async () => {
      const service = fakeService({
        api: (_count, request) =>
          bearer(request) === 'Bearer token-1' ? rejectToken() : json({ schema: 's' }),
      })
      const cis = clientOf(service)
      expect(await cis.users.get(key)).toEqual({ schema: 's' })
      await cis.users.get(key)
      expect(service.tokenRequests).toHaveLength(2)
      expect(service.apiRequests.map(bearer)).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-2'])
    })

    test(`is replaced only once if the service rejects every token (${name})`, async () => {
      const service = fakeService({ api: rejectToken })
      const error = await rejection(clientOf(service).users.get(key))
      expect(error).toBeInstanceOf(AuthenticationError)
      // A 500 may also be a failure of the service, which is retried.
      const attempts = rejectToken === internalServerError ? 4 : 2
      expect(error).toMatchObject({ code: 'token_rejected', service: 'cis', attempts })
      expect(service.apiRequests).toHaveLength(attempts)
      expect(service.tokenRequests.length).toBeLessThanOrEqual(attempts)
    })
  }

  test('is replaced by one request for all failed calls', async () => {
    const service = fakeService({
      api: (_count, request) =>
        bearer(request) === 'Bearer token-1' ? internalServerError() : json({ schema: 's' }),
    })
    const cis = clientOf(service)
    await Promise.all(Array.from({ length: 50 }, () => cis.users.get(key)))
    expect(service.tokenRequests).toHaveLength(2)
  })

  test('does not invalidate the token that came after it', async () => {
    // The second call is refused with the old token only after the first has brought a new one.
    const late = gate<Response>()
    const service = fakeService({
      api: (count, request) => {
        if (count === 2) return late.promise
        return bearer(request) === 'Bearer token-1' ? internalServerError() : json({ schema: 's' })
      },
    })
    const cis = clientOf(service)
    const first = cis.users.get(key)
    const second = cis.users.get(key)
    await first
    late.open(internalServerError())
    await second
    expect(service.tokenRequests).toHaveLength(2)
    expect(bearer(service.apiRequests.at(-1))).toBe('Bearer token-2')
  })

  test('does not return with a late response', async () => {
    vi.useFakeTimers()
    try {
      const renewal = gate<Response>()
      const service = fakeService({
        token: (count) => (count === 2 ? renewal.promise : tokenResponse(`token-${count}`, 3600)),
        api: (count) => (count === 3 ? internalServerError() : json({ schema: 's' })),
      })
      const cis = clientOf(service)
      await cis.users.get(key)
      vi.setSystemTime(Date.now() + 3_400_000)
      await cis.users.get(key)
      expect(service.tokenRequests).toHaveLength(2)
      await cis.users.get(key)
      expect(bearer(service.apiRequests.at(-1))).toBe('Bearer token-3')
      renewal.open(tokenResponse('token-2', 3600))
      await vi.advanceTimersByTimeAsync(1)
      await cis.users.get(key)
      expect(bearer(service.apiRequests.at(-1))).toBe('Bearer token-3')
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a response of the token endpoint', () => {
  test.each<[object, string]>([
    [{}, 'no type and no lifetime'],
    [{ token_type: 'bearer', expires_in: '3600' }, 'a lifetime as text'],
    [{ token_type: 'Bearer', expires_in: null }, 'a lifetime of null'],
    [{ token_type: 'Bearer', expires_in: -1 }, 'a negative lifetime'],
    [{ token_type: 'Bearer', expires_in: 1e12 }, 'a lifetime of ages'],
  ])('with %j is accepted: %s', async (parts) => {
    const service = fakeService({ token: () => json({ access_token: 'good', ...parts }) })
    const cis = clientOf(service)
    await cis.users.get(key)
    await cis.users.get(key)
    expect(service.tokenRequests).toHaveLength(1)
  })

  test.each([
    [{ access_token: '' }],
    [{ access_token: 7 }],
    [{ access_token: 'a b' }],
    [{ access_token: 'good', token_type: 'mac' }],
    [{}],
    [[]],
    [null],
    ['good'],
  ])('with %j is refused', async (body) => {
    const service = fakeService({ token: () => json(body) })
    const error = await rejection(clientOf(service).users.get(key))
    expect(error).toMatchObject({ name: 'InvalidResponseError', hint: 'Check the token URL.' })
    expect(service.apiRequests).toEqual([])
  })
})

describe('a cache of tokens', () => {
  function memoryCache(): TokenCache & { stored: Map<string, AccessToken> } {
    const stored = new Map<string, AccessToken>()
    return {
      stored,
      get: (name) => stored.get(name),
      set: (name, token) => void stored.set(name, token),
      delete: (name) => void stored.delete(name),
    }
  }

  test('saves the next process a token request', async () => {
    const service = fakeService()
    const cache = memoryCache()
    await clientOf(service, {}, { cache }).users.get(key)
    await clientOf(service, {}, { cache }).users.get(key)
    expect(service.tokenRequests).toHaveLength(1)
    expect([...cache.stored.keys()].join()).not.toContain(secret)
  })

  test('has a key for each endpoint, client, audience and scope', async () => {
    const service = fakeService()
    const cache = memoryCache()
    for (const credentials of [
      {},
      { scope: 'display:none' },
      { clientId: 'other' },
      { audience: 'other' },
      { tokenUrl: 'https://other.example/oauth/token' },
    ]) {
      await clientOf(service, {}, { cache, ...credentials }).users.get(key)
    }
    expect(service.tokenRequests).toHaveLength(5)
    expect(cache.stored.size).toBe(5)
  })

  test('does not return a token that the service has rejected', async () => {
    const service = fakeService({
      api: (_count, request) =>
        bearer(request) === 'Bearer stale' ? internalServerError() : json({ schema: 's' }),
    })
    const cache = memoryCache()
    await clientOf(service, {}, { cache }).users.get(key)
    for (const name of cache.stored.keys()) {
      cache.stored.set(name, {
        accessToken: 'stale',
        issuedAt: Date.now(),
        expiresAt: Date.now() + 3_600_000,
      })
    }
    await clientOf(service, {}, { cache }).users.get(key)
    expect([...cache.stored.values()].map(({ accessToken }) => accessToken)).toEqual(['token-2'])
  })

  test('never fails a call', async () => {
    const service = fakeService()
    const broken = (): never => {
      throw new Error('the disk is full')
    }
    await clientOf(service, {}, { cache: { get: broken, set: broken, delete: broken } }).users.get(key)
    const nonsense = {
      get: () => ({ accessToken: 7 }) as unknown as AccessToken,
      set: () => {},
      delete: () => {},
    }
    await clientOf(service, {}, { cache: nonsense }).users.get(key)
    expect(service.tokenRequests).toHaveLength(2)
  })
})

describe('a function that returns the secret', () => {
  test('is called for every token request, but not if the cache has the token', async () => {
    const service = fakeService({
      api: (count) => (count === 2 ? internalServerError() : json({ schema: 's' })),
    })
    const secrets = ['first', 'second', 'third']
    const clientSecret = async () => secrets.shift() ?? ''
    const cis = clientOf(service, {}, { clientSecret })
    await cis.users.get(key)
    await cis.users.get(key)
    const sent = service.tokenRequests.map(({ body }) => JSON.parse(body ?? '').client_secret)
    expect(sent).toEqual(['first', 'second'])

    const cached = { accessToken: 'cached', issuedAt: Date.now(), expiresAt: Date.now() + 3_600_000 }
    const cache: TokenCache = { get: () => cached, set: () => {}, delete: () => {} }
    await clientOf(service, {}, { clientSecret, cache }).users.get(key)
    expect(secrets).toEqual(['third'])
  })

  test('fails the call with its own error, or with a clear one if it returns nothing', async () => {
    const service = fakeService()
    const locked = new Error('The keyring is locked.')
    const failing = clientOf(service, {}, { clientSecret: () => Promise.reject(locked) })
    expect(await rejection(failing.users.get(key))).toBe(locked)
    const empty = clientOf(service, {}, { clientSecret: () => ' ' })
    await expect(empty.users.get(key)).rejects.toThrow('clientSecret is empty.')
    expect(service.tokenRequests).toEqual([])
  })

  test('has its secret hidden if the token endpoint echoes it', async () => {
    const service = fakeService({ token: () => json({ error: `no ${secret}` }, { status: 401 }) })
    const failure = await rejection(clientOf(service, {}, { clientSecret: () => secret }).users.get(key))
    expect(failure).toBeInstanceOf(AuthenticationError)
    expect(String(failure)).not.toContain(secret)
  })
})
