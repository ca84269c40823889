import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { placeOfId } from '../../directory/authorization/table.ts'
import { isObject } from '../../directory/storedProfile.ts'
import type { AddedMember, RemovedMember } from '../../openapi/cern.generated.ts'
import { answerList, answerWholeList } from '../answerRows.ts'
import type { CernHandler, CernHandlers, CernParts, CernRequest } from '../cernRequest.ts'
import { namedGroup } from '../found.ts'
import { mayReadGroups } from '../permissions.ts'
import { CernRefusal } from '../refusal.ts'
import { listBody } from '../requestBody.ts'
import type { Route } from '../router.ts'
import { identityRows } from '../rowKind.ts'
import { administratedGroup } from './groups.ts'
import { isRecursive } from './identities.ts'

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
  const readableGroup = mayReadGroups(request.caller, view) ? namedGroup : administratedGroup
  const places = view.memberships.membersOf(readableGroup(request, view), recursive)
  return answer({ kind: identityRows, table: view.identities, places }, request, parts)
}

function newMember(wish: unknown, { identities }: AuthorizationView): number {
  const id = isObject(wish) ? wish['id'] : undefined
  if (typeof id !== 'string' && typeof id !== 'number')
    throw new CernRefusal(400, 'The body is not a list of {"id": …}, with the id or the personId of each')
  const name = String(id)
  const place = placeOfId(identities, name) ?? identities.placeOfPersonId(name) ?? identities.placeOfUpn(name)
  if (place === undefined) throw new CernRefusal(400, `There is no identity '${name}'`)
  return place
}

function formerMember(name: unknown, { identities }: AuthorizationView): number | undefined {
  if (typeof name !== 'string')
    throw new CernRefusal(400, 'The body is not a list of texts, with the upn of each')
  return identities.placeOfUpn(name) ?? placeOfId(identities, name)
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
