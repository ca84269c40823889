import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/responseDigests.mjs', import.meta.url))

async function digests(env: Readonly<Record<string, string>>): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env, maxBuffer: 1e8 })
  return stdout.trimEnd().split('\n')
}

test('the mock sends the same bytes for a seed in any language and time zone', async () => {
  const [here, there] = await Promise.all([
    digests({ LC_ALL: 'C', TZ: 'UTC' }),
    digests({ LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' }),
  ])
  expect(here.length).toBeGreaterThan(1000)
  expect(there).toEqual(here)
})
