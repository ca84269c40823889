// Gets 5,000 people by ids from stdin: in one process, twenty at a time, against one process for each, as a loop in a shell
// does it. The loop is measured on a sample, one process after the other, with the token cached by an earlier run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mockBin, startChildServer } from './support/childServer.mjs'
import { limitOf, reportFigure } from './support/claims.mjs'

const count = 5000
const sampleSize = 20
const limitMegabytes = limitOf('bulk.memory')
const leastTimesFaster = limitOf('bulk.faster')
const bin = fileURLToPath(new URL('../packages/cli/bin/personctl.js', import.meta.url))
const reportsUse =
  "data:text/javascript,process.on('exit',()=>console.error(JSON.stringify(process.resourceUsage())))"

const folder = mkdtempSync(join(tmpdir(), 'personctl-bench-'))
const mock = await startChildServer([mockBin, '--port', '0', '--people', '6500', '--no-signatures'])
const env = {
  PATH: process.env.PATH,
  PERSONCTL_CONFIG_DIR: folder,
  PERSONCTL_CIS_URL: mock.url,
  PERSONCTL_CIS_TOKEN_URL: `${mock.url}/oauth/token`,
  PERSONCTL_CIS_CLIENT_ID: 'demo',
  PERSONCTL_CIS_CLIENT_SECRET: 'demo-secret',
}

/** Runs personctl to its end. */
async function run(args, stdin = '', nodeArgs = []) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...nodeArgs, bin, ...args], { env, stdio: 'pipe' })
  const ended = once(child, 'close')
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      written[name] += text
    })
  }
  child.stdin.end(stdin)
  const [exitCode] = await ended
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${written.stderr}`)
  return { ...written, seconds: (performance.now() - startedAt) / 1000 }
}

const idsIn = (ndjson) =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).user_id)

const ids = idsIn((await run(['user', 'list', '-o', 'ndjson', '--limit', String(count)])).stdout)
const many = ['user', 'get', '-', '--concurrency', '20', '-o', 'ndjson']

const { stderr } = await run([...many, '--no-token-cache', '--debug'], ids.join('\n'))
const tokenRequests = stderr.match(/^debug: POST .*\/oauth\/token$/gm)?.length ?? 0

const one = await run(many, ids.join('\n'), ['--import', reportsUse])
const megabytes = JSON.parse(one.stderr).maxRSS / 1000
const inOrder = idsIn(one.stdout).join() === ids.join()

let sampleSeconds = 0
for (const id of ids.slice(0, sampleSize)) sampleSeconds += (await run(['user', 'get', id])).seconds
const loopSeconds = (sampleSeconds / sampleSize) * ids.length
const timesFaster = loopSeconds / one.seconds

const judge = (isMet, text) => `${text}${isMet ? '' : ' **missed**'}`
console.log(`${ids.length} people by id, Node.js ${process.version}\n`)
console.log('| | measured | limit |')
console.log('|---|---|---|')
const rows = [
  ['`personctl user get - --concurrency 20`', `${one.seconds.toFixed(1)} s`, ''],
  [`a process each (${sampleSize} of them, scaled)`, `${loopSeconds.toFixed(1)} s`, ''],
  [
    'times faster',
    timesFaster.toFixed(1),
    judge(timesFaster >= leastTimesFaster, `at least ${leastTimesFaster}`),
  ],
  ['peak MB', megabytes.toFixed(0), judge(megabytes < limitMegabytes, `below ${limitMegabytes}`)],
  ['people in the order of the ids', inOrder ? 'yes' : 'no', judge(inOrder && ids.length === count, 'all')],
  ['token requests', tokenRequests, judge(tokenRequests === 1, '1')],
]
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)
reportFigure('bulk.memory', Math.round(megabytes))
reportFigure('bulk.faster', timesFaster)
reportFigure('bulk.tokens', tokenRequests)
await mock.stop()
rmSync(folder, { recursive: true, force: true })
