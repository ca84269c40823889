import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isObject } from '@personctl/shared/guards'
import { createOwner, hasEnded, isOfThisMachine, writeDurably } from '../config/atomicFile.ts'
import { NotWritableError, systemErrorCode, UsageError } from '../errors/errors.ts'
import type { OutputFile, Terminal } from '../io/io.ts'
import type { ConnectionOptions } from '../service/connection.ts'
import { parseJson } from '../text/jsonSyntax.ts'
import type { TypedCommand } from './command.ts'

/** The position in a list that a run stores for the next one. */
interface StoredPosition {
  readonly version: 1
  readonly list: ListIdentity
  /** Undefined at the beginning of the list. */
  readonly resumeToken?: string | undefined
  /** The number of rows before the position. */
  readonly rows: number
  /** Undefined if the rows are not written to a regular file. */
  readonly output?: { readonly id: string; readonly start: number; readonly length: number } | undefined
}

/** Everything that decides which rows a list has and how they are written, by the name of its part. */
type ListIdentity = Readonly<Record<string, unknown>>

// They decide how much of the list a run writes, and what it says meanwhile.
const otherOptions = [
  'limit',
  'checkpoint',
  'timeout',
  'debug',
  'quiet',
  'color',
  'input',
  'tokenCache',
  'context',
]

/** Returns the identity of the list that a command line requests. */
export function identifyList(
  { path, operands, values }: TypedCommand,
  format: string,
  { urls }: Pick<ConnectionOptions, 'urls'>,
): ListIdentity {
  const options = Object.entries(values).filter(
    ([name, value]) => value !== undefined && !otherOptions.includes(name),
  )
  return JSON.parse(
    JSON.stringify({
      command: path,
      arguments: operands,
      service: Object.fromEntries(urls),
      ...Object.fromEntries(options.sort(([one], [other]) => (one < other ? -1 : 1))),
      output: format,
    }),
  )
}

/**
 * The file in which a list stores its position after each page. A regular file of output is bound to it: what a killed run
 * wrote after the position is cut off, so that the runs together write each row once.
 */
export class Checkpoint {
  readonly #path: string
  readonly #lock: Lock
  readonly #stdout: Terminal
  readonly #file: OutputFile | undefined
  readonly #earlierRows: number
  #position: StoredPosition
  #isStored: boolean
  #isPrepared = false

  private constructor(lock: Lock, stdout: Terminal, position: StoredPosition, isStored: boolean) {
    this.#path = lock.path
    this.#lock = lock
    this.#stdout = stdout
    this.#file = stdout.file
    this.#earlierRows = position.rows
    this.#position = position
    this.#isStored = isStored
  }

  /**
   * Reads the position, if there is one. Changes nothing, but excludes other processes until `release` is called.
   *
   * @throws {UsageError} if the file is of another list or of other output, or if another process uses it, so that rows
   *   would be lost or repeated
   */
  static async open(path: string, list: ListIdentity, stdout: Terminal): Promise<Checkpoint> {
    const lock = await takeLock(path)
    try {
      const stored = await readPosition(path)
      const { file } = stdout
      if (stored !== undefined) {
        checkSameList(path, stored.list, list)
        checkSameOutput(path, stored, file)
        return new Checkpoint(lock, stdout, stored, true)
      }
      const start = file?.length() ?? 0
      const output = file && { id: file.id, start, length: start }
      return new Checkpoint(lock, stdout, { version: 1, list, rows: 0, output }, false)
    } catch (error) {
      await releaseLock(lock)
      throw error
    }
  }

