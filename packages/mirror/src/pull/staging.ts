import type { Engine, Statements, Value } from '../engine/engine.ts'
import { type Collection, type CollectionName, collections, columnNames } from '../schema/collections.ts'
import { type NewChange, noteChanges, removeChanges, toLogged } from './changeLog.ts'
import {
  compareRows,
  type Difference,
  hashJson,
  listHidden,
  type RowData,
  toCanonicalJson,
  type Visibility,
  withUnseen,
} from './comparison.ts'
import { type ReceivedRow, toIndexed, toStorable } from './rows.ts'
import { setsOf, stageSets } from './sets.ts'

/** A run that rows are staged for. */
export interface StagingRun {
  readonly engine: Engine
  readonly run: number
  readonly visibility: Visibility
  /** True if nothing was published before with this selection: then rows that come or go are not changes. */
  readonly isBaseline: boolean
  /** True if the tables were empty when the run began, so that there is nothing to compare with. */
  readonly isFirst: boolean
}

/** A row that is live. */
interface LiveRow {
  readonly key: string
  readonly hash: string
  readonly hidden: string | null
  readonly data: string
}

/** A row that becomes a new version. */
interface Write {
  readonly row: ReceivedRow
  readonly data: RowData
  readonly json: string
  readonly hash: string
  readonly hidden: readonly string[]
}

/**
 * Compares the rows of a page with those that are live, and stages the new and the changed ones. All rows become seen.
 *
 * @returns the number of rows that were not seen before
 */
export async function stageRows(
  statements: Statements,
  staging: StagingRun,
  name: CollectionName,
  received: readonly ReceivedRow[],
): Promise<number> {
  if (received.length === 0) return 0
  const collection = collections[name]
  // The last one counts, should a page have a row twice.
  const rows = new Map(received.map((row) => [row.key, row]))
  const keys = [...rows.keys()]
  const seen = new Set(await findSeen(statements, name, keys))
  if (seen.size > 0) await unstage(statements, staging, collection, [...seen])
  const hashes = staging.isFirst ? new Map<string, string>() : await findHashes(statements, collection, keys)
  const different = [...rows.values()].map(hashRow).filter(({ row, hash }) => hashes.get(row.key) !== hash)
  const live = await findLive(
    statements,
    collection,
    different.map(({ row }) => row.key).filter((key) => hashes.has(key)),
  )
  const writes: Write[] = []
  const changes: NewChange[] = []
  for (const one of different) {
    const before = live.get(one.row.key)
    if (before === undefined) {
      writes.push({ ...one, data: one.row.data, hidden: [] })
      continue
    }
    const old: RowData = JSON.parse(before.data)
    const write = mergeUnseen(one, { ...before, old }, staging.visibility)
    if (write.hash === before.hash) continue
    writes.push(write)
    // What a report grants is compared grant by grant.
    if (name !== 'dabp_report')
      for (const difference of compareRows(old, write.data, staging.visibility))
        changes.push(toChange(collection, one.row.key, difference))
  }
  const unknown = writes.filter(({ row }) => !live.has(row.key)).map(({ row }) => row.key)
  if (unknown.length > 0 && !staging.isBaseline)
    changes.push(...(await describeArrivals(statements, collection, rows, unknown)))
  await statements.insert(
    `${name}_staged`,
    [...columnNames(collection), 'op'],
    writes.map((write) => [...toValues(collection, write), 'put']),
  )
  await noteChanges(statements, staging.run, collection, changes)
  for (const set of setsOf(name)) {
    const owned = writes.flatMap(({ row: { key, sets } }) => {
      const members = sets?.[set]
      return members === undefined ? [] : [{ owner: key, rows: members, isNew: !live.has(key), person: key }]
    })
    await stageSets(statements, staging, set, owned)
  }
  const fresh = keys.filter((key) => !seen.has(key))
  await markSeen(statements, name, fresh)
  return fresh.length
}

function hashRow(row: ReceivedRow): Pick<Write, 'row' | 'json' | 'hash'> {
  const json = toCanonicalJson(row.data)
  return { row, json, hash: hashJson(json) }
}

/** Returns the new version of a live row, with the attributes that its token could no longer see. */
function mergeUnseen(
  { row, json, hash }: Pick<Write, 'row' | 'json' | 'hash'>,
  { old, hidden }: { old: RowData; hidden: string | null },
  visibility: Visibility,
): Write {
  const data = withUnseen(old, row.data, visibility)
  const hiddenBefore: string[] = JSON.parse(hidden ?? '[]')
  const newlyHidden = listHidden(old, hiddenBefore, data)
  if (data === row.data) return { row, data, json, hash, hidden: newlyHidden }
  const completeJson = toCanonicalJson(data)
  return { row, data, json: completeJson, hash: hashJson(completeJson), hidden: newlyHidden }
}

/** Notes that rows exist, so that they do not count as missing. */
export function markSeen(
  statements: Statements,
  collection: CollectionName,
  keys: readonly string[],
): Promise<void> {
  const rows = keys.map((key) => [collection, key])
  return statements.insert('seen', ['collection', 'key'], rows, 'on conflict do nothing')
}

