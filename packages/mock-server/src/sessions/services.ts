import type { Clock } from '../clock.ts'
import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { DelegationDirectory } from '../directory/delegation/delegationDirectory.ts'
import type { Directory } from '../directory/directory.ts'
import type { People } from '../directory/people.ts'
import type { Answerer } from '../http/answerer.ts'
import type { ServiceState } from './serviceState.ts'

/** What the services of a session are put together from. */
export interface ServiceParts {
  readonly clock: Clock
  readonly directory: Directory
  /** Who is there now. */
  readonly people: People
  readonly state: ServiceState
}

/** The services of a session, as its people are now. */
export interface Services {
  readonly answer: Answerer
  readonly authorization: AuthorizationDirectory
  readonly delegation: DelegationDirectory
}
