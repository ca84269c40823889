import type { CisClientOptions, ClientCredentialsOptions, FetchInit } from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest'
import { clientOf, fakeService, json, secret, tokenResponse } from './helpers/fakeService.ts'

// Each step of a call with each fault: what the caller gets, within the deadline, and that the next call works.

const deadlineMs = 5_000
const limits: Partial<CisClientOptions> = { deadlineMs, timeoutMs: 2_000, retry: { retries: 1, baseMs: 10 } }
const key = { primaryEmail: 'ada@example.org' }
const never = () => new Promise<never>(() => {})
const tokenUrl = 'https://auth.mozilla.auth0.com/oauth/token'

let hashes: Mock[] = []
beforeEach(() => {
  vi.useFakeTimers()
  hashes = [vi.spyOn(crypto.subtle, 'importKey'), vi.spyOn(crypto.subtle, 'sign')]
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

interface Outcome {
  value?: unknown
  error?: unknown
  afterMs: number
}

/** Lets time pass until a call has ended. The clock stands still while the runtime computes a hash, which takes real time. */
async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  const startedAt = Date.now()
  let outcome: Outcome | undefined
  const settle = (result: object) => {
    outcome = { ...result, afterMs: Date.now() - startedAt }
  }
  call.then(
    (value) => settle({ value }),
    (error: unknown) => settle({ error }),
  )
  while (outcome === undefined && Date.now() - startedAt < 10 * deadlineMs) {
    await vi.advanceTimersByTimeAsync(20)
    await Promise.allSettled(hashes.flatMap(({ mock }) => mock.results.map(({ value }) => value)))
  }
  if (outcome === undefined) throw new Error('The call has not ended.')
  return outcome
}

function reset(): never {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  })
}
const html = (status: number) =>
  new Response('<html><title>Sign in</title></html>', { status, headers: { 'content-type': 'text/html' } })
const body = (text: string) => new Response(text, { headers: { 'content-type': 'application/json' } })

type Fault = () => Response | Promise<Response>
type Row = [fault: string, respond: Fault, error: Record<string, unknown>]

const timeout = { name: 'TimeoutError' }
const server = { name: 'ServerError', code: 'server_failure' }
const invalid = { name: 'InvalidResponseError' }
const refused = { name: 'AuthenticationError', code: 'token_refused' }

/** The faults of any server. */
const faults: Row[] = [
  ['hangs', never, timeout],
  ['resets the connection', reset, { name: 'NetworkError', code: 'network_failure' }],
  ['responds with 500', () => json({}, { status: 500 }), server],
  ['responds with 503', () => html(503), server],
  [
    'responds with 429 for an hour',
    () => json({}, { status: 429, headers: { 'retry-after': '3600' } }),
    {
      name: 'RateLimitError',
      retryAfterMs: 3_600_000,
    },
  ],
  ['responds with a page', () => html(200), invalid],
  ['responds with half a document', () => body('{"access_'), invalid],
  ['responds with 404 and a page', () => html(404), invalid],
  [
    'redirects to another origin',
    () => new Response(null, { status: 302, headers: { location: 'https://sign-in.example/' } }),
    invalid,
  ],
]

const tokenFaults: Row[] = [
  ...faults,
  ['responds with nothing', () => body(''), invalid],
  ['responds with null', () => json(null), invalid],
  ['responds with a list', () => json([]), invalid],
  ['responds without a token', () => json({ token_type: 'Bearer' }), invalid],
  ['responds with a token for no header', () => json({ access_token: 'a\r\nb' }), invalid],
  [
    'responds with 200 and an error',
    () => json({ error: 'server_error', error_description: 'later' }),
    refused,
  ],
  ['refuses the client', () => json({ error: 'invalid_client' }, { status: 401 }), refused],
]

describe('a token endpoint that', () => {
  test.each(tokenFaults)(
    '%s fails the call in time, is named, and works afterwards',
    async (_, respond, expected) => {
      let isFaulty = true
      const service = fakeService({
        token: (count) => (isFaulty ? respond() : tokenResponse(`token-${count}`)),
      })
      const cis = clientOf(service, limits)
      const { error, afterMs } = await outcomeOf(cis.users.get(key))
      expect(error).toMatchObject({
        ...expected,
        service: 'cis',
        during: 'token',
        method: 'POST',
        url: tokenUrl,
        attempts: service.tokenRequests.length,
        message: expect.stringContaining(`he token endpoint ${tokenUrl}`),
        hint: expect.stringMatching(/\w/),
      })
      expect(afterMs).toBeLessThanOrEqual(deadlineMs)
      expect(service.apiRequests).toEqual([])
      isFaulty = false
      expect(await outcomeOf(cis.users.get(key))).toMatchObject({ value: { schema: expect.any(String) } })
      expect(vi.getTimerCount()).toBe(0)
    },
  )

  test.each(tokenFaults)('%s while a token is renewed fails no call', async (_, respond) => {
    let isFaulty = false
    const service = fakeService({
      token: (count) => (isFaulty ? respond() : tokenResponse(`token-${count}`, 3_600)),
    })
    const cis = clientOf(service, limits)
    await outcomeOf(cis.users.get(key))
    isFaulty = true
    vi.setSystemTime(Date.now() + 3_400_000)
    for (let call = 0; call < 3; call += 1) {
      const { value, afterMs } = await outcomeOf(cis.users.get(key))
      expect(value).toMatchObject({ schema: expect.any(String) })
      expect(afterMs).toBeLessThan(100)
    }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(service.tokenRequests).toHaveLength(2)
    isFaulty = false
    vi.setSystemTime(Date.now() + 200_000)
    expect(await outcomeOf(cis.users.get(key))).toMatchObject({ value: {} })
    expect(service.apiRequests.at(-1)?.headers.get('authorization')).toBe('Bearer token-3')
  })
})

