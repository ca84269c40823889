import {
  type AdminErrorBody,
  adminErrorCodeValues,
  type Clock,
  type Fault,
  type Health,
  type MintedToken,
  type NewFault,
  type NewPerson,
  type Person,
  type PersonChange,
  type PersonEverywhere,
  type PersonList,
  type Ready,
  type RequestList,
  type ResetPart,
  type SessionSummary,
  type Snapshot,
  type TokenWish,
} from '@personctl/openapi/admin'
import { adminOperations } from '@personctl/openapi/adminOperations'
import type { ProfileAttributePath } from '@personctl/openapi/cisAttributes'
import { sessionHeader } from '../session/sessionName.ts'
import { type AdminContext, AdminError, type InputOf, type Transport } from './contract.ts'

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

/**
 * The admin as methods.
 *
 * @param transportIn has operations done in a session; without a name, in the one it began with
 */
export function createAdmin(transportIn: (session?: string) => Transport, session?: string): Admin {
  const call = transportIn(session)
  return {
    health: () => call('getHealth'),
    ready: () => call('getReady'),
    reset: (...parts) => call('reset', parts.length === 0 ? {} : { body: { parts } }),
    session: (name) => createAdmin(transportIn, name),
    requests: {
      list: (query = {}) => call('listRequests', { query }),
      count: async (query = {}) => (await call('countRequests', { query })).count,
      clear: () => call('clearRequests'),
    },
    faults: {
      add: (body) => call('addFault', { body }),
      list: async () => (await call('listFaults')).faults,
      get: (id) => call('getFault', { path: { id } }),
      remove: (id) => call('removeFault', { path: { id } }),
      clear: () => call('clearFaults'),
    },
    clock: {
      get: () => call('getClock'),
      set: (now) => call('setClock', { body: { now: formatTime(now) } }),
      advance: (body) => call('advanceClock', { body }),
      freeze: (now) =>
        call('setClock', { body: { frozen: true, ...(now === undefined ? {} : { now: formatTime(now) }) } }),
      resume: () => call('setClock', { body: { frozen: false } }),
    },
    people: {
      list: (query = {}) => call('listPeople', { query }),
      get: (id) => call('getPerson', { path: { id } }),
      create: (body) => call('createPerson', { body }),
      change: (id, body) => call('changePerson', { path: { id }, body }),
      deactivate: (id) => call('changePerson', { path: { id }, body: { attributes: { active: false } } }),
      delete: (id) => call('deletePerson', { path: { id } }),
    },
    snapshots: {
      list: async () => (await call('listSnapshots')).snapshots,
      create: (name) => call('createSnapshot', { path: { name } }),
      restore: (name) => call('restoreSnapshot', { path: { name } }),
      delete: (name) => call('deleteSnapshot', { path: { name } }),
    },
    tokens: { mint: (body = {}) => call('mintToken', { body }) },
    sessions: {
      list: async () => (await call('listSessions')).sessions,
      drop: (name) => call('dropSession', { path: { name } }),
    },
  }
}

const formatTime = (time: Date | string): string => (typeof time === 'string' ? time : time.toISOString())

/** Has operations done in this process. */
export function createInProcessTransport(context: AdminContext): Transport {
  return async (operation, input = {}) => {
    const { executeOperation } = await import('./execute.ts')
    // As it would travel: nobody shares what they gave, or were given.
    return cloneAsJson(await executeOperation(operation, context, cloneAsJson(input)))
  }
}

function cloneAsJson<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value))
}

export interface AdminClientOptions {
  /** Where the server is, with the prefix of a session or without, as its ready line says. */
  readonly url: string
  /** The session everything is about. Default the one that the URL names, else the default one. */
  readonly session?: string
  /** The admin token, where the server was given one. */
  readonly token?: string
  /** Sends the requests. Default `globalThis.fetch`. */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * The admin of a mock server in another process.
 *
 * @param options see {@link AdminClientOptions}
 * @returns the same methods as those of a mock in this process. They reject with AdminError, and with the errors of fetch
 *   if the server cannot be reached
 *
 * @example
 * ```ts
 * import { createAdminClient } from '@personctl/mock-server'
 *
 * const admin = createAdminClient({ url: 'http://127.0.0.1:4010', session: 'my-test' })
 * await admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'rateLimit' }, times: 1 })
 * ```
 */
export function createAdminClient(options: AdminClientOptions): Admin {
  const base = options.url.replace(/\/+$/, '')
  const transportIn = (session: string | undefined): Transport => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      ...(session === undefined ? {} : { [sessionHeader]: session }),
      ...(options.token === undefined ? {} : { 'x-personctl-admin-token': options.token }),
    }
    return async (operation, input = {}) => {
      const { method, path } = adminOperations[operation]
      const send = options.fetch ?? globalThis.fetch
      const response = await send(
        `${base}${fillPath(path, { ...input.path })}${formatQuery({ ...input.query })}`,
        {
          method,
          headers,
          ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
        },
      )
      const text = await response.text()
      if (!response.ok) throw parseError(response.status, text)
      return text === '' ? undefined : JSON.parse(text)
    }
  }
  return createAdmin(transportIn, options.session)
}

const fillPath = (path: string, values: Readonly<Record<string, unknown>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))

function formatQuery(values: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))
  return query.size === 0 ? '' : `?${query}`
}

function parseError(status: number, text: string): Error {
  const error = parseErrorBody(text)?.error
  if (error === undefined || !adminErrorCodeValues.includes(error.code))
    return new Error(`The server answered ${status}: is it a personctl-mock, with its admin routes on?`)
  return new AdminError(error.code, error.message, error.hint)
}

function parseErrorBody(text: string): AdminErrorBody | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
