// Measures whole runs of personctl, as multiples of an empty run of Node.js.
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
function measure(args) {
  const startedAt = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const elapsed = performance.now() - startedAt
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return elapsed
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]

// Candidates take turns, so that a busy moment affects all of them. The first round fills caches.
for (const { args } of candidates) measure(args)
const times = candidates.map(() => [])
for (let round = 0; round < rounds; round += 1) {
  for (const [index, { args }] of candidates.entries()) times[index].push(measure(args))
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
