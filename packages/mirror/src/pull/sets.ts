import type { Statements, Value } from '../engine/engine.ts'
import { type Collection, type CollectionName, collections } from '../schema/collections.ts'
import { type NewChange, noteChanges, toLogged } from './changeLog.ts'
import { type SetRow, toStorableRow } from './rows.ts'

/** The rows of a set that belong to one owner, such as the groups of a person. */
export interface OwnedRows {
  /** The value of the first column of the key. */
  readonly owner: string | number
  readonly rows: Iterable<SetRow>
  /** True if the owner is new, so that nothing of it is live. */
  readonly isNew?: boolean
  /** The person that the rows are about. */
  readonly person?: string | null
  /** Returns the key of a row in the log of changes, and the person that it is about. */
  describe?(row: SetRow): { key: string; person: string | null }
}

/** The run that rows of sets are staged for. */
interface SetRun {
  readonly run: number
  readonly isBaseline: boolean
  readonly isFirst: boolean
}

/** The sets that belong to the rows of a collection, but for the members of groups, whose owner is a number. */
export function setsOf(name: CollectionName): readonly CollectionName[] {
  if (name === 'cis_person') return ['cis_group_member']
  if (name === 'dabp_report') return ['dabp_grant']
  return name === 'cern_role' ? ['cern_role_group'] : []
}

/** Compares rows of sets with those of the same owners that are live, and stages the difference. */
export async function stageSets(
  statements: Statements,
  setRun: SetRun,
  name: CollectionName,
  sets: readonly OwnedRows[],
): Promise<void> {
  const collection = collections[name]
  const known = sets.filter(({ isNew = setRun.isFirst }) => !isNew).map(({ owner }) => owner)
  const live = await findLiveSets(statements, collection, known)
  const [ownerColumn = '', ...columns] = [...Object.keys(collection.key), ...Object.keys(collection.columns)]
  const stagedColumns = [ownerColumn, ...columns, 'op']
  let staged: Value[][] = []
  const changes: NewChange[] = []
  for (const set of sets) {
    const { owner } = set
    for (const { row, before, isEnd } of compareSet(collection, set.rows, live.get(owner) ?? [])) {
      staged.push([owner, ...columns.map((column) => row[column] ?? null), isEnd ? 'end' : 'put'])
      if (staged.length === mostStaged) {
        await statements.insert(`${name}_staged`, stagedColumns, staged)
        staged = []
      }
      // The groups of a person are an attribute, whose changes are noted with the others.
      if (name === 'cis_group_member') continue
      changes.push(...describeDifference(collection, set, { row, before, isEnd }, setRun.isBaseline))
    }
  }
  await statements.insert(`${name}_staged`, stagedColumns, staged)
  await noteChanges(statements, setRun.run, collection, changes)
}

/** The number of rows that are inserted at a time: a group may have everybody. */
const mostStaged = 2000

/** A row of a set that is not as it was. */
interface SetDifference {
  readonly row: SetRow
  /** The row as it is live; undefined for a new one. */
  readonly before: SetRow | undefined
  readonly isEnd: boolean
}

function* compareSet(
  { key, columns: others }: Collection,
  rows: Iterable<SetRow>,
  live: readonly SetRow[],
): Generator<SetDifference, void, undefined> {
  const [column = '', ...more] = Object.keys(key).slice(1)
  const columns = Object.keys(others)
  const keyOf =
    more.length === 0
      ? (row: SetRow): Value | undefined => row[column]
      : (row: SetRow): Value => JSON.stringify([column, ...more].map((name) => row[name]))
  const missing = new Map(live.map((row) => [keyOf(row), row]))
  const wanted = new Map<Value | undefined, SetRow>()
  for (const row of rows) {
    const storable = toStorableRow(row)
    wanted.set(keyOf(storable), storable)
  }
  for (const [member, row] of wanted) {
    const before = missing.get(member)
    missing.delete(member)
    if (before !== undefined && columns.every((one) => isSame(before[one], row[one]))) continue
    yield { row, before, isEnd: false }
  }
  for (const row of missing.values()) yield { row, before: row, isEnd: true }
}

/** Returns the changes for a row that is not as it was. Rows that come or go with another selection are none. */
function describeDifference(
  { key: keys, columns }: Collection,
  { owner, person = null, describe }: OwnedRows,
  { row, before, isEnd }: SetDifference,
  isBaseline: boolean,
): NewChange[] {
  const isComing = before === undefined
  if (isBaseline && (isComing || isEnd)) return []
  const members = Object.keys(keys).slice(1)
  const named = describe?.(row) ?? { key: [owner, ...members.map((name) => row[name])].join(' '), person }
  if (isComing || isEnd)
    return [{ ...named, kind: isComing ? 'added' : 'removed', attribute: null, old: null, new: null }]
  return Object.keys(columns)
    .filter((column) => !isSame(before[column], row[column]))
    .map((attribute) => {
      const old = before[attribute]
      const isNumber = columns[attribute] === 'boolean' && typeof old === 'number'
      return {
        ...named,
        kind: 'changed',
        attribute,
        old: toLogged(isNumber ? old === 1 : old),
        new: toLogged(row[attribute]),
      }
    })
}

/** Returns the live rows of owners. */
async function findLiveSets(
  statements: Statements,
  collection: Collection,
  owners: readonly (string | number)[],
): Promise<Map<string | number, SetRow[]>> {
  const live = new Map<string | number, SetRow[]>()
  if (owners.length === 0) return live
  const { name, key, columns } = collection
  const [ownerColumn = '', ...memberColumns] = Object.keys(key)
  const { sql, parameter } = statements.anyOf(ownerColumn, owners)
  const found = await statements.all<SetRow>(
    `select ${[ownerColumn, ...memberColumns, ...Object.keys(columns)].join(', ')} from ${name}_version
      where ${sql} and until_run is null`,
    [parameter],
  )
  for (const row of found) {
    const owner = row[ownerColumn] as string | number
    const rows = live.get(owner)
    if (rows === undefined) live.set(owner, [row])
    else rows.push(row)
  }
  return live
}

/** Returns true if a stored value is the one that was received: SQLite stores true and false as 1 and 0. */
function isSame(stored: Value | undefined, received: Value = null): boolean {
  return stored === received || (typeof received === 'boolean' && stored === Number(received))
}
