import type { Engine, Statements, Value } from '../engine/engine.ts'
import { type Collection, type CollectionName, collections, columnNames } from '../schema/collections.ts'
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

/** A row as it was received, and made ready to be stored. */
export interface ReceivedRow {
  readonly key: string
  readonly data: RowData
  /** The values of columns that are not attributes, such as the number of an identity. */
  readonly columns?: Readonly<Record<string, Value>>
  /** The rows of the sets that belong to it, by collection. */
  readonly sets?: Readonly<Partial<Record<CollectionName, readonly SetRow[]>>>
}

/** A row of a set: all its columns but that of its owner. */
export type SetRow = Readonly<Record<string, Value>>

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

/** A row of `change_log` before it has its run. */
interface NewChange {
  readonly key: string
  readonly person: string | null
  readonly kind: string
  readonly attribute: string | null
  readonly old: string | null
  readonly new: string | null
}

interface LiveRow {
  readonly key: string
  readonly hash: string
  readonly hidden: string | null
  readonly data: string
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
  const live = await findLive(statements, collection, keys, staging.isFirst)
  const writes: { row: ReceivedRow; data: RowData; json: string; hash: string; hidden: readonly string[] }[] =
    []
  const changes: NewChange[] = []
  const unknown = new Set<string>()
  for (const row of rows.values()) {
    const json = toCanonicalJson(row.data)
    const hash = hashJson(json)
    const before = live.get(row.key)
    if (before === undefined) {
      unknown.add(row.key)
      writes.push({ row, data: row.data, json, hash, hidden: [] })
      continue
    }
    if (before.hash === hash) continue
    const old: RowData = JSON.parse(before.data)
    const data = withUnseen(old, row.data, staging.visibility)
    const completeJson = data === row.data ? json : toCanonicalJson(data)
    const completeHash = data === row.data ? hash : hashJson(completeJson)
    if (before.hash === completeHash) continue
    const hiddenBefore: string[] = JSON.parse(before.hidden ?? '[]')
    writes.push({
      row,
      data,
      json: completeJson,
      hash: completeHash,
      hidden: listHidden(old, hiddenBefore, data),
    })
    // What a report grants is compared grant by grant.
    if (name !== 'dabp_report')
      for (const difference of compareRows(old, data, staging.visibility))
        changes.push(toChange(collection, row.key, difference))
  }
  if (unknown.size > 0 && !staging.isBaseline)
    changes.push(...(await describeArrivals(statements, collection, rows, [...unknown])))
  await statements.insert(
    `${name}_staged`,
    [...columnNames(collection), 'op'],
    writes.map(({ row, data, json, hash, hidden }) => [
      ...entityValues(collection, row, data),
      hash,
      hidden.length === 0 ? null : JSON.stringify(hidden),
      json,
      'put',
    ]),
  )
  await insertChanges(statements, staging, collection, changes)
  for (const { row } of writes)
    for (const [set, members] of Object.entries(row.sets ?? {}) as [CollectionName, readonly SetRow[]][]) {
      const isNew = staging.isFirst || unknown.has(row.key)
      await stageSet(statements, staging, set, row.key, members, { isNew, person: row.key })
    }
  const fresh = keys.filter((key) => !seen.has(key))
  await markSeen(statements, name, fresh)
  return fresh.length
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
  const live = await findLive(statements, collection, keys, false)
  const ends = [...live.values()]
  await statements.insert(
    `${name}_staged`,
    [keyColumn(collection), 'op'],
    ends.map(({ key }) => [key, 'end']),
  )
  if (!staging.isBaseline)
    await insertChanges(
      statements,
      staging,
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
  for (const { key } of ends)
    for (const set of setsOf(name)) await stageSet(statements, staging, set, key, [], { person: key })
}

/** The sets that belong to the rows of a collection, but for the members of groups, whose owner is a number. */
function setsOf(name: CollectionName): readonly CollectionName[] {
  if (name === 'cis_person') return ['cis_group_member']
  if (name === 'dabp_report') return ['dabp_grant']
  return name === 'cern_role' ? ['cern_role_group'] : []
}

/** Texts that name the rows of a set in the log of changes. */
export interface SetNames {
  /** The person that the rows are about. */
  readonly person?: string | null
  /** True if the owner is new, so that nothing of it is live. */
  readonly isNew?: boolean
  /** Returns the key of a row, and the person that it is about. */
  describe?(row: SetRow): { key: string; person: string | null }
}

/**
 * Compares the rows of a set that belong to one owner with those that are live, and stages the difference.
 *
 * @param owner the value of the first column of the key
 */
export async function stageSet(
  statements: Statements,
  staging: StagingRun,
  name: CollectionName,
  owner: Value,
  rows: readonly SetRow[],
  { person = null, isNew = staging.isFirst, describe }: SetNames = {},
): Promise<void> {
  const collection = collections[name]
  const [ownerColumn = '', ...memberColumns] = Object.keys(collection.key)
  const columns = Object.keys(collection.columns)
  const keyOf = (row: SetRow) => JSON.stringify(memberColumns.map((column) => row[column]))
  const live = new Map<string, SetRow>()
  if (!isNew) {
    const found = await statements.all<SetRow>(
      `select ${[...memberColumns, ...columns].join(', ')} from ${name}_version where ${ownerColumn} = ? and until_run is null`,
      [owner],
    )
    for (const row of found) live.set(keyOf(row), normalizeBooleans(collection, row))
  }
  const wanted = new Map(rows.map(toStorableRow).map((row) => [keyOf(row), row]))
  const staged: Value[][] = []
  const changes: NewChange[] = []
  const note = (
    row: SetRow,
    kind: string,
    [attribute, old, current]: readonly [string | null, Value | undefined, Value | undefined],
  ) => {
    if (name === 'cis_group_member' || (staging.isBaseline && kind !== 'changed')) return
    const named = describe?.(row) ?? {
      key: [owner, ...memberColumns.map((column) => row[column])].join(' '),
      person,
    }
    changes.push({ ...named, kind, attribute, old: toJson(old), new: toJson(current) })
  }
  for (const [key, row] of wanted) {
    const before = live.get(key)
    if (before !== undefined && columns.every((column) => before[column] === (row[column] ?? null))) continue
    staged.push([
      ...memberColumns.map((column) => row[column] ?? null),
      ...columns.map((column) => row[column] ?? null),
      'put',
    ])
    if (before === undefined) note(row, 'added', [null, undefined, undefined])
    else
      for (const column of columns)
        if (before[column] !== (row[column] ?? null))
          note(row, 'changed', [column, before[column], row[column]])
  }
  for (const [key, row] of live) {
    if (wanted.has(key)) continue
    staged.push([
      ...memberColumns.map((column) => row[column] ?? null),
      ...columns.map((column) => row[column] ?? null),
      'end',
    ])
    note(row, 'removed', [null, undefined, undefined])
  }
  await statements.insert(
    `${name}_staged`,
    [ownerColumn, ...memberColumns, ...columns, 'op'],
    staged.map((values) => [owner, ...values]),
  )
  await insertChanges(statements, staging, collection, changes)
}

function normalizeBooleans({ columns }: Collection, row: SetRow): SetRow {
  const booleans = Object.keys(columns).filter((column) => columns[column] === 'boolean')
  if (booleans.length === 0) return row
  return {
    ...row,
    ...Object.fromEntries(
      booleans.map((column) => [column, row[column] === null ? null : Boolean(row[column])]),
    ),
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
  const staged = statements.anyOf(keyColumn(collection), keys)
  await statements.run(`delete from ${name}_staged where ${staged.sql}`, [staged.parameter])
  const logged = statements.anyOf('key', keys)
  await statements.run(`delete from change_log where run = ? and collection = ? and ${logged.sql}`, [
    staging.run,
    name,
    logged.parameter,
  ])
  for (const set of setsOf(name)) {
    const [ownerColumn = ''] = Object.keys(collections[set].key)
    const owned = statements.anyOf(ownerColumn, keys)
    await statements.run(`delete from ${set}_staged where ${owned.sql}`, [owned.parameter])
    if (set === 'cis_group_member') continue
    const people = statements.anyOf('person', keys)
    await statements.run(`delete from change_log where run = ? and collection = ? and ${people.sql}`, [
      staging.run,
      set,
      people.parameter,
    ])
  }
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

async function findLive(
  statements: Statements,
  collection: Collection,
  keys: readonly string[],
  isFirst: boolean,
): Promise<Map<string, LiveRow>> {
  if (isFirst) return new Map()
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
    new: collection.name === 'dabp_report' ? null : toJson(rows.get(key)?.data),
  }))
}

