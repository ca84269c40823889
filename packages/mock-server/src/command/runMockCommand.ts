import packageJson from '../../package.json' with { type: 'json' }
import type { MockServer } from '../adapters/nodeServer.ts'
import { DataFileError } from '../directory/dataFileError.ts'
import type { CommandIO } from './commandIO.ts'
import { CommandError } from './exec/commandError.ts'
import { readFlags } from './flags.ts'
import { helpText } from './help.ts'
import { ListenError, serverOptions, startedServer } from './startedServer.ts'
import { UsageError } from './usageError.ts'

/**
 * Runs the command `personctl-mock`: starts the server, says so on stdout, and serves until it is asked to stop. The
 * requests in flight are then finished; asked a second time, they are cut off.
 *
 * With `exec` first, it serves for as long as a command runs, which finds the server in its environment.
 *
 * @param argv what follows the name of the command
 * @returns the exit code: 0 stopped as asked, 1 could not serve or was cut off, 2 wrong flags or data file; of `exec`
 *   that of the command it ran
 */
export async function runMockCommand(argv: readonly string[], io: CommandIO): Promise<number> {
  try {
    if (argv[0] !== 'exec') return await serve(argv, io)
    const { runExec } = await import('./exec/runExec.ts')
    return await runExec(argv.slice(1), io)
  } catch (error) {
    const exitCode = exitCodeOf(error)
    if (exitCode === undefined) throw error
    io.stderr.write(`personctl-mock: ${(error as Error).message}\n`)
    return exitCode
  }
}

function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof DataFileError) return 2
  if (error instanceof ListenError) return 1
  return error instanceof CommandError ? error.exitCode : undefined
}

async function serve(argv: readonly string[], io: CommandIO): Promise<number> {
  const given = readFlags(argv, 'serve')
  if (given.has('help')) return print(io, helpText())
  if (given.has('version')) return print(io, `${packageJson.version}\n`)
  const server = await startedServer(await serverOptions(given, io))
  print(io, readyLine(server, given.has('json')))
  return await stopped(server, io)
}

function readyLine({ url, services }: MockServer, json: boolean): string {
  if (!json) return `personctl-mock ready ${url}\n`
  return `${JSON.stringify({ url, pid: process.pid, ...services })}\n`
}

function stopped(server: MockServer, io: CommandIO): Promise<number> {
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
