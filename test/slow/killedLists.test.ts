import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment, runPersonctl } from '../helpers/runPersonctl.ts'

const mostKills = 12

it.skipIf(process.platform === 'win32').each(['ndjson', 'csv'])(
  'personctl user list --checkpoint writes 1,500 people once each as %s if it is killed again and again',
  async (format) => {
    const { url: origin } = await startMockProcessForTest(['--people', '1500', '--page-size', '25'])
    const list = ['user', 'list', '-o', format]
    const whole = (await runPersonctl(list, { env: cisSettings(origin) })).stdout
    const folder = mkdtempSync(join(tmpdir(), 'personctl-killed-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    let killed = 0
    const [out, checkpoint] = [join(folder, 'out'), join(folder, 'checkpoint')]
    for (let attempt = 0; ; attempt += 1) {
      const descriptor = openSync(out, 'a')
      const child = spawn(process.execPath, [bin, ...list, '--checkpoint', checkpoint], {
        env: environment(cisSettings(origin)),
        stdio: ['ignore', descriptor, 'inherit'],
      })
      closeSync(descriptor)
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      // After so many kills the list may end, however slow the machine is.
      if (attempt < mostKills) {
        await Promise.race([ended, sleep(200 + Math.random() * 1000)])
        child.kill('SIGKILL')
      }
      const exitCode = await ended
      if (exitCode === null) killed += 1
      const isBegun = existsSync(checkpoint) || readFileSync(out).length > 0
      // A process that is killed after its last row leaves neither a checkpoint nor an exit code.
      if (exitCode !== null || (isBegun && !existsSync(checkpoint))) break
    }
    expect(readFileSync(out, 'utf8') === whole).toBe(true)
    expect(killed).toBeGreaterThan(1)
  },
  600_000,
)
