// Each step of a call with each fault: the error says whose fault it is, comes in time, and leaves nothing behind.
import {
  type CisClient,
  clientCredentials,
  createCisClient,
  createDabpClient,
  type FetchInit,
  type PersonctlError,
  type TokenCache,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { json, rejection, seenRequest, tokenResponse } from './helpers/fakeService.ts'

/** A request at which something may go wrong. */
type Step = 'token' | 'request' | 'discovery'

const faults = {
  'never gets a response': () => new Promise<never>(() => {}),
  'gets its connection broken': () =>
    Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })),
  'gets a 500': () => json({ error: 'broken' }, { status: 500 }),
  'gets a 429': () => json({ error: 'busy' }, { status: 429 }),
  'gets a 404': () => new Response('404 page not found', { status: 404 }),
  'gets a page': () => new Response('<title>Hello</title>', { headers: { 'content-type': 'text/html' } }),
  'gets nothing': () => new Response(''),
  'gets null': () => json(null),
  'gets a list': () => json([]),
  'gets a redirect elsewhere': () =>
    new Response(null, { status: 302, headers: { location: 'https://elsewhere.example.org/' } }),
  'gets a body without an end': () =>
    new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(1)) })),
} satisfies Record<string, () => Response | Promise<Response>>
type Fault = keyof typeof faults

/** Name, code and hint of an error. */
type Expected = [name: string, code: string, hint: RegExp]

const late: Expected = ['TimeoutError', 'timeout', /timeoutMs/]
const odd: Expected = ['InvalidResponseError', 'invalid_response', /URL|issuer/]
const usual: Record<Fault, Expected> = {
  'never gets a response': late,
  'gets its connection broken': ['NetworkError', 'network_failure', /network/],
  'gets a 500': ['ServerError', 'server_failure', /later/],
  'gets a 429': ['RateLimitError', 'rate_limited', /later/],
  'gets a 404': ['InvalidResponseError', 'wrong_url', /URL/],
  'gets a page': odd,
  'gets nothing': odd,
  'gets null': odd,
  'gets a list': odd,
  'gets a redirect elsewhere': ['InvalidResponseError', 'other_origin', /configure its new URL/],
  'gets a body without an end': late,
}
const special: Partial<Record<Step, Partial<Record<Fault, Expected>>>> = {
  // A redirect of a POST is not followed.
  token: { 'gets a 404': odd, 'gets a redirect elsewhere': odd },
  discovery: { 'gets a 404': odd },
}

const rows = (['request', 'token', 'discovery'] as const).flatMap((step) =>
  (Object.keys(faults) as Fault[]).map((fault): [Step, Fault, Expected] => [
    step,
    fault,
    special[step]?.[fault] ?? usual[fault],
  ]),
)

const issuer = 'https://id.example.org/realm'
const deadlineMs = 10_000
const limits = { timeoutMs: 1000, deadlineMs, retry: { retries: 1, baseMs: 0 } }

