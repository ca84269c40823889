import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

/** The real executable. */
export const bin: string = fileURLToPath(new URL('../../packages/cli/bin/personctl.js', import.meta.url))

export interface RunOptions {
  /**
   * The whole environment, but for the PATH: nothing of the machine's shows through. What personctl keeps goes to a
   * folder of the run's own, unless there is a PERSONCTL_CONFIG_DIR.
   */
  readonly env?: Readonly<Record<string, string>>
  /** What is on stdin; `open` leaves it open with nothing on it. Empty by default. */
  readonly stdin?: string | Uint8Array | 'open'
}

/** What came of a run. */
export interface Outcome {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A personctl that runs, and what will come of it. */
export interface Running {
  readonly child: ChildProcess
  readonly outcome: Promise<Outcome>
  /** Resolves with all of stderr so far, as soon as it has this in it. */
  stderrHas(text: string): Promise<string>
  /** Resolves with all of stdout so far, as soon as it has this in it. */
  stdoutHas(text: string): Promise<string>
}

const ownFolders = mkdtempSync(join(tmpdir(), 'personctl-runs-'))
let runs = 0
// A worker of vitest is ended without telling it: no exit handler would run.
afterAll(() => rmSync(ownFolders, { recursive: true, force: true }))

/** The environment of a run. */
export function environment(env: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  runs += 1
  return { PATH: process.env['PATH'], PERSONCTL_CONFIG_DIR: join(ownFolders, String(runs)), ...env }
}

/** Runs the real executable to its end. */
export function runPersonctl(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return startPersonctl(args, options).outcome
}

/** Starts the real executable. */
export function startPersonctl(args: readonly string[], { env = {}, stdin = '' }: RunOptions = {}): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    env: environment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
      for (const look of watchers) look()
    })
  }
  // A command that does not read its stdin may end first.
  child.stdin.on('error', () => {})
  if (stdin !== 'open') child.stdin.end(stdin)

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

/** The error that a run wrote, which must be all of stderr, and one line. */
export function jsonError({ stderr }: Outcome): {
  code: string
  message: string
  service: string | null
  status: number | null
  hint: string | null
  resumeToken?: string
} {
  const lines = stderr.split('\n')
  if (lines.length !== 2 || lines[1] !== '')
    throw new Error(`stderr is not one line: ${JSON.stringify(stderr)}`)
  return JSON.parse(lines[0] ?? '').error
}
