import { setFlagsFromString } from 'node:v8'
import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import { DataFileError } from '../directory/data/parseDataFile.ts'
import { type GivenFlags, readSettings } from './settings.ts'

/**
 * Has V8 collect garbage once the heap is half as large again as what was left of it the last time. By itself it waits
 * until it is up to four times as large, but the memory of a machine that runs tests is for what is tested. Half as much
 * is taken, in no more time: see bench/mockManyPeople.mjs.
 */
function tuneGarbageCollector(): void {
  setFlagsFromString('--heap-growing-percent=50')
}

/** How a process is asked to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/** What the command reads from and writes to. */
export interface CommandIO {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Registers what is to be called each time the process is asked to stop. */
  onShutdown(listener: (signal: StopSignal) => void): void
}

/** Everything the flags ask of the server, the data file read. @throws UsageError, DataFileError */
export async function readServerOptions(given: GivenFlags, io: CommandIO): Promise<MockServerOptions> {
  const settings = await readSettings(given)
  const file = given.valueOf('data')
  const log = given.has('log') ? { log: (line: string) => io.stderr.write(`${line}\n`) } : {}
  if (file === undefined) return { ...settings, ...log }
  // Reading a data file takes two libraries that nothing else needs.
  const { readDataFile } = await import('../directory/data/dataFile.ts')
  return { ...settings, ...log, data: await readDataFile(file) }
}

/** The server cannot listen where it was told to. */
export class ListenError extends Error {
  override readonly name: string = 'ListenError'
}

/** @param dataFile where the data comes from @throws ListenError, DataFileError */
export async function startServer(
  options: MockServerOptions,
  dataFile: string | undefined,
): Promise<MockServer> {
  tuneGarbageCollector()
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
