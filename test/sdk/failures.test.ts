import { inspect } from 'node:util'
import {
  AuthenticationError,
  createCisClient,
  InvalidRequestError,
  InvalidResponseError,
  isPersonctlError,
  NetworkError,
  NotFoundError,
  PermissionError,
  type PersonctlError,
  RateLimitError,
  ServerError,
  staticToken,
  TimeoutError,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clientOf, fakeService, internalServerError, json, rejection, secret } from './helpers/fakeService.ts'

const key = { userId: 'ad|Mozilla-LDAP|ada' }
const html = (status: number) =>
  new Response('<!doctype html><title>404 Not Found</title>', {
    status,
    headers: { 'content-type': 'text/html' },
  })

describe('an unknown person', () => {
  test('is a NotFoundError of get, whose hint mentions inactive people', async () => {
    const error = await rejection(clientOf(fakeService({ api: () => json({}) })).users.get(key))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ name: 'NotFoundError', code: 'not_found', service: 'cis', status: 200 })
    expect((error as PersonctlError).message).toContain('ad|Mozilla-LDAP|ada')
    expect((error as PersonctlError).hint).toContain("active 'any'")
  })

  test('is a NotFoundError that reports three attempts after two responses with 503', async () => {
    const service = fakeService({
      api: (count) => (count < 3 ? new Response('busy', { status: 503 }) : json({})),
    })
    const error = await rejection(clientOf(service).users.get(key))
    expect(error).toMatchObject({ name: 'NotFoundError', status: 200, attempts: 3 })
    expect(service.apiRequests).toHaveLength(3)
  })

  test('is undefined for find', async () => {
    expect(await clientOf(fakeService({ api: () => json({}) })).users.find(key)).toBeUndefined()
  })
})

describe('a failure', () => {
  const cases: [string, () => Response, new (...args: never[]) => PersonctlError, number][] = [
    ['403', () => json({ message: 'no' }, { status: 403 }), PermissionError, 1],
    ['404, which is never about a person in CIS', () => html(404), InvalidResponseError, 1],
    ['400', () => json({ message: 'bad' }, { status: 400 }), InvalidRequestError, 1],
    ['405', () => json({ message: 'no' }, { status: 405 }), InvalidRequestError, 1],
    ['429', () => json({}, { status: 429 }), RateLimitError, 3],
    ['503', () => new Response('busy', { status: 503 }), ServerError, 3],
    ['504', () => json({ message: 'Endpoint request timed out' }, { status: 504 }), ServerError, 3],
    [
      '500 with another body than that for tokens',
      () => json({ message: 'boom' }, { status: 500 }),
      ServerError,
      3,
    ],
    [
      '500 that says more than that for tokens',
      () => json({ message: 'Internal Server Error', trace: 'x' }, { status: 500 }),
      ServerError,
      3,
    ],
    ['200 with HTML', () => html(200), InvalidResponseError, 3],
    ['200 cut short', () => new Response('{"schema": "htt'), InvalidResponseError, 3],
    ['200 with a list', () => json([]), InvalidResponseError, 3],
    ['200 with null', () => json(null), InvalidResponseError, 3],
    ['302 without a location', () => new Response(null, { status: 302 }), InvalidResponseError, 1],
  ]
  test.each(cases)('has an error class of its own: %s', async (_name, response, type, attempts) => {
    const service = fakeService({ api: response })
    const error = await rejection(clientOf(service).users.get(key))
    expect(error).toBeInstanceOf(type)
    expect(isPersonctlError(error)).toBe(true)
    expect(error).toMatchObject({ service: 'cis', status: response().status, attempts })
    expect(service.apiRequests).toHaveLength(attempts)
  })

  test('of the network is a NetworkError', async () => {
    const refused = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') })
    const service = fakeService({ api: () => Promise.reject(refused) })
    const error = await rejection(clientOf(service).users.get(key))
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ code: 'network_failure', attempts: 3 })
    expect((error as Error).message).toContain('ECONNREFUSED')
  })

  test('of a static token is not retried if the status is 401', async () => {
    const service = fakeService({ api: () => json({}, { status: 401 }) })
    const cis = clientOf(service, { auth: staticToken('given') })
    expect(await rejection(cis.users.get(key))).toBeInstanceOf(AuthenticationError)
    expect(service.apiRequests).toHaveLength(1)
  })
})

