import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a folder, which is removed with all others after the tests. Returns its path. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'personctl-mock-'))
}

/** Writes a file into a folder of its own. Returns its path. */
export async function temporaryFile(name: string, content: string): Promise<string> {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, content)
  return path
}
