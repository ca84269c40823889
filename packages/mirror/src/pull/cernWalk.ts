import type { Statements } from '../engine/engine.ts'
import type { RowData } from './comparison.ts'
import { isKey, type ReceivedRow, type SetRow } from './rows.ts'
import { readPart, savePart } from './runs.ts'
import { type OwnedRows, stageSets } from './sets.ts'
import { stageRows } from './staging.ts'
import {
  asObject,
  confirmMissing,
  isNotFound,
  type LookUp,
  mapConcurrently,
  readPages,
  report,
  type WalkContext,
  walkList,
} from './walk.ts'

type CernSource = NonNullable<WalkContext['clients']['cern']>

/** Fields of identities, among them the computed e-mail, which is null unless it is requested. */
const identityFields = [
  ...[
    'primaryAccountEmail',
    'type',
    'upn',
    'displayName',
    'personId',
    'supervisorId',
    'source',
    'unconfirmed',
  ],
  ...[
    'unconfirmedEmail',
    'externalEmail',
    'primaryAccountId',
    'uid',
    'gid',
    'resourceCategory',
    'reassignable',
  ],
  ...['autoReassign', 'blocked', 'securityIssues', 'blockingReason', 'blockingTime', 'blockingDeadline'],
  ...[
    'expirationDeadline',
    'ownerId',
    'room',
    'floor',
    'orcid',
    'building',
    'lastName',
    'birthDate',
    'cernGroup',
  ],
  ...['firstName', 'activeUser', 'telephone1', 'cernSection', 'description', 'cernPersonId', 'instituteName'],
  ...[
    'postOfficeBox',
    'cernDepartment',
    'eduPersonUniqueID',
    'instituteAbbreviation',
    'preferredCernLanguage',
  ],
  'disabled',
] as never[]

/** The largest page of the service. */
const pageSize = 5000

/**
 * Stages identities, groups and their members, applications and their roles.
 *
 * @returns the reason for a brake
 */
export async function walkCern(context: WalkContext): Promise<string | undefined> {
  const { cern } = context.clients
  if (cern === undefined) return undefined
  const { groups: filter = [] } = context.options
  const fields = identityFields.filter((field) => context.privacy.isSelected(field))
  const toIdentity = (row: unknown) => toRow(context, row, true)
  const toOther = (row: unknown) => toRow(context, row, false)
  await walkList(context, {
    part: 'identities',
    collection: 'cern_identity',
    list: (walk) => cern.identities.list({ fields, ...walk }),
    toRow: toIdentity,
    prepare: withNumbers,
  })
  await walkList(context, {
    part: 'groups',
    collection: 'cern_group',
    list: (walk) =>
      cern.groups.list({ ...(filter.length > 0 && { filter: [...filter], allowUnknown: true }), ...walk }),
    toRow: toOther,
    prepare: withNumbers,
  })
  const brakes: (string | undefined)[] = []
  brakes.push(
    await confirmMissing(
      context,
      'cern_identity',
      context.privacy.hasPseudonyms
        ? lookUpByWalk(context, cern, { fields, toReceived: toIdentity })
        : lookUpEach(context, toIdentity, (id) => cern.identities.get(id, { fields, ...signalOf(context) })),
      withNumbers,
    ),
    await confirmMissing(
      context,
      'cern_group',
      lookUpEach(context, toOther, (id) => cern.groups.get(id, signalOf(context))),
      withNumbers,
    ),
  )
  await walkMembers(context, cern)
  await walkList(context, {
    part: 'applications',
    collection: 'cern_application',
    list: (walk) => cern.applications.list(walk),
    toRow: toOther,
  })
  brakes.push(
    await confirmMissing(
      context,
      'cern_application',
      lookUpEach(context, toOther, (id) => cern.applications.get(id, signalOf(context))),
    ),
  )
  await walkRoles(context, cern)
  // The roles of an application are listed as a whole, so that one that is missing there does not exist.
  brakes.push(await confirmMissing(context, 'cern_role', async () => ({ found: [] })))
  return brakes.find((brake) => brake !== undefined)
}

function signalOf({ signal }: WalkContext): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal }
}

/** Returns a row made ready to be stored. Null and an absent field are the same to this service. */
function toRow({ privacy }: WalkContext, row: unknown, isPerson: boolean): ReceivedRow | undefined {
  const { id, ...fields } = asObject(row) ?? {}
  if (!isKey(id)) return undefined
  const known = Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== null && name !== 'owner' && name !== 'supervisor',
    ),
  )
  const selected = privacy.select('cern', known)
  if (isPerson) return { key: privacy.replace(id), data: privacy.replaceAll(selected) }
  // A group does not identify a person, but its owner is one.
  const { ownerId } = selected
  const data: RowData =
    typeof ownerId === 'string' ? { ...selected, ownerId: privacy.replace(ownerId) } : selected
  return { key: id, data }
}

