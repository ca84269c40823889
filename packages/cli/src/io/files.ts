import { readFile } from 'node:fs/promises'
import { UsageError } from '../errors/errors.ts'

/** The text in a file, without a byte order mark. Throws UsageError where it cannot be read. */
export async function readTextFile(path: string, signal: AbortSignal): Promise<string> {
  try {
    return (await readFile(path, { encoding: 'utf8', signal })).replace(/^\ufeff/, '')
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError(
      `${path} cannot be read: ${reason}.`,
      'Check that the file is there and that you may read it.',
    )
  }
}
