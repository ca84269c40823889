import type { RoleRecord } from '../directory/authorization/applications.ts'
import type { AuthorizationView } from '../directory/authorization/authorizationDirectory.ts'
import { placeOfId } from '../directory/authorization/table.ts'
import type { MissedName } from '../directory/missedNames.ts'
import { upnOf } from './caller.ts'
import type { CernRequest } from './cernRequest.ts'
import { demand } from './demand.ts'
import { mayReadGroups, mayReadIdentities, ownPlace } from './permissions.ts'
import { CernRefusal } from './refusal.ts'

/** The identity of whoever calls. @throws CernRefusal if they have none */
export function ownIdentity({ caller }: CernRequest, view: AuthorizationView): number {
  const place = ownPlace(caller, view)
  if (place !== undefined) return place
  throw new CernRefusal(404, `${upnOf(caller)}, whose token it is, has no identity`)
}

/**
 * The identity a path names, by its id, its login, or as that of whoever calls. One's own may always be read.
 *
 * @param content what of it is to be read
 * @throws CernRefusal
 */
export function readableIdentity(
  request: CernRequest,
  view: AuthorizationView,
  content: 'identities' | 'groups',
): number {
  const name = request.parameter('identity')
  if (/^(my|current)$/i.test(name)) return ownIdentity(request, view)
  const place = placeOfId(view.identities, name) ?? view.identities.placeOfUpn(name)
  if (place === undefined || place !== ownPlace(request.caller, view)) {
    const mayRead = content === 'identities' ? mayReadIdentities : mayReadGroups
    demand(mayRead(request.caller, view), request, `read ${content} of others`)
  }
  return place ?? notFound('identity', name)
}

/** The group a path names, by its id or its identifier. @throws CernRefusal */
export function namedGroup(request: CernRequest, view: AuthorizationView): number {
  return groupIfAny(request, view) ?? notFound('group', request.parameter('group'))
}

/** The same; undefined if there is none. */
export function groupIfAny({ parameter }: CernRequest, { groups }: AuthorizationView): number | undefined {
  const name = parameter('group')
  return placeOfId(groups, name) ?? groups.placeOfIdentifier(name)
}

/** The application a path names, by its id or its identifier. @throws CernRefusal */
export function namedApplication({ parameter }: CernRequest, { applications }: AuthorizationView): number {
  const name = parameter('application')
  return (
    placeOfId(applications, name) ?? applications.placeOfIdentifier(name) ?? notFound('application', name)
  )
}

/** The role of an application that a path names, by its id or its name. @throws CernRefusal */
export function namedRole(
  { parameter }: CernRequest,
  application: number,
  { applications }: AuthorizationView,
): RoleRecord {
  const name = parameter('role')
  const roles = applications.rolesAt(application)
  for (let place = 0; place < roles.size; place++) {
    const role = roles.recordAt(place)
    if ([role.id, role.name].some((key) => key.toLowerCase() === name.toLowerCase())) return role
  }
  return notFound('role', name)
}

export function notFound(kind: string, name: string): never {
  const key = keys.get(kind)
  throw new CernRefusal(404, `There is no ${kind} '${name}'`, key && { key, value: name })
}

// What people name most of these by.
const keys: ReadonlyMap<string, MissedName['key']> = new Map([
  ['identity', 'upn'],
  ['group', 'groupIdentifier'],
])
