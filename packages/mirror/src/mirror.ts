import { type Engine, openEngine } from './engine/engine.ts'
import { MirrorError } from './errors.ts'
import type { PullOptions, PullResult } from './pull/options.ts'
import { removeOldVersions } from './pull/publish.ts'
import { acceptRun, pull } from './pull/pull.ts'
import { type Change, type ChangeFilter, listChanges } from './read/changes.ts'
import { type ForgottenRows, forgetPerson } from './read/forget.ts'
import { askQuestion, type ExportedRows, exportRows, type QueryRows, queryRows } from './read/query.ts'
import { type MirrorStatus, readStatus } from './read/status.ts'
import { migrate } from './schema/migrations.ts'

/** Options of `openMirror`. */
export interface OpenMirrorOptions {
  /** Opens a mirror only to read it: nothing is written, not even a newer schema. @default false */
  readOnly?: boolean | undefined
  /** Creates a file that does not exist. @default true, or false with `readOnly` */
  createIfMissing?: boolean | undefined
}

/** A copy of the people of CIS, CERN and DABP in a database. */
export interface Mirror extends AsyncDisposable {
  /** The database, without a password. */
  readonly description: string
  /**
   * Pulls the services that have a client, and publishes each as a whole: until then, readers see the last complete run.
   * An interrupted pull is continued by the next one.
   *
   * @throws {MirrorError} with the code `mirror_busy` if another process pulls; `too_many_gone` if a brake stopped a
   * run; `incomplete` if a service failed, with its error as `cause`; `other_services` or `other_plan` if the mirror is
   * filled from elsewhere, or with other pseudonyms
   * @example
   * const { run, services } = await mirror.pull({ clients: { cis: createCisClient({ auth }) } })
   */
  pull(options: PullOptions): Promise<PullResult>
  /**
   * Publishes a run that a brake stopped, without any request.
   *
   * @throws {MirrorError} with the code `run_not_found` if it does not wait, or if another pull has begun since
   */
  accept(run: number): Promise<PullResult>
  /**
   * Returns the changes between published runs, oldest first. The rows of the first run of a service are not changes, and
   * those up to `prunedUntil` of `status` are no longer there.
   *
   * @throws {MirrorError} with the code `run_not_found` for a run that does not exist; `person_not_found` if the mirror
   * has nothing about the person
   * @example
   * for await (const { key, kind, attribute } of mirror.changes({ since: 12 })) console.log(key, kind, attribute)
   */
  changes(filter?: ChangeFilter): AsyncIterable<Change>
  /** Returns the runs, their ages and counts, and what is pending. */
  status(): Promise<MirrorStatus>
  /**
   * Returns the rows of one statement that reads, as they arrive. The database refuses one that writes.
   *
   * @param parameters the values of `:name` in the SQL
   * @throws {MirrorError} with the code `invalid_query`, and the position in the SQL if it is known
   * @example
   * for await (const { title } of await mirror.query('select title from person where uuid = :uuid', { uuid }))
   *   console.log(title)
   */
  query(sql: string, parameters?: Readonly<Record<string, unknown>>): Promise<QueryRows>
  /**
   * Returns the rows of a question, such as `left-but-in-a-group`.
   *
   * @throws {MirrorError} with the code `unknown_question`, or `invalid_argument` for a parameter that it does not have
   */
  ask(question: string, parameters?: Readonly<Record<string, unknown>>): Promise<QueryRows>
  /**
   * Returns all rows of a table or a view, with JSON parsed.
   *
   * @throws {MirrorError} with the code `invalid_argument` if it does not exist
   */
  export(table: string): Promise<ExportedRows>
  /**
   * Removes versions that are no longer live and changes that are older than a number of days.
   *
   * The state after the last run before that time stays, and `changes` of later runs are complete.
   *
   * @throws {MirrorError} with the code `mirror_busy` while another process pulls
   */
  prune(options: { keepDays: number }): Promise<{ versions: number; changes: number }>
  /**
   * Erases everything about a person, also the past. Someone who is still at a service comes back with the next pull.
   *
   * @param person a uuid, an e-mail, a user id, an employee id or a login
   * @returns the numbers of erased rows by table
   * @throws {MirrorError} with the code `invalid_argument` if several people have the name; `mirror_busy` while another
   * process pulls
   */
  forget(person: string): Promise<ForgottenRows>
  /** Closes the database. */
  close(): Promise<void>
}

/**
 * Opens a mirror, and creates or updates its tables.
 *
 * @param url the path of a file of SQLite, a `file:` URL, or the `postgres://` URL of a database
 * @throws {MirrorError} with the code `not_a_mirror`, `mirror_newer`, `mirror_not_found`, `mirror_read_only`,
 * `driver_missing` or `database_unreachable`
 * @example
 * await using mirror = await openMirror('people.db')
 * await mirror.pull({ clients: { cis } })
 */
export async function openMirror(url: string, options: OpenMirrorOptions = {}): Promise<Mirror> {
  const { readOnly = false, createIfMissing = !readOnly } = options
  const engine = await openEngine(url, { readOnly, createIfMissing })
  try {
    await migrate(engine, { readOnly })
  } catch (error) {
    await engine.close()
    throw error
  }
  return createMirror(engine, readOnly)
}

function createMirror(engine: Engine, readOnly: boolean): Mirror {
  const checkWritable = () => {
    if (readOnly)
      throw new MirrorError('mirror_read_only', `${engine.description} was opened only to read it.`)
  }
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    checkWritable()
    const release = await engine.lock()
    try {
      return await work()
    } finally {
      await release()
    }
  }
  return {
    description: engine.description,
    async pull(options) {
      checkWritable()
      return pull(engine, options)
    },
    async accept(run) {
      checkWritable()
      return acceptRun(engine, run)
    },
    changes: (filter) => listChanges(engine, filter),
    status: () => readStatus(engine),
    query: (sql, parameters) => queryRows(engine, sql, parameters),
    ask: (question, parameters) => askQuestion(engine, question, parameters),
    export: (table) => exportRows(engine, table),
    prune: ({ keepDays }) => alone(() => removeOldVersions(engine, { keepDays, now: Date.now() })),
    forget: (person) => alone(() => forgetPerson(engine, person)),
    close: () => engine.close(),
    [Symbol.asyncDispose]: () => engine.close(),
  }
}