describe('the 500 by which the Person API also rejects tokens', () => {
  test('is retried with a token that cannot be replaced', async () => {
    const service = fakeService({
      api: (count) => (count < 3 ? internalServerError() : json({ schema: 's' })),
    })
    expect(await clientOf(service, { auth: staticToken('given') }).users.get(key)).toEqual({ schema: 's' })
    expect(service.apiRequests).toHaveLength(3)
  })

  test('is an AuthenticationError in the end', async () => {
    const error = await rejection(
      clientOf(fakeService({ api: internalServerError }), { auth: staticToken('given') }).users.get(key),
    )
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ code: 'token_rejected', status: 500, attempts: 3 })
    expect((error as Error).message).toContain('which can also be a failure of the service itself')
  })
})

describe('a transient failure', () => {
  test('is retried until it succeeds', async () => {
    const reasons: string[] = []
    const service = fakeService({
      api: (count) => {
        if (count === 1) return new Response('busy', { status: 503 })
        if (count === 2) throw new TypeError('fetch failed')
        return json({ schema: 's' })
      },
    })
    const cis = clientOf(service, { hooks: { onRetry: ({ reason }) => void reasons.push(reason) } })
    expect(await cis.users.get(key)).toEqual({ schema: 's' })
    expect(service.apiRequests).toHaveLength(3)
    expect(reasons).toHaveLength(2)
  })

  test('is not retried with retry: false', async () => {
    const service = fakeService({ api: () => new Response('busy', { status: 503 }) })
    await rejection(clientOf(service, { retry: false }).users.get(key))
    expect(service.apiRequests).toHaveLength(1)
  })

  test('of the token endpoint is retried, too', async () => {
    const service = fakeService({
      token: (count) =>
        count < 3
          ? new Response('', { status: 502 })
          : json({ access_token: 't', token_type: 'bearer', expires_in: 60 }),
    })
    await clientOf(service).users.get(key)
    expect(service.tokenRequests).toHaveLength(3)
  })
})

