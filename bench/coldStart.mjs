// How long personctl takes from nothing to its answer, as a multiple of what Node.js takes for nothing.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const rounds = 25
const bin = fileURLToPath(new URL('../packages/cli/bin/personctl.js', import.meta.url))
const candidates = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'personctl --version', args: [bin, '--version'], limit: 1.35 },
  {
    name: 'personctl __complete 3 user get --active',
    args: [bin, '__complete', '3', 'user', 'get', '--active'],
    limit: 1.5,
  },
  {
    name: 'personctl user get ada.lovelace@example.org --demo',
    args: [bin, 'user', 'get', 'ada.lovelace@example.org', '--demo'],
    limit: 3,
  },
]

/** @returns {number} milliseconds */
function timeOf(args) {
  const startedAt = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const elapsed = performance.now() - startedAt
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return elapsed
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]

// One of each in turn, so that a busy moment of the machine is shared by all. The first round fills caches.
for (const { args } of candidates) timeOf(args)
const times = candidates.map(() => [])
for (let round = 0; round < rounds; round += 1) {
  for (const [index, { args }] of candidates.entries()) times[index].push(timeOf(args))
}

const floor = median(times[0])
console.log(`Cold start, Node.js ${process.version}, ${rounds} interleaved runs each\n`)
console.log('| command | median ms | min ms | times `node -e 0` | at most |')
console.log('|---|---|---|---|---|')
for (const [index, { name, limit }] of candidates.entries()) {
  const middle = median(times[index])
  const ratio = middle / floor
  const verdict = limit === undefined ? '' : `${limit.toFixed(2)}${ratio > limit ? ' **missed**' : ''}`
  const cells = [
    `\`${name}\``,
    middle.toFixed(0),
    Math.min(...times[index]).toFixed(0),
    ratio.toFixed(2),
    verdict,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
