// Measures what the SDK adds to a request: users.get over its two transports, each against the same transport without the SDK.
// The server runs in its own process; clients take turns. Rows and columns of one run may be compared, runs may not.
import { fileURLToPath } from 'node:url'
import { createCisClient, staticToken } from '@personctl/sdk'
import { createUndiciFetch } from '@personctl/sdk/node'
import { Agent, request } from 'undici'
import { median, startChildServer } from './support/childServer.mjs'
import { reportFigure } from './support/claims.mjs'

const rounds = 7
const requests = 2000
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

/** Sends a request with a time limit, as each request of the SDK has one. */
async function fetchInTime() {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), 30_000)
  try {
    return await (await fetch(url, { headers, signal: controller.signal })).json()
  } finally {
    clearTimeout(timer)
  }
}

/** The ways to send a request, each with the one that it is compared to. */
const bareRequest = 'undici request'
const bareFetch = 'global fetch'
const candidates = {
  [bareRequest]: async () => JSON.parse(await (await request(url, { dispatcher, headers })).body.text()),
  'users.get over createUndiciFetch': () => withUndici.users.get(key),
  [bareFetch]: async () => (await fetch(url, { headers })).json(),
  'global fetch with a time limit': fetchInTime,
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

const least = (name) => Math.min(...times[name])
const ratio = (name, floor) => (least(name) / least(floor)).toFixed(2)
reportFigure('request.undici', least('users.get over createUndiciFetch') / least(bareRequest))
reportFigure('request.fetch', least('users.get over global fetch') / least(bareFetch))
console.log(
  `CPU time of one request, ${concurrency} at once, Node ${process.version}: least (median) of ${rounds} rounds\n`,
)
console.log(`| client | µs | times ${bareRequest} | times ${bareFetch} |\n|---|--:|--:|--:|`)
for (const [name, values] of Object.entries(times)) {
  const numbers = `${least(name).toFixed(0)} (${median(values).toFixed(0)})`
  console.log(`| ${name} | ${numbers} | ${ratio(name, bareRequest)} | ${ratio(name, bareFetch)} |`)
}
