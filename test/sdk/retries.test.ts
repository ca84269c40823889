import { createContext, runInContext } from 'node:vm'
import {
  AuthenticationError,
  type CernClient,
  NetworkError,
  type PersonctlError,
  type TokenSource,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cernOf, cernService, failure, single } from './helpers/cernService.ts'
import { clientOf, fakeService, internalServerError, json, rejection } from './helpers/fakeService.ts'

const key = { userId: 'ad|Mozilla-LDAP|ada' }
const found = () => json({ schema: 's' })
const group = { groupIdentifier: 'a', displayName: 'A', description: 'a' }
const create = (cern: CernClient) => cern.groups.create(group)
const remove = (cern: CernClient) => cern.groups.removeMembers('atlas', ['ada'])
const withoutWaits = { retry: { retries: 2, baseMs: 0 } }

// Time passes by itself, and can be made to pass faster.
beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z'), shouldAdvanceTime: true }))
afterEach(() => void vi.useRealTimers())

/** Returns the wait before the second attempt, when the response to the first one has a Retry-After header. */
async function waitFor(retryAfter: string): Promise<number> {
  const service = fakeService({
    api: (count) =>
      count === 1 ? json({}, { status: 503, headers: { 'retry-after': retryAfter } }) : found(),
  })
  let delay = Number.NaN
  const hooks = { onRetry: ({ delayMs }: { delayMs: number }) => (delay = delayMs) }
  const retry = { retries: 1, baseMs: 0 }
  const call = clientOf(service, { hooks, retry, deadlineMs: 2 ** 31 - 1 }).users.get(key)
  await vi.runAllTimersAsync()
  await call
  return delay
}

describe('a Retry-After header', () => {
  test.each([
    ['7', 7000],
    ['1.5', 2000],
    ['0.5', 1000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Thursday, 01-Jan-26 00:01:00 GMT', 60_000],
    ['Thu Jan  1 00:01:00 2026', 60_000],
    ['99999999', 86_400_000],
    ['0', 0],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ])('of %s means a wait of %i ms', async (header, delayMs) => {
    expect(await waitFor(header)).toBe(delayMs)
  })

  test.each(['-1', '1e3', '0x10', 'soon', '1.5.2', 'May 1', 'Jan 1 2027 00:00:00', '1 000'])(
    'of %j means no wait of its own',
    async (header) => expect(await waitFor(header)).toBe(0),
  )

  test('with 0 leads to the ordinary wait, so that clients do not return at the same moment', async () => {
    vi.useFakeTimers()
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const service = fakeService({
      api: (count) => (count === 1 ? json({}, { status: 429, headers: { 'retry-after': '0' } }) : found()),
    })
    const call = clientOf(service, { retry: { baseMs: 1000 } }).users.get(key)
    await vi.advanceTimersByTimeAsync(499)
    expect(service.apiRequests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    await call
    random.mockRestore()
  })

  test('beyond the deadline ends the call, and the hint says so', async () => {
    const api = () => json({}, { status: 503, headers: { 'retry-after': '3600' } })
    const error = (await rejection(clientOf(fakeService({ api })).users.get(key))) as PersonctlError
    expect(error).toMatchObject({ name: 'ServerError', retryAfterMs: 3_600_000, attempts: 1 })
    expect(error.hint).toContain('The service asks to wait 3600 s, longer than the deadline of 90 s allows.')
  })
})

test.each([408, 425, 429, 500, 502, 503, 504, 520, 599])('a status of %i is retried', async (status) => {
  const service = fakeService({ api: (count) => (count === 1 ? json({}, { status }) : found()) })
  await clientOf(service).users.get(key)
  expect(service.apiRequests).toHaveLength(2)
})

test.each([400, 403, 405, 410, 422, 501, 505, 511])('a status of %i is not retried', async (status) => {
  const service = fakeService({ api: () => json({}, { status }) })
  await rejection(clientOf(service).users.get(key))
  expect(service.apiRequests).toHaveLength(1)
})

describe('a write', () => {
  const done = () => single({ id: 'g-1' })
  const reset = () => Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))

  test.each<[string, () => Response | Promise<Response>]>([
    ['429', () => failure(429, 'slow down')],
    ['503 with Retry-After', () => json({}, { status: 503, headers: { 'retry-after': '0' } })],
    ['a refused connection', () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))],
  ])('is repeated when the service has not done it: %s', async (_name, fail) => {
    const service = cernService({ api: (count) => (count === 1 ? fail() : done()) })
    const call = create(cernOf(service, withoutWaits))
    await vi.runAllTimersAsync()
    expect(await call).toMatchObject({ id: 'g-1' })
    expect(service.apiRequests).toHaveLength(2)
  })

  test.each<[string, () => Response | Promise<Response>]>([
    ['503', () => failure(503, 'down')],
    ['a connection that breaks off', reset],
    ['a success that is not JSON', () => new Response('OK')],
    ['a response that never comes', () => new Promise<Response>(() => {})],
  ])('is not repeated when the service may have done it, and the error says so: %s', async (_name, api) => {
    const service = cernService({ api })
    const call = rejection(create(cernOf(service, { ...withoutWaits, timeoutMs: 1000 })))
    await vi.runAllTimersAsync()
    expect(await call).toMatchObject({ mayHaveBeenDone: true, attempts: 1 })
    expect(service.apiRequests).toHaveLength(1)
  })

  test('that is refused has not been done', async () => {
    const error = await rejection(create(cernOf(cernService({ api: () => failure(400, 'bad') }))))
    expect(error).not.toHaveProperty('mayHaveBeenDone')
  })

  test.each<[string, () => Response]>([
    ['204', () => new Response(null, { status: 204 })],
    ['an empty 200', () => new Response('')],
  ])('that gets %s is done', async (_name, api) => {
    const service = cernService({ api })
    expect(await remove(cernOf(service))).toEqual([])
    expect(service.apiRequests).toHaveLength(1)
  })

  test.each<[string, () => Response]>([
    ['404', () => failure(404, 'not found')],
    ['that there is nothing to delete', () => failure(400, 'Nothing to delete')],
  ])('that deletes is done when it is repeated and the service says %s', async (_name, gone) => {
    const service = cernService({ api: (count) => (count === 1 ? failure(504, 'late') : gone()) })
    const call = remove(cernOf(service, withoutWaits))
    await vi.runAllTimersAsync()
    expect(await call).toEqual([])
  })

  test('that deletes what does not exist fails if it was sent once', async () => {
    const error = await rejection(remove(cernOf(cernService({ api: () => failure(404, 'not found') }))))
    expect(error).toMatchObject({ code: 'not_found' })
  })
})

