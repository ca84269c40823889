import type { Engine, Statements } from '../engine/engine.ts'
import { MirrorError } from '../errors.ts'
import {
  type Collection,
  type CollectionName,
  collectionsOf,
  columnNames,
  type Service,
  services,
} from '../schema/collections.ts'
import { linkPeople } from '../schema/views.ts'
import type { ChangeCounts, PullLimits } from './options.ts'
import { clearStaged } from './runs.ts'

/** Returns the reason why a run must not be published; undefined if nothing speaks against it. */
export async function findBrake(
  engine: Engine,
  run: { readonly run: number; readonly service: Service },
  limits: PullLimits,
): Promise<string | undefined> {
  for (const collection of collectionsOf(run.service)) {
    const { name, isEntity, isPeople = false } = collection
    const live = await countLive(engine, collection)
    if (live === 0) {
      // An empty directory is more likely a failure than a directory.
      if (isPeople && run.service !== 'dabp' && (await countStaged(engine, name, 'put')) === 0)
        return `The service returned no rows for ${name}.`
      continue
    }
    const ended = await countStaged(engine, name, 'end')
    const deactivated = isEntity ? await countDeactivated(engine, run.run, name) : 0
    const isMembership = name === 'cern_member' || name === 'dabp_grant'
    if (!isEntity && !isMembership) continue
    const limit = isMembership
      ? readLimit('memberships', limits.memberships, live, 100, 0.05)
      : goneLimit(limits, live)
    if (ended + deactivated <= limit) continue
    const action = isMembership ? 'end' : 'mark as gone'
    const inactive = deactivated > 0 ? `, ${deactivated} of them as deactivated` : ''
    return `The run would ${action} ${ended + deactivated} of ${live} rows of ${name}${inactive}; the limit is ${limit}.`
  }
  return undefined
}

/** Returns the number of rows of a table that may be gone at once. */
export function goneLimit(limits: PullLimits, live: number): number {
  return readLimit('gone', limits.gone, live, 25, 0.02)
}

/** Returns a limit as a number of rows. Without one, it is a share of the rows, and never less than a few. */
function readLimit(
  name: string,
  limit: number | string | undefined,
  live: number,
  least: number,
  share: number,
): number {
  if (limit === undefined) return Math.max(least, Math.floor(live * share))
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(String(limit))?.[1]
  const value = percent === undefined ? Number(limit) : Math.floor((live * Number(percent)) / 100)
  if (limit !== '' && Number.isFinite(value) && value >= 0) return value
  throw new MirrorError('invalid_argument', `The limit ${name} is ${JSON.stringify(limit)}.`, {
    hint: 'Write a number of rows, such as 100, or a share, such as 2%.',
  })
}

/** Checks the limits of a pull before its first request. */
export function checkLimits(limits: PullLimits): void {
  goneLimit(limits, 0)
  readLimit('memberships', limits.memberships, 0, 100, 0.05)
}

/** Returns the number of live rows of a collection. */
export async function countLive(engine: Statements, { name }: Pick<Collection, 'name'>): Promise<number> {
  const [row] = await engine.all<{ count: number }>(
    `select count(*) as count from ${name}_version where until_run is null`,
  )
  return Number(row?.count ?? 0)
}

async function countStaged(engine: Engine, name: CollectionName, op: 'put' | 'end'): Promise<number> {
  const [row] = await engine.all<{ count: number }>(
    `select count(*) as count from ${name}_staged where op = ?`,
    [op],
  )
  return Number(row?.count ?? 0)
}

async function countDeactivated(engine: Engine, run: number, name: CollectionName): Promise<number> {
  const [row] = await engine.all<{ count: number }>(
    `select count(*) as count from change_log where run = ? and collection = ? and kind = 'deactivated'`,
    [run, name],
  )
  return Number(row?.count ?? 0)
}

/** Returns the numbers of rows that a run has seen, and of its changes by kind, for each collection. */
export async function countChanges(
  engine: Statements,
  { run, service }: { readonly run: number; readonly service: Service },
): Promise<Partial<Record<CollectionName, ChangeCounts>>> {
  const counts = Object.fromEntries(
    collectionsOf(service).map(({ name }) => [name, {} as Record<string, number>]),
  )
  const seen = await engine.all<{ collection: string; count: number }>(
    'select collection, count(*) as count from seen group by collection',
  )
  for (const { collection, count } of seen) {
    const table = counts[collection]
    if (table !== undefined) table['seen'] = Number(count)
  }
  for (const { name } of collectionsOf(service)) {
    const staged = await engine.all<{ op: string; count: number }>(
      `select op, count(*) as count from ${name}_staged group by op`,
    )
    for (const { op, count } of staged) {
      const table = counts[name]
      if (table !== undefined) table[op === 'put' ? 'written' : 'ended'] = Number(count)
    }
  }
  const changes = await engine.all<{ collection: string; kind: string; count: number }>(
    `select collection, kind, count(distinct key) as count from change_log where run = ? and service = ?
      group by collection, kind`,
    [run, service],
  )
  for (const { collection, kind, count } of changes) {
    const table = counts[collection]
    if (table !== undefined) table[kind] = Number(count)
  }
  return counts
}

