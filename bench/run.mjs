// Runs the benchmarks, one after the other: side by side they would measure each other. Prints one table, and writes it to
// bench/results.json, docs/benchmarks.md and the README.
//
//   node bench/run.mjs                  # those that take less than ten minutes together
//   node bench/run.mjs mockSoak         # by name, the long ones as well
//   node bench/run.mjs --page           # writes the documents alone
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchmarks } from './support/claims.mjs'
import { isMet, readResults, tableOf, writePages } from './support/page.mjs'

const { values, positionals: names } = parseArgs({
  options: { page: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const unknown = names.find((name) => !benchmarks.some((one) => one.name === name))
if (unknown !== undefined) {
  console.error(
    `There is no benchmark ${unknown}. Name one of ${benchmarks.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(2)
}
if (values.page) {
  writePages()
  process.exit(0)
}

const toRun = benchmarks.filter(({ name, isLong }) => (names.length === 0 ? !isLong : names.includes(name)))
const folder = mkdtempSync(join(tmpdir(), 'personctl-bench-'))
const [{ model }] = cpus()
const machine = `${availableParallelism()} cores (${model.trim()}), Node.js ${process.versions.node}`
const date = new Date().toISOString().slice(0, 10)
const results = readResults()
const measured = new Set()
for (const { name, args = [] } of toRun) {
  console.log(`\n## ${name}\n`)
  const file = join(folder, name)
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL(`${name}.mjs`, import.meta.url)), ...args],
    { stdio: 'inherit', env: { ...process.env, PERSONCTL_BENCH_RESULTS: file } },
  )
  if (status !== 0) process.exitCode = 1
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  for (const { key, ...result } of lines.map((line) => JSON.parse(line))) {
    results[key] = { ...result, date, machine }
    measured.add(key)
  }
}
rmSync(folder, { recursive: true })
const sorted = Object.fromEntries(
  Object.entries(results).toSorted(([one], [other]) => (one < other ? -1 : 1)),
)
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(sorted, null, 2)}\n`)
writePages(sorted)

console.log(`\n## All\n\nMeasured on ${machine}, ${date}\n`)
console.log(tableOf(results, ({ key }) => measured.has(key)))
const claims = benchmarks.flatMap((one) => one.claims).filter(({ key }) => measured.has(key))
if (claims.some((claim) => !isMet(claim, results[claim.key]))) process.exitCode = 1
