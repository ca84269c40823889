import type { ChangingDirectory } from '../directory/directory.ts'
import type { FaultList } from '../faults/faultList.ts'
import type { Answerer } from '../http/answerer.ts'
import type { Journal } from '../journal/journal.ts'
import type { IdentifierSource } from '../oauth/identifierSource.ts'
import type { SettableClock } from '../settableClock.ts'
import type { ServiceState } from './serviceState.ts'
import type { Services } from './services.ts'
import type { Part, Snapshots } from './snapshots.ts'

/** What a snapshot of a session consists of. */
export type StatePart = 'people' | 'clock' | keyof ServiceState

/** A world of its own in the server: nobody in another session sees what is done in it. */
export interface Session {
  readonly name: string
  readonly directory: ChangingDirectory
  readonly clock: SettableClock
  readonly faults: FaultList
  readonly journal: Journal
  readonly snapshots: Snapshots
  readonly state: Readonly<Record<StatePart, Part>>
  /** Numbers what is made in the session by chance. */
  readonly identifiers: IdentifierSource
  services(): Services
  /** Answers a request to one of the services. */
  readonly answer: Answerer
}

/** The session of whoever names none. */
export const defaultSessionName = 'default'
