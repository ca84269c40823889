import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { run as runCommand } from '../../packages/cli/src/cli.ts'
import type { printCompletions } from '../../packages/cli/src/completion/candidates.ts'

/** The parts of the built CLI below `main`: what a process is for them comes in as an argument. */
const bundle = new URL('../../packages/cli/dist/inProcess.cjs', import.meta.url).href

export interface RunOptions {
  /**
   * The whole environment, except for PATH: nothing of the machine's shows through. The configuration is in a folder of
   * the run's own unless PERSONCTL_CONFIG_DIR names another.
   */
  readonly env?: Readonly<Record<string, string>>
  /** The content of stdin; `open` leaves it open with nothing on it. @default '' */
  readonly stdin?: string | Uint8Array | 'open'
  /** The streams that are a terminal, without colours unless NO_COLOR is empty. @default none */
  readonly terminal?: 'both' | 'stderr'
  /** The width of the terminal. @default 80 */
  readonly columns?: number
  /** The text that a person types when a command asks for it. Stdin is a terminal then. @default nobody can be asked */
  readonly typed?: string
  /** The time that each write takes, in milliseconds. @default 0 */
  readonly writeMs?: number
}

/** The result of a run. */
export interface Outcome {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

const ownFolders = mkdtempSync(join(tmpdir(), 'personctl-runs-'))
let runs = 0

/** Returns the environment of a run. */
export function environment(env: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  runs += 1
  return { PATH: process.env['PATH'], PERSONCTL_CONFIG_DIR: join(ownFolders, String(runs)), ...env }
}

/** Runs the built CLI in this process, with memory for its streams. */
export async function runPersonctl(
  args: readonly string[],
  { env, stdin = '', terminal, columns = 80, typed, writeMs = 0 }: RunOptions = {},
): Promise<Outcome> {
  const { run }: { run: typeof runCommand } = await import(bundle)
  const written = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof written, isTerminal: boolean) => ({
    isTerminal,
    columns: isTerminal ? columns : undefined,
    writeBytes: async (bytes: Uint8Array) => {
      written[name] += Buffer.from(bytes).toString()
    },
    write: async (text: string) => {
      written[name] += text
      if (writeMs > 0) await new Promise((resolve) => setTimeout(resolve, writeMs))
    },
  })
  const exitCode = await run(args, {
    stdin: chunksOf(stdin),
    stdout: stream('stdout', terminal === 'both'),
    stderr: stream('stderr', terminal !== undefined),
    env: environment({ ...(terminal !== undefined && { TERM: 'xterm', NO_COLOR: '1' }), ...env }),
    isStdinTerminal: typed !== undefined,
    ask: typed === undefined ? undefined : async () => typed,
    interrupted: new AbortController().signal,
    uncaught: new Promise<never>(() => {}),
  })
  return { exitCode, ...written }
}

/** Returns what a shell reads that asks for completion, as `personctl __complete` with these arguments. */
export async function complete(args: readonly string[], env: RunOptions['env'] = {}): Promise<string> {
  const module: { printCompletions: typeof printCompletions } = await import(bundle)
  let written = ''
  module.printCompletions(args, environment(env), (text) => {
    written += text
  })
  return written
}

async function* chunksOf(stdin: NonNullable<RunOptions['stdin']>): AsyncIterable<Uint8Array> {
  if (stdin === 'open') await new Promise(() => {})
  if (stdin.length > 0) yield typeof stdin === 'string' ? Buffer.from(stdin) : stdin
}

/** Returns the error that a run wrote, which must be all of stderr, and one line. */
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
