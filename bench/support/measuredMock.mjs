import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { mockBin } from './childServer.mjs'

const reportsMemory = new URL('reportsMemory.mjs', import.meta.url).href

/**
 * Starts the mock in a process of its own that can be asked how much memory it takes.
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
    /** What it has written to stderr: nothing, unless something went wrong in it. */
    stderr: () => stderr,
    /** How much it takes and how much it took at most, in megabytes. */
    async memory() {
      const answer = once(child, 'message')
      // Where it is gone, that is said by how it ended.
      child.send('memory', () => {})
      const [usage] = await Promise.race([answer, died])
      return { resident: usage.rss / 1e6, most: usage.maxRSS / 1e3 }
    },
    /** @returns {Promise<number | string>} its exit code; 0 unless something went wrong */
    async stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}
