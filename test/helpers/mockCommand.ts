import { runMockCommand } from '@personctl/mock-server/command'
import { onTestFinished } from 'vitest'

/** A personctl-mock that runs in this process. */
export interface MockCommand {
  readonly url: string
  /** The first line on stdout. */
  readonly readyLine: string
  /** Returns what was written to stderr so far. */
  stderr(): string
  /** Asks it to stop. Resolves with its exit code. */
  stop(): Promise<number>
}

/** Runs personctl-mock in this process to its end. */
export async function runMock(
  args: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { io, written } = memoryIO()
  const code = await runMockCommand(args, io)
  return { code, ...written }
}

/** Starts personctl-mock in this process, on a free port, for as long as the test lasts. */
export async function startMockCommand(args: readonly string[] = []): Promise<MockCommand> {
  const mock = await launchMock(args)
  onTestFinished(async () => {
    // Asked twice, it does not wait for requests that never end.
    void mock.stop()
    await mock.stop()
  })
  return mock
}

/** Starts the same for as long as whoever calls does not stop it: for `beforeAll`. */
export async function launchMock(args: readonly string[] = []): Promise<MockCommand> {
  const { io, written, shutDown, firstLine } = memoryIO()
  const ended = runMockCommand(['--port', '0', ...args], io)
  const readyLine = await Promise.race([firstLine, ended.then(() => '')])
  const url = /https?:\/\/[^\s"]+/.exec(readyLine)?.[0]
  if (url === undefined) throw new Error(`personctl-mock did not get ready: ${written.stderr}`)
  return {
    url,
    readyLine,
    stderr: () => written.stderr,
    stop: () => {
      shutDown()
      return ended
    },
  }
}

function memoryIO() {
  const written = { stdout: '', stderr: '' }
  const listeners: ((signal: 'SIGTERM') => void)[] = []
  let announce: (line: string) => void
  const firstLine = new Promise<string>((resolve) => {
    announce = resolve
  })
  const io = {
    stdout: {
      write(text: string) {
        written.stdout += text
        const [line, rest] = written.stdout.split('\n')
        if (rest !== undefined) announce(line ?? '')
      },
    },
    stderr: {
      write(text: string) {
        written.stderr += text
      },
    },
    onShutdown: (listener: (signal: 'SIGTERM') => void) => void listeners.push(listener),
  }
  const shutDown = () => {
    for (const listener of listeners) listener('SIGTERM')
  }
  return { io, written, firstLine, shutDown }
}