/** Stages the end of rows that no longer exist, and of all that belongs to them. */
export async function stageEnds(
  statements: Statements,
  staging: StagingRun,
  name: CollectionName,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  const collection = collections[name]
  await unstage(statements, staging, collection, keys)
  const live = await findLive(statements, collection, keys)
  const ends = [...live.values()]
  await statements.insert(
    `${name}_staged`,
    [keyColumn(collection), 'op'],
    ends.map(({ key }) => [key, 'end']),
  )
  if (!staging.isBaseline)
    await noteChanges(
      statements,
      staging.run,
      collection,
      ends.map(({ key, data }) => ({
        key,
        person: collection.isPeople ? key : null,
        kind: 'removed',
        attribute: null,
        old: name === 'dabp_report' ? null : data,
        new: null,
      })),
    )
  for (const set of setsOf(name)) {
    const owned = ends.map(({ key }) => ({ owner: key, rows: [], person: key }))
    await stageSets(statements, staging, set, owned)
  }
}

/** Forgets what was staged for rows in this run: they have been received once more, or are gone after all. */
async function unstage(
  statements: Statements,
  staging: StagingRun,
  collection: Collection,
  keys: readonly string[],
): Promise<void> {
  const { name } = collection
  await deleteStaged(statements, collection, keys)
  await removeChanges(statements, staging.run, collection, { column: 'key', values: keys })
  for (const set of setsOf(name)) {
    await deleteStaged(statements, collections[set], keys)
    if (set === 'cis_group_member') continue
    await removeChanges(statements, staging.run, collections[set], { column: 'person', values: keys })
  }
}

async function deleteStaged(
  statements: Statements,
  collection: Collection,
  keys: readonly string[],
): Promise<void> {
  const table = `${collection.name}_staged`
  const column = keyColumn(collection)
  // Not from the beginning: the first run, which stages everything, would change it all over with each page.
  await statements.run(`create index if not exists ${table}_key on ${table} (${column})`)
  const { sql, parameter } = statements.anyOf(column, keys)
  await statements.run(`delete from ${table} where ${sql}`, [parameter])
}

async function findSeen(
  statements: Statements,
  name: CollectionName,
  keys: readonly string[],
): Promise<string[]> {
  const { sql, parameter } = statements.anyOf('key', keys)
  const rows = await statements.all<{ key: string }>(`select key from seen where collection = ? and ${sql}`, [
    name,
    parameter,
  ])
  return rows.map(({ key }) => key)
}

async function findHashes(
  statements: Statements,
  collection: Collection,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const column = keyColumn(collection)
  const { sql, parameter } = statements.anyOf(column, keys)
  const rows = await statements.all<Pick<LiveRow, 'key' | 'hash'>>(
    `select ${column} as key, hash from ${collection.name}_version where ${sql} and until_run is null`,
    [parameter],
  )
  return new Map(rows.map((row) => [row.key, row.hash]))
}

async function findLive(
  statements: Statements,
  collection: Collection,
  keys: readonly string[],
): Promise<Map<string, LiveRow>> {
  if (keys.length === 0) return new Map()
  const { sql, parameter } = statements.anyOf(keyColumn(collection), keys)
  const rows = await statements.all<LiveRow>(
    `select ${keyColumn(collection)} as key, hash, hidden, data from ${collection.name}_version where ${sql} and until_run is null`,
    [parameter],
  )
  return new Map(rows.map((row) => [row.key, row]))
}

/** Returns the changes for rows that are not live: they are new, or have been here before. */
async function describeArrivals(
  statements: Statements,
  collection: Collection,
  rows: ReadonlyMap<string, ReceivedRow>,
  keys: readonly string[],
): Promise<NewChange[]> {
  const { sql, parameter } = statements.anyOf(keyColumn(collection), keys)
  const earlier = await statements.all<{ key: string }>(
    `select distinct ${keyColumn(collection)} as key from ${collection.name}_version where ${sql}`,
    [parameter],
  )
  const returned = new Set(earlier.map(({ key }) => key))
  return keys.map((key) => ({
    key,
    person: collection.isPeople ? key : null,
    kind: returned.has(key) ? 'returned' : 'added',
    attribute: null,
    old: null,
    new: collection.name === 'dabp_report' ? null : toLogged(rows.get(key)?.data),
  }))
}

function toChange(collection: Collection, key: string, difference: Difference): NewChange {
  return {
    key,
    person: collection.isPeople ? key : null,
    kind: difference.kind,
    attribute: difference.attribute,
    old: toLogged(difference.old),
    new: toLogged(difference.new),
  }
}

function keyColumn({ key }: Collection): string {
  return Object.keys(key)[0] ?? ''
}

/** The columns of entities that have an index. The whole of a longer value is in `data`. */
const indexedColumns = [
  'primary_email',
  'employee_id',
  'posix_id',
  'upn',
  'person_id',
  'email',
  'group_identifier',
]

/** Returns the values of the columns of an entity. A value of another type than that of its column is left out. */
function toValues(
  { columns, attributes = {} }: Collection,
  { row, data, hash, hidden, json }: Write,
): Value[] {
  const values = Object.entries(columns).map(([column, type]): Value => {
    const given = row.columns?.[column]
    if (given !== undefined) return given
    const attribute = attributes[column]
    const value = attribute === undefined ? undefined : readAttribute(data, attribute)
    if (type === 'boolean') return typeof value === 'boolean' ? value : null
    if (typeof value === 'number') return type === 'text' ? String(value) : value
    if (typeof value !== 'string' || type !== 'text') return null
    // Empty identifiers are not equal: each person without one would be somebody else's.
    return indexedColumns.includes(column) ? toIndexed(value) || null : toStorable(value)
  })
  return [row.key, ...values, hash, hidden.length === 0 ? null : JSON.stringify(hidden), json]
}

/** Returns an attribute, or a part of it after a slash. */
function readAttribute(data: RowData, path: string): unknown {
  const [attribute = '', part] = path.split('/')
  const value = data[attribute]
  if (part === undefined) return value
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined
}
