// Measures the mock with 50,000 people: from spawn to the first 200 of its ready route, the first look-up of each kind, a
// walk over all people, and the peak memory.
import { text } from 'node:stream/consumers'
import { request } from 'undici'
import { limitOf, reportFigure } from './support/claims.mjs'
import { startMeasuredMock } from './support/measuredMock.mjs'

const people = 50_000
const limitSeconds = limitOf('mock.manyReady')
const limitMegabytes = limitOf('mock.manyMemory')

const rows = []
const seconds = (since) => (performance.now() - since) / 1000

const start = performance.now()
// A signed profile takes three times as long, most of it the walk.
const mock = await startMeasuredMock(['--people', String(people), '--no-signatures'])

async function sendForText(path, { token, method = 'GET', body } = {}) {
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
  }
  const response = await request(mock.url + path, { method, headers, body: body && JSON.stringify(body) })
  const whole = await text(response.body)
  if (response.statusCode >= 300) throw new Error(`${path} returned ${response.statusCode}: ${whole}`)
  return whole
}
const send = async (path, options) => JSON.parse(await sendForText(path, options))
const mint = async (service) => (await send('/__admin/tokens', { method: 'POST', body: { service } })).token

async function timed(what, run) {
  const since = performance.now()
  const result = await run()
  rows.push([what, `${(seconds(since) * 1000).toFixed(0)} ms`, ''])
  return result
}

await send('/__admin/ready')
const ready = seconds(start)
const tokens = { cis: await mint('cis'), cern: await mint('cern'), dabp: await mint('dabp') }
const email = 'ada.lovelace@example.org'
const ada = await timed('first look-up by e-mail address', () =>
  send(`/v2/user/primary_email/${email}`, { token: tokens.cis }),
)
for (const key of ['user_id', 'uuid', 'primary_username'])
  await timed(`first look-up by ${key}`, () =>
    send(`/v2/user/${key}/${encodeURIComponent(encodeURIComponent(ada[key].value))}`, { token: tokens.cis }),
  )
await timed('first identity by login', () => send('/api/v1.0/Identity/alovelace', { token: tokens.cern }))
await timed('groups of an identity', () =>
  send('/api/v1.0/Identity/alovelace/groups/recursive', { token: tokens.cern }),
)
await timed('first filter over all identities', () =>
  send('/api/v1.0/Identity?filter=displayName:contains:love', { token: tokens.cern }),
)
await timed('first report', () =>
  send(`/delegation/api/v2/people/${ada.uuid.value}/report`, { token: tokens.dabp }),
)
await timed('first search', () =>
  send('/v2/users/id/all/by_attribute_contains?staff_information.staff=1&active=1', { token: tokens.cis }),
)
const misses = 1000
await timed(`${misses} look-ups of nobody`, async () => {
  for (let number = 0; number < misses; number++)
    await send(`/v2/user/primary_email/nobody${number}@example.org`, { token: tokens.cis })
})
await timed('first listing of them in the journal', () => send(`/__admin/requests?limit=${misses}`))
let seen = 0
await timed(`walk over all ${people}`, async () => {
  for (const active of ['true', 'false'])
    for (let after = ''; after !== undefined; ) {
      // To parse it all takes as long as to make it.
      const page = await sendForText(`/v2/users?active=${active}${after}`, { token: tokens.cis })
      seen += page.split('"schema":').length - 1
      const nextPage = /"nextPage":(\{[^{}]*\})\}\s*$/.exec(page.slice(-500))?.[1]
      after = nextPage && `&nextPage=${encodeURIComponent(nextPage)}`
    }
})
await timed('first look-up after somebody was added', async () => {
  await send('/__admin/people', {
    method: 'POST',
    body: { attributes: { primary_email: 'new@example.org' } },
  })
  await send('/api/v1.0/Identity/by_email/new@example.org', { token: tokens.cern })
})
const { most } = await mock.memory()
const exitCode = await mock.stop()

reportFigure('mock.manyReady', ready)
reportFigure('mock.manyMemory', Math.round(most))
const isMet = ready <= limitSeconds && most <= limitMegabytes && seen === people && exitCode === 0
console.log(`${people} people, Node.js ${process.version}\n`)
console.log('| | measured | limit |\n|---|--:|--:|')
for (const cells of [
  ['ready', `${ready.toFixed(2)} s`, `${limitSeconds} s`],
  ...rows,
  ['people seen', seen, people],
  ['peak memory', `${most.toFixed(0)} MB`, `${limitMegabytes} MB`],
])
  console.log(`| ${cells.join(' | ')} |`)
if (!isMet) console.error('A limit was missed')
process.exitCode = isMet ? 0 : 1
