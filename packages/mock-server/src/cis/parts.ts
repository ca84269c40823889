import type { Directory } from '../directory/directory.ts'
import type { MissedNames } from '../directory/missedNames.ts'
import type { Responder } from '../http/responder.ts'
import type { Conformance, Failures } from './failures.ts'
import type { PageSizes } from './lists/pageSizes.ts'
import type { Entitlement } from './permissions.ts'

/** What the Person API stands on. */
export interface CisParts {
  readonly directory: Directory
  readonly missed: MissedNames
  readonly conformance: Conformance
  readonly pageSizes: PageSizes
  readonly responder: Responder
  readonly failures: Failures
  /** What an Authorization header entitles its sender to; throws or rejects with AuthRefusal. */
  readonly entitled: (authorization: string | null) => Entitlement | Promise<Entitlement>
}
