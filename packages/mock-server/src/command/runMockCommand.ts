import packageJson from '../../package.json' with { type: 'json' }
import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import { DataFileError } from '../directory/dataFileError.ts'
import type { GivenFlags } from './flags.ts'
import { readFlags } from './flags.ts'
import { helpText } from './help.ts'
import { settingsOf } from './settings.ts'
import { UsageError } from './usageError.ts'

/** What the command reads from and writes to. */
export interface CommandIO {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Registers what is to be called each time the process is asked to stop. */
  onShutdown(listener: () => void): void
}

/**
 * Runs the command `personctl-mock`: starts the server, says so on stdout, and serves until it is asked to stop. The
 * requests in flight are then finished; asked a second time, they are cut off.
 *
 * @param argv what follows the name of the command
 * @returns the exit code: 0 stopped as asked, 1 could not serve or was cut off, 2 wrong flags or data file
 */
export async function runMockCommand(argv: readonly string[], io: CommandIO): Promise<number> {
  try {
    const given = readFlags(argv)
    if (given.has('help')) return print(io, helpText())
    if (given.has('version')) return print(io, `${packageJson.version}\n`)
    const server = await started(await optionsOf(given, io), given.valueOf('data'))
    print(io, readyLine(server, given.has('json')))
    return await stopped(server, io)
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof DataFileError || error instanceof ListenError))
      throw error
    io.stderr.write(`personctl-mock: ${error.message}\n`)
    return error instanceof ListenError ? 1 : 2
  }
}

async function optionsOf(given: GivenFlags, io: CommandIO): Promise<MockServerOptions> {
  const settings = await settingsOf(given)
  const file = given.valueOf('data')
  const log = given.has('log') ? { log: (line: string) => io.stderr.write(`${line}\n`) } : {}
  if (file === undefined) return { ...settings, ...log }
  // Reading a data file takes two libraries that nothing else needs.
  const { readDataFile } = await import('../directory/readDataFile.ts')
  return { ...settings, ...log, data: await readDataFile(file) }
}

class ListenError extends Error {}

async function started(options: MockServerOptions, dataFile = ''): Promise<MockServer> {
  const { startMockServer } = await import('../adapters/nodeServer.ts')
  try {
    return await startMockServer(options)
  } catch (error) {
    if (error instanceof DataFileError) throw error.inFile(dataFile)
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === undefined) throw error
    const reason =
      code === 'EADDRINUSE'
        ? 'the port is taken; choose another with --port, or --port 0 for any free one'
        : code
    throw new ListenError(`cannot listen on ${options.host} port ${options.port}: ${reason}`)
  }
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
