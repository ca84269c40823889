import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'

/** Starts a service that knows everybody, and whose token endpoint never responds. Returns its URL. */
async function startService(onTokenRequest: () => void): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/oauth/token')) onTokenRequest()
    else response.setHeader('content-type', 'application/json').end('{"user_id":{"value":"ada"}}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Runs a script with a client `cis`. Returns the time between the end of its work and the end of its process. */
async function runScript(url: string, script: string): Promise<number> {
  const program = `
    import { clientCredentials, createCisClient } from '@personctl/sdk'
    const now = Date.now()
    // It is due for renewal, and good for a minute.
    const due = { accessToken: 'due', issuedAt: now - 3_600_000, expiresAt: now + 60_000 }
    const create = (cache) => createCisClient({
      baseUrl: '${url}',
      auth: clientCredentials({ clientId: 'a', clientSecret: 'b', tokenUrl: '${url}/oauth/token', cache }),
    })
    const key = { primaryEmail: 'ada@example.org' }
    ${script}
    process.stdout.write(String(Date.now()))
  `
  const root = new URL('../../', import.meta.url)
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: root })
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  const endedAt = Date.now()
  expect(errors).toBe('')
  expect(code).toBe(0)
  return endedAt - Number(output)
}

// A second, and generous room for a busy machine. Without the limits it is half a minute and more.
const limitMs = 15_000

test('a renewal in the background that hangs lets the process end about a second after its work', async () => {
  let tokenRequests = 0
  const url = await startService(() => {
    tokenRequests += 1
  })
  const afterMs = await runScript(
    url,
    `const cis = create({ get: () => due, set() {}, delete() {} })
     await cis.users.get(key)
     await cis.users.get(key)
     await new Promise((resolve) => setTimeout(resolve, 200))`,
  )
  expect(tokenRequests).toBe(1)
  expect(afterMs).toBeLessThan(limitMs)
})

test('a token request that every caller has left lets the process end about a second later', async () => {
  let tokenRequests = 0
  const url = await startService(() => {
    tokenRequests += 1
  })
  const afterMs = await runScript(
    url,
    `const calls = [1, 2].map(() => create().users.get(key, { signal: AbortSignal.timeout(500) }))
     await Promise.allSettled(calls)`,
  )
  expect(tokenRequests).toBe(2)
  expect(afterMs).toBeLessThan(limitMs)
})
