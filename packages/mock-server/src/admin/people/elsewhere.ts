import { identityIdOf } from '../../directory/authorization/personIds.ts'
import { placeOfId } from '../../directory/authorization/table.ts'
import type { PersonEverywhere } from '../../openapi/admin.generated.ts'
import type { Session } from '../../sessions/session.ts'

/** The person with this uuid in the services beside CIS. */
export function elsewhere(session: Session, uuid: string | null): Pick<PersonEverywhere, 'cern' | 'dabp'> {
  const { authorization, delegation } = session.services()
  const { identities } = authorization.view()
  const identityId = uuid === null ? undefined : identityIdOf(uuid)
  const place = identityId === undefined ? undefined : placeOfId(identities, identityId)
  const upn = place === undefined ? undefined : identities.valueAt(place, 'upn')
  const active = uuid === null ? undefined : delegation.lastActivity(uuid)
  return {
    cern: {
      identityId: place === undefined ? null : identities.idAt(place),
      upn: typeof upn === 'string' ? upn : null,
    },
    dabp: {
      referenceId: uuid !== null && delegation.report(uuid) !== undefined ? uuid : null,
      lastActivity: active === undefined ? null : new Date(active).toISOString(),
    },
  }
}
