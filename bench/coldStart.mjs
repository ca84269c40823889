// Measures whole runs of personctl, as multiples of an empty run of Node.js.
//
//   node bench/coldStart.mjs                        # with the Node.js that runs this
//   node bench/coldStart.mjs --node 22 --node 24    # with these, which npm fetches
//   node bench/coldStart.mjs --rivals               # also other command lines, which npm installs into a temporary folder
//
// CPU time is what bash measures, from start to exit. The minimum of many runs is the measure: other load on the machine can
// only add to it.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fetchCommand } from '../scripts/fetchCommand.mjs'
import { median, mockBin, startChildServer } from './support/childServer.mjs'
import { limitOf, reportFigure } from './support/claims.mjs'

const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: [] },
    rivals: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '25' },
  },
})
const rounds = Number(values.rounds)
const { NODE_EXTRA_CA_CERTS } = process.env
const certificates = NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS }
// The CPU time goes to file descriptor 3, what the program writes to stderr to 4.
const timer = 'exec 4>&2; TIMEFORMAT="%3U %3S"; { time "$@" 2>&4; } 2>&3'
const bin = fileURLToPath(new URL('../packages/cli/bin/personctl.js', import.meta.url))

/**
 * Commands, and the keys of their limits. Those with certificates are for Node.js 20 with NODE_EXTRA_CA_CERTS: it
 * reads the certificates at each start, which takes longer than all else of an empty run. Later versions wait for a connection.
 */
const commands = [
  { line: '--version', key: 'start.version' },
  { line: '--help' },
  { line: '__complete 3 user get --active', key: 'start.completion' },
  { line: 'config path', key: 'start.configPath' },
  { line: 'context show', key: 'start.contextShow' },
  { line: 'user get ada.lovelace@example.org', key: 'start.userGet' },
  { line: 'user get ada.lovelace@example.org --demo', key: 'start.userGetDemo' },
]

/** Other command lines on Node.js: their version, their help, and a look-up that needs no network. */
const rivals = [
  { spec: '@google/clasp@3.4.1', command: 'clasp', lookup: 'show-authorized-user' },
  { spec: 'firebase-tools@15.34.2', command: 'firebase', lookup: 'login:list' },
  { spec: 'heroku@11.10.0', command: 'heroku', lookup: 'plugins' },
]

const folder = await mkdtemp(join(tmpdir(), 'personctl-start-'))
const mock = await startChildServer([mockBin, '--port', '0'])
try {
  const installed = values.rivals ? await installRivals() : []
  const binaries = values.node.map((version) => fetchCommand(`node@${version}`, 'node'))
  for (const node of binaries.length > 0 ? binaries : [process.execPath])
    if (node !== undefined) compare(node, installed)
} finally {
  await mock.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Prints a table for one version of Node.js. */
function compare(node, installed) {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  const hasLongFloor = version.startsWith('v20.') && NODE_EXTRA_CA_CERTS !== undefined
  const candidates = [
    { name: 'node -e 0', args: ['-e', '0'] },
    ...commands.map(({ line, key }) => ({
      name: `personctl ${line}`,
      args: [bin, ...line.split(' ')],
      key,
      limit: key && limitOf(key, hasLongFloor),
    })),
    ...installed,
  ]
  // They take turns, so that a busy moment affects all of them. The first rounds fill caches, and find who cannot run.
  const running = candidates.filter((candidate) => run(node, candidate) && run(node, candidate))
  const runs = new Map(running.map((candidate) => [candidate, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const candidate of running) runs.get(candidate).push(run(node, candidate))

  const figures = (candidate, figure) => runs.get(candidate).map((one) => one[figure])
  const [floor] = running
  console.log(`\nCold start, Node.js ${version}, ${rounds} interleaved runs each\n`)
  console.log(
    '| command | CPU, min ms | times `node -e 0` | at most | elapsed, median ms | times `node -e 0` |',
  )
  console.log('|---|--:|--:|--:|--:|--:|')
  for (const candidate of running) {
    const least = Math.min(...figures(candidate, 'cpuMs'))
    const ratio = least / Math.min(...figures(floor, 'cpuMs'))
    const middle = median(figures(candidate, 'elapsedMs'))
    const { name, key, limit } = candidate
    if (key !== undefined) reportFigure(key, ratio, { hasCertificates: hasLongFloor })
    const verdict = limit === undefined ? '' : `${limit}${ratio > limit ? ' **missed**' : ''}`
    const elapsed = [middle.toFixed(0), (middle / median(figures(floor, 'elapsedMs'))).toFixed(2)]
    console.log(`| \`${name}\` | ${[least.toFixed(0), ratio.toFixed(2), verdict, ...elapsed].join(' | ')} |`)
  }
}

/** @returns {{ cpuMs: number, elapsedMs: number } | undefined} undefined, with the reason on stderr, if it fails */
function run(node, { name, args }) {
  const env = {
    ...certificates,
    PATH: process.env.PATH,
    HOME: folder,
    PERSONCTL_CONFIG_DIR: join(folder, 'personctl'),
    PERSONCTL_CIS_URL: mock.url,
    PERSONCTL_CIS_TOKEN_URL: `${mock.url}/oauth/token`,
    PERSONCTL_CIS_CLIENT_ID: 'demo',
    PERSONCTL_CIS_CLIENT_SECRET: 'demo-secret',
    // What others ask for, and send, would be measured, too.
    CI: '1',
    DO_NOT_TRACK: '1',
    HEROKU_SKIP_ANALYTICS: '1',
  }
  const startedAt = performance.now()
  const { status, stderr, output } = spawnSync('bash', ['-c', timer, 'bash', node, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 60_000,
  })
  const elapsedMs = performance.now() - startedAt
  if (status === 0) {
    const [user, system] = output[3].split(' ').map(Number)
    return { cpuMs: (user + system) * 1000, elapsedMs }
  }
  console.error(`${name} ended with ${status}: ${stderr}`)
  return undefined
}

async function installRivals() {
  const found = []
  for (const { spec, command, lookup } of rivals) {
    const prefix = join(folder, command)
    const install = ['install', '--prefix', prefix, '--ignore-scripts', '--no-audit', '--no-fund', spec]
    const { status, stderr } = spawnSync('npm', install, { encoding: 'utf8', timeout: 600_000 })
    if (status !== 0) {
      console.error(`${spec} cannot be installed: ${stderr}`)
      continue
    }
    const root = join(prefix, 'node_modules', spec.replace(/(?<=.)@.*/, ''))
    const { bin: bins } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const file = join(root, typeof bins === 'string' ? bins : bins[command])
    for (const words of ['--version', '--help', lookup])
      found.push({ name: `${command} ${words}`, args: [file, ...words.split(' ')] })
  }
  await writeFile(join(folder, 'package.json'), '{}')
  return found
}