describe('the time of a call', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test.each([
    ['seconds', { 'retry-after': '7' }],
    [
      'a date, by the clock of the service',
      { 'retry-after': 'Wed, 01 Jan 2020 00:00:07 GMT', date: 'Wed, 01 Jan 2020 00:00:00 GMT' },
    ],
  ])('includes the wait of a Retry-After header: %s', async (_name, headers) => {
    const service = fakeService({
      api: (count) =>
        count === 1
          ? json({}, { status: 429, headers: headers as Record<string, string> })
          : json({ schema: 's' }),
    })
    const call = clientOf(service).users.get(key)
    await vi.advanceTimersByTimeAsync(6_900)
    expect(service.apiRequests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    await call
    expect(service.apiRequests).toHaveLength(2)
  })

  test('does not include a wait beyond the deadline', async () => {
    const service = fakeService({ api: () => json({}, { status: 429, headers: { 'retry-after': '3600' } }) })
    const error = await rejection(clientOf(service).users.get(key))
    expect(error).toMatchObject({ name: 'RateLimitError', retryAfterMs: 3_600_000, attempts: 1 })
  })

  test('includes another attempt after a request that hangs until its timeout', async () => {
    const service = fakeService({
      api: (count) => (count === 1 ? new Promise<Response>(() => {}) : json({ schema: 's' })),
    })
    const call = clientOf(service, { timeoutMs: 1000 }).users.get(key)
    await vi.advanceTimersByTimeAsync(1001)
    expect(await call).toEqual({ schema: 's' })
    expect(service.apiRequests[0]?.signal.aborted).toBe(true)
  })

  test('ends at the deadline of all attempts', async () => {
    const service = fakeService({ api: () => new Promise<Response>(() => {}) })
    const call = rejection(clientOf(service, { timeoutMs: 1000, deadlineMs: 1500 }).users.get(key))
    await vi.advanceTimersByTimeAsync(1501)
    expect(await call).toMatchObject({ name: 'TimeoutError', code: 'deadline_exceeded', attempts: 2 })
    expect(await call).toBeInstanceOf(TimeoutError)
  })

  test('includes the wait for a token', async () => {
    const service = fakeService({ token: () => new Promise<Response>(() => {}) })
    const call = rejection(clientOf(service, { deadlineMs: 500 }).users.get(key))
    await vi.advanceTimersByTimeAsync(501)
    expect(await call).toMatchObject({ code: 'deadline_exceeded' })
  })

  test('ends at once when the caller aborts between attempts, with the reason of the abort', async () => {
    const service = fakeService({ api: () => json({}, { status: 503, headers: { 'retry-after': '60' } }) })
    const controller = new AbortController()
    const call = rejection(clientOf(service).users.get(key, { signal: controller.signal }))
    await vi.advanceTimersByTimeAsync(10)
    controller.abort()
    expect(await call).toMatchObject({ name: 'AbortError' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends without timers left running', async () => {
    await clientOf(fakeService()).users.get(key)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test.each(['onRequest', 'onResponse', 'onRetry'] as const)(
  'a call does not fail because its %s throws or rejects',
  async (name) => {
    const broken = () => {
      throw new Error('the hook is broken')
    }
    for (const hook of [broken, async () => broken()]) {
      const service = fakeService({
        api: (count) => (count === 1 ? json({}, { status: 503 }) : json({ schema: 'a' })),
      })
      expect(await clientOf(service, { hooks: { [name]: hook } }).users.get(key)).toEqual({ schema: 'a' })
    }
  },
)

test('a call with an aborted signal sends nothing', async () => {
  const service = fakeService()
  expect(await rejection(clientOf(service).users.get(key, { signal: AbortSignal.abort() }))).toMatchObject({
    name: 'AbortError',
  })
  expect(service.tokenRequests).toEqual([])
})

describe('a redirect', () => {
  test('within the origin is followed', async () => {
    const service = fakeService({
      api: (count) =>
        count === 1
          ? new Response(null, { status: 307, headers: { location: '/v2/elsewhere' } })
          : json({ schema: 's' }),
    })
    expect(await clientOf(service).users.get(key)).toEqual({ schema: 's' })
    expect(service.apiRequests.at(-1)?.url).toBe('https://person.api.sso.mozilla.com/v2/elsewhere')
    expect(service.apiRequests.at(-1)?.headers.get('authorization')).toBe('Bearer token-1')
  })

  test.each([
    'https://evil.example/v2',
    '//evil.example/v2',
    'https://person.api.sso.mozilla.com:8443/v2',
    'http://person.api.sso.mozilla.com/v2',
  ])('to another origin is refused, and nothing is sent there: %s', async (location) => {
    const service = fakeService({ api: () => new Response(null, { status: 302, headers: { location } }) })
    const error = await rejection(clientOf(service).users.get(key))
    expect(error).toMatchObject({ code: 'other_origin' })
    expect(service.apiRequests.map(({ url }) => new URL(url).origin)).toEqual([
      'https://person.api.sso.mozilla.com',
    ])
  })

  test('in a loop comes to an end', async () => {
    const service = fakeService({
      api: () => new Response(null, { status: 302, headers: { location: '/v2/again' } }),
    })
    expect(await rejection(clientOf(service).users.get(key))).toBeInstanceOf(InvalidResponseError)
  })
})

describe('an error', () => {
  const token = 'opaque-token-123456'
  const echoes: Record<string, Parameters<typeof fakeService>[0]> = {
    'by the API, in JSON': {
      api: (_count, { headers }) => json({ message: `saw ${headers.get('authorization')}` }, { status: 403 }),
    },
    'by the API, as text': {
      api: (_count, { headers }) => new Response(`saw ${headers.get('authorization')}`, { status: 500 }),
    },
    'by the API, without the scheme': { api: () => new Response(`token=${token}`, { status: 400 }) },
    'by the API, at the end of what is quoted': {
      api: () => new Response('x'.repeat(190) + token, { status: 400 }),
    },
    'by the token endpoint': {
      token: (_count, { body }) =>
        json({ error: 'invalid_client', error_description: `saw ${body}` }, { status: 401 }),
    },
    'by a token response with a part that is invalid': {
      token: () => json({ access_token: token, expires_in: 60, token_type: 7 }),
    },
    'by a token response of another type': {
      token: () => json({ access_token: token, token_type: 'mac', expires_in: 60 }),
    },
    'by the network': {
      api: (_count, { headers }) => Promise.reject(new Error(`cannot send ${headers.get('authorization')}`)),
    },
  }
  test.each(Object.entries(echoes))(
    'shows neither secret nor token, even if they are echoed %s',
    async (_name, responses) => {
      const seen: unknown[] = []
      const watch = (event: unknown) => void seen.push(event)
      const service = fakeService({
        token: () => json({ access_token: token, token_type: 'Bearer', expires_in: 60 }),
        ...responses,
      })
      const error = await rejection(
        clientOf(service, { hooks: { onRequest: watch, onResponse: watch, onRetry: watch } }).users.get(key),
      )
      expect(isPersonctlError(error)).toBe(true)
      const printed = `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${(error as Error).stack} ${inspect(seen, { depth: 20 })}`
      expect(printed).not.toContain(secret)
      expect(printed).not.toContain(token)
    },
  )

  test.each([
    ['in JSON', (text: string) => JSON.stringify(text).slice(1, -1)],
    ['in a URL', encodeURIComponent],
    ['in a form', (text: string) => new URLSearchParams({ text }).toString().slice(5)],
  ])('shows no secret as it is spelled %s', async (_name, spell) => {
    const odd = 'p"a\\s s+w/ör'
    const service = fakeService({
      token: () =>
        json({ error: 'invalid_client', error_description: `saw <${spell(odd)}>` }, { status: 401 }),
    })
    const error = await rejection(clientOf(service, {}, { clientSecret: odd }).users.get(key))
    expect((error as Error).message).toContain('<[hidden]>')
  })

  test('cannot show a secret through the objects of clientCredentials and staticToken', () => {
    const cis = clientOf(fakeService())
    const withToken = createCisClient({ auth: staticToken(token) })
    expect(inspect([cis, withToken, staticToken(token)], { depth: 20, showHidden: true })).not.toMatch(
      new RegExp(`${secret}|${token}`),
    )
  })
})

describe('createCisClient', () => {
  const auth = staticToken('t')
  test.each([
    ['no auth', {}],
    ['a base URL that is none', { auth, baseUrl: 'person.api' }],
    ['a base URL of another kind', { auth, baseUrl: 'ftp://example.org' }],
    ['a base URL with a password', { auth, baseUrl: 'https://me:hush@example.org' }],
    ['a base URL with a query', { auth, baseUrl: 'https://example.org/?a=b' }],
    ['an unknown environment', { auth, environment: 'prod' }],
    ['an environment that every object has', { auth, environment: 'constructor' }],
    ['a timeout of 0', { auth, timeoutMs: 0 }],
    ['a deadline that is not a number', { auth, deadlineMs: Number.NaN }],
    ['half a retry', { auth, retry: { retries: 1.5 } }],
  ])('refuses %s', (_name, options) => {
    expect(() => createCisClient(options as never)).toThrow(InvalidRequestError)
    expect(() => createCisClient(options as never)).not.toThrow(/hush/)
  })

  test.each([
    [{ retries: 1.5 }, 'retry.retries is 1.5; it takes a whole number from 0 on.'],
    [{ baseMs: -1 }, 'retry.baseMs is -1; it takes a number from 0 on.'],
    [{ maxMs: Number.NaN }, 'retry.maxMs is NaN; it takes a number from 0 on.'],
  ])('refuses the retry options %j and names the expected number', (retry, message) => {
    expect(() => createCisClient({ auth, retry })).toThrow(message)
  })

  test('accepts a fraction of a millisecond in the retry options', () => {
    expect(() => createCisClient({ auth, retry: { baseMs: 1.5, maxMs: 2.5 } })).not.toThrow()
  })

  test.each([
    ['nothing', undefined],
    ['a promise', Promise.resolve({ token: async () => 't', reject: () => 'fixed' })],
    ['no reject', { token: async () => 't' }],
    ['no token', { reject: () => 'fixed' }],
  ])('refuses an authentication whose source of tokens is or has %s', (_name, source) => {
    expect(() => createCisClient({ auth: { connect: () => source as never } })).toThrow(
      expect.objectContaining({ name: 'InvalidRequestError', param: 'auth' }),
    )
  })

  test.each([
    ['https://person.example.org/v2', 'https://person.example.org/v2/version'],
    ['https://person.example.org/v2/', 'https://person.example.org/v2/version'],
    ['https://person.example.org/env2', 'https://person.example.org/env2/v2/version'],
  ])('adds /v2 to the base URL %s once', async (baseUrl, url) => {
    const service = fakeService({ api: () => json({ message: '2.0' }) })
    await clientOf(service, { baseUrl }).version()
    expect(service.apiRequests[0]?.url).toBe(url)
  })

  test.each(['', 'Bearer abc', 'a\nb', 'ü'])('refuses the static token %j', (token) => {
    expect(() => staticToken(token)).toThrow(InvalidRequestError)
  })
})
