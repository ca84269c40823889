import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const bin = fileURLToPath(new URL('../../packages/mock-server/bin/personctl-mock.js', import.meta.url))

/** Starts personctl-mock on a free port, for as long as the test lasts. Returns where it is. */
export async function startMock(args: readonly string[] = []): Promise<string> {
  const child = spawn(process.execPath, [bin, '--port', '0', ...args], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGTERM')
  })
  for await (const line of createInterface(child.stdout)) {
    const url = /^personctl-mock ready (http:\S+)$/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('personctl-mock ended before it was ready')
}
