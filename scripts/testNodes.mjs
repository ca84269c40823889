// Checks that the mock sends the same bytes on every version of Node.js that we support, and passes its tests there.
//
//   npm run test:nodes                  # Node.js 20, 22, 24 and 26, a part of the tests
//   npm run test:nodes -- 22 26         # only these
//   npm run test:nodes -- --all         # every test
//   npm run test:nodes -- --write       # also writes the table in docs/compatibility.md
//
// The binaries come from the npm package `node`. Those that are not in npm's cache are fetched over the network.
import { spawnSync } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { recordResults } from './compatibility.mjs'
import { fetchCommand } from './fetchCommand.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const { values, positionals } = parseArgs({
  options: { all: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const versions = positionals.length > 0 ? positionals : ['20', '22', '24', '26']
const folders = ['test/mock-server', 'test/contract', 'test/sdk', 'test/e2e/userGet.test.ts']
const tests = values.all ? [] : ['--project', 'unit', ...folders]

const failures = []
const digests = new Map()
const rows = []
for (const version of versions) {
  const binary = fetchCommand(`node@${version}`, 'node')
  if (binary === undefined) {
    failures.push(`Node.js ${version} cannot be fetched`)
    continue
  }
  const responses = run(binary, ['scripts/responseDigests.mjs'])
  if (responses.status !== 0) failures.push(`Node.js ${version} sends no responses: ${responses.stderr}`)
  else digests.set(version, responses.stdout)
  const vitest = run(binary, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...tests])
  const summary = vitest.stdout.trimEnd().split('\n').at(-1)
  console.log(`Node.js ${version}: ${responses.stdout.split('\n').length - 1} responses; tests: ${summary}`)
  rows.push([version, String(responses.stdout.split('\n').length - 1), summary])
  if (vitest.status === 0) continue
  failures.push(`Node.js ${version} fails tests`)
  console.log(vitest.stdout, vitest.stderr)
}

const [[first, expected] = [], ...others] = digests
for (const [version, found] of others) {
  if (found === expected) continue
  const lines = expected.split('\n')
  const different = found.split('\n').find((line, index) => line !== lines[index])
  failures.push(`Node.js ${version} and ${first} send different bytes, first for: ${different}`)
}
for (const failure of failures) console.error(`FAILED: ${failure}`)
if (failures.length === 0) console.log(`The same bytes on Node.js ${versions.join(', ')}`)
if (values.write && failures.length === 0) recordResults('nodes', rows)
process.exitCode = failures.length === 0 ? 0 : 1

function run(binary, args) {
  // Processes that the tests start as `node` must be this Node.js as well.
  const PATH = `${dirname(binary)}${delimiter}${process.env.PATH}`
  const env = { ...process.env, PATH, NO_COLOR: '1' }
  return spawnSync(binary, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1e9 })
}
