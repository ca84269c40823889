import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import { DataFileError } from '../directory/dataFileError.ts'
import { collectSooner } from './collectSooner.ts'
import type { CommandIO } from './commandIO.ts'
import type { GivenFlags } from './flags.ts'
import { settingsOf } from './settings.ts'

/** Everything the flags ask of the server, the data file read. @throws UsageError, DataFileError */
export async function serverOptions(given: GivenFlags, io: CommandIO): Promise<MockServerOptions> {
  const settings = await settingsOf(given)
  const file = given.valueOf('data')
  const log = given.has('log') ? { log: (line: string) => io.stderr.write(`${line}\n`) } : {}
  if (file === undefined) return { ...settings, ...log }
  // Reading a data file takes two libraries that nothing else needs.
  const { readDataFile } = await import('../directory/readDataFile.ts')
  return { ...settings, ...log, data: await readDataFile(file) }
}

/** The server cannot listen where it was told to. */
export class ListenError extends Error {
  override readonly name: string = 'ListenError'
}

/** @param dataFile where the data comes from @throws ListenError, DataFileError */
export async function startedServer(
  options: MockServerOptions,
  dataFile: string | undefined,
): Promise<MockServer> {
  collectSooner()
  const { startMockServer } = await import('../adapters/nodeServer.ts')
  try {
    return await startMockServer(options)
  } catch (error) {
    if (error instanceof DataFileError) throw error.inFile(dataFile ?? '')
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === undefined) throw error
    const reason =
      code === 'EADDRINUSE'
        ? 'the port is taken; choose another with --port, or --port 0 for any free one'
        : code
    throw new ListenError(`cannot listen on ${options.host} port ${options.port}: ${reason}`)
  }
}
