import { readFileSync } from 'node:fs'
import { createPersonMock } from '@personctl/mock-server'
import { type CisClient, clientCredentials, createCisClient } from '@personctl/sdk'
import { expect } from 'vitest'

type Row = { uuid?: { value?: unknown } }

/** Runs the sync loop of the README of the SDK three nights, with a crash in each. */
export async function syncNightly(people: number): Promise<void> {
  const readme = readFileSync(new URL('../../../packages/sdk/README.md', import.meta.url), 'utf8')
  const [, loop = ''] = /```ts\n(const people = [\s\S]*?)```/.exec(readme) ?? []
  expect(loop).toContain('checkpoint')
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
  const runLoop = (store: (rows: Row[]) => void): Promise<void> =>
    new AsyncFunction('cis', 'redis', 'store', loop)(cis, redis, store)

  const { fetch } = createPersonMock({ people, pageSize: people / 12.5 })
  const cis: CisClient = createCisClient({
    fetch,
    auth: clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret', scope: 'display:none' }),
  })
  const values = new Map<string, string>()
  const redis = {
    get: async (key: string) => values.get(key) ?? null,
    set: async (key: string, value: string) => void values.set(key, value),
    del: async (key: string) => void values.delete(key),
  }
  const everybody = new Set<unknown>()
  for await (const { uuid } of cis.users.list()) everybody.add(uuid?.value)
  expect(everybody.size).toBeGreaterThan(people / 2)

  for (const crashAfter of [1, 7, 12]) {
    const stored: unknown[] = []
    let pages = 0
    const crashed = runLoop((rows) => {
      pages += 1
      if (pages > crashAfter) throw new Error('The power is gone.')
      stored.push(...rows.map(({ uuid }) => uuid?.value))
    })
    await expect(crashed).rejects.toThrow('The power is gone.')
    expect(stored.length).toBeLessThan(everybody.size)
    await runLoop((rows) => void stored.push(...rows.map(({ uuid }) => uuid?.value)))
    expect(stored).toHaveLength(everybody.size)
    expect(new Set(stored)).toEqual(everybody)
  }
}
