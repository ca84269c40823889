import { mkdir, open, readdir, rename, rm, rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemErrorCode } from '../errors/errors.ts'
import {
  busyCodes,
  createOwner,
  followLinks,
  hasEnded,
  ownerOnly,
  removeLeftovers,
  replaceFile,
  writeDurably,
} from './atomicFile.ts'

/** Thrown where another process has taken over a lock. */
class LockLostError extends Error {
  override readonly name = 'LockLostError'
}

// A change takes milliseconds: a process that needs longer is suspended, or its machine is gone.
const takeOverAfterMs = 10_000
const longestPauseMs = 25

/**
 * Changes a file while no other process can. `work` reads the file, and gives its new content to `replace`.
 *
 * The lock is a folder beside the file with one entry, whose name is unique to the owner. The owner writes the new
 * content into that entry, and moves it over the file: this one step replaces the file and releases the lock. Others
 * take over a lock by removing the entry, and with it the only thing that its owner could move. So an owner that was
 * suspended, at any instant and for any time, either has replaced the file before the lock was taken over, or fails
 * to; then `work` starts again. No clock decides who may write, and no lock of the kernel is needed, for which Node
 * has no function. A lock whose process has ended is taken over at once, any other one after 10 s without a change.
 */
export async function withFileLock<Result>(
  path: string,
  signal: AbortSignal,
  work: (replace: (content: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const target = await followLinks(path)
    const lock = { path: `${target}.lock`, owner: createOwner() }
    const entry = join(lock.path, lock.owner)
    try {
      await takeLock(lock, signal)
      return await work(async (content) => {
        // `r+` never creates the file: the entry of an owner that has lost its lock must not come back.
        await writeDurably(entry, 'r+', content).catch(throwLossOrError)
        await replaceFile(entry, target).catch(throwLossOrError)
      })
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error
    } finally {
      await unlink(entry).catch(() => {})
      // It fails if another process has the lock by now.
      await rmdir(lock.path).catch(() => {})
    }
  }
}

function throwLossOrError(error: unknown): never {
  throw ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error)) ? new LockLostError() : error
}

interface Lock {
  readonly path: string
  readonly owner: string
}

/** Waits until the lock is free or can be taken over, and takes it. */
async function takeLock({ path, owner }: Lock, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  // The lock appears together with its entry, so that it always says whose it is.
  const prepared = `${path}.${owner}`
  try {
    await mkdir(prepared, { mode: ownerOnly.folder })
    await (await open(join(prepared, owner), 'wx', ownerOnly.file)).close()
    let seen: { readonly holder: string | undefined; readonly sinceMs: number } | undefined
    for (;;) {
      const obstacle = await moveIfFree(prepared, path)
      if (obstacle === undefined) break
      const holder = await findHolder(path)
      if (seen === undefined || holder !== seen.holder) seen = { holder, sinceMs: performance.now() }
      const isOverdue = performance.now() - seen.sinceMs > takeOverAfterMs
      if (holder !== undefined && (isOverdue || hasEnded(holder))) {
        await rm(join(path, holder), { recursive: true, force: true })
      } else if (isOverdue) throw obstacle
      else await sleep(Math.random() * longestPauseMs, undefined, { signal })
    }
  } catch (error) {
    await rm(prepared, { recursive: true, force: true })
    throw error
  }
  await removeLeftovers(dirname(path))
}

const takenCodes: readonly string[] = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR', ...busyCodes]

/** Gives the prepared folder the name of the lock. Returns the error if there is a lock already. */
async function moveIfFree(prepared: string, lock: string): Promise<unknown> {
  try {
    await rename(prepared, lock)
  } catch (error) {
    return takenCodes.includes(systemErrorCode(error)) ? error : throwLossOrError(error)
  }
}

/** Returns the entry of a lock; undefined if it has been released. */
async function findHolder(lock: string): Promise<string | undefined> {
  try {
    const [holder] = await readdir(lock)
    // Not every system lets a folder replace an empty one.
    if (holder === undefined) await rmdir(lock)
    return holder
  } catch (error) {
    // A file of this name was the lock of an earlier version, or is somebody's mistake.
    if (systemErrorCode(error) === 'ENOTDIR') await unlink(lock).catch(() => {})
    return undefined
  }
}