describe('a failure of the network', () => {
  const failing = (error: unknown) => fakeService({ api: () => Promise.reject(error) })
  const withCode = (code: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) })

  test.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['CERT_HAS_EXPIRED', 'NODE_EXTRA_CA_CERTS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'NODE_EXTRA_CA_CERTS'],
    ['ENOTFOUND', 'HTTPS_PROXY'],
  ])('that cannot pass is tried once, and the hint says what to set: %s', async (code, hint) => {
    const error = (await rejection(clientOf(failing(withCode(code))).users.get(key))) as NetworkError
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ attempts: 1, nothingSent: true, cause: { cause: { code } } })
    expect(error.hint).toContain(hint)
  })

  test.each(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])(
    'by a limit of the transport is a TimeoutError: %s',
    async (code) => {
      const error = await rejection(clientOf(failing(withCode(code))).users.get(key))
      expect(error).toMatchObject({ name: 'TimeoutError', code: 'timeout', attempts: 3 })
    },
  )

  test.each([
    'error sending request for url (https://a/): client error (Connect): tcp connect error: Connection refused (os error 111)',
    'error sending request: client error (Connect): dns error: failed to look up the host',
  ])('in a runtime without codes is one where nothing was sent: %s', async (message) => {
    const error = await rejection(clientOf(failing(new TypeError(message))).users.get(key))
    expect(error).toMatchObject({ nothingSent: true })
  })

  test('of another realm, such as one in Jest, is understood', async () => {
    const foreign: unknown = runInContext(
      "new TypeError('fetch failed', { cause: Object.assign(new Error('connect ECONNREFUSED ::1'), { code: 'ECONNREFUSED' }) })",
      createContext({}),
    )
    const error = (await rejection(clientOf(failing(foreign)).users.get(key))) as NetworkError
    expect(error.message).toContain('connect ECONNREFUSED ::1')
    expect(error).toMatchObject({ nothingSent: true })
  })

  test('has the original error as its cause, unless that may hold a token', async () => {
    const bug = new TypeError("Cannot read properties of null (reading 'x')")
    expect(await rejection(clientOf(failing(bug)).users.get(key))).toHaveProperty('cause', bug)
    for (const secret of [
      new Error('sent Bearer token-1-is-a-secret-token'),
      Object.assign(new Error('no'), {
        request: new Request('https://a/', { headers: { authorization: 'x' } }),
      }),
      Object.assign(new Error('no'), { headers: { authorization: 'Bearer opaque-token-123' } }),
    ])
      expect(await rejection(clientOf(failing(secret)).users.get(key))).not.toHaveProperty('cause')
  })

  test('after the headers is not described as one where the service was not reached', async () => {
    const body = () =>
      new ReadableStream({ start: (controller) => controller.error(new Error('terminated')) })
    const error = await rejection(clientOf(fakeService({ api: () => new Response(body()) })).users.get(key))
    expect((error as Error).message).toContain('did not send a complete response')
  })
})