  /** Lets other processes use the file. */
  async release(): Promise<void> {
    await releaseLock(this.#lock)
  }

  /** The value of `--start-at` for this run; undefined for the beginning of the list. */
  get startAt(): string | undefined {
    return this.#position.resumeToken
  }

  /** True if an earlier run has written rows. */
  get hasRows(): boolean {
    return this.#position.rows > 0
  }

  /** True if the next run would continue where this one has begun, or later. */
  get isStored(): boolean {
    return this.#isStored
  }

  /** Cuts off what an earlier run wrote after the position. Without one, stores the beginning. To be called before rows are written. */
  async prepare(): Promise<void> {
    if (this.#isPrepared) return
    const { output } = this.#position
    if (this.#isStored && output !== undefined) this.#file?.cut(output.length)
    if (!this.#isStored) await this.#write()
    this.#isPrepared = true
  }

  /** Stores the position after the rows of this run, all of which are written. */
  async save(resumeToken: string, rows: number): Promise<void> {
    await this.prepare()
    await this.#stdout.settle?.()
    const { output } = this.#position
    this.#position = {
      ...this.#position,
      resumeToken,
      rows: this.#earlierRows + rows,
      output: output && this.#file && { ...output, length: this.#file.length() },
    }
    await this.#write()
  }

  /** Stores the beginning of a list that contradicts itself. The next run cuts off all rows. */
  async reset(): Promise<void> {
    const { version, list, output } = this.#position
    this.#position = { version, list, rows: 0, output: output && { ...output, length: output.start } }
    await this.#write()
  }

  /** Removes the file, since the list is complete. */
  async remove(): Promise<void> {
    if (this.#isStored) await this.prepare()
    await this.#stdout.settle?.()
    // Before the file: nobody could tell that a process was killed between the two from one before its first row.
    await this.release()
    await rm(this.#path, { force: true })
  }

  /** Replaces the file in one step: a process that dies meanwhile leaves the old position or the new one. */
  async #write(): Promise<void> {
    const unfinished = `${this.#path}.tmp`
    try {
      await rm(unfinished, { force: true })
      const file = await open(unfinished, 'wx', 0o600)
      try {
        await file.writeFile(`${JSON.stringify(this.#position, null, 2)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(unfinished, this.#path)
      this.#isStored = true
    } catch (error) {
      throw createWriteError(this.#path, error)
    }
    await renewLock(this.#lock)
  }
}

function createWriteError(path: string, error: unknown): NotWritableError {
  return new NotWritableError(
    `The checkpoint ${path} cannot be written: ${systemErrorCode(error)}.`,
    'Name a file in a folder that you may write to.',
  )
}

/** The exclusive right to use a checkpoint: two processes that continue it would write every row twice. */
interface Lock {
  /** The path of the checkpoint. */
  readonly path: string
  /** The path of the lock, whose content is the owner. */
  readonly file: string
  readonly owner: string
}

// A process of another machine or container cannot be looked for. It renews the lock after each page, which even with
// retries takes less time.
const abandonedAfterMs = 600_000
const contestMs = 50
const patienceMs = 1000

/** Takes the lock, also that of a process that was killed. */
async function takeLock(path: string): Promise<Lock> {
  const lock = { path, file: `${path}.lock`, owner: createOwner() }
  if (await createLock(lock)) return lock
  let holder = await readHolder(lock)
  for (let waitedMs = 0; holder !== undefined && !(await isAbandoned(lock, holder)); waitedMs += contestMs) {
    // A process that has just been killed takes a moment to end.
    if (waitedMs >= patienceMs) {
      // It was killed before it had written its name.
      if (holder === '') break
      throw createBusyError(lock, holder)
    }
    await sleep(contestMs)
    holder = await readHolder(lock)
  }
  await rm(lock.file, { force: true })
  const isTaken = await createLock(lock)
  // Another process may have found the same lock abandoned, and remove this one in its place.
  await sleep(contestMs)
  const winner = await readHolder(lock)
  if (!isTaken || winner !== lock.owner) throw createBusyError(lock, winner ?? '')
  return lock
}

/** Returns false if the lock exists. */
async function createLock({ path, file, owner }: Lock): Promise<boolean> {
  try {
    await writeDurably(file, 'wx', owner)
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw createWriteError(path, error)
  }
}

/** Returns the owner of the lock; undefined if it has been released. */
async function readHolder({ path, file }: Lock): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw createWriteError(path, error)
  }
}

async function isAbandoned({ file }: Lock, holder: string): Promise<boolean> {
  const status = await stat(file).catch(() => undefined)
  if (status === undefined || hasEnded(holder)) return true
  return !isOfThisMachine(holder) && Date.now() - status.mtimeMs > abandonedAfterMs
}

function createBusyError({ path, file }: Lock, holder: string): UsageError {
  const [, id] = /^(\d+)@/.exec(holder) ?? []
  return new UsageError(
    `Another process${id === undefined ? '' : ` (${id})`} is using the checkpoint ${path}.`,
    `Wait until it has ended, or use another checkpoint and another file. If no personctl is running, remove ${file}.`,
  )
}

async function renewLock({ file }: Lock): Promise<void> {
  const now = new Date()
  await utimes(file, now, now).catch(() => {})
}

async function releaseLock(lock: Lock): Promise<void> {
  const holder = await readHolder(lock).catch(() => undefined)
  if (holder === lock.owner) await rm(lock.file, { force: true })
}

async function readPosition(path: string): Promise<StoredPosition | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw new UsageError(`The checkpoint ${path} cannot be read: ${systemErrorCode(error)}.`)
  }
  try {
    const position = parseJson(text) as StoredPosition
    if (position.version === 1 && isObject(position.list)) return position
  } catch {
    // It is not JSON, or is nested too deeply.
  }
  throw new UsageError(
    `${path} is not a checkpoint that this version of personctl reads.`,
    '--checkpoint names a file that personctl writes. To start from the beginning, name another one.',
  )
}

function checkSameList(path: string, stored: ListIdentity, list: ListIdentity): void {
  const part = [...new Set([...Object.keys(stored), ...Object.keys(list)])].find(
    (name) => JSON.stringify(stored[name]) !== JSON.stringify(list[name]),
  )
  if (part === undefined) return
  const name = /^(?:command|arguments|service)$/.test(part)
    ? `the ${part}`
    : `--${part.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const show = (value: unknown) => (value === undefined ? 'missing' : JSON.stringify(value))
  throw new UsageError(
    `The checkpoint ${path} is of another list: ${name} is ${show(stored[part])} there, and ${show(list[part])} here.`,
    'Use a file for each list, or run the command that the checkpoint is of.',
  )
}

function checkSameOutput(path: string, { output }: StoredPosition, file: OutputFile | undefined): void {
  if (output === undefined) {
    if (file === undefined) return
    throw new UsageError(
      `The checkpoint ${path} is of rows that were written to a pipe or a terminal, not to this file.`,
      `Write to where the earlier rows are, or remove ${path} to start from the beginning.`,
    )
  }
  const startAgain = `remove ${path} and the rows, and start from the beginning`
  if (file?.id !== output.id) {
    throw new UsageError(
      `The checkpoint ${path} is of rows in another file.`,
      `Append to that file with >>, or ${startAgain}.`,
    )
  }
  if (file.length() < output.length) {
    throw new UsageError(
      `The output is shorter than the checkpoint ${path} says: rows are lost.`,
      `Append with >>, since > empties the file. To repeat the list, ${startAgain}.`,
    )
  }
  if (!file.isAppended) {
    throw new UsageError('The output is not opened for appending.', 'Write to the file with >>.')
  }
}
