import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'personctl-examples-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
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

/** What a language's example cannot do without: commands, and files that a pattern of the shell finds. */
const tools: Readonly<Record<string, readonly string[]>> = {
  python: ['python3'],
  go: ['go'],
  java: ['javac', '/usr/share/java/junit-platform-console-*.jar'],
  ruby: ['rspec'],
  php: ['phpunit'],
  shell: ['curl'],
}

const readme = readFileSync(join(root, 'examples/README.md'), 'utf8')
const all = [...readme.matchAll(/^\| \[[\w-]+\]\(([\w-]+)\) \| `(.*?)` \|/gm)].map(
  ([, folder = '', line = '']) => ({
    folder,
    line,
    needed: tools[folder] ?? ['node'],
  }),
)

function isHere(tool: string): boolean {
  const check = tool.startsWith('/') ? `ls ${tool}` : `command -v ${tool}`
  try {
    execFileSync('sh', ['-c', check], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

// Those that npm starts are in projects.test.ts.
const examples = all.filter(({ line }) => !line.startsWith('npm '))

test('the README of the examples has a command for each', () => {
  const folders = readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['ci', 'recipes'].includes(entry.name))
    .map(({ name }) => name)
  expect(all.map(({ folder }) => folder).sort()).toEqual(folders.sort())
})

for (const { folder, line, needed } of examples) {
  const run = async () => {
    await promisify(execFile)('sh', ['-c', line], { cwd: join(root, 'examples', folder), env })
  }
  const name = `the example in examples/${folder} runs: ${line}`
  const missing = needed.find((tool) => !isHere(tool))
  if (missing === undefined) test(name, run, 180_000)
  else test.skip(`${name} (there is no ${missing} on this machine)`)
}
