import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { run } from '../../packages/cli/src/cli.ts'
import { type Block, type Command, commandsOf, root } from './documents.ts'

/** The result of a command of a document. */
export interface CommandResult extends Command {
  readonly document: string
  /** Null if the shell did not get that far. */
  readonly exitCode: number | null
  /** Both streams, as a terminal shows them. */
  readonly output: string
}

interface ShellOptions {
  /** The folders with commands, in front of those of the machine. */
  readonly path: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** The URL of a mock, in place of that with the usual port. */
  readonly mockUrl: string
}

const mark = '-- personctl document'

/**
 * Runs the blocks for a shell of a document one after the other, in one shell and a new folder. A command that serves until
 * it is stopped gets stopped once it is ready.
 */
export async function runInShell(
  blocks: readonly Block[],
  { path, env, mockUrl }: ShellOptions,
): Promise<CommandResult[]> {
  const home = mkdtempSync(join(tmpdir(), 'personctl-document-'))
  const folder = join(home, 'work')
  mkdirSync(folder)
  const terminal = join(home, 'terminal')
  const ownContexts = join(home, '.config/personctl')
  mkdirSync(ownContexts, { recursive: true })
  // Nobody's keyring gets the secrets of documents.
  const contexts = { version: 1, current: 'mozilla', secretStore: 'file', contexts: {} }
  writeFileSync(join(ownContexts, 'contexts.json'), JSON.stringify(contexts))
  const commands = blocks.flatMap((block) =>
    commandsOf(block).map((command, index) => ({
      ...command,
      block,
      before: index === 0 ? block.before : '',
    })),
  )
  const script = commands.flatMap(({ text, before }, index) => [
    before,
    `printf '\\n${mark} %s begins\\n' ${index}`,
    servesForever(text) ? stopWhenReady(text) : text,
    `printf '\\n${mark} %s ends with %s\\n' ${index} $?`,
  ])
  const source = ['exec > "$TERMINAL" 2>&1 < /dev/null', ...script].join('\n')
  const file = join(home, 'script')
  writeFileSync(
    file,
    source
      .replaceAll(/http:\/\/(?:127\.0\.0\.1|localhost):4010/g, mockUrl)
      .replaceAll(/(?<![\w/])localhost:4010/g, mockUrl),
  )
  const settings = {
    HOME: home,
    PERSONCTL_CONFIG_DIR: ownContexts,
    CHECKOUT: root,
    TERMINAL: terminal,
    MOCK: mockUrl,
    LC_ALL: 'C.UTF-8',
    ...env,
  }
  const PATH = [...path, dirname(process.execPath), process.env['PATH']].join(':')
  await promisify(execFile)('bash', [file], {
    cwd: folder,
    env: { PATH, ...settings },
    timeout: 120_000,
  }).catch(() => {
    // The shell ends with the status of its last command, which is in its output.
  })
  const written = readFileSync(terminal, 'utf8')
  return commands.map(({ line, text, shown, block }, index) => {
    const pattern = new RegExp(
      `\\n${mark} ${index} begins\\n([\\s\\S]*?)(?:\\n${mark} ${index} ends with (\\d+)\\n|$(?![\\s\\S]))`,
    )
    const [, output = '', status] = pattern.exec(written) ?? []
    const exitCode = status === undefined ? null : Number(status)
    return { document: block.document, line, text, ...(shown !== undefined && { shown }), exitCode, output }
  })
}