/**
 * Makes the staged rows of a service the live ones, in one transaction: readers see all of the run, or nothing.
 *
 * @returns the counts of each collection
 */
export async function publish(
  engine: Engine,
  run: { readonly run: number; readonly service: Service },
  { note, now }: { note: string | null; now: number },
): Promise<Partial<Record<CollectionName, ChangeCounts>>> {
  const isFirst = await isEmpty(engine, run.service)
  const counts = await engine.transaction(async (statements) => {
    const before = await countChanges(statements, run)
    for (const collection of collectionsOf(run.service)) await moveStaged(statements, run.run, collection)
    if (linkedPeople.some((name) => hasChanged(before[name]))) await linkPeople(statements)
    await clearStaged(statements, run.service)
    await statements.run(
      "update run_service set status = 'published', note = ?, ended = ?, counts = ? where run = ? and service = ?",
      [note, new Date(now).toISOString(), JSON.stringify(before), run.run, run.service],
    )
    return before
  })
  // Without statistics, the joins of the named questions are planned badly.
  if (isFirst) {
    for (const { name } of collectionsOf(run.service)) await engine.run(`analyze ${name}_version`)
    await engine.run('analyze person_link')
  }
  return counts
}

/** The rows that the links of people depend on. */
const linkedPeople: readonly CollectionName[] = ['cis_person', 'cern_identity']

function hasChanged({ written = 0, ended = 0 }: ChangeCounts = {}): boolean {
  return written + ended > 0
}

/** Returns true if a service has never been published. */
export async function isEmpty(engine: Engine, service: Service): Promise<boolean> {
  const rows = await engine.all(
    "select 1 from run_service where service = ? and status = 'published' limit 1",
    [service],
  )
  return rows.length === 0
}

/** Ends the live versions of all staged rows, and begins those of the rows that still exist. */
async function moveStaged(statements: Statements, run: number, collection: Collection): Promise<void> {
  const { name } = collection
  const keys = Object.keys(collection.key)
  const columns = columnNames(collection).join(', ')
  const isSame = keys.map((key) => `v.${key} = s.${key}`).join(' and ')
  await statements.run(
    `update ${name}_version set until_run = ? where (${[...keys, 'from_run'].join(', ')}) in (
      select ${[...keys, 'from_run'].map((key) => `v.${key}`).join(', ')}
      from ${name}_staged s join ${name}_version v on ${isSame} where v.until_run is null)`,
    [run],
  )
  // Rows without data are stored by their key: in its order, the table is written from its beginning to its end.
  const order = collection.isEntity ? '' : ` order by ${keys.join(', ')}`
  await statements.run(
    `insert into ${name}_version (${columns}, from_run)
      select ${columns}, cast(? as integer) from ${name}_staged where op = 'put'${order}`,
    [run],
  )
}

/**
 * Removes versions that were no longer live after the last run before a time, and the changes up to that run. All of a run
 * counts as new if an earlier one ended after that time: then the clock has gone back, and the time of the run is wrong.
 *
 * @param keepDays the number of days before now
 * @returns the numbers of rows that were removed
 */
export async function removeOldVersions(
  engine: Engine,
  { keepDays, now }: { keepDays: number; now: number },
): Promise<{ versions: number; changes: number }> {
  if (!(keepDays >= 0))
    throw new MirrorError('invalid_argument', `keepDays is ${String(keepDays)}.`, {
      hint: 'Pass a number of days, such as 90.',
    })
  const removed = { versions: 0, changes: 0 }
  const before = new Date(now - keepDays * 86_400_000)
  // Longer ago than there are times.
  if (Number.isNaN(before.getTime())) return removed
  return engine.transaction(async (statements) => {
    // A run that ended in the future says nothing about the others.
    const [row] = await statements.all<{ run: number | null }>(
      `select max(run) as run from run_service where status = 'published' and ended < ? and run < (
        select coalesce(min(run), 2147483647) from run_service where status = 'published' and ended >= ? and ended <= ?)`,
      [before.toISOString(), before.toISOString(), new Date(now).toISOString()],
    )
    const last = row?.run
    if (last === null || last === undefined) return removed
    for (const service of services)
      for (const { name } of collectionsOf(service))
        removed.versions += await statements.run(`delete from ${name}_version where until_run <= ?`, [last])
    removed.changes = await statements.run(
      `delete from change_log where run in (select run from run_service where status = 'published' and run <= ?)`,
      [last],
    )
    await statements.insert(
      'mirror_meta',
      ['key', 'value'],
      [['pruned_until', String(last)]],
      'on conflict (key) do update set value = excluded.value',
    )
    return removed
  })
}
