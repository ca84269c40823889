import {
  type AddedMember,
  type GroupQuery,
  type NewGroup,
  queryOperatorValues,
  type RemovedMember,
} from '@personctl/openapi/cern'
import { isObject } from '@personctl/shared/guards'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { indexOfId } from '../../directory/authorization/records.ts'
import type { Route } from '../../routing/router.ts'
import { CernRefusal } from './errors.ts'
import { isRecursive } from './identities.ts'
import { filterOf } from './listQuery.ts'
import { mayAdministrateGroup, mayAdministrateService, mayReadGroups, ownPlace } from './permissions.ts'
import {
  answerList,
  answerNewRow,
  answerRow,
  answerWholeList,
  type CernHandler,
  type CernHandlers,
  type CernParts,
  type CernRequest,
  demand,
  groupIfAny,
  listBody,
  namedGroup,
  notFound,
  objectBody,
} from './request.ts'
import { groupRows, identityRows } from './rows.ts'

const listGroups: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  demand(mayReadGroups(request.caller, view), request, 'read groups')
  return answerList({ kind: groupRows, table: view.groups }, request, parts)
}

const getGroup: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  demand(mayReadGroups(request.caller, view), request, 'read groups')
  return answerRow({ kind: groupRows, table: view.groups }, namedGroup(request, view), request, parts)
}

const queryGroups: CernHandler = async (request, parts) => {
  const body = await objectBody(request.raw)
  const criterion: Record<keyof GroupQuery, string> = {
    operator: body.text('operator'),
    property: body.text('property'),
    value: body.text('value', 'may be empty'),
  }
  const view = parts.directory.view()
  demand(mayReadGroups(request.caller, view), request, 'read groups')
  if (!queryOperatorValues.some((known) => known === criterion.operator))
    throw new CernRefusal(
      400,
      `The operator '${criterion.operator}' is unknown; known are ${queryOperatorValues.join(', ')}`,
    )
  const places = equalGroups(criterion.property, criterion.value, view)
  return answerList({ kind: groupRows, table: view.groups, places }, request, parts)
}

/** Whoever makes a group owns it. */
const createGroup: CernHandler = async (request, parts) => {
  const body = await objectBody(request.raw)
  const wish: NewGroup = {
    groupIdentifier: body.text('groupIdentifier').trim(),
    displayName: body.text('displayName'),
    description: body.text('description'),
  }
  const { directory } = parts
  const before = directory.view()
  const owner = ownPlace(request.caller, before)
  demand(owner !== undefined || mayAdministrateService(request.caller, before), request, 'create groups')
  if (before.groups.indexOfIdentifier(wish.groupIdentifier) !== undefined)
    throw new CernRefusal(400, `There is a group '${wish.groupIdentifier}' already`)
  const { id } = directory.createGroup(wish, owner === undefined ? null : before.identities.idAt(owner))
  const { groups } = directory.view()
  return answerNewRow({ kind: groupRows, table: groups }, indexOfId(groups, id) ?? 0, parts)
}

const removeGroup: CernHandler = (request, { directory, answers }) => {
  const view = directory.view()
  directory.removeGroup(view.groups.idAt(administratedGroup(request, view)))
  return answers.data('null')
}

/** The group a path names. @throws CernRefusal if there is none, or whoever calls may not change it */
function administratedGroup(request: CernRequest, view: AuthorizationView): number {
  const { caller, parameter } = request
  const place = groupIfAny(request, view)
  const isTheirs = place !== undefined && mayAdministrateGroup(caller, place, view)
  demand(
    isTheirs || mayAdministrateService(caller, view),
    request,
    `change the group '${parameter('group')}'`,
  )
  return place ?? notFound('group', parameter('group'))
}

function equalGroups(property: string, value: string, { groups }: AuthorizationView): readonly number[] {
  // Most ask for what leads to a group at once.
  if (property === 'groupIdentifier') return [groups.indexOfIdentifier(value.trim()) ?? []].flat()
  const { accepts } = filterOf(property, 'eq', value)
  const found: number[] = []
  for (let place = 0; place < groups.size; place++)
    if (accepts(groups.valueAt(place, property))) found.push(place)
  return found
}

