import { readlinkSync } from 'node:fs'
import { mkdir, open, readdir, realpath, rename, rm, rmdir, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemErrorCode } from '../errors/errors.ts'

/** Thrown for stored settings that are invalid. The file is left unchanged. */
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

/** Thrown when a file cannot be written: the disk is full, or the user may not write to the folder. */
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

/** Returns a NotWritableError for an error of the file system, and any other error unchanged. */
export function describeWriteError(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error
  return new NotWritableError(
    `${path} cannot be written: ${systemErrorCode(error)}.`,
    'Set PERSONCTL_CONFIG_DIR to a folder that you may write to. The file is left unchanged.',
  )
}

const ownerOnly = { folder: 0o700, file: 0o600 }

/** Creates a folder that only the owner may open, with the missing folders above it. */
async function createFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: ownerOnly.folder })
}

/**
 * Returns the file to replace so that `path` has new content. A link is followed: people store their settings
 * elsewhere, in a repository for example, and link to them.
 */
async function followLinks(path: string): Promise<string> {
  await createFolder(dirname(path))
  return realpath(path).catch(() => path)
}

/** Writes a file that only the owner may read. A process that dies meanwhile leaves the old content or the new one. */
export async function writeFileAtomic(path: string, content: string): Promise<void> {
  const target = await followLinks(path)
  const unfinished = `${target}.${createOwner()}.tmp`
  try {
    await writeDurably(unfinished, 'wx', content)
    await replaceFile(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await removeLeftovers(dirname(target))
}

/** Writes a file, and waits until the content is on the disk. */
async function writeDurably(path: string, flags: 'wx' | 'r+', content: string): Promise<void> {
  const file = await open(path, flags, ownerOnly.file)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

// Windows refuses to replace a file, or to rename a folder, while a process or a virus scanner has it open.
const busyCodes: readonly string[] = process.platform === 'win32' ? ['EACCES', 'EBUSY', 'EPERM'] : []
const busyAttempts = 50

/** Renames a file over another one, which takes several attempts on Windows. */
async function replaceFile(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (attempt === busyAttempts || !busyCodes.includes(systemErrorCode(error))) throw error
    }
    await sleep(longestPauseMs)
  }
}

/**
 * The machine and, on Linux, the process namespace. A process id says nothing about the processes of another one: a
 * container often shares the home folder, but not the processes.
 */
const machine = `${hostname()
  .replaceAll(/[^\w-]/g, '_')
  .slice(0, 64)}.${readProcessNamespace()}`

function readProcessNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')
  } catch {
    return '0'
  }
}

let owners = 0

/** Creates a name that nothing else has, and that says which process uses it. `node:crypto` would take 10 ms to load. */
function createOwner(): string {
  owners += 1
  return `${process.pid}@${machine}.${process.hrtime.bigint()}-${owners}`
}

const ownerPattern = /(?:^|\.)(\d+)@([\w.-]+)\.\d+-\d+(?:\.tmp)?$/

/** Returns true if the process that a name was created by has ended. False as well if that is unknown. */
function hasEnded(owner: string): boolean {
  const [, id, ownerMachine] = ownerPattern.exec(owner) ?? []
  if (id === undefined || ownerMachine !== machine) return false
  try {
    return !process.kill(Number(id), 0)
  } catch (error) {
    // EPERM: it runs, as another user.
    return systemErrorCode(error) === 'ESRCH'
  }
}

/** Removes the unfinished files of processes that were killed from a folder. They may contain secrets. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(hasEnded)) {
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {})
  }
}

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
        await writeDurably(entry, 'r+', content).catch(detectLoss)
        await replaceFile(entry, target).catch(detectLoss)
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

function detectLoss(error: unknown): never {
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
    return takenCodes.includes(systemErrorCode(error)) ? error : detectLoss(error)
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
