// Puts the mock under load: stories at 50 connections for ten minutes, each in its own session or in the shared one, with
// faults, clocks that jump, resets, snapshots, changes of people, and sessions that come and go. Every response is compared
// with the one that the same story gets alone. Exits with 1 if a response was wrong, the server reported an error, or its
// memory grew after the first minute.
//
//   node bench/mockSoak.mjs                  # ten minutes
//   node bench/mockSoak.mjs --seconds 60     # measures memory from the middle on; it may grow by a quarter
//   node bench/mockSoak.mjs --rest 2         # leaves CPU time to others
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createHttpSender, createInProcessSender } from './soak/senders.mjs'
import { kindOf, tell } from './soak/story.mjs'
import { median } from './support/childServer.mjs'
import { startMeasuredMock } from './support/measuredMock.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    // Average seconds that a connection rests between two stories.
    rest: { type: 'string', default: '0' },
  },
})
const seconds = Number(values.seconds)
const restSeconds = Number(values.rest)
const connections = 50
const storyCount = 240
const settledAfter = Math.min(60, seconds / 2)
// In the first minute, memory has not settled.
const growthLimit = settledAfter < 60 ? 1.25 : 1.1
const windowSeconds = Math.min(10, seconds / 10)

const mock = await startMeasuredMock(['--page-size', '20'])
const expected = []
const alone = createInProcessSender(mock.url, { pageSize: 20 })
for (let number = 0; number < storyCount; number++) expected.push(await tell(number, `told-${number}`, alone))

const crowd = createHttpSender(mock.url, connections)
const wrong = []
const counts = { stories: 0, requests: 0 }
const samples = []
const start = performance.now()
const elapsed = () => (performance.now() - start) / 1000

// Short stories leave their sessions behind. At a thousand, the server drops the least recently used one; a shorter run
// drops them earlier. The number must be reached before memory is measured.
const sessionLimit = 1000
const openSessions = Math.min(sessionLimit, Math.round(seconds * 2))
const left = []
const inPath = new Set()
let latest = 0

async function tellStories() {
  while (elapsed() < seconds && wrong.length < 10) {
    latest += 1
    const number = latest % storyCount
    const kind = kindOf(number)
    if (left.length < openSessions && kind !== 'short') continue
    // A session in a path has a fixed name, so two runs of its story must not overlap.
    if (kind === 'inPath' && inPath.has(number)) continue
    const name = kind === 'inPath' ? `told-${number}` : `told-${latest}`
    if (kind === 'inPath') inPath.add(number)
    try {
      const lines = await tell(number, name, crowd.send)
      const index = lines.findIndex((line, position) => line !== expected[number][position])
      if (index !== -1) throw new Error(`${lines[index]}, alone ${expected[number][index]}`)
      counts.stories += 1
      counts.requests += lines.length
      if (kind === 'short') left.push(name)
      else if (kind !== 'shared') await drop(name)
      if (openSessions < sessionLimit && left.length > openSessions) await drop(left.shift())
    } catch (error) {
      wrong.push(`story ${number}: ${error.message}`)
    }
    inPath.delete(number)
    if (restSeconds > 0) await setTimeout(Math.random() * 2000 * restSeconds)
  }
}

async function drop(name) {
  const { status } = await crowd.send({ method: 'DELETE', path: `/__admin/sessions/${name}`, headers: {} })
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
  ...wrong.map((text) => `wrong response in ${text}`),
  ...(exitCode === 0 ? [] : [`the server ended with ${exitCode}`]),
  ...(mock.stderr() === '' ? [] : [`the server wrote ${mock.stderr()}`]),
]
// Such a run was cut short, so its memory figures mean nothing.
if (problems.length > 0) throw new Error(problems.join('\n'))

/** Returns the memory at a time in megabytes: the median of the samples around it. */
const memoryAt = (time) =>
  median(samples.filter(({ at }) => Math.abs(at - time) <= windowSeconds).map(({ resident }) => resident))
const settled = memoryAt(settledAfter)
const later = samples.filter(({ at }) => at > settledAfter).map(({ at }) => memoryAt(at))
const growth = Math.max(...later) / settled

console.log(`The mock under ${connections} connections for ${seconds} s, Node.js ${process.version}\n`)
console.log('| | measured | limit |\n|---|--:|--:|')
const rows = [
  ['stories', counts.stories, ''],
  ['responses', counts.requests, ''],
  ['wrong responses', wrong.length, 0],
  ['exit code of the server', exitCode, 0],
  [`resident MB after ${settledAfter} s`, settled.toFixed(0), ''],
  ['resident MB at most thereafter', Math.max(...later).toFixed(0), ''],
  ['at the end', memoryAt(seconds).toFixed(0), ''],
  ['growth', growth.toFixed(2), growthLimit],
]
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)
if (growth > growthLimit) throw new Error(`Memory grew ${growth.toFixed(2)} times`)