export const groupRoutes: readonly Route<CernHandlers>[] = [
  ['/api/v1.0/Group', { GET: listGroups, POST: createGroup }],
  ['/api/v1.0/Group/-/Query', { POST: queryGroups }],
  ['/api/v1.0/Group/{group}', { GET: getGroup, DELETE: removeGroup }],
]

const listMembers: CernHandler = (request, parts) => answerMembers(request, parts, false, answerList)

const listAllMembers: CernHandler = (request, parts) => answerMembers(request, parts, true, answerList)

/** Through other groups, too, where the parameter `recursive` says so. */
const listMembersOldRoute: CernHandler = (request, parts) =>
  answerMembers(request, parts, isRecursive(request.query), answerList)

const listPrecomputedMembers: CernHandler = (request, parts) =>
  answerMembers(request, parts, true, answerWholeList)

/** All of them, or where one is not known, nobody. */
const addMembers: CernHandler = async (request, { directory, answers }) => {
  const wishes = await listBody(request.raw)
  const view = directory.view()
  const group = administratedGroup(request, view)
  const identities = new Set(wishes.map((wish) => newMember(wish, view)))
  const present = new Set(view.memberships.membersOf(group, false))
  const added = [...identities].filter((place) => !present.has(place)).map(view.identities.idAt)
  directory.setMembers(view.groups.idAt(group), added, true)
  return answers.data(JSON.stringify(added.map((identityId): AddedMember => ({ identityId }))))
}

/** Those of them who are in the group; nobody to take out is a mistake. */
const removeMembers: CernHandler = async (request, { directory, answers }) => {
  const names = await listBody(request.raw)
  const view = directory.view()
  const group = administratedGroup(request, view)
  const wanted = new Set(names.map((name) => formerMember(name, view)))
  const removed = view.memberships
    .membersOf(group, false)
    .filter((place) => wanted.has(place))
    .map(view.identities.idAt)
  if (removed.length === 0) throw new CernRefusal(400, 'Nobody of them is directly in the group')
  directory.setMembers(view.groups.idAt(group), removed, false)
  return answers.data(JSON.stringify(removed.map((id): RemovedMember => ({ memberIdentity: { id } }))))
}

/** Who may change a group may read who is in it. */
function answerMembers(
  request: CernRequest,
  parts: CernParts,
  recursive: boolean,
  answer: typeof answerList,
): Response {
  const view = parts.directory.view()
  const { caller, parameter } = request
  const group = groupIfAny(request, view)
  const isTheirs = group !== undefined && mayAdministrateGroup(caller, group, view)
  demand(isTheirs || mayReadGroups(caller, view), request, 'read groups')
  const places = view.memberships.membersOf(group ?? notFound('group', parameter('group')), recursive)
  return answer({ kind: identityRows, table: view.identities, places }, request, parts)
}

function newMember(wish: unknown, { identities }: AuthorizationView): number {
  const id = isObject(wish) ? wish['id'] : undefined
  if (typeof id !== 'string' && typeof id !== 'number')
    throw new CernRefusal(400, 'The body is not a list of {"id": …}, with the id or the personId of each')
  const name = String(id)
  const place = indexOfId(identities, name) ?? identities.indexOfPersonId(name) ?? identities.indexOfUpn(name)
  if (place === undefined) throw new CernRefusal(400, `There is no identity '${name}'`)
  return place
}

function formerMember(name: unknown, { identities }: AuthorizationView): number | undefined {
  if (typeof name !== 'string')
    throw new CernRefusal(400, 'The body is not a list of texts, with the upn of each')
  return identities.indexOfUpn(name) ?? indexOfId(identities, name)
}

export const memberRoutes: readonly Route<CernHandlers>[] = [
  [
    '/api/v1.0/Group/{group}/members/identities',
    { GET: listMembers, POST: addMembers, DELETE: removeMembers },
  ],
  ['/api/v1.0/Group/{group}/members/identities/recursive', { GET: listAllMembers }],
  ['/api/v1.0/Group/{group}/memberidentities', { GET: listMembersOldRoute }],
  ['/api/v1.0/Group/{group}/memberidentities/recursive', { GET: listAllMembers }],
  ['/api/v1.0/Group/{group}/memberidentities/precomputed', { GET: listPrecomputedMembers }],
]
