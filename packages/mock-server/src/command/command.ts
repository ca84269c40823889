import { isLoopback } from '@personctl/shared/loopback'
import packageJson from '../../package.json'
import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import { DataFileError } from '../directory/data/parseDataFile.ts'
import { clientVariables, trustFiles } from './clientVariables.ts'
import { ownNames, type RunMode, readFlags, UsageError } from './flags.ts'
import { formatHelp } from './help.ts'
import { BackgroundError, formatEnvFile, isEnvFile, writeReadyFile } from './readyFile.ts'
import { readServerOptions } from './settings.ts'
import { type CommandIO, ListenError, startServer } from './startServer.ts'

/**
 * Runs the command `personctl-mock`: starts the server, prints the ready line, and serves until the process is told
 * to stop. Pending requests are then finished; a second signal cancels them.
 *
 * With `exec` as the first argument, it runs another command and serves until that command ends. With `wait` or `stop`, it
 * waits for a mock in the background, or stops it.
 *
 * @param argv the arguments after the name of the command
 * @returns the exit code: 0 after a stop, 1 if the server failed or was cancelled, 2 for invalid flags or data;
 *   with `exec`, the exit code of the other command
 */
export async function runMockCommand(argv: readonly string[], io: CommandIO): Promise<number> {
  const [mode, rest] = splitMode(argv)
  try {
    return await runMode(mode, rest, io)
  } catch (error) {
    const exitCode = toExitCode(error)
    if (exitCode === undefined) throw error
    const names = io.names ?? ownNames
    const program = io.names === undefined && mode === 'exec' ? ownNames.serve : names[mode]
    io.stderr.write(`${program}: ${(error as Error).message}\n`)
    return exitCode
  }
}

function splitMode(argv: readonly string[]): readonly [RunMode, readonly string[]] {
  const [first = '', ...rest] = argv
  return first === 'exec' || first === 'wait' || first === 'stop' ? [first, rest] : ['serve', argv]
}

/** Loads what a mode needs, and runs it. */
async function runMode(mode: RunMode, argv: readonly string[], io: CommandIO): Promise<number> {
  if (mode === 'serve') return serve(argv, io)
  if (mode === 'exec') return (await import('./exec.ts')).runExec(argv, io)
  const { runStop, runWait } = await import('./background.ts')
  return mode === 'wait' ? runWait(argv, io) : runStop(argv, io)
}

function toExitCode(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof DataFileError) return 2
  const failures = [ListenError, BackgroundError]
  return failures.some((failure) => error instanceof failure) ? 1 : undefined
}

async function serve(argv: readonly string[], io: CommandIO): Promise<number> {
  const names = io.names ?? ownNames
  const given = readFlags(argv, 'serve', names)
  if (given.has('help')) return print(io, formatHelp(names, io.stdout.columns))
  if (given.has('version')) return print(io, `${packageJson.version}\n`)
  const options = await readServerOptions(given, io)
  const server = await startServer(options, given.valueOf('data'))
  const ended = waitForStop(server, io)
  const removeReadyFile = await announceReady(server, options, given.valuesOf('ready-file'))
  if (options.admin && options.adminToken === undefined && !isLoopback(options.host ?? ''))
    io.stderr.write(`personctl-mock: ${adminClosedWarning(options)}\n`)
  print(io, given.has('json') ? readyJson(server) : readyLine(server))
  try {
    return await ended
  } finally {
    removeReadyFile()
  }
}

/** @returns removes the ready files */
async function announceReady(
  server: MockServer,
  options: MockServerOptions,
  files: readonly string[],
): Promise<() => void> {
  const removals: (() => void)[] = []
  const removeAll = (): void => {
    for (const remove of removals) remove()
  }
  try {
    const trust = files.length === 0 ? undefined : await trustFiles(server)
    for (const file of files) {
      const variables = { ...clientVariables(server, options), ...trust?.variables }
      const content = isEnvFile(file)
        ? formatEnvFile({ ...variables, PERSONCTL_MOCK_PID: String(process.pid) })
        : readyJson(server)
      removals.push(writeReadyFile(file, content))
    }
    return removeAll
  } catch (error) {
    removeAll()
    await server.close()
    throw error
  }
}

const readyJson = ({ url, caFile, services }: MockServer): string =>
  `${JSON.stringify({ url, pid: process.pid, ...(caFile === undefined ? {} : { caFile }), ...services })}\n`

const readyLine = ({ url, caFile }: MockServer): string =>
  `personctl-mock ready ${url}${caFile === undefined ? '' : ` (CA: ${caFile})`}\n`

const adminClosedWarning = ({ host }: MockServerOptions): string =>
  `the admin routes are disabled, since other machines can reach ${host}: set PERSONCTL_MOCK_ADMIN_TOKEN, or use --no-admin`

function waitForStop(server: MockServer, io: CommandIO): Promise<number> {
  return new Promise((resolve) => {
    let requests = 0
    io.onShutdown(() => {
      requests += 1
      void server.close().then(() => resolve(requests > 1 ? 1 : 0))
    })
  })
}

function print(io: CommandIO, text: string): 0 {
  io.stdout.write(text)
  return 0
}
