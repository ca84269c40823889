import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const bin = fileURLToPath(new URL('../../packages/mock-server/bin/personctl-mock.js', import.meta.url))

export interface MockProcess {
  readonly url: string
  /** The first line on stdout. */
  readonly readyLine: string
  readonly child: ChildProcessWithoutNullStreams
  /** What was written to stderr so far. */
  stderr(): string
  /** Resolves with the exit code once the process has ended. */
  readonly exited: Promise<number | null>
  stop(): Promise<number | null>
}

/** Starts personctl-mock with nothing of the machine's environment but its PATH. */
export function spawnMock(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args], { env: { PATH: process.env['PATH'], ...env } })
}

/** Starts personctl-mock, on a free port unless the arguments name one, and waits until it is ready. */
export async function startMockProcess(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<MockProcess> {
  const child = spawnMock(args.includes('--port') ? args : ['--port', '0', ...args], env)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    errors += part
  })
  let output = ''
  for await (const part of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    output += part
    if (output.includes('\n')) break
  }
  child.stdout.resume()
  const [readyLine = ''] = output.split('\n')
  const url = /https?:\/\/[^\s"]+/.exec(readyLine)?.[0]
  if (url === undefined) throw new Error(`personctl-mock did not get ready: ${output}${errors}`)
  return {
    url,
    readyLine,
    child,
    stderr: () => errors,
    exited,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
  }
}

/** Runs personctl-mock to its end. */
export async function runMockProcess(
  args: readonly string[],
  { env = {}, stdin = '' }: { env?: Readonly<Record<string, string>>; stdin?: string } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnMock(args, env)
  const exited = once(child, 'exit')
  // What does not read its stdin may end first.
  child.stdin.on('error', () => {}).end(stdin)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = await exited
  return { code, stdout, stderr }
}

/** Starts personctl-mock as a process of its own for as long as the test lasts. */
export async function startMockProcessForTest(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<MockProcess> {
  const mock = await startMockProcess(args, env)
  onTestFinished(() => {
    mock.child.kill('SIGKILL')
  })
  return mock
}