describe('a service that', () => {
  test.each(faults)(
    '%s fails the call in time, is named, and works afterwards',
    async (_, respond, expected) => {
      let isFaulty = true
      const service = fakeService({ api: () => (isFaulty ? respond() : json({ schema: 's' })) })
      const cis = clientOf(service, limits)
      const { error, afterMs } = await outcomeOf(cis.users.get(key))
      expect(error).toMatchObject({
        ...expected,
        service: 'cis',
        during: 'request',
        method: 'GET',
        attempts: service.apiRequests.length,
        message: expect.stringContaining('cis'),
      })
      expect(afterMs).toBeLessThanOrEqual(deadlineMs)
      isFaulty = false
      expect(await outcomeOf(cis.users.get(key))).toMatchObject({ value: { schema: 's' } })
      expect(service.tokenRequests).toHaveLength(1)
    },
  )
})

describe('a step before the token request', () => {
  const fails = () => Promise.reject(new Error('the connection is lost'))
  const throws = (): never => {
    throw new Error('the disk is full')
  }
  const nonsense = () => ({ accessToken: 'a\r\nb', issuedAt: 0, expiresAt: Number.NaN })
  const cacheSteps: [string, Partial<NonNullable<ClientCredentialsOptions['cache']>>][] = [
    ['cache.get hangs', { get: never }],
    ['cache.get rejects', { get: fails }],
    ['cache.get throws', { get: throws }],
    ['cache.get gives nonsense', { get: nonsense }],
    ['cache.set hangs', { set: never }],
    ['cache.set rejects', { set: fails }],
    ['cache.set throws', { set: throws }],
    ['cache.delete hangs', { delete: never }],
    ['cache.delete throws', { delete: throws }],
  ]

  test.each(cacheSteps)('fails no call if %s', async (_, part) => {
    const service = fakeService({ token: (count) => tokenResponse(`token-${count}`, 60) })
    const cache = { get: () => undefined, set: () => {}, delete: () => {}, ...part }
    const cis = clientOf(service, limits, { cache })
    for (let call = 0; call < 2; call += 1) {
      const { value, afterMs } = await outcomeOf(cis.users.get(key))
      expect(value).toMatchObject({ schema: expect.any(String) })
      expect(afterMs).toBeLessThan(1_500)
      vi.setSystemTime(Date.now() + 61_000)
    }
    expect(service.tokenRequests).toHaveLength(2)
  })

  const bug = new RangeError('The vault is sealed.')
  test.each<[string, () => string | Promise<string>, unknown]>([
    [
      'hangs',
      never,
      { name: 'TimeoutError', during: 'token', param: 'clientSecret', hint: expect.any(String) },
    ],
    ['rejects', () => Promise.reject(bug), bug],
    [
      'throws',
      () => {
        throw bug
      },
      bug,
    ],
    ['gives nothing', () => '', { name: 'InvalidRequestError', param: 'clientSecret' }],
    ['gives no string', () => 7 as unknown as string, { name: 'InvalidRequestError', param: 'clientSecret' }],
  ])(
    'fails the call in time if the function of the secret %s, and the next call works',
    async (_, faulty, expected) => {
      let isFaulty = true
      const service = fakeService()
      const cis = clientOf(service, limits, { clientSecret: () => (isFaulty ? faulty() : secret) })
      const { error, afterMs } = await outcomeOf(cis.users.get(key))
      if (expected === bug) expect(error).toBe(bug)
      else expect(error).toMatchObject(expected as object)
      expect(afterMs).toBeLessThanOrEqual(deadlineMs)
      isFaulty = false
      expect(await outcomeOf(cis.users.get(key))).toMatchObject({ value: {} })
      expect(service.tokenRequests).toHaveLength(1)
    },
  )
})

test('a fetch function with a bug is reported with its cause, and as what it was used for', async () => {
  const bug = new TypeError("Cannot read properties of null (reading 'x')")
  const service = fakeService()
  const fetch = (url: string, init: FetchInit) => {
    if (url === tokenUrl) throw bug
    return service.fetch(url, init)
  }
  const { error } = await outcomeOf(clientOf(service, { ...limits, fetch }).users.get(key))
  expect(error).toMatchObject({ during: 'token', url: tokenUrl, cause: bug })
})
