// Measures what the SDK adds to a request: users.get over its two transports, against undici's bare request with a pool, the
// fastest client on Node.js. The server runs in its own process; clients take turns; the medians count.
import { fileURLToPath } from 'node:url'
import { createCisClient, staticToken } from '@personctl/sdk'
import { createUndiciFetch } from '@personctl/sdk/node'
import { Agent, request } from 'undici'
import { median, startChildServer } from './support/childServer.mjs'

const rounds = 5
const requests = 4000
const concurrency = 20
const profile = JSON.stringify({
  schema: 'https://example.org/schema',
  first_name: { value: 'Ada'.repeat(300) },
})

const server = await startChildServer(
  [fileURLToPath(new URL('support/bareServer.mjs', import.meta.url))],
  profile,
)
const dispatcher = new Agent({ connections: 50 })
const undiciFetch = createUndiciFetch()
const client = (fetch) => createCisClient({ baseUrl: server.url, auth: staticToken('t'), fetch })
const withUndici = client(undiciFetch)
const withGlobal = client(undefined)
const key = { primaryEmail: 'ada.lovelace@example.org' }
const url = `${server.url}/v2/user/primary_email/ada.lovelace%2540example.org?active=true`
const headers = { authorization: 'Bearer t' }

const candidates = {
  'undici request, bare': async () =>
    JSON.parse(await (await request(url, { dispatcher, headers })).body.text()),
  'users.get over createUndiciFetch': () => withUndici.users.get(key),
  'global fetch, bare': async () => (await fetch(url, { headers })).json(),
  'users.get over global fetch': () => withGlobal.users.get(key),
}

async function microsecondsOf(send) {
  const started = process.cpuUsage()
  let left = requests
  const worker = async () => {
    while (left-- > 0) await send()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const { user, system } = process.cpuUsage(started)
  return (user + system) / requests
}

const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
try {
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, send] of Object.entries(candidates)) {
      const time = await microsecondsOf(send)
      // The first round warms up.
      if (round > 0) times[name].push(time)
    }
  }
} finally {
  await Promise.all([server.stop(), undiciFetch.close(), dispatcher.close()])
}

const floor = median(times['undici request, bare'])
console.log(`CPU time of one request, ${concurrency} at once, Node ${process.version}\n`)
console.log('| client | µs | times bare undici |\n|---|--:|--:|')
for (const [name, values] of Object.entries(times)) {
  console.log(`| ${name} | ${median(values).toFixed(0)} | ${(median(values) / floor).toFixed(1)} |`)
}
