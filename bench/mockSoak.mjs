// What a long day does to the mock: stories told at 50 connections for ten minutes, each in a session of its own or in
// the one that all share, with faults, clocks that jump, resets, snapshots, changes of people and sessions that come and
// go. Every answer is compared with the one that the same story gets alone. Exits with 1 unless all were right, nothing
// went wrong in the server, and its memory stayed flat after the first minute.
//
//   node bench/mockSoak.mjs                  # ten minutes
//   node bench/mockSoak.mjs --seconds 60     # memory counts from the middle on, and may grow by a quarter
//   node bench/mockSoak.mjs --rest 2         # leaves room for others on the machine
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { askerInProcess, askerOverHttp } from './soak/askers.mjs'
import { kindOf, tell } from './soak/story.mjs'
import { median } from './support/childServer.mjs'
import { startMeasuredMock } from './support/measuredMock.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    // How long a connection rests between two stories, on average.
    rest: { type: 'string', default: '0' },
  },
})
const seconds = Number(values.seconds)
const restSeconds = Number(values.rest)
const connections = 50
const storyCount = 240
const settledAfter = Math.min(60, seconds / 2)
// What is measured in the first minute has not settled.
const growthLimit = settledAfter < 60 ? 1.25 : 1.1
const windowSeconds = Math.min(10, seconds / 10)

const mock = await startMeasuredMock(['--page-size', '20'])
const expected = []
const alone = askerInProcess(mock.url, { pageSize: 20 })
for (let number = 0; number < storyCount; number++) expected.push(await tell(number, `told-${number}`, alone))

const crowd = askerOverHttp(mock.url, connections)
const wrong = []
const counts = { stories: 0, requests: 0 }
const samples = []
const start = performance.now()
const elapsed = () => (performance.now() - start) / 1000

// Sessions of short stories are left behind. Once there are a thousand, the server drops the one used longest ago itself; a
// shorter run is content with fewer. It is to have as many as it keeps before the time comes from when memory counts.
const sessionLimit = 1000
const keptSessions = Math.min(sessionLimit, Math.round(seconds * 2))
const left = []
const inPath = new Set()
let latest = 0

async function tellStories() {
  while (elapsed() < seconds && wrong.length < 10) {
    latest += 1
    const number = latest % storyCount
    const kind = kindOf(number)
    if (left.length < keptSessions && kind !== 'short') continue
    // Of the sessions in the path each has but one name, so that only one story can be in it.
    if (kind === 'inPath' && inPath.has(number)) continue
    const name = kind === 'inPath' ? `told-${number}` : `told-${latest}`
    if (kind === 'inPath') inPath.add(number)
    try {
      const lines = await tell(number, name, crowd.ask)
      const index = lines.findIndex((line, position) => line !== expected[number][position])
      if (index !== -1) throw new Error(`${lines[index]}, alone ${expected[number][index]}`)
      counts.stories += 1
      counts.requests += lines.length
      if (kind === 'short') left.push(name)
      else if (kind !== 'shared') await drop(name)
      if (keptSessions < sessionLimit && left.length > keptSessions) await drop(left.shift())
    } catch (error) {
      wrong.push(`story ${number}: ${error.message}`)
    }
    inPath.delete(number)
    if (restSeconds > 0) await setTimeout(Math.random() * 2000 * restSeconds)
  }
}

async function drop(name) {
  const { status } = await crowd.ask({ method: 'DELETE', path: `/__admin/sessions/${name}`, headers: {} })
  if (status !== 204) throw new Error(`The session ${name} was dropped with ${status}`)
}

async function measure() {
  while (elapsed() < seconds && wrong.length < 10) {
    samples.push({ at: elapsed(), ...(await mock.memory()) })
    await setTimeout(1000)
  }
}

await Promise.all([measure(), ...Array.from({ length: connections }, tellStories)])
await crowd.close()
const exitCode = await mock.stop()

const problems = [
  ...wrong.map((text) => `wrong answer in ${text}`),
  ...(exitCode === 0 ? [] : [`the server ended with ${exitCode}`]),
  ...(mock.stderr() === '' ? [] : [`the server wrote ${mock.stderr()}`]),
]
// Such a run was cut short: its memory says nothing.
if (problems.length > 0) throw new Error(problems.join('\n'))

/** What it took at a time, in megabytes: the middle of what was measured around it. */
const memoryAt = (time) =>
  median(samples.filter(({ at }) => Math.abs(at - time) <= windowSeconds).map(({ resident }) => resident))
const settled = memoryAt(settledAfter)
const later = samples.filter(({ at }) => at > settledAfter).map(({ at }) => memoryAt(at))
const growth = Math.max(...later) / settled

console.log(`The mock under ${connections} connections for ${seconds} s, Node.js ${process.version}\n`)
console.log('| | measured | limit |\n|---|--:|--:|')
const rows = [
  ['stories', counts.stories, ''],
  ['answers', counts.requests, ''],
  ['wrong answers', wrong.length, 0],
  ['exit code of the server', exitCode, 0],
  [`resident MB after ${settledAfter} s`, settled.toFixed(0), ''],
  ['resident MB at most thereafter', Math.max(...later).toFixed(0), ''],
  ['at the end', memoryAt(seconds).toFixed(0), ''],
  ['growth', growth.toFixed(2), growthLimit],
]
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)
if (growth > growthLimit) throw new Error(`Memory grew ${growth.toFixed(2)} times`)
