import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { mockBin } from './childServer.mjs'

const reportsMemory = new URL('reportsMemory.mjs', import.meta.url).href

/**
 * Starts the mock as a child process that reports its memory on request.
 *
 * @param {readonly string[]} flags
 */
export async function startMeasuredMock(flags) {
  const child = spawn(process.execPath, ['--import', reportsMemory, mockBin, '--port', '0', ...flags], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const exited = once(child, 'exit').then(([code, signal]) => code ?? signal)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const died = exited.then((code) => {
    throw new Error(`personctl-mock ended with ${code}: ${stderr}`)
  })
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), died])
  return {
    url: /http:\/\/\S+$/.exec(line)[0],
    /** Returns what the mock has written to stderr: an empty string unless something went wrong. */
    stderr: () => stderr,
    /** Returns the memory that the mock uses now, and its peak, in megabytes. */
    async memory() {
      const reply = once(child, 'message')
      // If the process is gone, `died` says how it ended.
      child.send('memory', () => {})
      const [usage] = await Promise.race([reply, died])
      return { resident: usage.rss / 1e6, most: usage.maxRSS / 1e3 }
    },
    /** @returns {Promise<number | string>} the exit code or signal; 0 unless something went wrong */
    async stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}
