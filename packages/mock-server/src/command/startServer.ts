import { setFlagsFromString } from 'node:v8'
import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import { DataFileError } from '../directory/data/parseDataFile.ts'
import type { ModeNames } from './flags.ts'

/**
 * Makes V8 collect garbage when the heap has grown by half since the last collection, not to four times its size.
 * This halves the memory at the same speed: see bench/mockManyPeople.mjs.
 */
function tuneGarbageCollector(): void {
  setFlagsFromString('--heap-growing-percent=50')
}

/** The signals that stop the process. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/** The streams and signals of the process. */
export interface CommandIO {
  readonly stdout: { write(text: string): unknown; readonly columns?: number | undefined }
  readonly stderr: { write(text: string): unknown }
  /** Registers a function that is called each time the process is told to stop. */
  onShutdown(listener: (signal: StopSignal) => void): void
  /** The words by which the user knows the modes, for help and errors. @default `personctl-mock`, `personctl-mock exec` and so on */
  readonly names?: ModeNames
}

/** Thrown if the server cannot listen on its host and port, or cannot write the file with its CA. */
export class ListenError extends Error {
  override readonly name: string = 'ListenError'
}

/**
 * Starts the server.
 *
 * @param dataFile the name of the data file, for errors
 * @throws {ListenError} if the server cannot listen on its host and port, or cannot write the file with its CA
 * @throws {DataFileError} if rows of the data contradict each other
 */
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
    if (error instanceof Error && 'path' in error)
      throw new ListenError(
        `cannot write the file with the CA of --https: ${code} at ${error.path}; set TMPDIR to a folder that can be written`,
      )
    const reason =
      code === 'EADDRINUSE'
        ? 'the port is in use; choose another with --port, or use --port 0 for a free one'
        : code
    throw new ListenError(`cannot listen on ${options.host} port ${options.port}: ${reason}`)
  }
}
