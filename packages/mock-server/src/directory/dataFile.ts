import type { ClientRegistration } from '../oauth/clientRegistry.ts'
import type { AuthorizationData } from './authorization/authorizationData.ts'
import type { GivenReports } from './delegation/delegationDirectory.ts'
import type { StoredProfile } from './storedProfile.ts'

/** What a data file holds. What it gives takes the place of what would be generated; the rest stays. */
export interface DataFile {
  readonly cis?: {
    /** Raw profiles v2: exactly the people there are to be. */
    readonly profiles?: readonly StoredProfile[]
  }
  readonly dabp?: {
    /** Reports by reference id: exactly the people there are to be reports on. */
    readonly people?: GivenReports
  }
  /** Identities, groups, memberships and applications of CERN's Authorization Service. */
  readonly cern?: AuthorizationData
  /** Clients beside the default one, which one of the same id replaces. */
  readonly clients?: readonly ClientRegistration[]
}
