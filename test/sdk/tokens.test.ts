import {
  type AccessTokenSource,
  AuthenticationError,
  clientCredentials,
  createCisClient,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  clientOf,
  type FakeResponses,
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
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())
  const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
  const isBearer = (request: SeenRequest, ...tokens: number[]) =>
    tokens.some((token) => bearer(request) === `Bearer token-${token}`)
  const unauthorized = () => json({ code: 'token_expired', description: 'token is expired' }, { status: 401 })

  /** A client that has had its first token for two minutes. */
  async function clientWithToken(api: FakeResponses['api']) {
    let isReady = false
    const service = fakeService({
      token: (count) => tokenResponse(`token-${count}`, 86_400),
      api: (count, request) =>
        isReady ? (api?.(count - 1, request) ?? json({ schema: 's' })) : json({ schema: 's' }),
    })
    const cis = clientOf(service)
    await cis.users.get(key)
    isReady = true
    pass(120)
    service.apiRequests.length = 1
    return { service, cis }
  }

  for (const [name, rejectToken] of [
    ['the 500 of the Person API', internalServerError],
    ['401', unauthorized],
  ] as const) {
    test(`is replaced once, and the call succeeds (${name})`, async () => {
      const { service, cis } = await clientWithToken((_count, request) =>
        isBearer(request, 1) ? rejectToken() : json({ schema: 's' }),
      )
      expect(await cis.users.get(key)).toEqual({ schema: 's' })
      await cis.users.get(key)
      expect(service.tokenRequests).toHaveLength(2)
      expect(service.apiRequests.map(bearer).slice(1)).toEqual([
        'Bearer token-1',
        'Bearer token-2',
        'Bearer token-2',
      ])
    })

    test(`costs at most two tokens in an outage of 100 calls (${name})`, async () => {
      const service = fakeService({ api: rejectToken })
      const cis = clientOf(service)
      for (let call = 0; call < 100; call += 1) {
        const error = await rejection(cis.users.get(key))
        expect(error).toBeInstanceOf(AuthenticationError)
        expect(error).toMatchObject({ code: 'token_rejected', service: 'cis' })
        pass(5)
      }
      expect(service.tokenRequests.length).toBeLessThanOrEqual(2)
    })

    test(`is not replaced in its first minute (${name})`, async () => {
      const service = fakeService({
        api: (count) => (count === 1 ? rejectToken() : json({ schema: 's' })),
      })
      expect(await clientOf(service).users.get(key)).toEqual({ schema: 's' })
      expect(service.apiRequests.map(bearer)).toEqual(['Bearer token-1', 'Bearer token-1'])
      expect(service.tokenRequests).toHaveLength(1)
    })
  }

  test('is replaced again as soon as a replacement has helped', async () => {
    const revoked = new Set<number>([1])
    const { service, cis } = await clientWithToken((_count, request) =>
      isBearer(request, ...revoked) ? internalServerError() : json({ schema: 's' }),
    )
    for (const next of [2, 3, 4]) {
      await cis.users.get(key)
      expect(service.tokenRequests).toHaveLength(next)
      revoked.add(next)
      pass(61)
    }
  })

  test('is not replaced for ten minutes after a replacement that did not help', async () => {
    let isDown = true
    const { service, cis } = await clientWithToken(() =>
      isDown ? internalServerError() : json({ schema: 's' }),
    )
    const lengths: number[] = []
    for (const seconds of [0, 61, 480, 61]) {
      pass(seconds)
      await rejection(cis.users.get(key))
      lengths.push(service.tokenRequests.length)
    }
    expect(lengths).toEqual([2, 2, 2, 3])
    isDown = false
    await cis.users.get(key)
    expect(service.tokenRequests).toHaveLength(3)
  })

  test('is replaced by one request for all failed calls', async () => {
    const { service, cis } = await clientWithToken((_count, request) =>
      isBearer(request, 1) ? internalServerError() : json({ schema: 's' }),
    )
    await Promise.all(Array.from({ length: 50 }, () => cis.users.get(key)))
    expect(service.tokenRequests).toHaveLength(2)
  })

  test('does not invalidate the token that came after it', async () => {
    // The second call is refused with the old token only after the first has brought a new one.
    const late = gate<Response>()
    const { service, cis } = await clientWithToken((count, request) => {
      if (count === 2) return late.promise
      return isBearer(request, 1) ? internalServerError() : json({ schema: 's' })
    })
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
    const renewal = gate<Response>()
    const service = fakeService({
      token: (count) => (count === 2 ? renewal.promise : tokenResponse(`token-${count}`, 3600)),
      api: (count) => (count === 3 ? internalServerError() : json({ schema: 's' })),
    })
    const cis = clientOf(service)
    await cis.users.get(key)
    pass(3_400)
    await cis.users.get(key)
    expect(service.tokenRequests).toHaveLength(2)
    await cis.users.get(key)
    expect(bearer(service.apiRequests.at(-1))).toBe('Bearer token-3')
    renewal.open(tokenResponse('token-2', 3600))
    await vi.advanceTimersByTimeAsync(1)
    await cis.users.get(key)
    expect(bearer(service.apiRequests.at(-1))).toBe('Bearer token-3')
  })
})

describe('a response of the token endpoint', () => {
  test.each<[object, string]>([
    [{}, 'no type and no lifetime'],
    [{ token_type: 'bearer', expires_in: '3600' }, 'a lifetime as text'],
    [{ token_type: 'Bearer', expires_in: null }, 'a lifetime of null'],
    [{ token_type: 'Bearer', expires_in: -1 }, 'a negative lifetime'],
    [{ token_type: 'Bearer', expires_in: 1e12 }, 'a lifetime of ages'],
    [{ token_type: 'BEARER', expires_in: '' }, 'an empty lifetime'],
    [{ token_type: null, scope: null, refresh_token: null, id_token: null }, 'members of null'],
    [{ token_type: '', scope: '', refresh_token: '', error: '' }, 'empty members'],
    [{ error: null, error_description: null }, 'an error of null'],
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
    [{ access_token: null }],
    [{ access_token: 'good', scope: 7 }],
    [{ access_token: 'good', token_type: 7 }],
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

  test('with status 200 and an error is an AuthenticationError that says the error', async () => {
    const body = { error: 'invalid_client', error_description: `${secret} is wrong`, access_token: null }
    const error = await rejection(clientOf(fakeService({ token: () => json(body) })).users.get(key))
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      code: 'token_refused',
      service: 'cis',
      during: 'token',
      status: 200,
      message: expect.stringContaining('invalid_client: [hidden] is wrong'),
    })
  })

  test.each([1e20, 8.7e12, 1e308, '1e400'])(
    'with a lifetime of %s gives a time that dates can express',
    async (expires_in) => {
      const source = await sourceOf(() => json({ access_token: 'good', expires_in }))
      const { expiresAt } = await source.accessToken()
      expect(new Date(expiresAt).getUTCFullYear()).toBeGreaterThan(2030)
    },
  )
})

/** Returns the source of tokens that a client uses, with a token endpoint that gives this response. */
async function sourceOf(token: () => Response): Promise<AccessTokenSource> {
  let source: AccessTokenSource | undefined
  const auth = clientCredentials({ clientId: 'client', clientSecret: secret })
  const { fetch } = fakeService({ token })
  createCisClient({
    fetch,
    auth: {
      connect(context) {
        source = auth.connect(context)
        return source
      },
    },
  })
  if (source === undefined) throw new Error('The client has not connected its authentication.')
  return source
}
