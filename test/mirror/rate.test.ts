import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createClients } from './helpers/mirrorClients.ts'
import { mirrorOfMock } from './helpers/mirrorOfMock.ts'

it('sends each request of a pull in its turn, at most as many a second as the rate says', async () => {
  const { mock, mirror } = await mirrorOfMock(20)
  for (const groupIdentifier of ['crew-a', 'crew-b', 'crew-c']) {
    await mock.admin.groups.add({ groupIdentifier })
    await mock.admin.groups.addMember(groupIdentifier, 'alovelace')
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const times: number[] = []
  let inFlight = 0
  const clients = createClients(mock.url, {
    fetch: async (input, init) => {
      if (!String(input).endsWith('/token')) times.push(performance.now())
      inFlight += 1
      return fetch(input, init).finally(() => {
        inFlight -= 1
      })
    },
  })
  let isOver = false
  const pulling = mirror
    .pull({ clients, groups: ['groupIdentifier:contains:crew'], rate: 40, concurrency: 16 })
    .finally(() => {
      isOver = true
    })
  // Time passes only while no response is awaited, so that none can be late.
  while (!isOver) {
    if (inFlight === 0) vi.advanceTimersByTime(5)
    await setImmediate()
  }
  const { requests } = await pulling
  expect(requests).toBe(times.length)
  expect(requests).toBeGreaterThan(30)
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(25)
})

it('a pull that waits for its turn ends as soon as it is aborted, and the next one continues', async () => {
  const { clients, failingPull, pull } = await mirrorOfMock(120)
  const controller = new AbortController()
  const reason = new Error('Enough.')
  const options = {
    clients: { cis: clients.cis },
    signal: controller.signal,
    // An hour between two requests.
    rate: 1 / 3600,
    hooks: { onProgress: () => void sleep(1).then(() => controller.abort(reason)) },
  }
  expect(await failingPull(options)).toBe(reason)
  await expect(pull()).resolves.toMatchObject({ services: [{ status: 'published', resumed: true }] })
})

it.each([0, -1, Number.NaN, 1e-9])('rejects %s as a rate before any request', async (rate) => {
  const { failingPull, mock } = await mirrorOfMock(5)
  expect(await failingPull({ rate })).toMatchObject({ code: 'invalid_argument' })
  expect(await mock.admin.requests.count()).toBe(0)
})
