import { execFile, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const examples = join(root, 'examples')
const projects = readdirSync(examples).filter(
  (name) => name !== 'recipes' && existsSync(join(examples, name, 'package.json')),
)
const manifests = Object.fromEntries(
  projects.map((name) => [name, JSON.parse(readFileSync(join(examples, name, 'package.json'), 'utf8'))]),
)

/** Packages that are not fetched: ours as they are built, those of this repository, and frameworks that no test starts. */
const here = [
  '@personctl/sdk',
  '@personctl/mock-server',
  '@types/node',
  'msw',
  'rolldown',
  'typescript',
  'vitest',
]
const replaced = ['next', 'react', 'react-dom', 'testcontainers', 'wrangler']

const folder = mkdtempSync(join(tmpdir(), 'personctl-projects-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const areFetched = await fetchPackages()

/** Installs what the projects need in a folder above all of them. */
async function fetchPackages(): Promise<boolean> {
  const all = Object.values(manifests).map((one) => ({ ...one.dependencies, ...one.devDependencies }))
  const fetched = Object.entries(Object.assign({}, ...all)).filter(
    ([name]) => !here.includes(name) && !replaced.includes(name),
  )
  const dependencies = Object.fromEntries(fetched)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  try {
    await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'], folder)
    return true
  } catch (error) {
    console.warn(`Skipped: the packages of the examples cannot be fetched. ${error}`)
    return false
  }
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const running = promisify(execFile)(command, args, { cwd, maxBuffer: 1e8 })
  const { stdout } = await running.catch((error) => {
    throw new Error(`${command} ${args.join(' ')}: ${error.stdout}${error.stderr}`)
  })
  return stdout
}

beforeAll(() => {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  for (const name of here) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    rmSync(join(modules, name), { recursive: true, force: true })
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  const commands = { 'personctl-mock': 'packages/mock-server/bin/personctl-mock.js' }
  for (const [name, file] of Object.entries({
    ...commands,
    tsc: 'node_modules/ts7/bin/tsc',
    vitest: 'node_modules/vitest/vitest.mjs',
  })) {
    rmSync(join(modules, '.bin', name), { force: true })
    symlinkSync(join(root, file), join(modules, '.bin', name))
  }
  // A process of the mock instead of a container.
  mkdirSync(join(modules, 'testcontainers'))
  writeFileSync(join(modules, 'testcontainers/package.json'), '{"exports":"./index.mjs"}')
  cpSync(new URL('helpers/testcontainers.mjs', import.meta.url), join(modules, 'testcontainers/index.mjs'))
  for (const name of projects)
    cpSync(join(examples, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/\/(?:node_modules|compiled)$/.test(path),
    })
})

for (const name of projects) {
  test.skipIf(!areFetched)(
    `the tests of the project examples/${name} pass`,
    async () => {
      await run('npm', ['test'], join(folder, name))
    },
    240_000,
  )

  test(`the README of examples/${name} names its command, and the table has it`, () => {
    const { scripts } = manifests[name]
    const command = scripts.start === undefined ? 'npm test' : 'npm start'
    expect(readFileSync(join(examples, name, 'README.md'), 'utf8')).toContain(`\`${command}\``)
    expect(readFileSync(join(examples, 'README.md'), 'utf8')).toContain(
      `[${name}](${name}) | \`${command}\` |`,
    )
  })
}

test.skipIf(!areFetched).each([
  ['express-login', 'listening on '],
  ['nightly-sync', ' people are in people.ndjson.'],
])(
  'npm start starts the project examples/%s against the mock',
  async (name, text) => {
    const child = spawn('npm', ['start'], {
      cwd: join(folder, name),
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    let output = ''
    try {
      for await (const chunk of child.stdout) {
        output += chunk
        if (output.includes(text)) break
      }
    } finally {
      if (child.pid !== undefined) {
        try {
          process.kill(-child.pid, 'SIGTERM')
        } catch {
          // It has ended.
        }
      }
    }
    expect(output).toContain(text)
  },
  240_000,
)
