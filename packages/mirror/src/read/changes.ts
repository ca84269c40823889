import type { Engine, Parameter, Value } from '../engine/engine.ts'
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
  /** An e-mail, a login or another name by which people know the row; null if the mirror has none. */
  readonly name: string | null
  /** The identifier of the group, such as `atlas-readers`, if the row is a membership at CERN; otherwise null. */
  readonly group: string | null
  /** The identifier of the person that it is about: a uuid of CIS, an id of CERN, or a reference of DABP. */
  readonly person: string | null
  /**
   * `added`, `removed` (looked up in vain), `returned` (after it was removed or deactivated), `deactivated`, `changed`,
   * `hidden` and `shown` (the service no longer returns the attribute, or does again), or `scope_lost`, once for a run.
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
  } else if (since !== undefined) {
    add('c.run > ?', checkRun('since', since))
    await checkNotLater(engine, since)
  }
  if (until !== undefined) add('c.run <= ?', checkRun('until', until))
  if (kind !== undefined) add('c.kind = ?', kind)
  if (collection !== undefined) add('c.collection = ?', collection)
  if (attribute !== undefined) add("(c.attribute = ? or c.attribute like ? || '.%')", attribute, attribute)
  if (person !== undefined) {
    const found = await findPerson(engine, person)
    await checkKnown(engine, person, found)
    add(`c.person in (${found.map(() => '?').join(', ')})`, ...found)
  }
  const { pages } = await engine.stream(
    `select c.n, c.run, r.ended, c.service, c.collection, c.key, c.person, c.kind, c.attribute, c.old, c.new,
        coalesce(
          (select v.primary_email from cis_person_version v where v.uuid = c.person order by v.from_run desc limit 1),
          (select v.upn from cern_identity_version v where v.id = c.person order by v.from_run desc limit 1),
          (select v.group_identifier from cern_group_version v where v.id = c.key order by v.from_run desc limit 1),
          (select v.application_identifier from cern_application_version v where v.id = c.key
            order by v.from_run desc limit 1),
          (select v.name from cern_role_version v where v.id = c.key order by v.from_run desc limit 1)
        ),
        case when c.collection = 'cern_member' then
          (select v.group_identifier from cern_group_version v where v.id = ${groupOfKey[engine.kind]}
            order by v.from_run desc limit 1) end
      from change_log c join run_service r on r.run = c.run and r.service = c.service
      where ${conditions.join(' and ')} order by c.run, c.n`,
    parameters,
  )
  for await (const page of pages)
    for (const row of page) {
      const [
        n,
        runOfRow,
        at,
        service,
        table,
        key,
        owner,
        kindOfRow,
        attributeOfRow,
        old,
        current,
        name,
        group,
      ] = row
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
        group: typeof group === 'string' ? group : null,
        attribute: typeof attributeOfRow === 'string' ? attributeOfRow : null,
        old: parse(old),
        new: parse(current),
      }
    }
}

// The key of a membership is the id of the group, a space, and that of the identity.
const groupOfKey = {
  sqlite: "substr(c.key, 1, instr(c.key, ' ') - 1)",
  postgres: "split_part(c.key, ' ', 1)",
} as const

function parse(value: Value | undefined): unknown {
  if (typeof value !== 'string') return undefined
  try {
    return JSON.parse(value)
  } catch {
    // Of a file that is damaged, or from somebody else.
    return value
  }
}

/** Refuses a run that there has not been: of another mirror, whose changes would not be those that are missing. */
async function checkNotLater(engine: Engine, since: number): Promise<void> {
  const [row] = await engine.all<{ last: number | null }>('select max(id) as last from run')
  const last = Number(row?.last ?? 0)
  if (since <= last) return
  throw new MirrorError('run_not_found', `Run ${since} does not exist; the last one is ${last}.`, {
    hint: 'personctl mirror status --runs shows the runs. A new mirror counts from 1.',
    run: since,
  })
}