function servesForever(text: string): boolean {
  const command = text.replace(/\s#.*$/, '')
  return (
    /(?:@personctl\/mock-server|personctl-mock|\bmock start)(?=\s|$)/.test(command) &&
    !/\s(?:exec|wait|stop|--help|--version)\b|&\s*$|[|>]/.test(command)
  )
}

/** In a group of its own, since npx does not hand on a signal. */
function stopWhenReady(text: string): string {
  return [
    'set -m; size=$(wc -c < "$TERMINAL")',
    `${text.replace(/\s#.*$/, '')} &`,
    'until tail -c "+$size" "$TERMINAL" | grep -q ready || ! kill -0 $!; do sleep 0.05; done',
    'kill -TERM -- -$!; wait $! 2> /dev/null; set +m; true',
  ].join('\n')
}

async function* eachOf(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks
}

/** Commands in front of those of the machine, for documents whose subject is not the installation. */
export interface StandIns {
  readonly folder: string
  close(): Promise<void>
}

/** Commands that examples run and that are not ours, such as the tests of a team. */
export const foreignCommands: Readonly<Record<string, string>> = {
  pytest: '#!/bin/sh\ntest -n "$PERSONCTL_CIS_URL"\n',
  deploy: '#!/bin/sh\nexit 0\n',
}

/** Writes commands into a folder. */
export function writeCommands(folder: string, commands: Readonly<Record<string, string>>): void {
  for (const [name, script] of Object.entries(commands)) {
    writeFileSync(join(folder, name), script)
    chmodSync(join(folder, name), 0o755)
  }
}

/**
 * Returns a folder with `personctl`, which runs in this process and takes its stdout for a terminal unless it is redirected,
 * and with an `npx` and an `npm` that know our packages alone.
 */
export async function createStandIns(): Promise<StandIns> {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-commands-'))
  const socket = join(folder, 'socket')
  const bin = (name: string) => `exec '${process.execPath}' '${join(root, name)}' "$@"`
  const cli = bin('packages/cli/bin/personctl.js')
  const mock = bin('packages/mock-server/bin/personctl-mock.js')
  const skipFlags = 'while case $1 in -*) true ;; *) false ;; esac; do shift; done'
  writeCommands(folder, {
    ...foreignCommands,
    personctl: `#!/bin/sh
case $1 in mock) ${cli} ;; esac
case " $* " in *' - '* | *'@- '* | *' -:'* | *stdin*) ;; *) exec < /dev/null ;; esac
encode() { base64 | tr -d '\\n'; }
test /dev/fd/1 -ef "$TERMINAL" && isTerminal=true
test /dev/fd/2 -ef "$TERMINAL" && isTerminal=\${isTerminal:+both}
result=$(mktemp)
curl --silent --show-error --unix-socket '${socket}' --dump-header "$result" --data-binary @- \\
  --header "x-arguments: $(printf '%s\\0' "$@" | encode)" --header "x-environment: $(env -0 | encode)" \\
  --header "x-folder: $PWD" --header "x-terminal: $isTerminal" http://localhost/
part() { sed -n "s/^x-$1: \\(.*\\).$/\\1/p" "$result"; }
part stderr | base64 -d >&2
status=$(part status)
rm "$result"
exit "$status"
`,
    'personctl-mock': `#!/bin/sh
# Another port than the usual one, which may be in use.
case " $* " in *' exec '* | *' wait '* | *' stop '* | *' --port '*) ;; *) set -- "$@" --port 0 ;; esac
${mock}
`,
    npx: `#!/bin/sh
${skipFlags}
case $1 in
  @personctl/cli) shift; exec personctl "$@" ;;
  @personctl/mock-server) shift; exec personctl-mock "$@" ;;
  personctl | personctl-mock) "$@" ;;
  *) tool='${join(root, 'node_modules/.bin')}'/$1; shift; "$tool" "$@" ;;
esac
`,
    npm: `#!/bin/sh
test "$1" = install || { echo "There is no stand-in for npm $1." >&2; exit 1; }
ln -sfn '${join(root, 'node_modules')}' node_modules
shift
for name; do case $name in -*) ;; *) test -e "node_modules/$name/package.json" || exit 1 ;; esac; done
`,
  })
  const { run: runCommand }: { run: typeof run } = await import(
    new URL('../../packages/cli/dist/inProcess.cjs', import.meta.url).href
  )
  // One after the other, since the folder of a process is one for all.
  let previous: Promise<unknown> = Promise.resolve()
  const server = createServer({ maxHeaderSize: 1e6 }, async (request, response) => {
    const part = (name: string) => Buffer.from(String(request.headers[`x-${name}`]), 'base64').toString()
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const args = part('arguments').split('\0').slice(0, -1)
    const env = Object.fromEntries(
      part('environment')
        .split('\0')
        .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    )
    const ours = process.cwd()
    const terminal = request.headers['x-terminal']
    const stdout: Uint8Array[] = []
    // On a terminal, they are one.
    const written = { stdout, stderr: terminal === 'both' ? stdout : [] }
    const stream = (name: keyof typeof written, isTerminal: boolean) => ({
      isTerminal,
      columns: isTerminal ? 120 : undefined,
      writeBytes: async (bytes: Uint8Array) => void written[name].push(bytes),
      write: async (text: string) => void written[name].push(Buffer.from(text)),
    })
    const result = previous.then(async () => {
      process.chdir(String(request.headers['x-folder']))
      try {
        return await runCommand(args, {
          stdin: eachOf(chunks),
          stdout: stream('stdout', terminal === 'true' || terminal === 'both'),
          stderr: stream('stderr', false),
          env: { ...env, NO_COLOR: '1', TERM: 'xterm' },
          isStdinTerminal: chunks.length === 0,
          ask: async (question) => {
            written.stderr.push(Buffer.from(`${question}\n`))
            return 'demo-secret'
          },
          interrupted: new AbortController().signal,
          uncaught: new Promise<never>(() => {}),
        })
      } finally {
        process.chdir(ours)
      }
    })
    previous = result.catch(() => {})
    const status = await result.catch((error) => {
      written.stderr.push(Buffer.from(String(error)))
      return 1
    })
    response.setHeader('x-status', status)
    const stderr = Buffer.concat(terminal === 'both' ? [] : written.stderr)
    response.setHeader('x-stderr', stderr.toString('base64'))
    response.end(Buffer.concat(stdout))
  })
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  return {
    folder,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
