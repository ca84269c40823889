import { type CallEvent, type FailureEvent, type Hooks, staticToken } from '@personctl/sdk'
import { describe, expect, test } from 'vitest'
import { clientOf, fakeService, json, rejection } from './helpers/fakeService.ts'

const key = { userId: 'ad|Mozilla-LDAP|ada' }

/** Returns hooks that note each event with its name. */
function recorder(): { hooks: Hooks; events: [name: string, event: CallEvent][] } {
  const events: [string, CallEvent][] = []
  const note = (name: string) => (event: CallEvent) => events.push([name, event])
  const names = ['onRequest', 'onResponse', 'onRetry', 'onFailure']
  return { hooks: Object.fromEntries(names.map((name) => [name, note(name)])), events }
}

describe('the hooks of a call', () => {
  test('see each attempt and its end, with one id', async () => {
    const { hooks, events } = recorder()
    const service = fakeService({
      api: (count) => {
        if (count === 1) throw new TypeError('fetch failed')
        return json({}, { status: count === 2 ? 503 : 403 })
      },
    })
    const error = await rejection(clientOf(service, { hooks, auth: staticToken('given') }).users.get(key))
    expect(events.map(([name]) => name)).toEqual([
      'onRequest',
      'onRetry',
      'onRequest',
      'onResponse',
      'onRetry',
      'onRequest',
      'onResponse',
      'onFailure',
    ])
    expect(new Set(events.map(([, { callId }]) => callId)).size).toBe(1)
    const [, last] = events.at(-1) ?? []
    expect(last).toMatchObject({ service: 'cis', during: 'request', method: 'GET', attempts: 3 })
    expect((last as FailureEvent).error).toBe(error)
  })

  test('tell a request for a token from that which needs it', async () => {
    const { hooks, events } = recorder()
    await clientOf(fakeService(), { hooks }).users.get(key)
    expect(events.map(([name, { during }]) => `${name} ${during}`)).toEqual([
      'onRequest token',
      'onResponse token',
      'onRequest request',
      'onResponse request',
    ])
    expect(new Set(events.map(([, { callId }]) => callId)).size).toBe(2)
  })

  test('see the failure of a call that is aborted', async () => {
    const { hooks, events } = recorder()
    const reason = new Error('enough')
    await rejection(clientOf(fakeService(), { hooks }).users.get(key, { signal: AbortSignal.abort(reason) }))
    expect(events).toMatchObject([['onFailure', { attempts: 0, error: reason }]])
  })

  test('may add headers, but none that belongs to the client or that cannot be sent', async () => {
    const service = fakeService()
    const seen: Record<string, string>[] = []
    const hooks: Hooks = {
      onRequest({ headers }) {
        seen.push({ ...headers })
        Object.assign(headers, {
          traceparent: '00-1-2-01',
          authorization: 'Bearer other',
          host: 'evil',
          'x-a': 'a\nb',
        })
      },
    }
    await clientOf(service, { hooks }).users.get(key)
    const [request] = service.apiRequests
    expect(request?.headers.get('traceparent')).toBe('00-1-2-01')
    expect(request?.headers.get('authorization')).toBe('Bearer token-1')
    expect([request?.headers.has('host'), request?.headers.has('x-a')]).toEqual([false, false])
    expect(seen.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
  })
})

describe('an option of a call', () => {
  test('replaces that of the client', async () => {
    const service = fakeService({ api: () => json({}, { status: 503 }) })
    const cis = clientOf(service)
    await rejection(cis.users.get(key, { retry: false }))
    expect(service.apiRequests).toHaveLength(1)
    await rejection(cis.users.get(key, { retry: { retries: 4, baseMs: 0 } }))
    expect(service.apiRequests).toHaveLength(6)
    const silent = clientOf(fakeService({ api: () => new Promise<Response>(() => {}) }))
    expect(await rejection(silent.users.get(key, { deadlineMs: 20 }))).toMatchObject({
      code: 'deadline_exceeded',
    })
    expect(await rejection(silent.users.get(key, { timeoutMs: 20, retry: false }))).toMatchObject({
      code: 'timeout',
    })
  })

  test('adds headers to those of the client', async () => {
    const service = fakeService()
    await clientOf(service).users.get(key, { headers: { 'X-Trace': 'a', Accept: 'text/json' } })
    const [request] = service.apiRequests
    expect([request?.headers.get('x-trace'), request?.headers.get('accept')]).toEqual(['a', 'text/json'])
  })
})
