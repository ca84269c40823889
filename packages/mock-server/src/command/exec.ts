import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'
import { didYouMean } from '@personctl/shared/didYouMean'
import { clientVariables, trustFiles, type Variables } from './clientVariables.ts'
import { ownNames, readFlags, splitAfterFlags, UsageError } from './flags.ts'
import { formatExecHelp } from './help.ts'
import { readServerOptions } from './settings.ts'
import { type CommandIO, type StopSignal, startServer } from './startServer.ts'

/**
 * Runs `personctl-mock exec`: serves on a free port while a command runs.
 *
 * @returns the exit code of the command; 126 if it cannot be run, 127 if it does not exist, 128 plus the number of
 *   the signal if a signal ended it
 */
export async function runExec(argv: readonly string[], io: CommandIO): Promise<number> {
  const [flags, [file, ...args]] = splitAfterFlags(argv)
  const names = io.names ?? ownNames
  const given = readFlags(flags, 'exec', names)
  if (given.has('help')) {
    io.stdout.write(formatExecHelp(names, io.stdout.columns))
    return 0
  }
  if (file === undefined)
    throw new UsageError(`exec requires a command: ${names.exec} [flags] -- COMMAND [ARGUMENTS]`)
  const expandVariables = parseVariables(given.valuesOf('env'))
  const options = await readServerOptions(given, io)

  let child: ChildCommand | undefined
  let stoppedBy: StopSignal | undefined
  io.onShutdown((signal) => {
    stoppedBy = signal
    child?.stop(signal)
  })
  const server = await startServer(
    given.has('port') ? options : { ...options, port: 0 },
    given.valueOf('data'),
  )
  try {
    const trust = (await trustFiles(server))?.programVariables
    const variables = { ...clientVariables(server, options), ...trust }
    const env = createEnvironment(process.env, server.url, { ...variables, ...expandVariables(variables) })
    if (stoppedBy !== undefined) return toExitCode(null, stoppedBy)
    child = startCommand(file, args, env, io)
    return await child.ended
  } finally {
    // The first call stops accepting requests; the second cancels pending ones, whose client is gone.
    void server.close()
    await server.close()
  }
}

/** A command that shares the standard streams of this process. */
interface ChildCommand {
  /** Forwards a signal to the command. */
  stop(signal: StopSignal): void
  /** Resolves with the exit code, as a shell reports it: 126 or 127 if the command cannot be run. Never rejects. */
  readonly ended: Promise<number>
}

function startCommand(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { stderr }: CommandIO,
): ChildCommand {
  const child = spawn(file, args, { env: { ...env }, stdio: 'inherit' })
  const ended = new Promise<number>((resolve) => {
    child.once('error', ({ code }: NodeJS.ErrnoException) => {
      const isMissing = code === 'ENOENT'
      const reason = isMissing ? 'the command does not exist' : (code ?? 'it does not start')
      stderr.write(`personctl-mock: cannot run '${file}': ${reason}\n`)
      resolve(isMissing ? 127 : 126)
    })
    child.once('exit', (code, signal) => resolve(toExitCode(code, signal)))
  })
  return {
    stop(signal) {
      // A terminal sends Ctrl-C to every process, and many take a second signal as a request to stop at once.
      if (signal === 'SIGINT' && [0, 1, 2].some(isatty)) return
      child.kill(signal)
    },
    ended,
  }
}

/** Returns the exit code that a shell reports. */
function toExitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? (code ?? 1) : 128 + constants.signals[signal]
}

/** Environment variables of a process. */
type Environment = Readonly<Record<string, string | undefined>>

// Variables that would make a client use other credentials than those of the mock.
const conflictingVariables = /^PERSONCTL_[A-Z]+_(?:TOKEN|CLIENT_SECRET|CLIENT_SECRET_FILE)$/

/**
 * Returns the environment of the command.
 *
 * @param own the environment of this process
 * @param url the URL of the mock
 * @param variables set in any case
 */
function createEnvironment(own: Environment, url: string, variables: Variables): Environment {
  const inherited = Object.fromEntries(
    Object.entries(own).filter(([name]) => !conflictingVariables.test(name)),
  )
  return { ...inherited, ...bypassProxies(own, url), ...variables }
}

// A proxy would look for the mock on its own machine.
function bypassProxies(own: Environment, url: string): Variables {
  const host = new URL(url).hostname
  const listed = own['no_proxy'] ?? own['NO_PROXY']
  const list = listed ? `${listed},${host}` : host
  return { no_proxy: list, NO_PROXY: list }
}

/**
 * Parses the values of `--env`, which may refer to other variables, as in `{PERSONCTL_MOCK_URL}/v2`.
 *
 * @returns expands the references; throws UsageError for an unknown variable
 * @throws {UsageError} if a value is not NAME=VALUE
 */
function parseVariables(written: readonly string[]): (known: Variables) => Variables {
  const given = written.map((text) => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined)
      throw new UsageError(`--env must be NAME=VALUE; NAME consists of letters, digits and _`)
    return [name, value] as const
  })
  return (known) =>
    Object.fromEntries(given.map(([name, value]) => [name, expandReferences(value, name, known)] as const))
}

function expandReferences(value: string, name: string, known: Variables): string {
  return value.replace(/\{(PERSONCTL_\w*)\}/g, (_, reference: string) => {
    const found = Object.hasOwn(known, reference) ? known[reference] : undefined
    if (found !== undefined) return found
    const names = Object.keys(known)
    const nearest = didYouMean(reference, names)
    const suggestion = nearest === undefined ? `known are ${names.join(', ')}` : `did you mean {${nearest}}?`
    throw new UsageError(`--env ${name} refers to {${reference}}, which is not set; ${suggestion}`)
  })
}
