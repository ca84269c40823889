import type { Engine, Value } from '../engine/engine.ts'
import { MirrorError } from '../errors.ts'

/** A change between two published runs. */
export interface Change {
  /** The number of the change; later ones have higher numbers within a run. */
  readonly n: number
  readonly run: number
  /** The time at which the run was published, ISO 8601; null for a run that was not. */
  readonly at: string | null
  readonly service: string
  /** The table of the row, such as `cis_person`. */
  readonly collection: string
  /** The identifier of the row. */
  readonly key: string
  /** An e-mail, a login or the name of a group by which people know the row; null if the mirror has none. */
  readonly name: string | null
  /** The identifier of the person that it is about: a uuid of CIS, an id of CERN, or a reference of DABP. */
  readonly person: string | null
  /**
   * `added`, `removed` (looked up in vain), `returned` (after it was removed or deactivated), `deactivated`, `changed`,
   * `hidden` and `shown` (the person no longer shows the attribute, or does again), or `scope_lost`, once for a run.
   */
  readonly kind: string
  /** The attribute; null if the change is about the whole row. */
  readonly attribute: string | null
  /** The value before, as JSON was parsed: of the whole row if it was removed. Undefined if it had none. */
  readonly old: unknown
  /** The value after; of the whole row if it was added. */
  readonly new: unknown
}

/** Conditions for changes, which all must hold. */
export interface ChangeFilter {
  /** The number of a run, or a time: changes of runs that were published later. @default the beginning */
  since?: number | Date | undefined
  /** Changes up to this run. @default the last one */
  until?: number | undefined
  /** Changes of one run only, also of one that was refused. */
  run?: number | undefined
  /** A person, by uuid, e-mail, user id, employee id, or login, in any of the services. */
  person?: string | undefined
  /** The name of an attribute, or of the group of attributes that it belongs to. */
  attribute?: string | undefined
  kind?: string | undefined
  collection?: string | undefined
}

/** Returns the changes that fulfil a filter, in the order of runs. */
export async function* listChanges(
  engine: Engine,
  filter: ChangeFilter = {},
): AsyncGenerator<Change, void, undefined> {
  const conditions: string[] = []
  const parameters: Value[] = []
  const add = (sql: string, ...values: Value[]) => {
    conditions.push(sql)
    parameters.push(...values)
  }
  const { since, until, run, person, attribute, kind, collection } = filter
  add(run === undefined ? "r.status = 'published'" : "r.status in ('published', 'refused')")
  if (run !== undefined) {
    add('c.run = ?', checkRun('run', run))
    if ((await engine.all('select 1 from run where id = ?', [run])).length === 0)
      throw new MirrorError('run_not_found', `Run ${run} does not exist.`, {
        hint: 'personctl mirror status --runs shows the runs.',
        run,
      })
  }
  if (since instanceof Date) {
    if (Number.isNaN(since.getTime())) throw invalidFilter('since', since)
    add('r.ended > ?', since.toISOString())
  } else if (since !== undefined) add('c.run > ?', checkRun('since', since))
  if (until !== undefined) add('c.run <= ?', checkRun('until', until))
  if (kind !== undefined) add('c.kind = ?', kind)
  if (collection !== undefined) add('c.collection = ?', collection)
  if (attribute !== undefined) add("(c.attribute = ? or c.attribute like ? || '.%')", attribute, attribute)
  if (person !== undefined) {
    const found = await findPerson(engine, person)
    add(`c.person in (${found.map(() => '?').join(', ')})`, ...found)
  }
  const { pages } = await engine.stream(
    `select c.n, c.run, r.ended, c.service, c.collection, c.key, c.person, c.kind, c.attribute, c.old, c.new,
        coalesce(
          (select v.primary_email from cis_person_version v where v.uuid = c.person order by v.from_run desc limit 1),
          (select v.upn from cern_identity_version v where v.id = c.person order by v.from_run desc limit 1),
          (select v.group_identifier from cern_group_version v where v.id = c.key order by v.from_run desc limit 1)
        )
      from change_log c join run_service r on r.run = c.run and r.service = c.service
      where ${conditions.join(' and ')} order by c.run, c.n`,
    parameters,
  )
  for await (const page of pages)
    for (const row of page) {
      const [n, runOfRow, at, service, table, key, owner, kindOfRow, attributeOfRow, old, current, name] = row
      yield {
        n: Number(n),
        run: Number(runOfRow),
        at: at === null || at === undefined ? null : String(at),
        service: String(service),
        collection: String(table),
        key: String(key),
        person: typeof owner === 'string' ? owner : null,
        kind: String(kindOfRow),
        name: typeof name === 'string' ? name : null,
        attribute: typeof attributeOfRow === 'string' ? attributeOfRow : null,
        old: parse(old),
        new: parse(current),
      }
    }
}

function parse(value: Value | undefined): unknown {
  return typeof value === 'string' ? JSON.parse(value) : undefined
}

function checkRun(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw invalidFilter(name, value)
}

function invalidFilter(name: string, value: unknown): MirrorError {
  return new MirrorError('invalid_argument', `${name} is ${String(value)}.`, {
    hint: 'Pass the number of a run, or a valid Date.',
  })
}

/** Returns all identifiers that a person has had, by any of them. The name itself is among them. */
export async function findPerson(engine: Engine, name: string): Promise<string[]> {
  // The database ignores case on both sides: it knows fewer letters than JavaScript does.
  const [asked] = await engine.all<{ lower: string }>('select lower(cast(? as text)) as lower', [name])
  const lower = asked?.lower ?? name
  const ofCis = await engine.all<Record<string, string | null>>(
    `select distinct uuid, user_id, primary_email, employee_id, posix_id, lower(primary_email) as lower_email
      from cis_person_version
      where uuid = ? or user_id = ? or lower(primary_email) = ? or employee_id = ? or posix_id = ? or primary_username = ?`,
    [name, name, lower, name, name, name],
  )
  const emails = ofCis.flatMap(({ lower_email: email }) => email ?? [])
  const numbers = ofCis.flatMap(({ employee_id: id }) => id ?? [])
  const logins = ofCis.flatMap(({ posix_id: id }) => id ?? [])
  const upn = engine.anyOf('upn', [name, ...logins])
  const personId = engine.anyOf('person_id', [name, ...numbers])
  const email = engine.anyOf('lower(email)', [lower, ...emails])
  const ofCern = await engine.all<{ id: string }>(
    `select distinct id from cern_identity_version where id = ? or ${upn.sql} or ${personId.sql} or ${email.sql}`,
    [name, upn.parameter, personId.parameter, email.parameter],
  )
  const all = ofCis.flatMap(({ uuid, user_id: id, primary_email: email }) => [uuid, id, email])
  return [...new Set([name, ...all, ...ofCern.map(({ id }) => id)])].filter(
    (id) => id !== null && id !== undefined,
  )
}
