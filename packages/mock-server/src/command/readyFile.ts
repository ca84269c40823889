import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** The file that says that the server is ready cannot be written. */
export class ReadyFileError extends Error {
  override readonly name: string = 'ReadyFileError'
}

/**
 * Writes the file that says that the server is ready: whoever finds it finds it whole.
 *
 * @returns removes it again, unless another server has put its own there since
 * @throws ReadyFileError
 */
export function writeReadyFile(file: string, content: string): () => void {
  const unfinished = `${file}.${process.pid}`
  try {
    writeFileSync(unfinished, content)
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ReadyFileError(`--ready-file: cannot write ${file}: ${code}`)
  }
  return () => removeOwn(file, content)
}

function removeOwn(file: string, content: string): void {
  try {
    if (readFileSync(file, 'utf8') === content) rmSync(file)
  } catch {
    // Somebody was faster.
  }
}
