import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import {
  groupsReaders,
  identityReaders,
  serviceAdministrators,
} from '../../directory/authorization/families.ts'
import { indexOfId } from '../../directory/authorization/records.ts'
import type { ClientRegistry } from '../../oauth/clients.ts'
import type { VerifiedClaims } from '../../oauth/verify.ts'

/** Who a token is of. */
export type CernCaller =
  | {
      /** A program of its own. */
      readonly kind: 'service'
      readonly clientId: string
      /** The groups its service account is in; undefined: whichever are needed. */
      readonly groups: readonly string[] | undefined
    }
  | { readonly kind: 'user'; readonly upn: string }

const serviceAccount = 'service-account-'

/** Who verified claims speak of. A person's login is in a claim of its own; it is also the subject. */
export function callerOf(claims: VerifiedClaims, clients: Pick<ClientRegistry, 'find'>): CernCaller {
  const subject = claims.sub ?? ''
  if (subject.startsWith(serviceAccount)) {
    const clientId = subject.slice(serviceAccount.length)
    return { kind: 'service', clientId, groups: clients.find(clientId)?.groups }
  }
  const upn = claims['cern_upn']
  return { kind: 'user', upn: typeof upn === 'string' ? upn : subject }
}

/** The login of whoever calls; that of a program is its service account. */
export function upnOf(caller: CernCaller): string {
  return caller.kind === 'user' ? caller.upn : serviceAccount + caller.clientId
}

/** Whether somebody may read identities that are not their own. */
export function mayReadIdentities(caller: CernCaller, view: AuthorizationView): boolean {
  return isIn(caller, identityReaders, view)
}

/** Whether somebody may read groups, and who is in them. */
export function mayReadGroups(caller: CernCaller, view: AuthorizationView): boolean {
  return isIn(caller, groupsReaders, view)
}

/** Whether somebody may do whatever there is to do. */
export function mayAdministrateService(caller: CernCaller, view: AuthorizationView): boolean {
  return isIn(caller, serviceAdministrators, view)
}

/** Whether somebody may change a group or an application: its owner, its administrators, those of the service. */
export function mayAdministrate(
  caller: CernCaller,
  { ownerId, administratorsId }: { readonly ownerId: unknown; readonly administratorsId: unknown },
  view: AuthorizationView,
): boolean {
  if (mayAdministrateService(caller, view)) return true
  const identity = ownPlace(caller, view)
  if (identity !== undefined && view.identities.idAt(identity) === ownerId) return true
  return typeof administratorsId === 'string' && isIn(caller, administratorsId, view)
}

export function mayAdministrateGroup(caller: CernCaller, place: number, view: AuthorizationView): boolean {
  const ownerId = view.groups.valueAt(place, 'ownerId')
  const administratorsId = view.groups.valueAt(place, 'administratorsId')
  return mayAdministrate(caller, { ownerId, administratorsId }, view)
}

/** The place of the identity of whoever calls. */
export function ownPlace(caller: CernCaller, { identities }: AuthorizationView): number | undefined {
  return identities.indexOfUpn(upnOf(caller))
}

/** @param group its identifier or its id */
function isIn(caller: CernCaller, group: string, view: AuthorizationView): boolean {
  const { groups, memberships } = view
  const placeOf = (name: string) => indexOfId(groups, name) ?? groups.indexOfIdentifier(name)
  const place = placeOf(group)
  if (caller.kind === 'user') {
    const identity = ownPlace(caller, view)
    return identity !== undefined && place !== undefined && memberships.isMember(identity, place)
  }
  if (caller.groups === undefined) return true
  return caller.groups.some((name) => {
    // A registered client may be in a group that a data file has left out.
    if (name.toLowerCase() === group.toLowerCase()) return true
    const own = placeOf(name)
    return own !== undefined && place !== undefined && memberships.isInside(own, place)
  })
}
