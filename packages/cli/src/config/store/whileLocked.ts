import { open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './errorCode.ts'
import { makeFolder } from './writeWhole.ts'

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
