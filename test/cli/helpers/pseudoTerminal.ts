import { spawn, spawnSync } from 'node:child_process'
import { bin } from '../../helpers/personctlProcess.ts'
import { environment } from '../../helpers/runPersonctl.ts'

// A terminal takes a program that makes one. This one hands on what it reads and what is written to it, both ways.
const bridge = `
import fcntl, os, pty, select, struct, sys, termios
columns, command = int(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    os.execvp(command[0], command)
sources = [terminal, 0]
while terminal in sources:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 65536)
        except OSError:
            data = b''
        if not data:
            sources.remove(source)
        elif source == terminal:
            os.write(1, data)
        else:
            os.write(terminal, data)
status = os.waitpid(pid, 0)[1]
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
`

/** Whether there is a program here that can make a terminal; without, what takes one cannot be tested. */
export const hasTerminal: boolean =
  process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0

if (!hasTerminal) console.warn('Without python3 there is no terminal: what takes one is not tested.')

/** What is wanted of a terminal. */
export interface TerminalOptions {
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  /** The program, in place of personctl. */
  readonly program?: readonly string[]
}

/** A program on a terminal of its own. */
export interface OnTerminal {
  /** Resolves with all that the terminal was sent, as soon as it has this in it. */
  shows(text: string | RegExp): Promise<string>
  /** Types, as a person would. */
  type(text: string): void
  readonly outcome: Promise<{ readonly exitCode: number | null; readonly shown: string }>
}

/** Starts personctl with a terminal for stdin, stdout and stderr. Line ends are shown as the program wrote them. */
export function startOnTerminal(
  args: readonly string[],
  { columns = 80, env = {}, program = [process.execPath, bin] }: TerminalOptions = {},
): OnTerminal {
  const child = spawn('python3', ['-c', bridge, String(columns), ...program, ...args], {
    env: environment({ TERM: 'xterm', NO_COLOR: '1', ...env }),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  const watchers = new Set<() => void>()
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    for (const look of watchers) look()
  })
  child.stdin.on('error', () => {})
  // A terminal ends lines with both halves of a line end, whatever is written to it.
  const written = () => shown.replaceAll('\r\n', '\n')
  return {
    shows: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof text === 'string' ? !written().includes(text) : !text.test(written())) return
          watchers.delete(look)
          resolve(written())
        }
        watchers.add(look)
        const fail = () => reject(new Error(`The terminal never showed ${text}: ${written()}`))
        closed.then(fail, fail)
        look()
      }),
    type: (text) => void child.stdin.write(text),
    outcome: closed.then((exitCode) => ({ exitCode, shown: written() })),
  }
}
