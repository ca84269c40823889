import {
  type AccessToken,
  AuthenticationError,
  type ClientCredentialsOptions,
  clientCredentials,
  createCisClient,
  type TokenCache,
  type TokenEvent,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest'
import {
  clientOf,
  fakeService,
  internalServerError,
  json,
  rejection,
  type SeenRequest,
  secret,
  tokenResponse,
} from './helpers/fakeService.ts'

const key = { primaryEmail: 'ada@example.org' }
const never = () => new Promise<never>(() => {})
const bearer = (request: SeenRequest | undefined) => request?.headers.get('authorization')
const goodToken = (accessToken: string): AccessToken => ({
  accessToken,
  issuedAt: Date.now(),
  expiresAt: Date.now() + 3_600_000,
})

function memoryCache(): TokenCache & { stored: Map<string, AccessToken>; calls: string[] } {
  const stored = new Map<string, AccessToken>()
  const calls: string[] = []
  return {
    stored,
    calls,
    get: (name) => stored.get(name),
    set: (name, token) => {
      calls.push(`set ${token.accessToken}`)
      stored.set(name, token)
    },
    delete: (name) => {
      calls.push('delete')
      stored.delete(name)
    },
  }
}

describe('a cache of tokens', () => {
  test('saves the next process a token request', async () => {
    const service = fakeService()
    const cache = memoryCache()
    const seen: TokenEvent[] = []
    const hooks = { onToken: (event: TokenEvent) => void seen.push(event) }
    await clientOf(service, { hooks }, { cache }).users.get(key)
    await clientOf(service, { hooks }, { cache }).users.get(key)
    expect(service.tokenRequests).toHaveLength(1)
    expect(seen.map(({ source, isBackground }) => [source, isBackground])).toEqual([
      ['endpoint', false],
      ['cache', false],
    ])
  })

  test('has keys that show neither the secret nor the client', async () => {
    const service = fakeService()
    const cache = memoryCache()
    await clientOf(service, {}, { cache, scope: 'display:none' }).users.get(key)
    expect([...cache.stored.keys()]).toEqual([expect.stringMatching(/^personctl:2:[\da-f]{64}$/)])
  })

  test('has a key for each endpoint, client, secret, audience and set of scopes', async () => {
    const service = fakeService()
    const cache = memoryCache()
    for (const credentials of [
      {},
      { scope: 'display:none search:all' },
      { scope: ' search:all  display:none' },
      { clientId: 'other' },
      { clientSecret: 'other' },
      { clientSecret: async () => 'another' },
      { secretVersion: 'another' },
      { audience: 'other' },
      { tokenUrl: 'https://other.example/oauth/token' },
    ] satisfies Partial<ClientCredentialsOptions>[]) {
      await clientOf(service, {}, { cache, ...credentials }).users.get(key)
    }
    expect(service.tokenRequests).toHaveLength(8)
    expect(cache.stored.size).toBe(8)
  })

  test('never gives a token to a client with another secret', async () => {
    const service = fakeService({
      token: (count, { body }) =>
        JSON.parse(body ?? '').client_secret === secret
          ? tokenResponse(`token-${count}`)
          : json({ error: 'access_denied' }, { status: 401 }),
    })
    const cache = memoryCache()
    const right = clientOf(service, {}, { cache })
    await right.users.get(key)
    for (const clientSecret of ['WRONG', () => 'WRONG', `${secret} `]) {
      const error = await rejection(clientOf(service, {}, { cache, clientSecret }).users.get(key))
      expect(error).toBeInstanceOf(AuthenticationError)
    }
    expect(service.apiRequests).toHaveLength(1)
    // The token of the others is still there.
    await clientOf(service, {}, { cache }).users.get(key)
    expect(bearer(service.apiRequests.at(-1))).toBe('Bearer token-1')
  })

  test('never fails a call', async () => {
    const service = fakeService()
    const broken = (): never => {
      throw new Error('the disk is full')
    }
    await clientOf(service, {}, { cache: { get: broken, set: broken, delete: broken } }).users.get(key)
    const rejecting = () => Promise.reject(new Error('the connection is lost'))
    await clientOf(service, {}, { cache: { get: rejecting, set: rejecting, delete: rejecting } }).users.get(
      key,
    )
    expect(service.tokenRequests).toHaveLength(2)
  })

  test.each<[string, unknown]>([
    ['no object', 'good'],
    ['a number for a token', { ...goodToken('x'), accessToken: 7 }],
    ['a folded token', goodToken('folded\r\n token')],
    ['a token with its scheme', goodToken('Bearer token')],
    ['a token beyond ASCII', goodToken('jeton-é')],
    ['no times', { accessToken: 'x' }],
    ['times that are not finite', { ...goodToken('x'), expiresAt: Number.POSITIVE_INFINITY }],
    ['times beyond all dates', { ...goodToken('x'), expiresAt: 1e20 }],
    [
      'an expiry before the issue',
      { ...goodToken('x'), issuedAt: Date.now() + 1e9, expiresAt: Date.now() + 1e8 },
    ],
    ['an expired token', { ...goodToken('x'), issuedAt: 0, expiresAt: 1 }],
  ])('with %s is passed over', async (_, content) => {
    const service = fakeService()
    const cache = { get: async () => content as AccessToken, set: () => {}, delete: () => {} }
    await clientOf(service, {}, { cache }).users.get(key)
    expect(bearer(service.apiRequests[0])).toBe('Bearer token-1')
  })

  test('is passed over where the runtime has no cryptography', async () => {
    const service = fakeService()
    const cache = memoryCache()
    vi.stubGlobal('crypto', {})
    try {
      await clientOf(service, {}, { cache }).users.get(key)
    } finally {
      vi.unstubAllGlobals()
    }
    expect(cache.stored.size).toBe(0)
    expect(service.apiRequests).toHaveLength(1)
  })

  test('loses a rejected token only to the one that replaces it', async () => {
    const service = fakeService({
      api: (_count, request) =>
        bearer(request) === 'Bearer stale' ? internalServerError() : json({ schema: 's' }),
    })
    const cache = memoryCache()
    await clientOf(service, {}, { cache }).users.get(key)
    const [name = ''] = cache.stored.keys()
    cache.stored.set(name, goodToken('stale'))
    await clientOf(service, {}, { cache }).users.get(key)
    expect([...cache.stored.values()].map(({ accessToken }) => accessToken)).toEqual(['token-2'])
    expect(cache.calls).toEqual(['set token-1', 'set token-2'])
  })

  test('gives the token that another process has stored after the rejected one', async () => {
    const service = fakeService({
      api: (_count, request) =>
        bearer(request) === 'Bearer newer' ? json({ schema: 's' }) : json({}, { status: 401 }),
    })
    const cache = memoryCache()
    const tokens = ['older', 'newer']
    cache.get = () => goodToken(tokens.shift() ?? 'none')
    await clientOf(service, {}, { cache }).users.get(key)
    expect(service.apiRequests.map(bearer)).toEqual(['Bearer older', 'Bearer newer'])
    expect(service.tokenRequests).toEqual([])
    expect(cache.calls).toEqual([])
  })

  test('loses a rejected token if the token endpoint then refuses the client', async () => {
    const service = fakeService({
      token: () => json({ error: 'invalid_client' }, { status: 401 }),
      api: internalServerError,
    })
    const cache = memoryCache()
    cache.get = () => goodToken('revoked')
    expect(await rejection(clientOf(service, {}, { cache }).users.get(key))).toMatchObject({
      code: 'token_refused',
    })
    expect(cache.calls).toEqual(['delete'])
  })
})

describe('a step before a token request that hangs', () => {
  let hashes: Mock[] = []
  beforeEach(() => {
    vi.useFakeTimers()
    hashes = [vi.spyOn(crypto.subtle, 'importKey'), vi.spyOn(crypto.subtle, 'sign')]
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  const once = <T>(then: () => T) => {
    let count = 0
    return () => {
      count += 1
      return count === 1 ? never() : then()
    }
  }

  /** Lets time pass until a call has ended. The clock stands still while the runtime computes a hash, which takes real time. */
  async function within<T>(ms: number, call: Promise<T>): Promise<T> {
    let isSettled = false
    const settle = () => {
      isSettled = true
    }
    call.then(settle, settle)
    for (const end = Date.now() + ms; !isSettled && Date.now() < end; ) {
      await vi.advanceTimersByTimeAsync(50)
      await Promise.allSettled(hashes.flatMap(({ mock }) => mock.results.map(({ value }) => value)))
    }
    expect(isSettled).toBe(true)
    return call
  }

  test('is passed over after a second if it is the reading of the cache', async () => {
    const service = fakeService()
    const cache = { get: never, set: () => {}, delete: () => {} }
    await within(1_500, clientOf(service, {}, { cache }).users.get(key))
    expect(bearer(service.apiRequests[0])).toBe('Bearer token-1')
  })

  test('is not waited for if it is the writing of the cache', async () => {
    const service = fakeService({ token: (count) => tokenResponse(`token-${count}`, 20) })
    const cache = { get: () => undefined, set: never, delete: never }
    const cis = clientOf(service, {}, { cache })
    await within(200, cis.users.get(key))
    vi.setSystemTime(Date.now() + 60_000)
    await within(200, cis.users.get(key))
    expect(bearer(service.apiRequests[1])).toBe('Bearer token-2')
  })

  test.each<[string, number, number]>([
    ['ten seconds', 90_000, 10_000],
    ['its deadline', 1_500, 1_500],
  ])(
    'fails the call within %s if it is the function of the secret, and the next call works',
    async (_, deadlineMs, limitMs) => {
      const service = fakeService()
      for (const cache of [undefined, memoryCache()]) {
        const cis = clientOf(service, { deadlineMs }, { cache, clientSecret: once(() => secret) })
        expect(await within(limitMs + 100, rejection(cis.users.get(key)))).toMatchObject({
          name: 'TimeoutError',
          code: 'timeout',
          service: 'cis',
          during: 'token',
          param: 'clientSecret',
          message: expect.stringContaining('The function clientSecret did not return'),
        })
        await within(200, cis.users.get(key))
      }
      expect(service.tokenRequests).toHaveLength(2)
    },
  )

  test('ends at once for a caller that aborts', async () => {
    const service = fakeService()
    for (const credentials of [
      { cache: { get: never, set: () => {}, delete: () => {} } },
      { clientSecret: never },
    ]) {
      const controller = new AbortController()
      const call = rejection(clientOf(service, {}, credentials).users.get(key, { signal: controller.signal }))
      const reason = new Error('the user went away')
      controller.abort(reason)
      expect(await call).toBe(reason)
    }
  })
})

describe('a function that returns the secret', () => {
  test('is called for every token request, and before a cache is read', async () => {
    const service = fakeService({ token: (count) => tokenResponse(`token-${count}`, 0) })
    const secrets = ['first', 'second', 'third']
    const clientSecret = async () => secrets.shift() ?? ''
    const cis = clientOf(service, {}, { clientSecret })
    await cis.users.get(key)
    await cis.users.get(key)
    const sent = service.tokenRequests.map(({ body }) => JSON.parse(body ?? '').client_secret)
    expect(sent).toEqual(['first', 'second'])

    const cache: TokenCache = { get: () => goodToken('cached'), set: () => {}, delete: () => {} }
    await clientOf(service, {}, { clientSecret, cache }).users.get(key)
    expect(secrets).toEqual([])
  })

  test('is not called for a cached token if the secret has a version', async () => {
    const service = fakeService()
    const cache = memoryCache()
    let calls = 0
    const clientSecret = () => {
      calls += 1
      return secret
    }
    for (const secretVersion of ['1', '1', '2'])
      await clientOf(service, {}, { clientSecret, secretVersion, cache }).users.get(key)
    expect(calls).toBe(2)
    expect(service.tokenRequests).toHaveLength(2)
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

  test('may be missing, which is an InvalidRequestError at once', () => {
    const create = () =>
      createCisClient({ auth: clientCredentials({ clientId: 'a', clientSecret: undefined }) })
    expect(create).toThrow('clientSecret is missing.')
  })
})
