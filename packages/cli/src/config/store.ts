import { randomUUID } from 'node:crypto'
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The system's name of what went wrong, such as `ENOENT`; the text of an error that has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

/** What is kept cannot be made sense of. It is left as it is. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly code = 'broken_configuration'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** Something cannot be kept: the disk is full, or the folder is not ours to write in. */
export class NotWritableError extends Error {
  override readonly name = 'NotWritableError'
  readonly code = 'not_writable'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** The same error, but for one of the file system: that comes out as NotWritableError. */
export function whyNotWritten(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error
  return new NotWritableError(
    `${path} cannot be written: ${errorCode(error)}.`,
    'Set PERSONCTL_CONFIG_DIR to a folder you may write in. What was there is left as it was.',
  )
}

const onlyOwner = { folder: 0o700, file: 0o600 }

/** Makes a folder, and those above it that are missing, which only the owner may look into. */
async function makeFolder(path: string): Promise<void> {
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

// Work under a lock takes milliseconds: who has held it for so long has died.
const abandonedAfterMs = 10_000
const longestPauseMs = 25

/** Does something that no other process does at the same time for the same file. */
export async function whileLocked<Result>(
  path: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted()
  const lock = `${path}.lock`
  await makeFolder(dirname(path))
  while (!(await isTaken(lock))) {
    if (await isAbandoned(lock)) await rm(lock, { force: true })
    else await sleep(Math.random() * longestPauseMs, undefined, { signal })
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function isTaken(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    return Math.abs(Date.now() - (await stat(lock)).mtimeMs) > abandonedAfterMs
  } catch {
    return false
  }
}
