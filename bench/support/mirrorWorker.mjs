// Does one job of the benchmark of the mirror in a process of its own, and prints its time and its peak memory as JSON:
// the walks to ndjson, a pull, or the named questions.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { openMirror, questions } from '@personctl/mirror'
import { clientCredentials, createCernClient, createCisClient } from '@personctl/sdk'

// The questions need no service.
const [job, url = '', target] = process.argv.slice(2)
const base = url || 'http://localhost'
const credentials = { clientId: 'demo', clientSecret: 'demo-secret' }
const cis = createCisClient({
  baseUrl: base,
  auth: clientCredentials({ ...credentials, tokenUrl: `${base}/oauth/token` }),
})
const cern = createCernClient({
  baseUrl: base,
  auth: clientCredentials({ ...credentials, tokenUrl: `${base}/auth/realms/cern/api-access/token` }),
})

/** Writes the rows of the same lists that a pull walks through, with as many requests at the same time. */
async function writeLists() {
  const file = createWriteStream(target)
  const write = async (rows) => {
    let text = ''
    for (const row of rows) text += `${JSON.stringify(row)}\n`
    if (!file.write(text)) await once(file, 'drain')
  }
  for (const active of ['true', 'false'])
    for await (const page of cis.users.list({ active, prefetch: 1 }).pages()) await write(page.items)
  for await (const page of cern.identities.list({ prefetch: 1 }).pages()) await write(page.items)
  const groups = []
  for await (const page of cern.groups.list({ prefetch: 1 }).pages()) {
    await write(page.items)
    groups.push(...page.items.map(({ id }) => id))
  }
  const pending = groups.values()
  const list = async (group, recursive) => {
    const options = { recursive, fields: ['upn'], pageSize: 5000 }
    for await (const page of cern.groups.members(group, options).pages())
      await write(page.items.map(({ id }) => ({ group, id, recursive })))
  }
  const work = async () => {
    for (const group of pending) await Promise.all([list(group, false), list(group, true)])
  }
  await Promise.all(Array.from({ length: 4 }, work))
  file.end()
  await once(file, 'close')
}

async function pull() {
  const mirror = await openMirror(target)
  const { services } = await mirror.pull({ clients: { cis, cern } })
  await mirror.close()
  return Object.fromEntries(
    services.flatMap(({ service, durationMs, tables }) => [
      [service, durationMs],
      ...Object.entries(tables).map(([table, counts]) => [table, counts]),
    ]),
  )
}

async function ask() {
  const mirror = await openMirror(target, { readOnly: true })
  const times = {}
  for (const { name } of questions) {
    const startedAt = performance.now()
    let rows = 0
    try {
      for await (const _ of await mirror.ask(name)) rows += 1
      times[name] = { rows, ms: performance.now() - startedAt }
    } catch (error) {
      times[name] = { error: error.message }
    }
  }
  await mirror.close()
  return times
}

const startedAt = performance.now()
const details = await { list: writeLists, pull, ask }[job]()
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
console.log(
  JSON.stringify({
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    megabytes: maxRSS / 1000,
    details,
  }),
)
await Promise.all([cis.close(), cern.close()])
