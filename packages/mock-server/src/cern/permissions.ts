import type { AuthorizationView } from '../directory/authorization/authorizationDirectory.ts'
import {
  groupsReaders,
  identityReaders,
  serviceAdministrators,
} from '../directory/authorization/namedGroups.ts'
import { placeOfId } from '../directory/authorization/table.ts'
import { type CernCaller, upnOf } from './caller.ts'

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

/** The place of the identity of whoever calls. */
export function ownPlace(caller: CernCaller, { identities }: AuthorizationView): number | undefined {
  return identities.placeOfUpn(upnOf(caller))
}

/** @param group its identifier or its id */
function isIn(caller: CernCaller, group: string, view: AuthorizationView): boolean {
  const { groups, memberships } = view
  const placeOf = (name: string) => placeOfId(groups, name) ?? groups.placeOfIdentifier(name)
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
