import type { Route } from '../../routing/router.ts'
import { CernRefusal } from './errors.ts'
import { mayReadIdentities } from './permissions.ts'
import {
  answerList,
  answerRow,
  answerWholeList,
  type CernHandler,
  type CernHandlers,
  type CernParts,
  type CernRequest,
  demand,
  namedGroup,
  ownIdentity,
  readableIdentity,
} from './request.ts'
import { accountRows, extendedAccountRows, groupRows, identityRows, type RowKind } from './rows.ts'

const listIdentities: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  demand(mayReadIdentities(request.caller, view), request, 'read identities')
  return answerList({ kind: identityRows, table: view.identities }, request, parts)
}

const findIdentitiesByEmail: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  demand(mayReadIdentities(request.caller, view), request, 'read identities')
  const places = view.identities.indexesOfEmail(request.parameter('email'))
  return answerList({ kind: identityRows, table: view.identities, places }, request, parts)
}

const getOwnIdentity: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  return answerRow({ kind: identityRows, table: view.identities }, ownIdentity(request, view), request, parts)
}

const getIdentity: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  const place = readableIdentity(request, view, 'identities')
  return answerRow({ kind: identityRows, table: view.identities }, place, request, parts)
}

/** Through other groups, too, where the parameter `recursive` says so. */
const listGroupsOfIdentity: CernHandler = (request, parts) =>
  answerGroupsOf(request, parts, isRecursive(request.query), answerList)

const listAllGroupsOfIdentity: CernHandler = (request, parts) =>
  answerGroupsOf(request, parts, true, answerList)

const listPrecomputedGroupsOfIdentity: CernHandler = (request, parts) =>
  answerGroupsOf(request, parts, true, answerWholeList)

const isMember: CernHandler = (request, { directory, answers }) => {
  const view = directory.view()
  const identity = readableIdentity(request, view, 'groups')
  const group = namedGroup(request, view)
  return answers.data(JSON.stringify({ isMember: view.memberships.isMember(identity, group) }))
}

const listAccounts: CernHandler = (request, parts) => answerAccounts(request, parts, accountRows)

const listExtendedAccounts: CernHandler = (request, parts) =>
  answerAccounts(request, parts, extendedAccountRows)

/** @throws CernRefusal */
export function isRecursive(query: URLSearchParams): boolean {
  const text = [...query]
    .findLast(([name]) => name.toLowerCase() === 'recursive')?.[1]
    .trim()
    .toLowerCase()
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw new CernRefusal(400, `recursive must be true or false, not '${text}'`)
}

function answerGroupsOf(
  request: CernRequest,
  parts: CernParts,
  recursive: boolean,
  answer: typeof answerList,
): Response {
  const view = parts.directory.view()
  const identity = readableIdentity(request, view, 'groups')
  const places = view.memberships.groupsOf(identity, recursive)
  return answer({ kind: groupRows, table: view.groups, places }, request, parts)
}

function answerAccounts(request: CernRequest, parts: CernParts, kind: RowKind): Response {
  const view = parts.directory.view()
  demand(mayReadIdentities(request.caller, view), request, 'read accounts')
  return answerList({ kind, table: view.accounts }, request, parts)
}

export const identityRoutes: readonly Route<CernHandlers>[] = [
  ['/api/v1.0/Identity', { GET: listIdentities }],
  ['/api/v1.0/Identity/my', { GET: getOwnIdentity }],
  ['/api/v1.0/Identity/current', { GET: getOwnIdentity }],
  ['/api/v1.0/Identity/by_email/{email}', { GET: findIdentitiesByEmail }],
  ['/api/v1.0/Identity/{identity}', { GET: getIdentity }],
  ['/api/v1.0/Identity/{identity}/groups', { GET: listGroupsOfIdentity }],
  ['/api/v1.0/Identity/{identity}/groups/recursive', { GET: listAllGroupsOfIdentity }],
  ['/api/v1.0/Identity/{identity}/isMemberRecursive/{group}', { GET: isMember }],
  ['/api/v1.0/IdentityMembership/{identity}/precomputed', { GET: listPrecomputedGroupsOfIdentity }],
  ['/api/v1.0/Account', { GET: listAccounts }],
  ['/api/v1.0/ExtendedAccount', { GET: listExtendedAccounts }],
]
