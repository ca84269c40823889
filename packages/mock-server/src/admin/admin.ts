import type {
  Clock,
  Fault,
  Health,
  MintedToken,
  NewFault,
  NewPerson,
  Person,
  PersonChange,
  PersonEverywhere,
  PersonList,
  Ready,
  RequestList,
  ResetPart,
  SessionSummary,
  Snapshot,
  TokenWish,
} from '../openapi/admin.generated.ts'
import type { ProfileAttributePath } from '../openapi/cisAttributes.generated.ts'
import type { InputOf } from './operationTypes.ts'

type RequestFilter = InputOf<'listRequests'>['query']
type AttributeValues = Readonly<Partial<Record<ProfileAttributePath, unknown>>>
type AttributeDisplays = Readonly<Partial<Record<ProfileAttributePath, string | null>>>

/** A person to be: a raw profile, or what sets them apart from a new record. */
export interface PersonToCreate extends Omit<NewPerson, 'attributes' | 'displays'> {
  /** What attributes hold, by their path. Without a user id there is one derived from the e-mail address. */
  readonly attributes?: AttributeValues
  /** Whom attributes are shown to, by their path. */
  readonly displays?: AttributeDisplays
}

/** What is to become of a person: a JSON merge patch of the raw profile, attributes by their path, or both. */
export interface ChangeOfPerson extends Omit<PersonChange, 'attributes' | 'displays'> {
  readonly attributes?: AttributeValues
  readonly displays?: AttributeDisplays
}

/**
 * What a test may do to the mock beside using it: the same in a process ({@link createPersonMock}) and over HTTP
 * ({@link createAdminClient}). Everything is about one session. Every method rejects with AdminError if what it is given
 * makes no sense.
 */
export interface Admin {
  /** Whether the server answers. */
  health(): Promise<Health>
  /** Where clients of the session find each service: what a client needs that cannot send a header. */
  ready(): Promise<Ready>
  /**
   * Puts parts of the session back to how it began.
   *
   * @param parts without any, all but the snapshots
   */
  reset(...parts: readonly ResetPart[]): Promise<void>
  /**
   * The same for another session.
   *
   * @param name up to 64 letters, digits, dots, underscores, tildes and hyphens
   */
  session(name: string): Admin
  readonly requests: AdminRequests
  readonly faults: AdminFaults
  readonly clock: AdminClock
  readonly people: AdminPeople
  readonly snapshots: AdminSnapshots
  readonly tokens: AdminTokens
  readonly sessions: AdminSessions
}

/** The journal. */
export interface AdminRequests {
  /**
   * The requests to the services, in the order they came in, and for those that found no route or nobody, the nearest
   * that would have been found.
   */
  list(filter?: RequestFilter): Promise<RequestList>
  /**
   * How many there are. Rejects if the journal has dropped requests that could be among them.
   *
   * @example
   * ```ts
   * expect(await admin.requests.count({ operation: 'requestToken' })).toBe(1)
   * ```
   */
  count(filter?: RequestFilter): Promise<number>
  clear(): Promise<void>
}

/** What goes wrong. */
export interface AdminFaults {
  /**
   * Adds a fault. Rejects with the nearest operation if no request could ever match.
   *
   * @example
   * ```ts
   * await admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'reset' }, after: 6, times: 1 })
   * ```
   */
  add(fault: NewFault): Promise<Fault>
  /** Every fault, and how often it matched and fired. */
  list(): Promise<readonly Fault[]>
  get(id: number): Promise<Fault>
  remove(id: number): Promise<void>
  clear(): Promise<void>
}

/** What time it is: tokens expire by it. */
export interface AdminClock {
  get(): Promise<Clock>
  /** Makes it another time, from which the clock goes on, or at which it stands. */
  set(now: Date | string): Promise<Clock>
  /** Moves the clock on; by a negative number back. */
  advance(by: { readonly seconds: number }): Promise<Clock>
  /** Stops the clock, at a time or where it is. */
  freeze(now?: Date | string): Promise<Clock>
  /** Lets the clock run on from where it stands. */
  resume(): Promise<Clock>
}

/** The people, of all services. An id is a user id, uuid, primary e-mail or primary user name. */
export interface AdminPeople {
  /** @param page `after`: the user id to go on after; `limit`: how many at most, default 100 */
  list(page?: { readonly after?: string; readonly limit?: number }): Promise<PersonList>
  /** The person, and where else they are: at CERN, at DABP. */
  get(id: string): Promise<PersonEverywhere>
  /**
   * @example
   * ```ts
   * await admin.people.create({ attributes: { primary_email: 'mary@example.org', first_name: 'Mary' } })
   * ```
   */
  create(person: PersonToCreate): Promise<Person>
  change(id: string, change: ChangeOfPerson): Promise<Person>
  deactivate(id: string): Promise<Person>
  delete(id: string): Promise<void>
}

/** How the session was: everything but its faults, its journal and the snapshots themselves. */
export interface AdminSnapshots {
  list(): Promise<readonly Snapshot[]>
  /** Keeps how the session is now. A name can be used again. */
  create(name: string): Promise<Snapshot>
  /** Puts the session back to how it was. The snapshot stays. */
  restore(name: string): Promise<void>
  delete(name: string): Promise<void>
}

/** Tokens that no token endpoint need have given. */
export interface AdminTokens {
  /**
   * Makes a token, valid or with a flaw.
   *
   * @param wish without anything, a valid one for CIS with every scope
   *
   * @example
   * ```ts
   * const { token } = await admin.tokens.mint({ scopes: ['display:none'], flaw: 'expired' })
   * ```
   */
  mint(wish?: TokenWish): Promise<MintedToken>
}

/** The sessions beside the default one. */
export interface AdminSessions {
  list(): Promise<readonly SessionSummary[]>
  /** Drops a session with all that is in it. */
  drop(name: string): Promise<void>
}
