import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import {
  groupsReaders,
  identityReaders,
  serviceAdministrators,
} from '../../directory/authorization/families.ts'
import { indexOfId } from '../../directory/authorization/records.ts'
import type { ClientRegistry } from '../../oauth/clients.ts'
import type { VerifiedClaims } from '../../oauth/verify.ts'

/** The owner of a token. */
export type CernCaller =
  | {
      /** A program that acts on its own behalf. */
      readonly kind: 'service'
      readonly clientId: string
      /** The groups of its service account; undefined: every group that is required. */
      readonly groups: readonly string[] | undefined
    }
  | { readonly kind: 'user'; readonly upn: string }

const serviceAccount = 'service-account-'

/** Returns the owner of a token from its verified claims. A person's login has its own claim; it is also the subject. */
export function callerOf(claims: VerifiedClaims, clients: Pick<ClientRegistry, 'find'>): CernCaller {
  const subject = claims.sub ?? ''
  if (subject.startsWith(serviceAccount)) {
    const clientId = subject.slice(serviceAccount.length)
    return { kind: 'service', clientId, groups: clients.find(clientId)?.groups }
  }
  const upn = claims['cern_upn']
  return { kind: 'user', upn: typeof upn === 'string' ? upn : subject }
}

/** Returns the login of a caller. That of a program is its service account. */
export function upnOf(caller: CernCaller): string {
  return caller.kind === 'user' ? caller.upn : serviceAccount + caller.clientId
}

/** Returns true if a caller may read the identities of others. */
export function mayReadIdentities(caller: CernCaller, view: AuthorizationView): boolean {
  return isIn(caller, identityReaders, view)
}

/** Returns true if a caller may read groups and their members. */
export function mayReadGroups(caller: CernCaller, view: AuthorizationView): boolean {
  return isIn(caller, groupsReaders, view)
}

/** Returns true if a caller has every permission. */
export function mayAdministrateService(caller: CernCaller, view: AuthorizationView): boolean {
  return isIn(caller, serviceAdministrators, view)
}

/** Returns true if a caller may change a group or an application: its owner, its administrators, those of the service. */
export function mayAdministrate(
  caller: CernCaller,
  { ownerId, administratorsId }: { readonly ownerId: unknown; readonly administratorsId: unknown },
  view: AuthorizationView,
): boolean {
  if (mayAdministrateService(caller, view)) return true
  const identity = ownIndex(caller, view)
  if (identity !== undefined && view.identities.idAt(identity) === ownerId) return true
  return typeof administratorsId === 'string' && isIn(caller, administratorsId, view)
}

/** Returns true if a caller may change the group at an index. */
export function mayAdministrateGroup(caller: CernCaller, index: number, view: AuthorizationView): boolean {
  const ownerId = view.groups.valueAt(index, 'ownerId')
  const administratorsId = view.groups.valueAt(index, 'administratorsId')
  return mayAdministrate(caller, { ownerId, administratorsId }, view)
}

/** Returns the index of the caller's identity; undefined if the caller does not have one. */
export function ownIndex(caller: CernCaller, { identities }: AuthorizationView): number | undefined {
  return identities.indexOfUpn(upnOf(caller))
}

/** @param group the identifier or the id of a group */
function isIn(caller: CernCaller, group: string, view: AuthorizationView): boolean {
  const { groups, memberships } = view
  const indexOf = (name: string) => indexOfId(groups, name) ?? groups.indexOfIdentifier(name)
  const index = indexOf(group)
  if (caller.kind === 'user') {
    const identity = ownIndex(caller, view)
    return identity !== undefined && index !== undefined && memberships.isMember(identity, index)
  }
  if (caller.groups === undefined) return true
  return caller.groups.some((name) => {
    // A registered client may be in a group that a data file omits.
    if (name.toLowerCase() === group.toLowerCase()) return true
    const own = indexOf(name)
    return own !== undefined && index !== undefined && memberships.isInside(own, index)
  })
}
