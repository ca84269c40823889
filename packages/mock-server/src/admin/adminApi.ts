import type {
  CernRow,
  Client,
  Clock,
  Fault,
  Health,
  KeyRotation,
  MintedToken,
  NewClient,
  NewFault,
  NewPerson,
  Person,
  PersonChange,
  PersonEverywhere,
  PersonList,
  PublisherKey,
  PublisherKeyList,
  PublisherKeyRotation,
  Ready,
  ReportList,
  RequestExpectation,
  RequestList,
  ResetPart,
  SessionSummary,
  SigningKey,
  Snapshot,
  StoredReport,
  TokenWish,
} from '@personctl/generated/admin'
import type { ProfileAttributePath } from '@personctl/generated/cisAttributes'
import type { PersonReport } from '@personctl/generated/dabp'
import type { Quirks } from '@personctl/generated/quirks'
import type { InputOf } from './contract.ts'

type RequestFilter = InputOf<'listRequests'>['query']
type CountFilter = InputOf<'countRequests'>['query']
type WaitFilter = InputOf<'waitForRequests'>['query']
type AttributeValues = Readonly<Partial<Record<ProfileAttributePath, unknown>>>
type AttributeDisplays = Readonly<Partial<Record<ProfileAttributePath, string | null>>>

/** A person to create: a raw profile, or the values that differ from a new record. */
export interface PersonToCreate extends Omit<NewPerson, 'attributes' | 'displays'> {
  /** The contents of attributes by path. By default, the user id is derived from the e-mail address. */
  readonly attributes?: AttributeValues
  /** The display levels of attributes by path. */
  readonly displays?: AttributeDisplays
}

/** A change of a person: a JSON merge patch of the raw profile, attributes by path, or both. */
export interface ChangeOfPerson extends Omit<PersonChange, 'attributes' | 'displays'> {
  readonly attributes?: AttributeValues
  readonly displays?: AttributeDisplays
}

/**
 * The admin API of the mock, in the same process ({@link createPersonMock}) or over HTTP ({@link createAdminClient}).
 * Every object is about one session. All methods reject with AdminError if their arguments are invalid.
 */
export interface Admin {
  /** Checks that the server responds. */
  health(): Promise<Health>
  /** Returns the URLs of the services for clients of this session, also for clients that cannot send a header. */
  ready(): Promise<Ready>
  /**
   * Resets parts of the session to their initial state.
   *
   * @param parts @default all but the snapshots
   */
  reset(...parts: readonly ResetPart[]): Promise<void>
  /**
   * Returns the admin API for another session.
   *
   * @param name up to 64 letters, digits, dots, underscores, tildes and hyphens
   */
  session(name: string): Admin
  readonly requests: AdminRequests
  readonly faults: AdminFaults
  readonly clock: AdminClock
  readonly people: AdminPeople
  readonly clients: AdminClients
  readonly reports: AdminReports
  readonly identities: AdminRows
  readonly groups: AdminGroups
  readonly applications: AdminRows
  readonly snapshots: AdminSnapshots
  readonly keys: AdminKeys
  readonly publisherKeys: AdminPublisherKeys
  readonly tokens: AdminTokens
  readonly sessions: AdminSessions
  readonly quirks: AdminQuirks
}

/** The journal of requests to the services. */
export interface AdminRequests {
  /**
   * Lists the requests in the order of arrival. A request without a matching route or person has the nearest match, one
   * that was rejected the reason.
   *
   * @example
   * ```ts
   * const { requests: [last] } = await admin.requests.list({ limit: 1 })
   * console.log(last?.status, last?.refusal?.description, last?.headers['user-agent'])
   * ```
   */
  list(filter?: RequestFilter): Promise<RequestList>
  /**
   * Counts requests. Rejects if the journal has dropped requests that could match.
   *
   * @example
   * ```ts
   * expect(await admin.requests.count({ operation: 'requestToken' })).toBe(1)
   * ```
   */
  count(filter?: CountFilter): Promise<number>
  /**
   * Waits until a number of matching requests have come, and have their responses. Rejects after ten seconds, or after
   * `timeoutSeconds`.
   *
   * @example
   * ```ts
   * const { requests } = await admin.requests.wait({ operation: 'getReport', count: 2, timeoutSeconds: 5 })
   * ```
   */
  wait(filter?: WaitFilter): Promise<RequestList>
  /**
   * Checks that as many requests have come as expected, by default at least one. Resolves to those that match. Rejects with
   * an AdminError that describes the requests that nearly match, and what differs.
   *
   * @example
   * ```ts
   * await admin.requests.expect({ match: { operation: 'requestToken', grant: 'refresh_token' }, exactly: 1 })
   * await admin.requests.expect({ match: { header: { traceparent: { present: true } } }, atLeast: 2, timeoutSeconds: 5 })
   * ```
   */
  expect(expectation: RequestExpectation): Promise<RequestList>
  clear(): Promise<void>
}

