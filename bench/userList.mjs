// Measures how fast personctl prints a list of 65,000 people, and its peak memory. Most of the time is spent by the mock,
// which creates every profile anew, so the rate of the mock limits the rate of the list.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { mockBin, startChildServer } from './support/childServer.mjs'
import { limitOf, reportFigure } from './support/claims.mjs'

const people = 65_000
const limitMegabytes = limitOf('list.memory')
const bin = fileURLToPath(new URL('../packages/cli/bin/personctl.js', import.meta.url))
const reportsUse =
  "data:text/javascript,process.on('exit',()=>console.error(JSON.stringify(process.resourceUsage())))"
const lists = [
  ['user', 'list', '-o', 'ndjson'],
  ['user', 'list', '-o', 'csv'],
  ['user', 'ids', '--connection-method', 'ad', '--active', 'any', '-o', 'ndjson'],
  ['user', 'search', 'staff_information.staff=true', '-o', 'ndjson'],
]

const mock = await startChildServer([mockBin, '--port', '0', '--people', String(people), '--no-signatures'])
const env = {
  PATH: process.env.PATH,
  PERSONCTL_CIS_URL: mock.url,
  PERSONCTL_CIS_TOKEN_URL: `${mock.url}/oauth/token`,
  PERSONCTL_CIS_CLIENT_ID: 'demo',
  PERSONCTL_CIS_CLIENT_SECRET: 'demo-secret',
  PERSONCTL_NO_TOKEN_CACHE: '1',
}

/** @returns {Promise<{ rows: number, seconds: number, cpuSeconds: number, megabytes: number }>} */
async function measure(args) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', reportsUse, bin, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let rows = 0
  for await (const chunk of child.stdout) for (const byte of chunk) if (byte === 10) rows += 1
  const exitCode = await ended
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`)
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(stderr)
  return {
    rows,
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    megabytes: maxRSS / 1000,
  }
}

console.log(`Lists of ${people} people, Node.js ${process.version}\n`)
console.log('| command | lines | seconds | lines a second | CPU seconds of personctl | peak MB | at most |')
console.log('|---|---|---|---|---|---|---|')
let mostMegabytes = 0
for (const args of lists) {
  const { rows, seconds, cpuSeconds, megabytes } = await measure(args)
  mostMegabytes = Math.max(mostMegabytes, megabytes)
  const cells = [
    `\`personctl ${args.join(' ')}\``,
    rows,
    seconds.toFixed(1),
    Math.round(rows / seconds),
    cpuSeconds.toFixed(1),
    megabytes.toFixed(0),
    `${limitMegabytes}${megabytes > limitMegabytes ? ' **missed**' : ''}`,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
reportFigure('list.memory', Math.round(mostMegabytes))
await mock.stop()
