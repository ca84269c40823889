import { createDirectory } from '../directory/directory.ts'
import type { MissedNames } from '../directory/missedNames.ts'
import type { People } from '../directory/people.ts'
import type { PeopleIndex } from '../directory/peopleIndex.ts'
import { createFaultList } from '../faults/faultList.ts'
import type { ClientOfHeader } from '../journal/clientOfToken.ts'
import { createJournal, type JournalRecord } from '../journal/journal.ts'
import { createIdentifierSource } from '../oauth/identifierSource.ts'
import { createSettableClock } from '../settableClock.ts'
import { answering } from './answering.ts'
import { createServiceStates } from './serviceState.ts'
import type { ServiceParts, Services } from './services.ts'
import type { Session } from './session.ts'
import { createSnapshots } from './snapshots.ts'

/** What every session begins with, and none changes. */
export interface SessionGround {
  readonly people: People
  readonly index: PeopleIndex
  readonly journalSize: number
  readonly missed: MissedNames
  readonly clientOfHeader: ClientOfHeader
  /** Puts the services of one session together. */
  readonly assembleServices: (parts: ServiceParts) => Services
  readonly seed: number
  /** Is told of each request once it is answered. What it throws takes the place of the answer. */
  readonly watch: Watch | undefined
}

export type Watch = (record: JournalRecord, session: Session) => void

/** Makes a session. It costs little until something is asked of its services. */
export function createSession(name: string, ground: SessionGround): Session {
  const { missed, clientOfHeader, watch } = ground
  const directory = createDirectory(ground.people, ground.index)
  const clock = createSettableClock()
  const faults = createFaultList()
  const journal = createJournal(ground.journalSize)
  const states = createServiceStates()
  let assembled: { readonly of: ServiceParts; readonly services: Services } | undefined
  // What is worked out of the people and the state stands until there are others in their place.
  const services = (): Services => {
    const { people } = directory
    const { current } = states
    if (assembled === undefined || assembled.of.people !== people || assembled.of.state !== current) {
      const parts = { clock, directory, people, state: current }
      assembled = { of: parts, services: ground.assembleServices(parts) }
    }
    return assembled.services
  }
  const state = { people: directory, clock, ...states.parts }
  const session: Session = {
    name,
    directory,
    clock,
    faults,
    journal,
    state,
    snapshots: createSnapshots(Object.values(state)),
    services,
    get identifiers() {
      return createIdentifierSource(ground.seed, states.current.grants.identifiers)
    },
    answer: answering({
      answer: (request) => services().answer(request),
      journal,
      faults,
      clock,
      missed,
      clientOfHeader,
      watch: watch && ((record) => watch(record, session)),
    }),
  }
  return session
}
