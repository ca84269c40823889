import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { environment, type Outcome, type RunOptions } from './runPersonctl.ts'

/** The path of the real executable. */
export const bin: string = fileURLToPath(new URL('../../packages/cli/bin/personctl.js', import.meta.url))

/** A personctl that runs, and its outcome to come. */
export interface Running {
  readonly child: ChildProcess
  readonly outcome: Promise<Outcome>
  /** Resolves with all of stderr so far, as soon as it contains this. */
  stderrHas(text: string): Promise<string>
  /** Resolves with all of stdout so far, as soon as it contains this. */
  stdoutHas(text: string): Promise<string>
}

/** Runs the real executable to its end. For tests whose subject is the process; `runPersonctl` is for the others. */
export function runPersonctlProcess(args: readonly string[], options: ProcessOptions = {}): Promise<Outcome> {
  return startPersonctl(args, options).outcome
}

interface ProcessOptions extends RunOptions {
  /** The descriptor of the file that stdout is. @default a pipe */
  readonly stdout?: number
}

/** Starts the real executable. */
export function startPersonctl(
  args: readonly string[],
  { env = {}, stdin = '', stdout = -1 }: ProcessOptions = {},
): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    env: environment(env),
    stdio: ['pipe', stdout < 0 ? 'pipe' : stdout, 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
      for (const look of watchers) look()
    })
  }
  // A command that does not read its stdin may end first.
  child.stdin?.on('error', () => {})
  if (stdin !== 'open') child.stdin?.end(stdin)

  const has = (name: 'stdout' | 'stderr') => (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (!written[name].includes(text)) return
        watchers.delete(look)
        resolve(written[name])
      }
      watchers.add(look)
      child.once('close', () => reject(new Error(`${name} ended without ${text}: ${written[name]}`)))
      look()
    })
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, ...written }))
  })
  return { child, outcome, stderrHas: has('stderr'), stdoutHas: has('stdout') }
}
