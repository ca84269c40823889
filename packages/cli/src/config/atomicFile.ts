import { readFileSync, readlinkSync } from 'node:fs'
import { access, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NotWritableError, systemErrorCode } from '../errors/errors.ts'

/** Returns a NotWritableError for an error of the file system, and any other error unchanged. */
export function describeWriteError(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error
  return new NotWritableError(
    `${path} cannot be written: ${systemErrorCode(error)}.`,
    'Set PERSONCTL_CONFIG_DIR to a folder that you may write to. The file is left unchanged.',
  )
}

/** Modes of what only the owner may open. */
export const ownerOnly = { folder: 0o700, file: 0o600 }

/** Creates a folder that only the owner may open, with the missing folders above it. */
export async function createFolder(path: string): Promise<void> {
  // One by one: where a folder cannot have others, such as /proc, Node.js tries to create them recursively forever.
  try {
    await mkdir(path, ownerOnly.folder)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    const parent = dirname(path)
    if (code !== 'ENOENT' || parent === path) throw error
    await createFolder(parent)
    await mkdir(path, ownerOnly.folder).catch((another: unknown) => {
      if (systemErrorCode(another) !== 'EEXIST') throw another
    })
  }
}

/**
 * Returns the file to replace so that `path` has new content. A link is followed: people store their settings
 * elsewhere, in a repository for example, and link to them.
 */
export async function followLinks(path: string): Promise<string> {
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

/**
 * Tells git to leave secrets and tokens out: people keep their settings in repositories. A `.gitignore` that is there
 * already stays as it is, and without the right to write one, nothing is lost.
 */
export async function hideFromGit(folder: string): Promise<void> {
  const path = join(folder, '.gitignore')
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (!isThere) await writeFileAtomic(path, '/secrets/\n/tokens/\n').catch(() => {})
}

/** Writes a file, and waits until the content is on the disk. */
export async function writeDurably(path: string, flags: 'wx' | 'r+', content: string): Promise<void> {
  const file = await open(path, flags, ownerOnly.file)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

// Windows refuses to replace a file, or to rename a folder, while a process or a virus scanner has it open.
export const busyCodes: readonly string[] = process.platform === 'win32' ? ['EACCES', 'EBUSY', 'EPERM'] : []
const busyAttempts = 50
const busyPauseMs = 25

/** Renames a file over another one, which takes several attempts on Windows. */
export async function replaceFile(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (attempt === busyAttempts || !busyCodes.includes(systemErrorCode(error))) throw error
    }
    await sleep(busyPauseMs)
  }
}

/**
 * The machine and, on Linux, the process namespace. A process id says nothing about the processes of another one: a
 * container often shares the home folder, but not the processes.
 */
const machine = `${shorten(hostname().replaceAll(/[^\w-]/g, '_'))}.${readProcessNamespace()}`

/** Shortens a name, since it becomes a part of file names. Machines of a group differ at the end of theirs. */
function shorten(name: string): string {
  return name.slice(0, 8) + name.slice(8).slice(-24)
}

function readProcessNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')
  } catch {
    return '0'
  }
}

let owners = 0

/** Creates a name that nothing else has, and that says which process uses it. `node:crypto` would take 10 ms to load. */
export function createOwner(): string {
  owners += 1
  return `${process.pid}@${machine}.${process.hrtime.bigint()}-${owners}`
}

const ownerPattern = /(?:^|\.)(\d+)@([\w.-]+)\.\d+-\d+(?:\.tmp)?$/

/** Returns true if the process that a name was created by has ended. False as well if that is unknown. */
export function hasEnded(owner: string): boolean {
  const [, id, ownerMachine] = ownerPattern.exec(owner) ?? []
  if (id === undefined || ownerMachine !== machine) return false
  try {
    process.kill(Number(id), 0)
    return isZombie(id)
  } catch (error) {
    // EPERM: it runs, as another user.
    return systemErrorCode(error) === 'ESRCH'
  }
}

/** Returns true for a process that was killed and that its parent, such as the first one of a container, does not wait for. */
function isZombie(id: string): boolean {
  try {
    return /\) [XZ] [^)]*$/.test(readFileSync(`/proc/${id}/stat`, 'latin1'))
  } catch {
    return false
  }
}

/** Returns true if a name was created on this machine, so that its process can be found. */
export function isOfThisMachine(owner: string): boolean {
  return ownerPattern.exec(owner)?.[2] === machine
}

/**
 * Removes the unfinished files of processes that were killed from a folder. They may contain secrets. Returns the names of
 * the other files.
 */
export async function removeLeftovers(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(hasEnded)) {
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {})
  }
  return names.filter((name) => !hasEnded(name))
}
