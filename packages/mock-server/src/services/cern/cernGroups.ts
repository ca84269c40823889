import {
  type AddedMember,
  type GroupQuery,
  type NewGroup,
  queryOperatorValues,
  type RemovedMember,
} from '@personctl/generated/cern'
import { isObject } from '@personctl/shared/guards'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { groupsReaders, serviceAdministrators } from '../../directory/authorization/families.ts'
import { indexOfId } from '../../directory/authorization/records.ts'
import { CernError } from './CernError.ts'
import { createFilter } from './cernFilter.ts'
import { readRecursive } from './cernIdentities.ts'
import { mayAdministrateGroup, mayAdministrateService, mayReadGroups, ownIndex } from './cernPermissions.ts'
import {
  type CernDeps,
  type CernHandlers,
  type CernRequest,
  findGroup,
  readListBody,
  readObjectBody,
  requireGroup,
  requirePermission,
  respondWithList,
  respondWithNewRow,
  respondWithRow,
  respondWithWholeList,
  throwNotFound,
} from './cernRequest.ts'
import { groupRows, identityRows, withGroupName } from './cernRows.ts'

/** The handlers for groups and their members. */
export const groupHandlers: CernHandlers<
  | 'listGroups'
  | 'getGroup'
  | 'queryGroups'
  | 'createGroup'
  | 'removeGroup'
  | 'listMembers'
  | 'listAllMembers'
  | 'listMembersOldRoute'
  | 'listAllMembersOldRoute'
  | 'listPrecomputedMembers'
  | 'addMembers'
  | 'removeMembers'
> = {
  listGroups(request, deps) {
    const view = deps.directory.view()
    requirePermission(mayReadGroups(request.caller, view), request, 'read groups', groupsReaders)
    return respondWithList({ kind: groupRows, table: view.groups }, request, deps)
  },
  getGroup(request, deps) {
    const view = deps.directory.view()
    requirePermission(mayReadGroups(request.caller, view), request, 'read groups', groupsReaders)
    const index = requireGroup(request, view)
    return respondWithRow({ kind: groupRows, table: view.groups }, index, request, deps)
  },
  async queryGroups(request, deps) {
    const body = await readObjectBody(request.call.request)
    const criterion: Record<keyof GroupQuery, string> = {
      operator: body.string('operator'),
      property: body.string('property'),
      value: body.string('value', 'may be empty'),
    }
    const view = deps.directory.view()
    requirePermission(mayReadGroups(request.caller, view), request, 'read groups', groupsReaders)
    if (!queryOperatorValues.some((known) => known === criterion.operator))
      throw new CernError(
        400,
        `The operator '${criterion.operator}' is unknown; known are ${queryOperatorValues.join(', ')}`,
      )
    const indexes = findGroupsWith(criterion.property, criterion.value, view)
    return respondWithList({ kind: groupRows, table: view.groups, indexes }, request, deps)
  },
  /** The caller becomes the owner of the group. */
  async createGroup(request, deps) {
    const body = await readObjectBody(request.call.request)
    const group: NewGroup = {
      groupIdentifier: body.string('groupIdentifier').trim(),
      displayName: body.string('displayName'),
      description: body.string('description'),
    }
    const { directory } = deps
    const before = directory.view()
    const owner = ownIndex(request.caller, before)
    const isAllowed = owner !== undefined || mayAdministrateService(request.caller, before)
    requirePermission(isAllowed, request, 'create groups', `an identity, or ${serviceAdministrators}`)
    if (before.groups.indexOfIdentifier(group.groupIdentifier) !== undefined)
      throw new CernError(400, `There is a group '${group.groupIdentifier}' already`)
    const { id } = directory.createGroup(group, owner === undefined ? null : before.identities.idAt(owner))
    const { groups } = directory.view()
    return respondWithNewRow({ kind: groupRows, table: groups }, indexOfId(groups, id) ?? 0, deps)
  },
  removeGroup(request, { directory, responses, quirks }) {
    const view = directory.view()
    directory.removeGroup(view.groups.idAt(requireAdministratedGroup(request, view)))
    return quirks.cernDeleted === 'noContent' ? responses.empty(204) : responses.data('null')
  },
  listMembers: (request, deps) => respondWithMembers(request, deps, false, respondWithList),
  listAllMembers: (request, deps) => respondWithMembers(request, deps, true, respondWithList),
  listMembersOldRoute: (request, deps) =>
    respondWithMembers(request, deps, readRecursive(request.query), respondWithList),
  listAllMembersOldRoute: (request, deps) => respondWithMembers(request, deps, true, respondWithList),
  listPrecomputedMembers: (request, deps) => respondWithMembers(request, deps, true, respondWithWholeList),
  /** Adds all of them, or nobody if one is unknown. */
  async addMembers(request, { directory, responses, quirks }) {
    const members = await readListBody(request.call.request)
    const view = directory.view()
    const group = requireAdministratedGroup(request, view)
    const identities = new Set(members.map((member) => requireNewMember(member, view)))
    const present = new Set(view.memberships.membersOf(group, false))
    const added = [...identities].filter((index) => !present.has(index)).map(view.identities.idAt)
    directory.setMembers(view.groups.idAt(group), added, true)
    if (quirks.cernMembersWritten === 'noContent') return responses.empty(204)
    const json = JSON.stringify(added.map((identityId): AddedMember => ({ identityId })))
    return responses.data(json, quirks.cernMembersWritten === 'created' ? 201 : 200)
  },
  /** Removes those who are in the group. It is an error if nobody is. */
  async removeMembers(request, { directory, responses, quirks }) {
    const names = await readListBody(request.call.request)
    const view = directory.view()
    const group = requireAdministratedGroup(request, view)
    const unwanted = new Set(names.map((name) => findFormerMember(name, view)))
    const removed = view.memberships
      .membersOf(group, false)
      .filter((index) => unwanted.has(index))
      .map(view.identities.idAt)
    if (removed.length === 0 && quirks.cernNobodyRemoved !== 'ok')
      throw new CernError(400, 'Nobody of them is directly in the group')
    directory.setMembers(view.groups.idAt(group), removed, false)
    if (quirks.cernMembersWritten === 'noContent' && removed.length > 0) return responses.empty(204)
    return responses.data(JSON.stringify(removed.map((id): RemovedMember => ({ memberIdentity: { id } }))))
  },
}

