// Measures a pull of CIS and CERN into a mirror against the same walks written to ndjson, with the same requests at the same
// time: wall time, CPU time and peak memory of the first pull and of one without changes, and the time of each named
// question. In SQLite, and in PostgreSQL where Debian has installed it.
//
// Not part of `npm run bench`, since it takes a quarter of an hour at its full size:
// node bench/mirror.mjs [--people 65000] [--groups 2000] [--rounds 1]
import { spawn } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median, mockBin, startChildServer } from './support/childServer.mjs'
import { limitOf, reportFigure } from './support/claims.mjs'
import { startPostgres, withoutPostgres } from './support/postgresServer.mjs'

const { values: flags } = parseArgs({
  options: {
    people: { type: 'string', default: '65000' },
    groups: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '1' },
  },
})
const limits = {
  first: limitOf('mirror.first'),
  again: limitOf('mirror.again'),
  memory: limitOf('mirror.memory'),
  questionMs: limitOf('mirror.question'),
}
const worker = fileURLToPath(new URL('support/mirrorWorker.mjs', import.meta.url))

async function measure(job, url, target) {
  const child = spawn(process.execPath, [worker, job, url, target], { stdio: ['ignore', 'pipe', 'inherit'] })
  const output = await text(child.stdout)
  if (output === '') throw new Error(`The ${job} failed.`)
  return JSON.parse(output)
}

const folder = await mkdtemp(join(tmpdir(), 'personctl-bench-'))
const mock = await startChildServer([
  ...[mockBin, '--port', '0', '--no-signatures', '--people', flags.people, '--groups', flags.groups],
])
const postgres = withoutPostgres === undefined ? await startPostgres() : undefined
const runs = {}
const note = (name, run) => {
  runs[name] = [...(runs[name] ?? []), run]
}
const file = join(folder, 'people.db')
let database = ''
for (let round = 0; round < Number(flags.rounds); round += 1) {
  const list = join(folder, 'lists.ndjson')
  note('list', await measure('list', mock.url, list))
  rmSync(list)
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(`${file}${suffix}`, { force: true })
  note('SQLite, first', await measure('pull', mock.url, file))
  note('SQLite, no changes', await measure('pull', mock.url, file))
  if (postgres === undefined) continue
  database = postgres.createDatabase()
  note('PostgreSQL, first', await measure('pull', mock.url, database))
  note('PostgreSQL, no changes', await measure('pull', mock.url, database))
}
await mock.stop()

const mid = (name, key) => median(runs[name].map((run) => run[key]))
const judge = (value, limit) => `${value.toFixed(2)}${value > limit ? ' **missed**' : ''}`
console.log(
  `${flags.people} people, ${flags.groups} groups, Node.js ${process.version}, medians of ${flags.rounds}; the file has ${(statSync(file).size / 1e6).toFixed(0)} MB\n`,
)
console.log(
  '| job | seconds | against the lists | at most | CPU seconds | peak MB | against the lists | at most |',
)
console.log('|---|--:|--:|--:|--:|--:|--:|--:|')
for (const name of Object.keys(runs)) {
  const isPull = name !== 'list'
  const limit = name.endsWith('first') ? limits.first : limits.again
  const cells = [
    isPull ? name : 'the same lists to ndjson',
    mid(name, 'seconds').toFixed(1),
    isPull ? judge(mid(name, 'seconds') / mid('list', 'seconds'), limit) : '',
    isPull ? limit : '',
    mid(name, 'cpuSeconds').toFixed(1),
    mid(name, 'megabytes').toFixed(0),
    isPull ? judge(mid(name, 'megabytes') / mid('list', 'megabytes'), limits.memory) : '',
    isPull ? limits.memory : '',
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

console.log('\n| question | rows | milliseconds in SQLite | in PostgreSQL | at most |\n|---|--:|--:|--:|--:|')
const inFile = (await measure('ask', '', file)).details
const inServer = postgres === undefined ? {} : (await measure('ask', '', database)).details
for (const [name, { rows, ms, error }] of Object.entries(inFile)) {
  const other = inServer[name]?.ms
  const cells = [
    name,
    rows ?? error,
    ms === undefined ? '' : judge(ms, limits.questionMs),
    other === undefined ? '' : judge(other, limits.questionMs),
    limits.questionMs,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
const ratio = (name, key) => mid(name, key) / mid('list', key)
const pulls = Object.keys(runs).filter((name) => name !== 'list')
reportFigure('mirror.first', ratio('SQLite, first', 'seconds'))
reportFigure('mirror.again', ratio('SQLite, no changes', 'seconds'))
if (postgres !== undefined) {
  reportFigure('mirror.postgresFirst', ratio('PostgreSQL, first', 'seconds'))
  reportFigure('mirror.postgresAgain', ratio('PostgreSQL, no changes', 'seconds'))
}
reportFigure('mirror.memory', Math.max(...pulls.map((name) => ratio(name, 'megabytes'))))
const times = [...Object.values(inFile), ...Object.values(inServer)].map(({ ms = 0 }) => ms)
reportFigure('mirror.question', Math.max(...times))
await postgres?.stop()
await rm(folder, { recursive: true })
