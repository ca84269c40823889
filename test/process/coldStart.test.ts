// What a start loads decides how long it takes: the time itself depends on the machine, and is in bench/coldStart.mjs.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'

const reporter = fileURLToPath(new URL('../helpers/reportLoaded.cjs', import.meta.url))

interface Loaded {
  /** The names of its files, without the hash of their content. */
  readonly files: readonly string[]
  readonly bytes: number
  readonly builtins: readonly string[]
}

/** Runs the real executable. Returns what it has loaded. */
async function listLoaded(args: readonly string[], env: Record<string, string> = {}): Promise<Loaded> {
  const report = join(await mkdtemp(join(tmpdir(), 'personctl-loaded-')), 'loaded.json')
  await promisify(execFile)(process.execPath, ['--require', reporter, bin, ...args], {
    env: { ...environment(env), LOADED: report },
  })
  const { files, builtins }: { files: string[]; builtins: string[] } = JSON.parse(
    await readFile(report, 'utf8'),
  )
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  return {
    files: files.map((file) => basename(file).replace(/-[\w-]{8}(?=\.cjs$)/, '')),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    builtins,
  }
}

const person = 'ada.lovelace@example.org'
const every = ['personctl.js', 'main.cjs', 'rolldown-runtime.cjs', 'start-completion.cjs']
const command = [...every, 'start-command.cjs']
const request = [...command, 'start-request.cjs']

/** The client behind `fetch`, `Headers`, `Request` and `Response`, and what else takes milliseconds to load. */
const slowBuiltins = [
  'internal/deps/undici/undici',
  'http2',
  'zlib',
  'tls',
  'child_process',
  'worker_threads',
  'fs/promises',
  'internal/webstreams/readablestream',
]

describe('a cold start loads few files, and neither the fetch of Node.js nor other slow modules:', () => {
  // The bytes leave room for some more commands, but not for another library.
  it.each<[string, string[], number, string[]]>([
    ['--version', every, 25_000, []],
    ['__complete 3 user get --active', [...every, 'candidates.cjs'], 32_000, []],
    ['config path', [...command, 'configPath.cjs'], 200_000, ['http', 'crypto', 'os']],
    ['context show', [...command, 'show.cjs'], 205_000, ['http', 'crypto']],
    [
      `user get ${person} -o json --demo`,
      [...request, 'start-demo.cjs', 'jose.cjs', 'decode_jwt.cjs'],
      700_000,
      ['http'],
    ],
  ])('personctl %s', async (line, files, bytes, unused) => {
    const loaded = await listLoaded(line.split(' '), { HOME: '/nowhere' })
    expect(loaded.files).toEqual(files)
    expect(loaded.bytes).toBeLessThanOrEqual(bytes)
    expect(loaded.builtins.filter((name) => [...slowBuiltins, ...unused].includes(name))).toEqual([])
  })

  it('personctl user get, over HTTP and with a stored token', async () => {
    const mock = await startMock()
    const env = environment(cisSettings(mock.url)) as Record<string, string>
    const args = ['user', 'get', person, '-o', 'json']
    const first = await listLoaded(args, env)
    expect(first.files).toEqual([...request, 'atomicFile.cjs'])
    const loaded = await listLoaded(args, env)
    expect(loaded.files).toEqual(request)
    expect(loaded.bytes).toBeLessThanOrEqual(370_000)
    expect(loaded.builtins.filter((name) => slowBuiltins.includes(name))).toEqual([])
  })
})