/** A client and a service of which one step has a fault that can be mended. */
function faultyService(
  step: Step,
  fault: Fault,
  options = limits,
): { call(): Promise<unknown>; mend(): void } {
  let isBroken = true
  const fetch = async (url: string, init: FetchInit) => {
    const { url: sent } = seenRequest(url, init)
    const reached: Step = sent.endsWith('/openid-configuration')
      ? 'discovery'
      : sent.endsWith('/token')
        ? 'token'
        : 'request'
    if (isBroken && reached === step) return faults[fault]()
    if (reached === 'discovery') return json({ issuer, token_endpoint: `${issuer}/token` })
    return reached === 'token' ? tokenResponse('token-1') : json({ schema: 's', groups: [] })
  }
  const auth = clientCredentials({ clientId: 'a', clientSecret: 'the-client-secret' })
  const cis = createCisClient({ auth, fetch, ...options })
  const dabp = createDabpClient({ baseUrl: 'https://tenant.example.org', issuer, auth, fetch, ...options })
  return {
    call: () => (step === 'discovery' ? dabp.people.getReport('ada') : cis.users.get({ userId: 'ada' })),
    mend: () => {
      isBroken = false
    },
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** Runs a call to its end, on a clock of its own. Checks that it ends in time, and that no timer is left. */
async function settle<Result>(call: Promise<Result>, withinMs: number): Promise<Result> {
  const startedAt = Date.now()
  let endedAt = Number.POSITIVE_INFINITY
  call.finally(() => {
    endedAt = Date.now()
  })
  await vi.runAllTimersAsync()
  expect(endedAt - startedAt).toBeLessThanOrEqual(withinMs)
  expect(vi.getTimerCount()).toBe(0)
  return call
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a call', () => {
  test.each(rows)(
    'whose %s %s rejects in time, says so, and leaves nothing',
    async (step, fault, expected) => {
      const { call, mend } = faultyService(step, fault)
      const error = (await settle(rejection(call()), 2 * limits.timeoutMs)) as PersonctlError
      const [name, code, hint] = expected
      const during = step === 'request' ? 'request' : 'token'
      expect(error).toMatchObject({ name, code, during, hint: expect.stringMatching(hint) })
      const paths = { token: /token$/, request: /\/v2\/user\//, discovery: /openid-configuration$/ }
      expect(error.url).toMatch(paths[step])
      const subjects = {
        token: /^The token endpoint https:/,
        request: /^cis /,
        discovery: /^The issuer https:|openid-configuration names /,
      }
      expect(error.message).toMatch(subjects[step])
      mend()
      expect(await settle(call(), 0)).toBeDefined()
    },
  )

  test.each([
    ['request', 'never gets a response', 'GET', /\/v2\/user\//],
    ['token', 'never gets a response', 'POST', /\/oauth\/token$/],
    ['token', 'gets a body without an end', 'POST', /\/oauth\/token$/],
  ] as const)('whose %s %s names it at its deadline', async (step, fault, method, url) => {
    const { call, mend } = faultyService(step, fault, { ...limits, timeoutMs: 60_000, deadlineMs: 500 })
    const error = (await settle(rejection(call()), 5000)) as PersonctlError
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'deadline_exceeded', during: step, method })
    expect(error).toMatchObject({
      url: expect.stringMatching(url),
      hint: expect.stringMatching(/deadlineMs/),
    })
    mend()
    expect(await settle(call(), 0)).toBeDefined()
  })
})

describe('a cache', () => {
  const broken: Record<string, () => never> = {
    hangs: () => new Promise(() => {}) as never,
    rejects: () => Promise.reject(new Error('no cache')) as never,
    throws: () => {
      throw new Error('no cache')
    },
    'returns nonsense': () => ({ accessToken: 5, expiresAt: 'soon' }) as never,
    'returns a token that no header can carry': () =>
      ({ accessToken: 'a\nb', issuedAt: 0, expiresAt: Date.now() + 60_000 }) as never,
  }
  const cells = (['get', 'set', 'delete'] as const).flatMap((name) =>
    Object.keys(broken).map((fault): [keyof TokenCache, string] => [name, fault]),
  )

  test.each(cells)('whose %s %s fails no call, and costs at most a second', async (name, fault) => {
    const working: TokenCache = { get: () => undefined, set: () => {}, delete: () => {} }
    const faulty: TokenCache = { ...working, [name]: broken[fault] }
    // The key is computed outside of the clock of the test, so the clock waits for that.
    const { promise: isAsked, resolve: noteAsked } = withResolvers()
    const cache: TokenCache = {
      ...faulty,
      get(key) {
        noteAsked()
        return faulty.get(key)
      },
    }
    const fetch = async (url: string) => (url.endsWith('/token') ? tokenResponse('t') : json({ schema: 's' }))
    const auth = clientCredentials({ clientId: 'a', clientSecret: 'the-client-secret', cache })
    const cis: CisClient = createCisClient({ auth, fetch, ...limits })
    const call = () => cis.users.get({ userId: 'ada' })
    const first = call()
    await isAsked
    expect(await settle(first, 1000)).toEqual({ schema: 's' })
    expect(await settle(call(), 0)).toEqual({ schema: 's' })
  })
})

describe('a function for the secret', () => {
  test.each<[string, () => unknown, Record<string, unknown>]>([
    ['hangs', () => new Promise(() => {}), { name: 'TimeoutError', during: 'token', param: 'clientSecret' }],
    ['returns nothing', () => undefined, { name: 'InvalidRequestError', param: 'clientSecret' }],
    ['rejects', () => Promise.reject(new Error('no vault')), { message: 'no vault' }],
  ])('that %s once fails that call alone', async (_fault, fault, expected) => {
    let calls = 0
    const clientSecret = () => {
      calls += 1
      return (calls === 1 ? fault() : 'the-client-secret') as string
    }
    const fetch = async (url: string) => (url.endsWith('/token') ? tokenResponse('t') : json({ schema: 's' }))
    const cis = createCisClient({
      auth: clientCredentials({ clientId: 'a', clientSecret }),
      fetch,
      ...limits,
    })
    const call = () => cis.users.get({ userId: 'ada' })
    expect(await settle(rejection(call()), deadlineMs)).toMatchObject(expected)
    expect(await settle(call(), 0)).toEqual({ schema: 's' })
  })
})
