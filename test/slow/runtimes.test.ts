// The runtimes that npm can fetch and that take seconds only. `npm run test:runtimes` tries browsers, too.
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type MockProcess, runtimes, startMock, tryRuntime } from '../runtimes/runtimes.mjs'

const quick = /^(?:Node|Bun|Deno|Cloudflare)/

let mock: MockProcess
beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.stop())

describe.concurrent('the SDK gets a token, a profile, a list and later tokens, and aborts, in', () => {
  for (const runtime of runtimes.filter(({ name }) => quick.test(name))) {
    test(runtime.name, { timeout: 300_000 }, async ({ skip }) => {
      const outcome = await tryRuntime(runtime, mock.url)
      if (outcome === undefined) console.warn(`Skipped: ${runtime.name} cannot be fetched.`)
      skip(outcome === undefined)
    })
  }
})