/** Gives each row the number by which memberships refer to it. */
async function withNumbers(statements: Statements, rows: ReceivedRow[]): Promise<ReceivedRow[]> {
  const numbers = await findNumbers(
    statements,
    rows.map(({ key }) => key),
  )
  return rows.map((row) => ({ ...row, columns: { n: numbers.get(row.key) ?? null } }))
}

/** Returns the numbers of ids; those that have none get one. */
async function findNumbers(statements: Statements, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const find = async (some: readonly string[]) => {
    const { sql, parameter } = statements.anyOf('id', some)
    const found = await statements.all<{ n: number; id: string }>(`select n, id from cern_key where ${sql}`, [
      parameter,
    ])
    return found.map(({ n, id }) => [id, Number(n)] as const)
  }
  const numbers = new Map(await find(ids))
  const unknown = [...new Set(ids.filter((id) => !numbers.has(id)))]
  if (unknown.length === 0) return numbers
  await statements.insert(
    'cern_key',
    ['id'],
    unknown.map((id) => [id]),
    'on conflict do nothing',
  )
  for (const [id, n] of await find(unknown)) numbers.set(id, n)
  return numbers
}

/** Returns the function that looks up rows one by one. */
function lookUpEach(
  context: WalkContext,
  toReceived: (row: unknown) => ReceivedRow | undefined,
  get: (id: string) => PromiseLike<unknown>,
): (keys: readonly string[]) => Promise<LookUp> {
  const find = async (id: string) => {
    await context.pace()
    context.countRequests(1)
    try {
      return await get(id)
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
  return async (keys) => {
    const found: ReceivedRow[] = []
    for await (const { result } of mapConcurrently(keys, context.options.concurrency ?? 4, find)) {
      const row = result === undefined ? undefined : toReceived(result)
      if (row !== undefined) found.push(row)
    }
    return { found }
  }
}

/** Returns the function that looks up pseudonyms, which no route knows: in a second walk through all ids. */
function lookUpByWalk(
  context: WalkContext,
  cern: CernSource,
  { fields, toReceived }: { fields: never[]; toReceived(row: unknown): ReceivedRow | undefined },
): (keys: readonly string[]) => Promise<LookUp> {
  let ids: Map<string, string> | undefined
  return async (keys) => {
    if (ids === undefined) {
      ids = new Map()
      const list = cern.identities.list({ fields: ['upn'], pageSize, ...signalOf(context) })
      for await (const page of readPages(context, list))
        for (const { id } of page.items) ids.set(context.privacy.replace(id), id)
    }
    const known = keys.flatMap((key) => ids?.get(key) ?? [])
    const look = lookUpEach(context, toReceived, (id) =>
      cern.identities.get(id, { fields, ...signalOf(context) }),
    )
    return look(known)
  }
}

/** Stages the members of every group. Groups within groups are on no route, so recursion cannot be computed here. */
async function walkMembers(context: WalkContext, cern: CernSource): Promise<void> {
  const { engine, serviceRun, options } = context
  const part = 'memberships'
  let state = await readPart(engine, serviceRun, part)
  if (state.status === 'whole') return
  const { memberships = 'both', concurrency = 4 } = options
  const numbers = await readNumbers(engine)
  // Numbers take far less memory than identifiers, and a few groups may have everybody.
  const list = async (group: string, recursive: boolean): Promise<number[]> => {
    const members: number[] = []
    const walk = { recursive, fields: ['upn' as const], pageSize, ...signalOf(context) }
    for await (const page of readPages(context, cern.groups.members(group, walk))) {
      const ids = page.items.flatMap(({ id }) => (isKey(id) ? context.privacy.replace(id) : []))
      await numbers.complete(engine, ids)
      for (const id of ids) members.push(numbers.of(id))
    }
    return members
  }
  /** Returns the members, each with whether it is a direct one; undefined if the group has vanished since it was listed. */
  const read = async (group: string): Promise<Map<number, boolean | null> | undefined> => {
    try {
      const [direct, all] = await Promise.all([
        memberships === 'both' || memberships === 'direct' ? list(group, false) : [],
        memberships === 'both' || memberships === 'recursive' ? list(group, true) : [],
      ])
      const members = new Map<number, boolean | null>()
      for (const n of all) members.set(n, memberships === 'both' ? false : null)
      for (const n of direct) members.set(n, true)
      return members
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
  const groups = await engine.all<{ key: string }>(
    "select key from seen where collection = 'cern_group' and key > ? order by key",
    [state.position ?? ''],
  )
  const total = state.rows + groups.length
  const ids = groups.map(({ key }) => key)
  for await (const { value: group, result } of mapConcurrently(ids, concurrency, read)) {
    state = { ...state, rows: state.rows + 1, total, position: group }
    await engine.transaction(async (statements) => {
      if (result !== undefined) {
        await stageMembers(statements, context, { group, members: result, numbers })
      }
      await savePart(statements, serviceRun, part, state, context.now())
    })
    report(context, part, state, { lastTotal: undefined, requests: context.countRequests(0) })
  }
  await engine.transaction(async (statements) => {
    const ended = await statements.all<{ id: string }>("select id from cern_group_staged where op = 'end'")
    for (const { id } of ended)
      await stageMembers(statements, context, { group: id, members: new Map(), numbers })
    await savePart(statements, serviceRun, part, { ...state, status: 'whole' }, context.now())
  })
}

/** The numbers by which memberships refer to identities and groups. */
interface Numbers {
  of(id: string): number
  idOf(number: number): string | null
  /** Gives a number to each id that has none. */
  complete(statements: Statements, ids: readonly string[]): Promise<void>
}

async function readNumbers(engine: Statements): Promise<Numbers> {
  const keys = await engine.all<{ n: number; id: string }>('select n, id from cern_key')
  const numbers = new Map(keys.map(({ n, id }) => [id, Number(n)]))
  // Only changes need it.
  let ids: Map<number, string> | undefined
  return {
    of: (id) => numbers.get(id) ?? 0,
    idOf: (number) => {
      ids ??= new Map([...numbers].map(([id, n]) => [n, id]))
      return ids.get(number) ?? null
    },
    complete: async (statements, some) => {
      const unknown = some.filter((id) => !numbers.has(id))
      for (const [id, n] of await findNumbers(statements, unknown)) {
        numbers.set(id, n)
        ids?.set(n, id)
      }
    },
  }
}

function stageMembers(
  statements: Statements,
  context: WalkContext,
  {
    group,
    members,
    numbers,
  }: { group: string; members: ReadonlyMap<number, boolean | null>; numbers: Numbers },
): Promise<void> {
  const describe: OwnedRows['describe'] = (row) => {
    const person = numbers.idOf(Number(row['identity_n']))
    return { key: `${group} ${person ?? ''}`, person }
  }
  return stageSets(statements, context, 'cern_member', [
    { owner: numbers.of(group), rows: toRows(members), describe },
  ])
}

function* toRows(members: ReadonlyMap<number, boolean | null>): Generator<SetRow, void, undefined> {
  for (const [n, direct] of members) yield { identity_n: n, direct }
}

/** Stages the roles of every application, and the groups that have them. */
async function walkRoles(context: WalkContext, cern: CernSource): Promise<void> {
  const { engine, serviceRun, options } = context
  const part = 'roles'
  let state = await readPart(engine, serviceRun, part)
  if (state.status === 'whole') return
  const read = async (
    application: string,
  ): Promise<{ role: ReceivedRow; groups: SetRow[] }[] | undefined> => {
    const roles: { role: ReceivedRow; groups: SetRow[] }[] = []
    try {
      const list = cern.applications.roles.list(application, signalOf(context))
      for await (const page of readPages(context, list)) {
        for (const item of page.items) {
          const role = toRow(context, { ...item, applicationId: application }, false)
          if (role === undefined) continue
          const { name } = item
          const groups = new Map<string, SetRow>()
          const path = `Application/${encodeURIComponent(application)}/roles/${encodeURIComponent(name)}/groups`
          for await (const { items } of readPages(context, cern.paginate(path, {}, signalOf(context)))) {
            for (const { groupIdentifier, id } of items)
              if (typeof groupIdentifier === 'string')
                groups.set(groupIdentifier, {
                  group_identifier: groupIdentifier,
                  group_id: typeof id === 'string' ? id : null,
                })
          }
          roles.push({ role, groups: [...groups.values()] })
        }
      }
      return roles
    } catch (error) {
      // An application that has vanished is looked up on its own.
      if (isNotFound(error)) return undefined
      throw error
    }
  }
  const all = await engine.all<{ key: string }>(
    "select key from seen where collection = 'cern_application' and key > ? order by key",
    [state.position ?? ''],
  )
  const applications = all.map(({ key }) => key)
  const total = state.rows + applications.length
  for await (const { value, result = [] } of mapConcurrently(applications, options.concurrency ?? 4, read)) {
    state = { ...state, rows: state.rows + 1, total, position: value }
    await engine.transaction(async (statements) => {
      await stageRows(
        statements,
        context,
        'cern_role',
        result.map(({ role }) => role),
      )
      await stageSets(statements, context, 'cern_role_group', [
        ...new Map(result.map(({ role: { key }, groups }) => [key, { owner: key, rows: groups }])).values(),
      ])
      await savePart(statements, serviceRun, part, state, context.now())
    })
    report(context, part, state, { lastTotal: undefined, requests: context.countRequests(0) })
  }
  await savePart(engine, serviceRun, part, { ...state, status: 'whole' }, context.now())
}
