// One filtered profile over HTTP: the mock against a bare node:http server that answers the same bytes, and against
// @mswjs/http-middleware. Servers run in processes of their own, in turns; the medians count.
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { median, mockBin, startChildServer } from './support/childServer.mjs'

const rounds = 3
const seconds = 2
const limit = 0.5
const path = '/v2/user/primary_email/ada.lovelace@example.org'
const scope = 'classification:workgroup classification:mozilla_confidential display:ndaed display:none'

const mock = await startChildServer([mockBin, '--port', '0'])
const token = await fetch(`${mock.url}/oauth/token`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
    scope,
  }),
}).then((answer) => answer.json())
const headers = { authorization: `Bearer ${token.access_token}` }
const body = await fetch(mock.url + path, { headers }).then((answer) => answer.text())

const support = (file) => fileURLToPath(new URL(`support/${file}`, import.meta.url))
const servers = {
  'bare node:http': await startChildServer([support('bareServer.mjs')], body),
  'personctl-mock': mock,
  '@mswjs/http-middleware': await startChildServer([support('rivalServer.mjs')], body),
}

async function requestsPerSecond(url, duration) {
  const result = await autocannon({ url: url + path, headers, connections: 10, duration })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} failed ${result.non2xx + result.errors} times`)
  return result['2xx'] / result.duration
}

const rates = Object.fromEntries(Object.keys(servers).map((name) => [name, []]))
try {
  for (const { url } of Object.values(servers)) await requestsPerSecond(url, 1)
  for (let round = 0; round < rounds; round++)
    for (const [name, { url }] of Object.entries(servers))
      rates[name].push(await requestsPerSecond(url, seconds))
} finally {
  await Promise.all(Object.values(servers).map((server) => server.stop()))
}

const bare = median(rates['bare node:http'])
console.log(`One filtered profile over HTTP, ${body.length} bytes, Node ${process.version}\n`)
console.log('| server | requests/s | of bare |\n|---|--:|--:|')
for (const [name, values] of Object.entries(rates))
  console.log(`| ${name} | ${Math.round(median(values))} | ${(median(values) / bare).toFixed(2)} |`)
const ratio = median(rates['personctl-mock']) / bare
console.log(
  `\npersonctl-mock: ${ratio.toFixed(2)} of bare, limit ${limit}: ${ratio >= limit ? 'kept' : 'MISSED'}`,
)
