// Tries the SDK in every runtime that can be had here: token, profile, walk, renewal, abort, against a mock process.
//
//   npm run test:runtimes                     # all of them
//   npm run test:runtimes -- Bun Firefox      # those whose names begin with one of these
//   npm run test:runtimes -- --write          # also writes the tables in docs/compatibility.md and packages/sdk/README.md
//
// Runtimes come from npm, which fetches those that are not in its cache, and from the machine: browsers.
import { parseArgs } from 'node:util'
import { runtimes, startMock, tryRuntime } from '../test/runtimes/runtimes.mjs'
import { recordResults } from './compatibility.mjs'

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const chosen = runtimes.filter(
  ({ name }) => positionals.length === 0 || positionals.some((begin) => name.startsWith(begin)),
)

const rows = []
const mock = await startMock()
try {
  for (const runtime of chosen) {
    const { name } = runtime
    const outcome = await tryRuntime(runtime, mock.url).catch((error) => ({ error }))
    if (outcome === undefined) {
      console.log(`${name}: SKIPPED, since it cannot be had here`)
      continue
    }
    if (outcome.error !== undefined) {
      console.log(`${name}: FAILED`, outcome.error)
      process.exitCode = 1
      continue
    }
    const steps = outcome.steps.join(', ')
    console.log(`${name} ${outcome.version}: ${steps}`)
    rows.push([name, outcome.version, steps])
  }
} finally {
  await mock.stop()
}

if (values.write) recordResults('runtimes', rows)
