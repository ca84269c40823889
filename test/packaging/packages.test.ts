import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** The folders of the packages, by their names. */
const packages = ['openapi', 'packages/sdk', 'packages/mock-server', 'packages/cli'] as const
const textOf = (path: string) => readFile(`${root}${path}`, 'utf8')
const manifestOf = async (name: string) => JSON.parse(await textOf(`packages/${name}/package.json`))
/** The paths that one export leads to, under whichever condition. */
const pathsOf = (target: string | object): string[] =>
  typeof target === 'string' ? [target] : Object.values(target).flatMap(pathsOf)
const descriptions = readdirSync(`${root}openapi`)

describe.each(packages)('the published package %s', (name) => {
  const folder = `packages/${name}`
  let files: string[]
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '-w', folder], {
      cwd: root,
    })
    const [packed] = Object.values<{ files: { path: string }[] }>(JSON.parse(stdout))
    files = packed?.files.map(({ path }) => path) ?? []
  })

  test('contains the build, the README and the licence', async () => {
    for (const file of ['LICENSE', 'README.md', 'package.json']) expect(files).toContain(file)
    for (const file of files) {
      expect(file).toMatch(/^(?:LICENSE|README\.md|package\.json|(?:bin|dist|man|openapi)\/[\w.-]+)$/)
      // Neither sources nor what only a debugger reads.
      expect(file).not.toMatch(/(?<!\.d)\.[cm]?ts$|\.map$|\.tgz$/)
    }
    expect(await textOf(`${folder}/LICENSE`)).toBe(await textOf('LICENSE'))
  })

  test('contains every file that package.json names, with types beside code', async () => {
    const { bin = {}, exports = {}, man = [] } = await manifestOf(name)
    const named = [bin, exports, man]
      .flatMap(pathsOf)
      .map((path) => path.replace('./', ''))
      .flatMap((path) => (path.endsWith('*') ? descriptions.map((file) => path.replace('*', file)) : [path]))
    const types = named.filter((path) => path.endsWith('.mjs')).map((path) => path.replace('.mjs', '.d.mts'))
    expect(files).toEqual(expect.arrayContaining([...named, ...types]))
  })

  test('contains no path of the machine that built it', async () => {
    for (const file of files) expect(await textOf(`${folder}/${file}`)).not.toContain(root)
  })
})

test('the CLI names the author and the licence of all bundled code', async () => {
  const [cli, sdk, mock] = await Promise.all(['cli', 'sdk', 'mock-server'].map(manifestOf))
  const bundled = Object.keys({ ...cli.devDependencies, ...sdk.dependencies, ...mock.dependencies })
  const notices = await textOf('packages/cli/dist/THIRD-PARTY-NOTICES.txt')
  const titles = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+ \([\w.-]+\)\n-+$/gm)].map(([, name]) => name)
  expect(titles).toEqual(expect.arrayContaining(bundled.filter((name) => !name.startsWith('@personctl/'))))
  expect(notices.match(/^Copyright /gim)?.length).toBeGreaterThanOrEqual(bundled.length)
})