function toChange(collection: Collection, key: string, difference: Difference): NewChange {
  return {
    key,
    person: collection.isPeople ? key : null,
    kind: difference.kind,
    attribute: difference.attribute,
    old: toJson(difference.old),
    new: toJson(difference.new),
  }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : toCanonicalJson(value)
}

function insertChanges(
  statements: Statements,
  { run }: StagingRun,
  { name, service }: Collection,
  changes: readonly NewChange[],
): Promise<void> {
  return statements.insert(
    'change_log',
    ['run', 'service', 'collection', 'key', 'person', 'kind', 'attribute', 'old', 'new'],
    changes.map((change) => [
      run,
      service,
      name,
      change.key,
      change.person,
      change.kind,
      change.attribute,
      change.old,
      change.new,
    ]),
  )
}

function keyColumn({ key }: Collection): string {
  return Object.keys(key)[0] ?? ''
}

/** Returns the values of key and columns of an entity. A value of another type than that of its column is left out. */
function entityValues({ columns, attributes = {} }: Collection, row: ReceivedRow, data: RowData): Value[] {
  const values = Object.entries(columns).map(([column, type]): Value => {
    const given = row.columns?.[column]
    if (given !== undefined) return given
    const attribute = attributes[column]
    const value = attribute === undefined ? undefined : readAttribute(data, attribute)
    if (type === 'boolean') return typeof value === 'boolean' ? value : null
    if (typeof value === 'number') return type === 'text' ? String(value) : value
    if (typeof value !== 'string' || type !== 'text') return null
    return indexedColumns.includes(column) ? toIndexed(value) : toStorable(value)
  })
  return [row.key, ...values]
}

const mostOfIndex = 600

// What UTF-8 cannot encode, or a database cannot store.
const unstorable = /\0|\p{Surrogate}/u

/** Returns true for a value that a database can find again as the key of a row. */
export function isKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= mostOfIndex && !unstorable.test(value)
}

/** Returns a text that each database can store. JSON needs it not: it escapes what is replaced here. */
function toStorable(text: string): string {
  return unstorable.test(text) ? text.replaceAll(/\0|\p{Surrogate}/gu, '\u{fffd}') : text
}

/** Returns a text that each database can store in an index, which refuses long ones. */
function toIndexed(text: string): string {
  return toStorable(text.length > mostOfIndex ? text.slice(0, mostOfIndex) : text)
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

function toStorableRow(row: SetRow): SetRow {
  if (!Object.values(row).some((value) => typeof value === 'string')) return row
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? toIndexed(value) : value,
    ]),
  )
}

/** Returns an attribute, or a part of it after a slash. */
function readAttribute(data: RowData, path: string): unknown {
  const [attribute = '', part] = path.split('/')
  const value = data[attribute]
  if (part === undefined) return value
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined
}
