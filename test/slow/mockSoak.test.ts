import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const bench = fileURLToPath(new URL('../../bench/mockSoak.mjs', import.meta.url))

test('the mock sends no wrong response under mixed load for a minute, and its memory stays flat', async () => {
  // What is wrong is on its stderr, which is then in the failure. Other tests want their share of the machine.
  const { stdout } = await promisify(execFile)(process.execPath, [bench, '--seconds', '60', '--rest', '3'])
  expect(stdout).toContain('| wrong responses | 0 | 0 |')
}, 240_000)
