import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'personctl-examples-'))
// The last is what vitest remembers of its runs.
const litter = [scratch, join(root, 'examples/vitest/node_modules')]
afterAll(() => {
  for (const folder of litter) rmSync(folder, { recursive: true, force: true })
})
symlinkSync(join(root, 'packages/mock-server/bin/personctl-mock.js'), join(scratch, 'personctl-mock'))

const own = process.env
const env = {
  PATH: `${scratch}:${own['PATH']}`,
  HOME: own['HOME'],
  PYTHONDONTWRITEBYTECODE: '1',
  GOROOT: own['GOROOT'],
  GOCACHE: join(scratch, 'go'),
  // Nothing is fetched: neither a package nor another Go.
  npm_config_offline: 'true',
  GOTOOLCHAIN: 'local',
  GOPROXY: 'off',
}

/** What a language's example cannot do without. */
const tools: Readonly<Record<string, string>> = { python: 'python3', go: 'go', shell: 'curl' }

const readme = readFileSync(join(root, 'examples/README.md'), 'utf8')
const examples = [...readme.matchAll(/^\| \[\w+\]\((\w+)\) \| `(.*?)` \|/gm)].map(
  ([, folder = '', line = '']) => ({
    folder,
    line,
    tool: tools[folder] ?? 'node',
  }),
)

function isHere(tool: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('the README of the examples has a command for each', () => {
  expect(examples.map(({ folder }) => folder)).toEqual(['python', 'go', 'shell', 'node', 'vitest'])
})

for (const { folder, line, tool } of examples) {
  const run = async () => {
    await promisify(execFile)('sh', ['-c', line], { cwd: join(root, 'examples', folder), env })
  }
  const name = `the example in examples/${folder} runs: ${line}`
  if (isHere(tool)) test(name, run, 180_000)
  else test.skip(`${name} (there is no ${tool} on this machine)`)
}
