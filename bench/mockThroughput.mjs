// Measures one filtered profile over HTTP: the mock against a bare node:http server that sends the same bytes, and against
// @mswjs/http-middleware and Prism, which send them too, with as many routes. Each server has its own process; servers take
// turns; the medians count.
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { median, mockBin, startChildServer } from './support/childServer.mjs'
import { operations } from './support/operations.mjs'
import { startPrism } from './support/prismServer.mjs'

const rounds = 3
const seconds = 2
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
}).then((response) => response.json())
const headers = { authorization: `Bearer ${token.access_token}` }
const body = await fetch(mock.url + path, { headers }).then((response) => response.text())

const support = (file) => fileURLToPath(new URL(`support/${file}`, import.meta.url))
const prism = await startPrism(body)
const servers = {
  'bare node:http': await startChildServer([support('bareServer.mjs')], body),
  'personctl-mock': mock,
  '@mswjs/http-middleware': await startChildServer(
    [support('rivalServer.mjs'), JSON.stringify(operations)],
    body,
  ),
  ...(prism && { Prism: prism }),
}
/** The least speed of the mock, as a multiple of each rival's. */
const limits = { 'bare node:http': 0.5, '@mswjs/http-middleware': 8, Prism: 4 }

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

const mockRate = median(rates['personctl-mock'])
console.log(
  `One filtered profile over HTTP, ${body.length} bytes, ${operations.length} routes, Node ${process.version}\n`,
)
console.log('| server | requests/s | the mock to it | at least |\n|---|--:|--:|--:|')
for (const [name, values] of Object.entries(rates)) {
  const times = mockRate / median(values)
  const limit = limits[name]
  const verdict = limit === undefined ? '' : `${limit}${times < limit ? ' **missed**' : ''}`
  console.log(`| ${name} | ${Math.round(median(values))} | ${times.toFixed(2)} | ${verdict} |`)
}
if (prism === undefined) console.log('\nPrism could not be fetched.')
