// Each step of a call with each fault: the error says whose fault it is, comes in time, and leaves nothing behind.
import {
  type CisClient,
  clientCredentials,
  createCisClient,
  type FetchInit,
  type PersonctlError,
  type TokenCache,
} from '@personctl/sdk'
import { expect, test, vi } from 'vitest'
import { json, rejection, seenRequest, tokenResponse } from './helpers/fakeService.ts'

/** A step of a call at which something may go wrong. */
type StepName = 'token' | 'request'

type Fault =
  | 'never responds'
  | 'breaks the connection'
  | 'responds with 500'
  | 'responds with a page'
  | 'never ends its body'

const faults: Readonly<Record<Fault, () => Response | Promise<Response>>> = {
  'never responds': () => new Promise(() => {}),
  'breaks the connection': () =>
    Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })),
  'responds with 500': () => json({ error: 'broken' }, { status: 500 }),
  'responds with a page': () =>
    new Response('<title>Hello</title>', { headers: { 'content-type': 'text/html' } }),
  'never ends its body': () =>
    new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(1)) })),
}

const rows: [StepName, Fault, expected: { name: string; code: string; hint: RegExp }][] = [
  ['request', 'never responds', { name: 'TimeoutError', code: 'timeout', hint: /timeoutMs/ }],
  ['request', 'breaks the connection', { name: 'NetworkError', code: 'network_failure', hint: /network/ }],
  ['request', 'responds with 500', { name: 'ServerError', code: 'server_failure', hint: /later/ }],
  [
    'request',
    'responds with a page',
    { name: 'InvalidResponseError', code: 'invalid_response', hint: /base URL/ },
  ],
  ['request', 'never ends its body', { name: 'TimeoutError', code: 'timeout', hint: /timeoutMs/ }],
  ['token', 'never responds', { name: 'TimeoutError', code: 'timeout', hint: /timeoutMs/ }],
  ['token', 'breaks the connection', { name: 'NetworkError', code: 'network_failure', hint: /network/ }],
  ['token', 'responds with 500', { name: 'ServerError', code: 'server_failure', hint: /later/ }],
  ['token', 'responds with a page', { name: 'InvalidResponseError', code: 'invalid_response', hint: /URL/ }],
  ['token', 'never ends its body', { name: 'TimeoutError', code: 'timeout', hint: /timeoutMs/ }],
]

/** A service with a fault at one step, which can be mended. */
function faultyService(step: StepName, fault: Fault, cache?: TokenCache): { cis: CisClient; mend(): void } {
  let isBroken = true
  const fetch = async (url: string, init: FetchInit) => {
    const { url: sent } = seenRequest(url, init)
    const reached: StepName = sent.endsWith('/oauth/token') ? 'token' : 'request'
    if (isBroken && reached === step) return faults[fault]()
    return reached === 'token' ? tokenResponse('token-1') : json({ schema: 's' })
  }
  const auth = clientCredentials({ clientId: 'a', clientSecret: 'the-client-secret', cache })
  const cis = createCisClient({
    auth,
    fetch,
    timeoutMs: 1000,
    deadlineMs: 10_000,
    retry: { retries: 1, baseMs: 0 },
  })
  return {
    cis,
    mend: () => {
      isBroken = false
    },
  }
}

test.each(rows)(
  'when the %s step %s, the error says so, and the next call succeeds',
  async (step, fault, expected) => {
    vi.useFakeTimers()
    try {
      const { cis, mend } = faultyService(step, fault)
      const startedAt = Date.now()
      const call = rejection(cis.users.get({ userId: 'ada' }))
      await vi.runAllTimersAsync()
      const error = (await call) as PersonctlError
      expect(error).toMatchObject({ name: expected.name, code: expected.code, service: 'cis', during: step })
      expect(error.hint).toMatch(expected.hint)
      expect(error.message).toMatch(step === 'token' ? /^The token endpoint https:/ : /^cis /)
      expect(Date.now() - startedAt).toBeLessThanOrEqual(10_000)
      expect(vi.getTimerCount()).toBe(0)
      mend()
      expect(await cis.users.get({ userId: 'ada' })).toEqual({ schema: 's' })
    } finally {
      vi.useRealTimers()
    }
  },
)
