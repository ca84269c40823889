import type { AddedMember, RemovedMember } from '@personctl/generated/cern'
import { isUuid, lowerUuid } from '@personctl/shared/guards'
import { checkIdentifier, checkString, invalidArgument, type OptionNames } from '../arguments.ts'
import { type ApiResult, type CallOptions, describeSubject, withNotFound } from '../client/serviceClient.ts'
import { NotFoundError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { type CernApi, readData, readWrittenRows, service } from './cernApi.ts'

/** Options of `groups.setMembers`. Time limits and retries apply to each request. */
export interface SetMembersOptions extends CallOptions {
  /**
   * Finds out what would change, and changes nothing.
   *
   * @default false
   */
  dryRun?: boolean | undefined
}

/** The names of the options of `groups.setMembers`. */
export const setMembersOptionNames: OptionNames<SetMembersOptions> = {
  signal: 1,
  timeoutMs: 1,
  deadlineMs: 1,
  retry: 1,
  headers: 1,
  dryRun: 1,
}

/** The changes that `groups.setMembers` made, or would make. */
export interface MemberChanges {
  /** The entries of the wanted list that were not in the group, as they were given. */
  readonly added: readonly string[]
  /** The `upn` of each identity that was in the group and not wanted. */
  readonly removed: readonly string[]
  /** The entries of the wanted list that were in the group, as they were given. */
  readonly unchanged: readonly string[]
  /** The `id` of each row that is not wanted and cannot be removed, since it has no `upn` of an identity. */
  readonly unremovable: readonly string[]
}

/** The fields of a member that decide who it is. */
export interface MemberIdentity {
  readonly id?: string
  readonly upn?: string | null
  readonly personId?: string | null
}

/** Adds identities to a group by `id` or `personId`. */
export async function addMembers(
  api: CernApi,
  group: string,
  ids: readonly string[],
  call: CallOptions | undefined,
  note: (result: ApiResult) => unknown,
): Promise<readonly AddedMember[]> {
  checkIdentifier(service, 'group', group)
  checkList('ids', ids)
  if (ids.length === 0) return []
  const result = api.POST('/api/v1.0/Group/{group}/members/identities', {
    params: { path: { group } },
    body: ids.map((id) => ({ id })),
    call,
  })
  const added = await withNotFound(result, describeSubject('group', group))
  note(added)
  return readWrittenRows(added, 'list of added members')
}

/** Removes identities from a group by `upn`. */
export async function removeMembers(
  api: CernApi,
  group: string,
  upns: readonly string[],
  call: CallOptions | undefined,
  note: (result: ApiResult) => unknown,
): Promise<readonly RemovedMember[]> {
  checkIdentifier(service, 'group', group)
  checkList('upns', upns)
  if (upns.length === 0) return []
  const result = api.DELETE('/api/v1.0/Group/{group}/members/identities', {
    params: { path: { group } },
    body: [...upns],
    call,
  })
  const removed = await withNotFound(result, describeSubject('group', group))
  note(removed)
  return readWrittenRows(removed, 'list of removed members')
}

/** The number of members in one request. */
const batchSize = 100

/**
 * Makes the members of a group those that are wanted. Everything is read before anything is written, and the walk over
 * the members fails unless it was complete.
 *
 * @param members the walk over the direct members of the group
 */
export async function setMembers(
  api: CernApi,
  group: string,
  wanted: readonly string[],
  members: Pager<MemberIdentity>,
  { dryRun = false, ...call }: SetMembersOptions = {},
): Promise<MemberChanges> {
  if (typeof dryRun !== 'boolean') throw invalidArgument(service, 'dryRun', dryRun, 'true or false')
  const current = await members.toArray()
  const changes = await compareMembers(api, current, wanted, call)
  const added = [...changes.idsToAdd.values()]
  const { removed, unchanged, unremovable } = changes
  if (!dryRun) {
    const note = () => {}
    // First those who come, so that a group that decides about access is never without both.
    for (const ids of batchesOf([...changes.idsToAdd.keys()])) await addMembers(api, group, ids, call, note)
    for (const upns of batchesOf(removed)) await removeMembers(api, group, upns, call, note)
  }
  return { added, removed, unchanged, unremovable }
}

/** Compares the members of a group with those that are wanted. */
async function compareMembers(
  api: CernApi,
  current: readonly MemberIdentity[],
  wanted: readonly string[],
  call: CallOptions,
): Promise<Omit<MemberChanges, 'added'> & { idsToAdd: ReadonlyMap<string, string> }> {
  const byName = new Map<string, MemberIdentity>()
  for (const member of current)
    for (const name of [member.id?.toLowerCase(), member.upn, member.personId])
      if (name) byName.set(name, member)
  const stays = new Set<MemberIdentity>()
  const unchanged: string[] = []
  const idsToAdd = new Map<string, string>()
  for (const name of new Set(wanted)) {
    const id = byName.has(lowerUuid(name)) ? name : await resolveIdentity(api, name, call)
    const member = byName.get(lowerUuid(id))
    if (member === undefined) {
      if (!idsToAdd.has(id)) idsToAdd.set(id, name)
    } else if (!stays.has(member)) {
      stays.add(member)
      unchanged.push(name)
    }
  }
  const others = current.filter((member) => !stays.has(member))
  const removed = others.flatMap(({ upn }) => (isUpn(upn) ? [upn] : []))
  const unremovable = others.flatMap(({ id = '', upn }) => (isUpn(upn) ? [] : [id]))
  return { removed, unchanged, unremovable, idsToAdd }
}

/** Returns the id under which an identity is added: a `upn` is looked up, an `id` and a `personId` are taken as they are. */
async function resolveIdentity(api: CernApi, name: string, call: CallOptions): Promise<string> {
  if (isUuid(name) || /^\d+$/.test(name)) return name
  const params = { path: { identity: name }, query: { field: ['upn'] } }
  const result = api.GET('/api/v1.0/Identity/{identity}', { params, call })
  const { id } = readData<MemberIdentity>(
    await withNotFound(result, describeSubject('identity', name)),
    'identity',
  )
  if (id !== undefined) return id
  throw new NotFoundError(`The ${describeSubject('identity', name)} has no id.`, { service })
}

/** Returns true for the `upn` of an identity. Lists have had rows without one, and rows for groups, such as `group|…`. */
function isUpn(upn: string | null | undefined): upn is string {
  return typeof upn === 'string' && upn !== '' && !upn.startsWith('group|')
}

function batchesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
    all.slice(index * batchSize, (index + 1) * batchSize),
  )
}

/** Checks a list of identifiers. Throws InvalidRequestError if it is not one, or if one is not a string. */
export function checkList(param: string, list: unknown): asserts list is readonly string[] {
  if (!Array.isArray(list)) throw invalidArgument(service, param, list, 'a list of strings')
  for (const one of list) checkString(service, param, one)
}
