import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes a file into a directory of its own. Returns its path. */
export async function temporaryFile(name: string, content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'personctl-mock-')), name)
  await writeFile(path, content)
  return path
}
