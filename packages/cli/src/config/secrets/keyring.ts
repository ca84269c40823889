import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../variables.ts'
import type { KeyringAnswer, KeyringRequest } from './keyringProcess.ts'

/** The system's keyring cannot be used. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError'
}

/**
 * Asks the system's keyring, in a process of its own: what waits for a D-Bus that does not answer can only be ended from
 * outside, and would hold this process even at its exit. What is secret goes through pipes.
 *
 * @throws KeyringError where there is none, where it refuses, and where it has not answered in time
 */
export async function askKeyring(
  request: KeyringRequest,
  limitMs: number,
  env: Environment,
): Promise<readonly (string | null)[]> {
  const program = fileURLToPath(new URL('./keyring.mjs', import.meta.url))
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: withoutSettings(env),
    timeout: limitMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  try {
    const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
      child.once('error', ({ message }) => reject(new KeyringError(message)))
      child.once('close', (_, signal) => resolve(signal))
    })
    // It may be gone before it has read what it was asked.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(request))
    const [output, signal] = await Promise.all([text(child.stdout), ended])
    if (output === '') {
      const isLate = signal === 'SIGKILL'
      throw new KeyringError(isLate ? `it gave no answer within ${limitMs / 1000} s` : 'it gave no answer')
    }
    const answer: KeyringAnswer = JSON.parse(output)
    if ('failure' in answer) throw new KeyringError(answer.failure)
    return answer.values
  } finally {
    process.removeListener('exit', end)
  }
}

/** The keyring needs the session's variables, and none of personctl's, some of which are secret. */
function withoutSettings(env: Environment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^PERSONCTL_/i.test(name)))
}
