import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const mockBin = fileURLToPath(
  new URL('../../packages/mock-server/bin/personctl-mock.js', import.meta.url),
)

/**
 * Starts a server as a child process and waits for the line on its stdout that ends in its URL.
 *
 * @param {readonly string[]} args what follows `node`
 * @returns {Promise<{ url: string, cpuMs(): number | undefined, stop(): Promise<void> }>}
 */
export async function startChildServer(args, input = '') {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.stdin.end(input)
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\/\/\S+$/.exec(line)?.[0]
    if (url !== undefined)
      return {
        url,
        cpuMs: () => readCpuMs(child.pid),
        async stop() {
          child.kill('SIGKILL')
          await exited
        },
      }
  }
  throw new Error(`node ${args.join(' ')} ended before it was ready`)
}

/** Returns the CPU time of a process in milliseconds; undefined where there is no /proc. */
function readCpuMs(pid) {
  try {
    // User and system time, in hundredths of a second, after the name in parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return undefined
  }
}

/** Returns the median; of an even count, the upper one. */
export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)]
}
