import type { Clock } from '../../clock.ts'
import type { PersonReport } from '../../openapi/dabp.generated.ts'
import type { AuthorizationDirectory } from '../authorization/authorizationDirectory.ts'
import { derivedGuid } from '../authorization/guid.ts'
import { placeOfId } from '../authorization/table.ts'
import type { Directory } from '../directory.ts'
import type { StoredProfile } from '../storedProfile.ts'
import { contentOf, textValueOf } from '../storedProfile.ts'
import type { DelegationChanges } from './changes.ts'
import { derivedReport } from './derivedReport.ts'
import { memberGroups } from './memberGroups.ts'

/** Reports on people, and when they were last active. */
export interface DelegationDirectory {
  /** The report on a person; undefined where nobody has this reference id. */
  report(referenceId: string): PersonReport | undefined
  /** Somebody there is a report on; undefined where there is nobody. */
  readonly firstReferenceId: string | undefined
  /** When a person was last active, in milliseconds since 1970; undefined where they never were. */
  lastActivity(referenceId: string): number | undefined
  /** Has a person be active now. */
  recordActivity(referenceId: string): void
}

/** Reports as they are written down, by reference id. */
export type GivenReports = Readonly<Record<string, PersonReport>>

export interface DelegationBase {
  readonly directory: Directory
  readonly authorization: AuthorizationDirectory
  /** Reports in the place of those that would be derived; undefined to derive them. */
  readonly given: GivenReports | undefined
}

/**
 * The reference id of a person is their uuid, and the report follows from the groups they are in at the Authorization
 * Service. Whoever is not active is in none.
 *
 * @param changes what happened so far, to which more is added here
 */
export function createDelegationDirectory(
  { directory, authorization, given }: DelegationBase,
  changes: DelegationChanges,
  clock: Clock,
): DelegationDirectory {
  return {
    report(referenceId) {
      if (given !== undefined) return Object.hasOwn(given, referenceId) ? given[referenceId] : undefined
      const profile = directory.find('uuid', referenceId)
      return profile && reportOn(profile, referenceId, authorization)
    },
    get firstReferenceId() {
      if (given !== undefined) return Object.keys(given)[0]
      const [first] = directory.listing
        .slice(undefined, Number.POSITIVE_INFINITY)
        .people.flatMap((person) => person.content('uuid') ?? [])
      return typeof first === 'string' ? first : undefined
    },
    lastActivity: (referenceId) => changes.activity.get(referenceId),
    recordActivity: (referenceId) => void changes.activity.set(referenceId, clock.now()),
  }
}

function reportOn(profile: StoredProfile, uuid: string, authorization: AuthorizationDirectory): PersonReport {
  const view = authorization.view()
  const { identities } = view
  const identity =
    placeOfId(identities, derivedGuid('identity', uuid)) ??
    identities.placesOfEmail(textValueOf(profile, 'primary_email') ?? '')[0]
  const isActive = contentOf(profile, 'active') === true
  return derivedReport(uuid, identity === undefined || !isActive ? [] : memberGroups(view, identity))
}