/** Refuses a name of nobody: that nothing is known of somebody does not mean that nothing has changed. */
async function checkKnown(engine: Engine, person: string, found: readonly string[]): Promise<void> {
  if (found.length > 1) return
  for (const [table, column] of [
    ['cis_person_version', 'uuid'],
    ['cern_identity_version', 'id'],
    ['dabp_report_version', 'reference'],
    ['change_log', 'person'],
  ])
    if ((await engine.all(`select 1 from ${table} where ${column} = ? limit 1`, [person])).length > 0) return
  throw new MirrorError('person_not_found', `The mirror has nothing about ${JSON.stringify(person)}.`, {
    hint: 'Check the spelling. Logins and e-mails are those that the mirror has, or had.',
  })
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

/** A profile of a person, as one version has it. */
interface Profile {
  readonly uuid: string
  readonly user_id: string | null
  readonly primary_email: string | null
  readonly employee_id: string | null
  readonly posix_id: string | null
  readonly lower_email: string | null
}

/**
 * Returns all identifiers that a person has had in any of the services, by any of them. The name itself is among them. An
 * e-mail or a login that somebody else has by now is left out, and so is an account that belongs to somebody else.
 */
export async function findPerson(engine: Engine, name: string): Promise<string[]> {
  // The database ignores case on both sides: it knows fewer letters than JavaScript does.
  const [asked] = await engine.all<{ lower: string }>('select lower(cast(? as text)) as lower', [name])
  const lower = asked?.lower ?? name
  const named = await findProfiles(
    engine,
    'uuid = ? or user_id = ? or lower(primary_email) = ? or employee_id = ? or posix_id = ? or primary_username = ?',
    [name, name, lower, name, name, name],
  )
  const accounts = await findIdentities(engine, { id: name, upn: [name], personId: [name], email: [lower] })
  const owners = await findOwners(engine, accounts, named.length === 0)
  const byUuid = engine.anyOf('uuid', owners)
  const profiles =
    owners.length === 0 ? named : [...named, ...(await findProfiles(engine, byUuid.sql, [byUuid.parameter]))]
  const emails = profiles.flatMap(({ lower_email: email }) => email ?? [])
  const identities = await findIdentities(engine, {
    id: name,
    upn: [name, ...profiles.flatMap(({ posix_id: id }) => id ?? [])],
    personId: [name, ...profiles.flatMap(({ employee_id: id }) => id ?? [])],
    email: [lower, ...emails],
  })
  const isOthers = await findThoseOfOthers(engine, profiles, identities)
  const ofReport = engine.anyOf('lower(reference)', [lower, ...emails])
  const reports = await engine.all<{ reference: string }>(
    `select distinct reference from dabp_report_version where ${ofReport.sql}`,
    [ofReport.parameter],
  )
  const all = [
    ...profiles.flatMap(({ uuid, user_id: id, primary_email: email }) =>
      [uuid, id ?? [], email ?? []].flat(),
    ),
    ...identities,
    ...reports.map(({ reference }) => reference),
  ]
  return [...new Set([name, ...all.filter((id) => !isOthers(id))])]
}

function findProfiles(engine: Engine, where: string, parameters: readonly Parameter[]): Promise<Profile[]> {
  return engine.all<Profile>(
    `select distinct uuid, user_id, primary_email, employee_id, posix_id, lower(primary_email) as lower_email
      from cis_person_version where ${where}`,
    parameters,
  )
}

async function findIdentities(
  engine: Engine,
  wanted: { id: string; upn: string[]; personId: string[]; email: string[] },
): Promise<string[]> {
  const upn = engine.anyOf('upn', wanted.upn)
  const personId = engine.anyOf('person_id', wanted.personId)
  const email = engine.anyOf('lower(email)', wanted.email)
  const rows = await engine.all<{ id: string }>(
    `select distinct id from cern_identity_version where id = ? or ${upn.sql} or ${personId.sql} or ${email.sql}`,
    [wanted.id, upn.parameter, personId.parameter, email.parameter],
  )
  return rows.map(({ id }) => id)
}

/**
 * Returns the people of CIS to whom identities of CERN belong.
 *
 * @param alsoPast finds people who are no longer there, if the identities belong to nobody else
 */
async function findOwners(
  engine: Engine,
  identities: readonly string[],
  alsoPast: boolean,
): Promise<string[]> {
  if (identities.length === 0) return []
  const ofLink = engine.anyOf('identity_id', identities)
  const rows = await engine.all<{ uuid: string }>(
    `select distinct uuid from person_link where ${ofLink.sql}`,
    [ofLink.parameter],
  )
  if (rows.length > 0 || !alsoPast) return rows.map(({ uuid }) => uuid)
  const ofId = engine.anyOf('i.id', identities)
  const past = await engine.all<{ uuid: string }>(
    ['v.employee_id = i.person_id', 'v.posix_id = i.upn', 'lower(v.primary_email) = lower(i.email)']
      .map(
        (rule) =>
          `select v.uuid from cern_identity_version i join cis_person_version v on ${rule} where ${ofId.sql}`,
      )
      .join(' union '),
    [ofId.parameter, ofId.parameter, ofId.parameter],
  )
  return past.map(({ uuid }) => uuid)
}

/** Returns the test for identifiers that the person once had, and that are somebody else's by now. */
async function findThoseOfOthers(
  engine: Engine,
  profiles: readonly Profile[],
  identities: readonly string[],
): Promise<(id: string) => boolean> {
  const uuids = [...new Set(profiles.map(({ uuid }) => uuid))]
  if (uuids.length === 0) return () => false
  const ofUuid = engine.anyOf('uuid', uuids)
  const ofLink = engine.anyOf('identity_id', identities)
  const linked = await engine.all<{ id: string }>(
    `select distinct identity_id as id from person_link where ${ofLink.sql} and identity_id not in (
      select identity_id from person_link where ${ofUuid.sql})`,
    [ofLink.parameter, ofUuid.parameter],
  )
  const email = engine.anyOf(
    'lower(primary_email)',
    profiles.flatMap(({ lower_email: id }) => id ?? []),
  )
  const userId = engine.anyOf(
    'user_id',
    profiles.flatMap(({ user_id: id }) => id ?? []),
  )
  const others = await engine.all<Pick<Profile, 'uuid' | 'user_id' | 'primary_email'>>(
    `select uuid, user_id, primary_email from cis_person_version
      where until_run is null and (${email.sql} or ${userId.sql})`,
    [email.parameter, userId.parameter],
  )
  const theirs = new Set([
    ...linked.map(({ id }) => id),
    ...others
      .filter(({ uuid }) => !uuids.includes(uuid))
      .flatMap(({ user_id: id, primary_email }) => [id, primary_email?.toLowerCase()]),
  ])
  return (id) => theirs.has(id) || theirs.has(id.toLowerCase())
}