describe('a token that the service rejects', () => {
  const source = (verdict: ReturnType<TokenSource['reject']>) => {
    const tokens = { token: vi.fn(async () => 'token'), reject: vi.fn(() => verdict) }
    return { tokens, auth: { connect: () => tokens } }
  }

  test('is used once more after a wait if it is fresh and the status is 401', async () => {
    const { auth, tokens } = source('fresh')
    const service = fakeService({ api: (count) => (count === 1 ? json({}, { status: 401 }) : found()) })
    vi.useFakeTimers()
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const call = clientOf(service, { auth, retry: { baseMs: 1000 } }).users.get(key)
    await vi.advanceTimersByTimeAsync(499)
    expect(service.apiRequests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    await call
    random.mockRestore()
    expect(tokens.reject).toHaveBeenCalledTimes(1)

    const never = fakeService({ api: () => json({}, { status: 401 }) })
    const failed = rejection(clientOf(never, { auth }).users.get(key))
    await vi.runAllTimersAsync()
    expect(await failed).toBeInstanceOf(AuthenticationError)
    expect(never.apiRequests).toHaveLength(2)
  })

  test.each(['replaced', 'fresh', 'fixed'] as const)(
    'leads to ordinary retries of an ambiguous 500, if it is %s',
    async (verdict) => {
      const { auth, tokens } = source(verdict)
      const service = fakeService({ api: internalServerError })
      const call = rejection(clientOf(service, { auth }).users.get(key))
      await vi.runAllTimersAsync()
      expect(await call).toBeInstanceOf(AuthenticationError)
      expect(service.apiRequests).toHaveLength(verdict === 'replaced' ? 4 : 3)
      expect(tokens.token).toHaveBeenCalledTimes(service.apiRequests.length)
    },
  )

  test.each(['', 'two words', 'line\nend', 'é'])(
    'is not sent if no header can carry it: %j',
    async (token) => {
      const service = fakeService()
      const auth = { connect: () => ({ token: async () => token, reject: () => 'fixed' as const }) }
      const error = await rejection(clientOf(service, { auth }).users.get(key))
      expect(error).toMatchObject({ name: 'InvalidRequestError', param: 'auth', during: 'token' })
      expect(service.apiRequests).toEqual([])
    },
  )
})

describe('the token endpoint', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ['429', () => json({ error: 'slow_down' }, { status: 429 })],
    ['500', () => json({}, { status: 500 })],
    ['a page', () => new Response('<title>Sign in</title>', { headers: { 'content-type': 'text/html' } })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/login' } })],
    ['silence', () => new Promise<Response>(() => {})],
  ])('is named in the error when it responds with %s', async (_name, token) => {
    const service = fakeService({ token })
    const call = rejection(clientOf(service, { timeoutMs: 1000 }).users.get(key))
    await vi.runAllTimersAsync()
    const error = (await call) as PersonctlError
    expect(error.message).toMatch(/^The token endpoint https:\/\/auth\.mozilla\.auth0\.com\/oauth\/token /)
    expect(error).toMatchObject({ service: 'cis', during: 'token', method: 'POST' })
    expect(service.apiRequests).toEqual([])
  })
})
