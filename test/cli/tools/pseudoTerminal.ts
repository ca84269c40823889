import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bin, environment } from '../runPersonctl.ts'

const program = fileURLToPath(new URL('pseudoTerminal.py', import.meta.url))

/** Whether there is what makes terminals: Python, on a system that has them. */
export const hasPseudoTerminal: boolean =
  process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0

/** A personctl on a terminal. */
export interface TerminalSession {
  /** Resolves as soon as the terminal shows this. */
  shows(text: string): Promise<void>
  type(keys: string): void
  /** Resolves with all that the terminal showed, and the exit code. */
  readonly ended: Promise<{ screen: string; exitCode: number | null }>
}

/** Runs personctl on a terminal of so many columns. */
export function onPseudoTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  columns = 80,
): TerminalSession {
  const child = spawn('python3', [program, String(columns), process.execPath, bin, ...args], {
    env: environment({ TERM: 'xterm', ...env }),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let screen = ''
  const watchers = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    for (const look of watchers) look()
  })
  const ended = new Promise<{ screen: string; exitCode: number | null }>((resolve) => {
    child.once('close', (exitCode) => resolve({ screen, exitCode }))
  })
  return {
    type: (keys) => void child.stdin.write(keys),
    shows: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!screen.includes(text)) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        child.once('close', () => reject(new Error(`The terminal never showed ${text}, but ${screen}`)))
        look()
      }),
    ended,
  }
}
