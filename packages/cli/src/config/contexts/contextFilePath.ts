import { join } from 'node:path'

/** The file with all contexts of the folder. */
export function contextFilePath(folder: string): string {
  return join(folder, 'contexts.json')
}