/** Returns the index of the group that the path names. @throws {CernError} if the caller may not change it */
function requireAdministratedGroup(request: CernRequest, view: AuthorizationView): number {
  const { caller, param } = request
  const index = findGroup(request, view)
  const isTheirs = index !== undefined && mayAdministrateGroup(caller, index, view)
  requirePermission(
    isTheirs || mayAdministrateService(caller, view),
    request,
    `change the group '${param('group')}'`,
    `its owner, its administrators, or ${serviceAdministrators}`,
  )
  return index ?? throwNotFound('group', param('group'))
}

/** Responds with the members of a group. Callers who may change the group may read its members. */
function respondWithMembers(
  request: CernRequest,
  deps: CernDeps,
  isRecursive: boolean,
  respond: typeof respondWithList,
): Response {
  const view = deps.directory.view()
  const { caller, param } = request
  const group = findGroup(request, view)
  const isTheirs = group !== undefined && mayAdministrateGroup(caller, group, view)
  requirePermission(isTheirs || mayReadGroups(caller, view), request, 'read groups', groupsReaders)
  const indexes = view.memberships.membersOf(group ?? throwNotFound('group', param('group')), isRecursive)
  const { sorted } = view.identities
  const rows = { kind: identityRows, table: sorted, indexes: sorted.positionsOf(indexes) }
  return respond(withGroupName(rows, 'upn', deps.quirks), request, deps)
}

function findGroupsWith(property: string, value: string, { groups }: AuthorizationView): readonly number[] {
  // The property that most clients query has an index.
  if (property === 'groupIdentifier') return [groups.indexOfIdentifier(value.trim()) ?? []].flat()
  const { accepts } = createFilter(property, 'eq', value, {})
  const found: number[] = []
  for (let index = 0; index < groups.size; index++)
    if (accepts(groups.valueAt(index, property))) found.push(index)
  return found
}

function requireNewMember(member: unknown, { identities }: AuthorizationView): number {
  const id = isObject(member) ? member['id'] : undefined
  if (typeof id !== 'string' && typeof id !== 'number')
    throw new CernError(400, 'The body is not a list of {"id": …}, with the id or the personId of each')
  const name = String(id)
  const index = identities.indexOfId(name) ?? identities.indexOfPersonId(name) ?? identities.indexOfUpn(name)
  if (index === undefined) throw new CernError(400, `There is no identity '${name}'`)
  return index
}

function findFormerMember(name: unknown, { identities }: AuthorizationView): number | undefined {
  if (typeof name !== 'string')
    throw new CernError(400, 'The body is not a list of texts, with the upn of each')
  return identities.indexOfUpn(name) ?? identities.indexOfId(name)
}
