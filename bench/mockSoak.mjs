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
import { limitOf, reportFigure } from './support/claims.mjs'
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
const growthLimit = settledAfter < 60 ? 1.25 : limitOf('soak.growth')
const windowSeconds = Math.min(10, seconds / 10)

// Short stories leave their sessions behind. At a thousand, the server drops the least recently used one; a shorter run
// drops them earlier. The number must be reached before memory is measured.
const sessionLimit = 1000
const openSessions = Math.min(sessionLimit, Math.round(seconds * 2))
// Links, codes and tokens depend on the name of a session, so a story has the same one here and alone. A short story has
// several: when it gets the first again, the session of that name is gone.
const shortStories = Array.from({ length: storyCount }, (_, number) => kindOf(number)).filter(
  (kind) => kind === 'short',
).length
const namesOfShort = Math.ceil(openSessions / shortStories) + 1

/** Returns the name of the session in which a story is told. */
function nameSession(told) {
  const round = kindOf(told % storyCount) === 'short' ? Math.floor(told / storyCount) % namesOfShort : 0
  return `told-${round}-${told % storyCount}`
}

const mock = await startMeasuredMock(['--page-size', '20'])
/** By the name of the session. */
const expected = new Map()
const alone = createInProcessSender(mock.url, { pageSize: 20 })
for (let told = 0; told < storyCount * namesOfShort; told++) {
  const name = nameSession(told)
  if (!expected.has(name)) expected.set(name, await tell(told % storyCount, name, alone))
}

const crowd = createHttpSender(mock.url, connections)
const wrong = []
const counts = { stories: 0, requests: 0 }
const samples = []
const start = performance.now()
const elapsed = () => (performance.now() - start) / 1000

const left = []
const running = new Set()
let latest = 0

async function tellStories() {
  while (elapsed() < seconds && wrong.length < 10) {
    latest += 1
    const number = latest % storyCount
    const kind = kindOf(number)
    if (left.length < openSessions && kind !== 'short') continue
    const name = nameSession(latest)
    // Two stories must not overlap in one session.
    if (running.has(name)) continue
    running.add(name)
    try {
      const lines = await tell(number, name, crowd.send)
      const index = lines.findIndex((line, position) => line !== expected.get(name)[position])
      if (index !== -1) throw new Error(`${lines[index]}, alone ${expected.get(name)[index]}`)
      counts.stories += 1
      counts.requests += lines.length
      if (kind === 'short') left.push(name)
      else if (kind !== 'shared') await drop(name)
      if (openSessions < sessionLimit && left.length > openSessions) await drop(left.shift())
    } catch (error) {
      wrong.push(`story ${number}: ${error.message}`)
    }
    running.delete(name)
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

if (settledAfter >= 60) {
  reportFigure('soak.wrong', wrong.length)
  reportFigure('soak.growth', growth)
}
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
