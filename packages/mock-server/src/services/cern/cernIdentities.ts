import { identityReaders } from '../../directory/authorization/families.ts'
import { CernError } from './CernError.ts'
import { mayReadIdentities } from './cernPermissions.ts'
import {
  type CernDeps,
  type CernHandlers,
  type CernRequest,
  requireGroup,
  requireOwnIdentity,
  requirePermission,
  requireReadableIdentity,
  respondWithList,
  respondWithRow,
  respondWithWholeList,
} from './cernRequest.ts'
import {
  accountRows,
  extendedAccountRows,
  groupRows,
  identityRows,
  type RowKind,
  withGroupName,
} from './cernRows.ts'

/** The handlers for identities and accounts. */
export const identityHandlers: CernHandlers<
  | 'listIdentities'
  | 'getMyIdentity'
  | 'getCurrentIdentity'
  | 'findIdentitiesByEmail'
  | 'getIdentity'
  | 'listGroupsOfIdentity'
  | 'listAllGroupsOfIdentity'
  | 'listPrecomputedGroupsOfIdentity'
  | 'isMember'
  | 'listAccounts'
  | 'listExtendedAccounts'
> = {
  listIdentities(request, deps) {
    const view = deps.directory.view()
    requirePermission(mayReadIdentities(request.caller, view), request, 'read identities', identityReaders)
    return respondWithList({ kind: identityRows, table: view.identities.sorted }, request, deps)
  },
  getMyIdentity: (request, deps) => respondWithOwnIdentity('my', request, deps),
  getCurrentIdentity: (request, deps) => respondWithOwnIdentity('current', request, deps),
  findIdentitiesByEmail(request, deps) {
    const view = deps.directory.view()
    requirePermission(mayReadIdentities(request.caller, view), request, 'read identities', identityReaders)
    const indexes = view.identities.indexesOfEmail(request.param('email'))
    return respondWithList({ kind: identityRows, table: view.identities, indexes }, request, deps)
  },
  getIdentity(request, deps) {
    const view = deps.directory.view()
    const index = requireReadableIdentity(request, view, 'identities', deps.quirks)
    return respondWithRow({ kind: identityRows, table: view.identities }, index, request, deps)
  },
  listGroupsOfIdentity: (request, deps) =>
    respondWithGroups(request, deps, readRecursive(request.query), respondWithList),
  listAllGroupsOfIdentity: (request, deps) => respondWithGroups(request, deps, true, respondWithList),
  listPrecomputedGroupsOfIdentity: (request, deps) =>
    respondWithGroups(request, deps, true, respondWithWholeList),
  isMember(request, { directory, responses, quirks }) {
    const view = directory.view()
    const identity = requireReadableIdentity(request, view, 'groups', quirks)
    const group = requireGroup(request, view)
    return responses.data(JSON.stringify({ isMember: view.memberships.isMember(identity, group) }))
  },
  listAccounts: (request, deps) => respondWithAccounts(request, deps, accountRows),
  listExtendedAccounts: (request, deps) => respondWithAccounts(request, deps, extendedAccountRows),
}

function respondWithOwnIdentity(name: 'my' | 'current', request: CernRequest, deps: CernDeps): Response {
  const view = deps.directory.view()
  const index = requireOwnIdentity(request, view, name, deps.quirks)
  return respondWithRow({ kind: identityRows, table: view.identities }, index, request, deps)
}

function respondWithGroups(
  request: CernRequest,
  deps: CernDeps,
  isRecursive: boolean,
  respond: typeof respondWithList,
): Response {
  const view = deps.directory.view()
  const identity = requireReadableIdentity(request, view, 'groups', deps.quirks)
  const indexes = view.memberships.groupsOf(identity, isRecursive)
  const rows = { kind: groupRows, table: view.groups, indexes }
  return respond(withGroupName(rows, 'groupIdentifier', deps.quirks), request, deps)
}

function respondWithAccounts(request: CernRequest, deps: CernDeps, kind: RowKind): Response {
  const view = deps.directory.view()
  requirePermission(mayReadIdentities(request.caller, view), request, 'read accounts', identityReaders)
  return respondWithList({ kind, table: view.accounts }, request, deps)
}

/** Reads the parameter `recursive`: true to follow groups within groups. @throws {CernError} if it is not a boolean */
export function readRecursive(query: URLSearchParams): boolean {
  const word = [...query]
    .findLast(([name]) => name.toLowerCase() === 'recursive')?.[1]
    .trim()
    .toLowerCase()
  if (word === undefined || word === 'false') return false
  if (word === 'true') return true
  throw new CernError(400, `recursive must be true or false, not '${word}'`)
}
