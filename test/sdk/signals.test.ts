import { describe, expect, test, vi } from 'vitest'
import { clientOf, fakeService, json, rejection } from './helpers/fakeService.ts'

const key = { userId: 'ad|Mozilla-LDAP|ada' }

/** Counts the listeners of a signal. */
function watched(signal: AbortSignal): { now: number; most: number } {
  const count = { now: 0, most: 0 }
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...given: Parameters<AbortSignal['addEventListener']>) => {
    count.now += 1
    count.most = Math.max(count.most, count.now)
    addEventListener.apply(signal, given)
  }
  signal.removeEventListener = (...given: Parameters<AbortSignal['removeEventListener']>) => {
    count.now -= 1
    removeEventListener.apply(signal, given)
  }
  return count
}

describe('a signal', () => {
  test('gets one listener from any number of calls, and loses it with the last', async () => {
    const controller = new AbortController()
    const count = watched(controller.signal)
    const warnings = vi.spyOn(process, 'emitWarning')
    const service = fakeService({
      api: (request) => (request % 3 === 0 ? json({}, { status: 503 }) : json({ schema: 's' })),
    })
    const cis = clientOf(service, { retry: { retries: 9, baseMs: 0 } })
    await Promise.all(Array.from({ length: 50 }, () => cis.users.get(key, { signal: controller.signal })))
    await cis.users.get(key, { signal: controller.signal })
    expect(count).toEqual({ now: 0, most: 1 })
    expect(warnings).not.toHaveBeenCalled()
    warnings.mockRestore()
  })

  test('ends all calls that wait for it, with its reason', async () => {
    const controller = new AbortController()
    const cis = clientOf(fakeService({ api: () => new Promise<Response>(() => {}) }))
    const calls = [1, 2, 3].map(() => rejection(cis.users.get(key, { signal: controller.signal })))
    await new Promise((resolve) => setImmediate(resolve))
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await Promise.all(calls)).toEqual([reason, reason, reason])
  })

  test('ends a walk before its next row, also if that has arrived', async () => {
    const users = [{ uuid: 'u1' }, { uuid: 'u2' }]
    const reason = new Error('enough')
    for (const prefetch of [0, 1] as const) {
      const service = fakeService({
        api: (count) => json({ users, nextPage: count < 9 ? String(count) : null }),
      })
      const pager = (signal: AbortSignal) =>
        clientOf(service).users.ids({ connectionMethod: 'ad', prefetch, signal })
      const rows = new AbortController()
      const seen: unknown[] = []
      const byRow = (async () => {
        for await (const { uuid } of pager(rows.signal)) {
          seen.push(uuid)
          rows.abort(reason)
        }
      })()
      expect(await rejection(byRow)).toBe(reason)
      expect(seen).toEqual(['u1'])

      const pages = new AbortController()
      const walk = pager(pages.signal).pages()
      const { length } = service.apiRequests
      await walk.next()
      await vi.waitFor(() => expect(service.apiRequests).toHaveLength(length + 1 + prefetch))
      await new Promise((resolve) => setImmediate(resolve))
      pages.abort(reason)
      expect(await rejection(walk.next())).toBe(reason)
    }
  })

  test.each([null, 0, '', false, undefined])(
    'with the falsy reason %j ends a call with an AbortError',
    async (reason) => {
      const controller = new AbortController()
      const cis = clientOf(fakeService({ api: () => new Promise<Response>(() => {}) }))
      const call = rejection(cis.users.get(key, { signal: controller.signal }))
      controller.abort(reason)
      expect(await call).toMatchObject({ name: 'AbortError' })
      expect(await rejection(cis.users.get(key, { signal: controller.signal }))).toMatchObject({
        name: 'AbortError',
      })
    },
  )

  test('of a polyfill needs no throwIfAborted and no reason', async () => {
    const target = new EventTarget()
    const signal = Object.assign(target, { aborted: false }) as unknown as AbortSignal
    const service = fakeService({ api: () => new Promise<Response>(() => {}) })
    const call = rejection(clientOf(service).users.get(key, { signal }))
    await new Promise((resolve) => setImmediate(resolve))
    Object.assign(signal, { aborted: true })
    target.dispatchEvent(new Event('abort'))
    expect(await call).toMatchObject({ name: 'AbortError' })
    expect(
      await clientOf(fakeService()).users.get(key, {
        signal: Object.assign(new EventTarget(), { aborted: false }) as unknown as AbortSignal,
      }),
    ).toBeDefined()
  })
})

test('a copy of the options of fetch has a signal that ends with the call', async () => {
  const controller = new AbortController()
  let signal: AbortSignal | undefined
  const service = fakeService({ api: () => new Promise<Response>(() => {}) })
  const cis = clientOf(service, {
    fetch: (url, init) => {
      const copy = { ...init, headers: { ...init.headers } }
      signal = copy.signal
      return service.fetch(url, copy)
    },
  })
  const call = rejection(cis.users.get(key, { signal: controller.signal }))
  await vi.waitFor(() => expect(service.apiRequests).toHaveLength(1))
  controller.abort()
  await call
  expect(signal?.aborted).toBe(true)
})

test('a signal that listeners cannot leave is refused before anything is sent', async () => {
  const service = fakeService()
  const signal = { aborted: false, addEventListener: () => {} } as unknown as AbortSignal
  const error = await rejection(clientOf(service).users.get(key, { signal }))
  expect(error).toMatchObject({ name: 'InvalidRequestError', param: 'signal', attempts: 0 })
  expect(service.tokenRequests).toEqual([])
})
