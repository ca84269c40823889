import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isLoopback } from '@personctl/shared/loopback'
import packageJson from '../../package.json'
import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import { DataFileError } from '../directory/data/parseDataFile.ts'
import { clientVariables, formatEnvFile, trustFiles } from './clientVariables.ts'
import { ownNames, readFlags, UsageError } from './flags.ts'
import { formatHelp } from './help.ts'
import { readServerOptions } from './settings.ts'
import { type CommandIO, ListenError, startServer } from './startServer.ts'

/**
 * Runs the command `personctl-mock`: starts the server, prints the ready line, and serves until the process is told
 * to stop. Pending requests are then finished; a second signal cancels them.
 *
 * With `exec` as the first argument, it runs another command and serves until that command ends.
 *
 * @param argv the arguments after the name of the command
 * @returns the exit code: 0 after a stop, 1 if the server failed or was cancelled, 2 for invalid flags or data;
 *   with `exec`, the exit code of the other command
 */
export async function runMockCommand(argv: readonly string[], io: CommandIO): Promise<number> {
  const isExec = argv[0] === 'exec'
  try {
    if (!isExec) return await serve(argv, io)
    const { runExec } = await import('./exec.ts')
    return await runExec(argv.slice(1), io)
  } catch (error) {
    const exitCode = toExitCode(error)
    if (exitCode === undefined) throw error
    const [program] = io.names === undefined ? ['personctl-mock'] : [io.names[isExec ? 'exec' : 'serve']]
    io.stderr.write(`${program}: ${(error as Error).message}\n`)
    return exitCode
  }
}

function toExitCode(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof DataFileError) return 2
  return error instanceof ListenError || error instanceof ReadyFileError ? 1 : undefined
}

async function serve(argv: readonly string[], io: CommandIO): Promise<number> {
  const { names = ownNames } = io
  const given = readFlags(argv, 'serve', names)
  if (given.has('help')) return print(io, formatHelp(names, io.stdout.columns))
  if (given.has('version')) return print(io, `${packageJson.version}\n`)
  const options = await readServerOptions(given, io)
  const server = await startServer(options, given.valueOf('data'))
  const ended = waitForStop(server, io)
  const removeReadyFile = await announceReady(server, options, given.valueOf('ready-file'))
  if (options.admin && options.adminToken === undefined && !isLoopback(options.host ?? ''))
    io.stderr.write(`personctl-mock: ${adminClosedWarning(options)}\n`)
  print(io, given.has('json') ? readyJson(server) : readyLine(server))
  try {
    return await ended
  } finally {
    removeReadyFile()
  }
}

/** @returns removes the ready file */
async function announceReady(
  server: MockServer,
  options: MockServerOptions,
  readyFile: string | undefined,
): Promise<() => void> {
  if (readyFile === undefined) return () => {}
  try {
    const content = readyFile.endsWith('.env')
      ? formatEnvFile({ ...clientVariables(server, options), ...(await trustFiles(server))?.variables })
      : readyJson(server)
    return writeReadyFile(readyFile, content)
  } catch (error) {
    await server.close()
    throw error
  }
}

/** Thrown if the ready file cannot be written. */
class ReadyFileError extends Error {
  override readonly name: string = 'ReadyFileError'
}

/**
 * Writes the ready file. Other processes never see an unfinished file.
 *
 * @returns removes the file, unless another server has replaced it
 * @throws {ReadyFileError} if it cannot be written
 */
function writeReadyFile(file: string, content: string): () => void {
  const unfinished = `${file}.${process.pid}`
  try {
    writeFileSync(unfinished, content)
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ReadyFileError(`--ready-file: cannot write ${file}: ${code}`)
  }
  return () => removeIfOwn(file, content)
}

function removeIfOwn(file: string, content: string): void {
  try {
    if (readFileSync(file, 'utf8') === content) rmSync(file)
  } catch {
    // Somebody was faster.
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
