import { close, open } from 'node:fs'
import { chmod, stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describeError, MirrorError } from '../errors.ts'
import type { Value } from './engine.ts'

/** A connection, as both drivers have it. */
export interface Connection {
  exec(sql: string): unknown
  prepare(sql: string): Statement
  close(): unknown
}

/** A statement that is prepared. */
export interface Statement {
  run(...parameters: Value[]): { changes: number | bigint }
  all(...parameters: Value[]): unknown[]
  iterate(...parameters: Value[]): IterableIterator<unknown>
  columns?(): { name: string; type?: string | null }[]
  /** Of node:sqlite: rows become arrays. */
  setReturnArrays?(enabled: boolean): void
  /** Of libsql: rows become arrays. */
  raw?(enabled: boolean): unknown
}

// Not a literal: the types of the oldest version of Node.js that is supported do not have it.
const builtIn: string = 'node:sqlite'

interface BuiltIn {
  DatabaseSync: new (path: string, options: { readOnly: boolean }) => Connection
}

/** Opens a file. */
export type Connect = (path: string, readOnly: boolean) => Connection

const hintToInstall =
  'Install it beside the mirror, npm install libsql, with --global if personctl is installed so; or use Node.js 22.13 or later.'

/** Returns the function that opens a file. Node.js 22.13 has a driver of its own. */
export async function loadDriver(): Promise<Connect> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 13)) {
    const { DatabaseSync } = (await withoutWarnings(() => import(builtIn))) as BuiltIn
    return (path, readOnly) => new DatabaseSync(path, { readOnly })
  }
  try {
    const { default: Database } = await import('libsql')
    // The option readonly of libsql has no effect; the mode in a URL has.
    return (path, readOnly) => new Database(readOnly ? `${pathToFileURL(path).href}?mode=ro` : path)
  } catch (error) {
    throw new MirrorError(
      'driver_missing',
      `Node.js ${process.versions.node} has no SQLite of its own, and the package libsql is not installed.`,
      { hint: hintToInstall, cause: error },
    )
  }
}

/** Calls a function without the warning that node:sqlite is experimental, which Node.js 22 prints when it is imported. */
async function withoutWarnings<T>(load: () => Promise<T>): Promise<T> {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return await load()
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Creates the file, for its owner alone, unless it exists. SQLite gives the files beside it the same permissions. */
export async function prepareFile(path: string, isToBeCreated: boolean): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) throw new MirrorError('not_a_mirror', `"${path}" is a folder, not a mirror.`)
  // To open a pipe would wait for its other end, and not even hear a signal.
  if (found?.isFile() === false)
    throw new MirrorError('not_a_mirror', `"${path}" is not a file, so not a mirror.`)
  if (found !== undefined) {
    if (isToBeCreated && found.size === 0) await chmod(path, 0o600).catch(() => {})
    return
  }
  if (!isToBeCreated)
    throw new MirrorError('mirror_not_found', `The mirror "${path}" does not exist.`, {
      hint: 'Create it with personctl mirror pull, or name another one.',
    })
  try {
    // Follows a symbolic link, as SQLite does, which would create the file for everybody to read.
    await promisify(close)(await promisify(open)(path, 'a', 0o600))
  } catch (error) {
    throw new MirrorError(
      'mirror_read_only',
      `The mirror "${path}" cannot be created: ${describeError(error)}.`,
      {
        hint: 'Name a file in an existing folder that you may write.',
        cause: error,
      },
    )
  }
}

/** Opens a file to write it. Its journal lets others read meanwhile. */
export function openWriter(connect: Connect, path: string): Connection {
  return guard(path, () => {
    const connection = connect(path, false)
    connection.exec('pragma busy_timeout = 5000')
    // The database of another program stays as it is, also its journal: the schema is checked next.
    const [other] = connection.prepare(foreignTables).all()
    if (other === undefined) connection.exec('pragma journal_mode = wal')
    connection.exec('pragma synchronous = normal')
    // A transaction changes pages all over the file. SQLite copies them there after 16,000 of them, not after 1,000, which
    // saves a third of the time of all commits.
    connection.exec('pragma wal_autocheckpoint = 16000')
    // libsql would sort in memory.
    connection.exec('pragma temp_store = file')
    return connection
  })
}

const foreignTables = `select 1 from sqlite_master where type = 'table'
  and not exists (select 1 from sqlite_master where name = 'mirror_meta') limit 1`

/**
 * Opens a file only to read it.
 *
 * @throws {MirrorError} with the code `mirror_read_only` if SQLite has to write a file beside it, and may not
 */
export function openReader(connect: Connect, path: string): Connection {
  return guard(path, () => {
    const connection = connect(path, true)
    connection.exec('pragma busy_timeout = 5000')
    connection.exec('pragma query_only = on')
    try {
      connection.prepare('select 1 from sqlite_master limit 1').all()
    } catch (error) {
      connection.close()
      if (!/readonly|read-only|unable to open/.test(describeError(error))) throw error
      throw new MirrorError(
        'mirror_read_only',
        `The mirror "${path}" cannot be read: SQLite has to write a file beside it, and may not.`,
        {
          hint: 'Copy the mirror to a folder of your own, or use PostgreSQL for several readers.',
          cause: error,
        },
      )
    }
    return connection
  })
}

/** Calls a function of a driver. Throws a MirrorError for the errors of SQLite that have a cause outside of a statement. */
export function guard<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw describeFailure(path, error)
  }
}

/** Returns a MirrorError for such an error of SQLite, and any other error unchanged. */
export function describeFailure(path: string, error: unknown): unknown {
  const text = describeError(error)
  if (/not a database|malformed|encrypted/.test(text))
    return new MirrorError('not_a_mirror', `"${path}" is not a mirror: ${text}.`, {
      hint: 'Name a file that personctl mirror pull has created, or one that does not exist.',
      cause: error,
    })
  if (/readonly|read-only/.test(text))
    return new MirrorError('mirror_read_only', `The mirror "${path}" cannot be written: ${text}.`, {
      hint: 'Check the permissions of the file and of its folder.',
      cause: error,
    })
  if (/disk is full|database or disk|disk I\/O error/.test(text))
    return new MirrorError('database_full', `The mirror "${path}" cannot be written: ${text}.`, {
      hint: 'Make room on the disk. The next pull continues where this one stopped.',
      cause: error,
    })
  if (/unable to open/.test(text))
    return new MirrorError('database_unreachable', `The mirror "${path}" cannot be opened: ${text}.`, {
      hint: 'Check the permissions of the file and of its folder.',
      cause: error,
    })
  return error
}