/** The faults that the mock injects. */
export interface AdminFaults {
  /**
   * Adds a fault. Rejects if no request could ever match, and names the nearest operation.
   *
   * @example
   * ```ts
   * await admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'reset' }, after: 6, times: 1 })
   * ```
   */
  add(fault: NewFault): Promise<Fault>
  /** Lists the faults, with the number of requests that matched and the number of times each fired. */
  list(): Promise<readonly Fault[]>
  get(id: number): Promise<Fault>
  remove(id: number): Promise<void>
  clear(): Promise<void>
}

/** The clock of the session, by which tokens expire. */
export interface AdminClock {
  get(): Promise<Clock>
  /** Sets the time. A running clock continues from it; a frozen clock stays at it. */
  set(now: Date | string): Promise<Clock>
  /** Moves the clock forward, or back by a negative number. */
  advance(by: { readonly seconds: number }): Promise<Clock>
  /** Freezes the clock. @param now @default the current time of the clock */
  freeze(now?: Date | string): Promise<Clock>
  /** Lets a frozen clock run again from its current time. */
  resume(): Promise<Clock>
}

/** The people in all services. An id is a user id, uuid, primary e-mail or primary user name. */
export interface AdminPeople {
  /** @param page `after`: the user id to continue after; `limit`: the maximum number of people, by default 100 */
  list(page?: { readonly after?: string; readonly limit?: number }): Promise<PersonList>
  /** Returns a person with the ids at CERN and DABP. */
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

/** The clients of the authorization servers. Their secrets are never returned. */
export interface AdminClients {
  list(): Promise<readonly Client[]>
  get(id: string): Promise<Client>
  /**
   * Registers a client, or replaces a registered one: members that are left out have their default. The secret alone stays
   * as it was.
   *
   * @example
   * ```ts
   * await admin.clients.set('portal', { secret: 's3cret', scopes: ['display:public'] })
   * ```
   */
  set(id: string, client: NewClient): Promise<Client>
  /** Removes a client, also one that the server was started with. Resetting the clients brings that one back. */
  remove(id: string): Promise<void>
}

/** The person reports of DABP, by reference id. */
export interface AdminReports {
  /** Lists the reference ids whose reports were set. */
  list(): Promise<ReportList['reports']>
  /** Returns the report on a person. Does not count as activity. */
  get(referenceId: string): Promise<StoredReport>
  /**
   * Sets the report on a person, also of one who exists in no other service.
   *
   * @param report null: DABP does not know the person
   *
   * @example
   * ```ts
   * const archive = { name: 'Archive', privilege: 'No access' }
   * await admin.reports.set('ada', { groups: [{ name: 'Finance', resources: [archive] }] })
   * ```
   */
  set(referenceId: string, report: PersonReport | null): Promise<StoredReport>
  /** Restores the report as at the start: the generated one, that of the data file, or none. */
  restore(referenceId: string): Promise<void>
}

/** Identities or applications of CERN's Authorization Service, by id or another name: login, personId, identifier. */
export interface AdminRows {
  /**
   * Adds a row. Missing fields get their usual values, as in a data file.
   *
   * @example
   * ```ts
   * await admin.identities.add({ upn: 'mcurie', firstName: 'Marie', lastName: 'Curie' })
   * ```
   */
  add(fields: Readonly<Record<string, unknown>>): Promise<CernRow>
  get(id: string): Promise<CernRow>
  /** Changes some fields. The others stay as they are. */
  change(id: string, fields: Readonly<Record<string, unknown>>): Promise<CernRow>
  remove(id: string): Promise<void>
}

/** Groups of CERN's Authorization Service, by id or identifier. Its own API changes the same groups. */
export interface AdminGroups extends AdminRows {
  /** Puts an identity into a group: by id, login or personId. */
  addMember(id: string, identity: string): Promise<void>
  /** Removes an identity that is directly in a group. */
  removeMember(id: string, identity: string): Promise<void>
}

/** Snapshots of the session: everything except its faults, its journal and the snapshots themselves. */
export interface AdminSnapshots {
  list(): Promise<readonly Snapshot[]>
  /** Creates a snapshot. An existing one of the same name is replaced. */
  create(name: string): Promise<Snapshot>
  /** Restores the state of a snapshot. The snapshot remains. */
  restore(name: string): Promise<void>
  delete(name: string): Promise<void>
}

/** The keys with which the authorization servers of the session sign tokens. */
export interface AdminKeys {
  /** Lists the keys, the oldest first. */
  list(): Promise<readonly SigningKey[]>
  /**
   * Makes a new signing key the current one.
   *
   * @param rotation `keepOld`: lets older tokens remain valid, by default true; `publish`: adds the new key to the key
   *   sets at once, by default true
   * @returns the keys, the current one last
   *
   * @example
   * ```ts
   * await admin.keys.rotate({ keepOld: false })
   * ```
   */
  rotate(rotation?: KeyRotation): Promise<readonly SigningKey[]>
  /** Adds the valid keys that were not published to the key sets. */
  publish(): Promise<readonly SigningKey[]>
  /** Retires a previous key. It leaves the key sets, and its tokens are rejected. */
  retire(kid: string): Promise<void>
}

/** The keys of the publishers of CIS, which its discovery document publishes. */
export interface AdminPublisherKeys {
  /** Lists the keys of each publisher. */
  list(): Promise<PublisherKeyList['publishers']>
  /**
   * Returns the current key of a publisher.
   *
   * @returns with its private part, to sign with, unless the mock was started with it
   *
   * @example
   * ```ts
   * const { privateKey } = await admin.publisherKeys.get('hris')
   * ```
   */
  get(publisher: string): Promise<PublisherKey>
  /**
   * Makes a new key of a publisher the current one.
   *
   * @param rotation `keepOld`: lets the older keys remain valid, by default true
   */
  rotate(publisher: string, rotation?: PublisherKeyRotation): Promise<PublisherKeyList['publishers']>
  /** Retires a key. What it has signed is invalid, so that nothing of such a person can be written. */
  retire(publisher: string, kid: string): Promise<void>
}

/** Tokens that are made without a token endpoint. */
export interface AdminTokens {
  /**
   * Creates an access, ID or refresh token, valid or with a flaw.
   *
   * @param wish @default a valid token for CIS with every scope
   *
   * @example
   * ```ts
   * const { token } = await admin.tokens.mint({ scopes: ['display:none'], flaw: 'expired' })
   * const id = await admin.tokens.mint({ service: 'dabp', kind: 'id', user: 'ada.lovelace@example.org' })
   * ```
   */
  mint(wish?: TokenWish): Promise<MintedToken>
}

/** The choices of the mock where nobody knows what a real service does. */
export interface AdminQuirks {
  /** Returns the value of every quirk. */
  get(): Promise<Quirks>
  /**
   * Sets the quirks of the session. Those that are left out get their default. Returns the value of every quirk.
   *
   * @example
   * ```ts
   * await admin.quirks.set({ cernUnknownField: 'absent', dabpTenantId: 'required' })
   * ```
   */
  set(quirks: Quirks): Promise<Quirks>
}

/** The sessions other than the default one. */
export interface AdminSessions {
  list(): Promise<readonly SessionSummary[]>
  /** Drops a session with its state. */
  drop(name: string): Promise<void>
}
