import { readFile } from 'node:fs/promises'
import { checkData } from './checkData.ts'
import type { DataFile } from './dataFile.ts'
import { DataFileError } from './dataFileError.ts'
import { parseData } from './parseData.ts'

/**
 * Reads a data file, JSON or YAML.
 *
 * @throws DataFileError
 */
export async function readDataFile(file: string): Promise<DataFile> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new DataFileError(file, '', code === 'ENOENT' ? 'there is no such file' : `cannot be read: ${code}`)
  }
  return checkData(await parseData(text, file), file)
}
