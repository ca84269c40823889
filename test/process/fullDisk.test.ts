import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { expect, it } from 'vitest'
import { bin } from '../helpers/personctlProcess.ts'

it
  .runIf(existsSync('/dev/full'))
  .each([
    ['--version'],
    ['-V'],
    ['--help'],
    ['help', 'exit-codes'],
    ['__complete', 'user', ''],
    ['__reference'],
    ['scopes', 'for', 'primary_email'],
  ])('personctl %s %s reports a full disk in one line', (...args) => {
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, [bin, ...args], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(full)
  expect(status).toBe(1)
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/ENOSPC: no space left on device/)])
})
