import { execFile } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Returns the path of another Node.js, fetched if need be; undefined if it cannot be had. */
async function binaryOf(version: string): Promise<string | undefined> {
  const args = ['exec', '--yes', `--package=node@${version}`, '--', 'node', '-p', 'process.execPath']
  return run('npm', args, { timeout: 120_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}

async function runWith(
  binary: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { PATH, HOME } = process.env
  const env = { PATH: `${dirname(binary)}${delimiter}${PATH}`, HOME, NO_COLOR: '1', ...settings }
  return (await run(binary, args, { cwd: root, env, maxBuffer: 1e9 })).stdout
}

const digests = (binary: string, settings?: Readonly<Record<string, string>>) =>
  runWith(binary, ['scripts/responseDigests.mjs'], settings)

let expected = ''
beforeAll(async () => {
  expected = await digests(process.execPath, { LC_ALL: 'C', TZ: 'UTC' })
})

test('the mock sends the same bytes for a seed in any language and time zone', async () => {
  expect(expected.split('\n').length).toBeGreaterThan(1000)
  const settings = { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' }
  expect(await digests(process.execPath, settings)).toBe(expected)
})

for (const version of ['22', '24', '26']) {
  test(`the mock sends the same bytes on Node.js ${version}, where personctl user get works too`, async ({
    skip,
  }) => {
    const binary = await binaryOf(version)
    if (binary === undefined) return skip(`Node.js ${version} cannot be fetched`)
    expect(await digests(binary)).toBe(expected)
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', 'test/e2e/userGet.test.ts']
    expect(await runWith(binary, vitest)).toMatch(/^\d+ passed, 0 failed$/m)
  }, 300_000)
}
