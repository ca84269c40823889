// Measures one filtered profile over HTTP: the mock against a bare node:http server that sends the same bytes, against itself with
// a handler that does not match, and against @mswjs/http-middleware and Prism, which send the bytes too, with as many routes.
// Each server has its own process; servers take turns; the medians count.
//
//   node bench/mockThroughput.mjs --before ../other   # also the mock of another checkout, which is built
//   node bench/mockThroughput.mjs --no-rivals         # without http-middleware and Prism
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { median, mockBin, startChildServer } from './support/childServer.mjs'
import { limitOf, reportFigure } from './support/claims.mjs'
import { operations } from './support/operations.mjs'
import { startPrism } from './support/prismServer.mjs'

const { values: options } = parseArgs({
  options: { before: { type: 'string' }, rivals: { type: 'boolean', default: true } },
  allowNegative: true,
})
const rounds = 5
const seconds = 2
const path = '/v2/user/primary_email/ada.lovelace@example.org'
const scope = 'classification:workgroup classification:mozilla_confidential display:ndaed display:none'

const mock = await startChildServer([mockBin, '--port', '0'])
const headers = await requestToken(mock.url)
const body = await fetch(mock.url + path, { headers }).then((response) => response.text())

const support = (file) => fileURLToPath(new URL(`support/${file}`, import.meta.url))
const otherBin = options.before && join(resolve(options.before), 'packages/mock-server/bin/personctl-mock.js')
const handlers = join(await mkdtemp(join(tmpdir(), 'personctl-bench-')), 'handlers.mjs')
await writeFile(handlers, "export default ({ http }) => [http.get('*/v2/user/uuid/:uuid', () => undefined)]")
const prism = options.rivals ? await startPrism(body) : undefined
const servers = {
  'bare node:http': await startChildServer([support('bareServer.mjs')], body),
  'personctl-mock': mock,
  'with a handler': await startChildServer([mockBin, '--port', '0', '--handlers', handlers]),
  ...(otherBin && { 'the other checkout': await startChildServer([otherBin, '--port', '0']) }),
  ...(options.rivals && {
    '@mswjs/http-middleware': await startChildServer(
      [support('rivalServer.mjs'), JSON.stringify(operations)],
      body,
    ),
  }),
  ...(prism && { Prism: prism }),
}
/** The least speed of the mock, as a multiple of each rival's. */
const rivals = ['bare node:http', '@mswjs/http-middleware', 'Prism']
const limits = Object.fromEntries(rivals.map((name) => [name, limitOf(`mock.${name}`)]))
/** The most that it may be faster than with a handler that does not match. */
const handlerLimit = limitOf('mock.handler')

/** Returns the headers of a request with a token of a server. */
async function requestToken(url) {
  const credentials = { client_id: 'demo', client_secret: 'demo-secret' }
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials', ...credentials, scope }),
  })
  return { authorization: `Bearer ${(await response.json()).access_token}` }
}

const headersOf = { [mock.url]: headers }
for (const name of ['with a handler', 'the other checkout']) {
  const { url } = servers[name] ?? {}
  if (url !== undefined) headersOf[url] = await requestToken(url)
}

async function requestsPerSecond(url, duration) {
  const result = await autocannon({
    url: url + path,
    headers: headersOf[url] ?? headers,
    connections: 10,
    duration,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} failed ${result.non2xx + result.errors} times`)
  return result['2xx'] / result.duration
}

const rates = Object.fromEntries(Object.keys(servers).map((name) => [name, []]))
const cpuTimes = Object.fromEntries(Object.keys(servers).map((name) => [name, []]))
try {
  for (const { url } of Object.values(servers)) await requestsPerSecond(url, 1)
  for (let round = 0; round < rounds; round++)
    for (const [name, { url, cpuMs }] of Object.entries(servers)) {
      const cpuBefore = cpuMs?.()
      const rate = await requestsPerSecond(url, seconds)
      rates[name].push(rate)
      if (cpuBefore !== undefined) cpuTimes[name].push(((cpuMs() - cpuBefore) * 1000) / (rate * seconds))
    }
} finally {
  await Promise.all(Object.values(servers).map((server) => server.stop()))
}

const mockRate = median(rates['personctl-mock'])
console.log(
  `One filtered profile over HTTP, ${body.length} bytes, ${operations.length} routes, Node ${process.version}\n`,
)
console.log('| server | requests/s | the mock to it | limit | CPU µs a request |\n|---|--:|--:|--:|--:|')
for (const [name, values] of Object.entries(rates)) {
  const times = mockRate / median(values)
  const limit = limits[name]
  if (limit !== undefined) reportFigure(`mock.${name}`, times)
  if (name === 'with a handler') reportFigure('mock.handler', times)
  const isMissed = name === 'with a handler' ? times > handlerLimit : times < limit
  const written = name === 'with a handler' ? `at most ${handlerLimit}` : limit && `at least ${limit}`
  const verdict = `${written ?? ''}${isMissed ? ' **missed**' : ''}`
  const cpu = cpuTimes[name].length === 0 ? '' : median(cpuTimes[name]).toFixed(0)
  console.log(`| ${name} | ${Math.round(median(values))} | ${times.toFixed(2)} | ${verdict} | ${cpu} |`)
}
if (options.rivals && prism === undefined) console.log('\nPrism could not be fetched.')
