import { randomUUID } from 'node:crypto'
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

const onlyOwner = { folder: 0o700, file: 0o600 }

/** Makes a folder, and those above it that are missing, which only the owner may look into. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: onlyOwner.folder })
}

/** Writes a file that only the owner may read: as a whole or not at all, whenever the process ends. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path))
  // What a link leads to is replaced, and not the link: people keep their settings elsewhere and link to them.
  const target = await realpath(path).catch(() => path)
  const unfinished = `${target}.${randomUUID()}.tmp`
  try {
    const file = await open(unfinished, 'wx', onlyOwner.file)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
