// Measures what the SDK adds to a walk over all groups of CERN: by token, against the same pages fetched with bare undici one
// after the other; by offset, with several pages at once against one. The mock runs in its own process.
import { clientCredentials, createCernClient } from '@personctl/sdk'
import { createUndiciFetch } from '@personctl/sdk/node'
import { Agent, request } from 'undici'
import { median, mockBin, startChildServer } from './support/childServer.mjs'
import { limitOf, reportFigure } from './support/claims.mjs'

const groups = 72_272
const rounds = 5
const tokenLimit = limitOf('groups.token')
const offsetLimit = limitOf('groups.offset')
const audience = 'authorization-service-api'
const tokenPath = '/auth/realms/cern/api-access/token'

const dispatcher = new Agent()
const undiciFetch = createUndiciFetch()

function startMock(...flags) {
  return startChildServer([mockBin, '--port', '0', '--groups', String(groups), ...flags])
}

function cernAt(url) {
  return createCernClient({
    baseUrl: url,
    auth: clientCredentials({
      clientId: 'demo',
      clientSecret: 'demo-secret',
      tokenUrl: `${url}${tokenPath}`,
    }),
    fetch: undiciFetch,
  })
}

async function walked(pager) {
  const ids = []
  const startedAt = performance.now()
  for await (const group of pager) ids.push(group.id)
  const milliseconds = performance.now() - startedAt
  const different = new Set(ids).size
  if (ids.length !== groups || different !== groups) {
    throw new Error(`A walk gave ${ids.length} rows, ${different} of them different, in place of ${groups}.`)
  }
  return milliseconds
}

async function bareToken(url) {
  const form = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret', audience }
  const { body } = await request(`${url}${tokenPath}`, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
  return (await body.json()).access_token
}

/** The time of every page together, each from its request to its parsed JSON, and nothing done with the rows. */
async function barePages(url, token) {
  const headers = { authorization: `Bearer ${token}` }
  let milliseconds = 0
  for (let path = '/api/v1.0/Group'; path !== null; ) {
    const startedAt = performance.now()
    const { body } = await request(`${url}${path}`, { dispatcher, headers })
    const page = JSON.parse(await body.text())
    milliseconds += performance.now() - startedAt
    path = page.pagination.next
  }
  return milliseconds
}

async function byToken() {
  const mock = await startMock()
  const cern = cernAt(mock.url)
  const times = { bare: [], sdk: [] }
  let mostMegabytes = 0
  try {
    const token = await bareToken(mock.url)
    for (let round = 0; round <= rounds; round += 1) {
      const bare = await barePages(mock.url, token)
      const sdk = await walked(cern.groups.list())
      mostMegabytes = Math.max(mostMegabytes, process.memoryUsage().rss / 1e6)
      // The first round warms up.
      if (round === 0) continue
      times.bare.push(bare)
      times.sdk.push(sdk)
    }
  } finally {
    await mock.stop()
  }
  console.log(`By token, ${rounds} walks each (most memory of this process ${mostMegabytes.toFixed(0)} MB)\n`)
  console.log('| walk | ms | times bare | at most |\n|---|--:|--:|--:|')
  console.log(`| bare undici, page after page | ${median(times.bare).toFixed(0)} | 1 | |`)
  const ratio = median(times.sdk) / median(times.bare)
  reportFigure('groups.token', ratio)
  const missed = ratio > tokenLimit ? ' **missed**' : ''
  console.log(
    `| groups.list() | ${median(times.sdk).toFixed(0)} | ${ratio.toFixed(2)} | ${tokenLimit}${missed} |`,
  )
}

async function byOffset() {
  const mock = await startMock('--latency', '50')
  const cern = cernAt(mock.url)
  const pageSize = 1000
  try {
    const one = await walked(cern.groups.list({ paging: 'offset', pageSize }))
    const four = await walked(cern.groups.list({ paging: 'offset', pageSize, concurrency: 4 }))
    const ratio = one / four
    reportFigure('groups.offset', ratio)
    console.log('\nBy offset, with 50 ms of latency\n')
    console.log('| pages at once | ms | times faster | at least |\n|---|--:|--:|--:|')
    console.log(`| 1 | ${one.toFixed(0)} | 1 | |`)
    console.log(
      `| 4 | ${four.toFixed(0)} | ${ratio.toFixed(1)} | ${offsetLimit}${ratio < offsetLimit ? ' **missed**' : ''} |`,
    )
  } finally {
    await mock.stop()
  }
}

console.log(`A walk over ${groups} groups, Node.js ${process.version}\n`)
try {
  await byToken()
  await byOffset()
} finally {
  await Promise.all([undiciFetch.close(), dispatcher.close()])
}
