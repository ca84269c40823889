import { type AdminErrorBody, adminErrorCodeValues, type NewReport } from '@personctl/generated/admin'
import { adminOperations } from '@personctl/generated/adminOperations'
import type { Quirks } from '@personctl/generated/quirks'
import { sessionHeader } from '../session/sessionName.ts'
import type { Admin } from './adminApi.ts'
import { type AdminContext, AdminError, type Transport } from './contract.ts'

/**
 * Creates the admin API on a transport.
 *
 * @param transportIn returns the transport for a session; without a name, for the session of the transport itself
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
      expect: (body) => call('verifyRequests', { body }),
      wait: (query = {}) => call('waitForRequests', { query }),
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
    clients: {
      list: async () => (await call('listClients')).clients,
      get: (id) => call('getClient', { path: { id } }),
      set: (id, body) => call('setClient', { path: { id }, body }),
      remove: (id) => call('deleteClient', { path: { id } }),
    },
    reports: {
      list: async () => (await call('listReports')).reports,
      get: (referenceId) => call('getStoredReport', { path: { referenceId } }),
      set: (referenceId, report) =>
        call('setReport', { path: { referenceId }, body: { report: report as NewReport['report'] } }),
      restore: (referenceId) => call('restoreReport', { path: { referenceId } }),
    },
    identities: {
      add: (body) => call('addIdentity', { body }),
      get: (id) => call('getIdentity', { path: { id } }),
      change: (id, body) => call('changeIdentity', { path: { id }, body }),
      remove: (id) => call('removeIdentity', { path: { id } }),
    },
    groups: {
      add: (body) => call('addGroup', { body }),
      get: (id) => call('getGroup', { path: { id } }),
      change: (id, body) => call('changeGroup', { path: { id }, body }),
      remove: (id) => call('removeGroup', { path: { id } }),
      addMember: (id, identity) => call('addMember', { path: { id, identity } }),
      removeMember: (id, identity) => call('removeMember', { path: { id, identity } }),
    },
    applications: {
      add: (body) => call('addApplication', { body }),
      get: (id) => call('getApplication', { path: { id } }),
      change: (id, body) => call('changeApplication', { path: { id }, body }),
      remove: (id) => call('removeApplication', { path: { id } }),
    },
    snapshots: {
      list: async () => (await call('listSnapshots')).snapshots,
      create: (name) => call('createSnapshot', { path: { name } }),
      restore: (name) => call('restoreSnapshot', { path: { name } }),
      delete: (name) => call('deleteSnapshot', { path: { name } }),
    },
    keys: {
      list: async () => (await call('listKeys')).keys,
      rotate: async (body = {}) => (await call('rotateKeys', { body })).keys,
      publish: async () => (await call('publishKeys')).keys,
      retire: (kid) => call('retireKey', { path: { kid } }),
    },
    publisherKeys: {
      list: async () => (await call('listPublisherKeys')).publishers,
      get: (publisher) => call('getPublisherKey', { path: { publisher } }),
      rotate: async (publisher, body = {}) =>
        (await call('rotatePublisherKeys', { path: { publisher }, body })).publishers,
      retire: (publisher, kid) => call('retirePublisherKey', { path: { publisher, kid } }),
    },
    tokens: { mint: (body = {}) => call('mintToken', { body }) },
    sessions: {
      list: async () => (await call('listSessions')).sessions,
      drop: (name) => call('dropSession', { path: { name } }),
    },
    quirks: {
      get: async () => (await call('getQuirks')) as Quirks,
      set: async (quirks) => (await call('setQuirks', { body: quirks as Record<string, string> })) as Quirks,
    },
  }
}

const formatTime = (time: Date | string): string => (typeof time === 'string' ? time : time.toISOString())

/** Creates a transport that executes operations in this process. */
export function createInProcessTransport(context: AdminContext): Transport {
  return async (operation, input = {}) => {
    const { executeOperation } = await import('./execute.ts')
    // Cloned as if sent over HTTP, so that caller and mock share no objects.
    return cloneAsJson(await executeOperation(operation, context, cloneAsJson(input)))
  }
}

function cloneAsJson<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value))
}

export interface AdminClientOptions {
  /** The URL of the server from its ready line, with or without the prefix of a session. */
  readonly url: string
  /** The name of the session. @default the session in the URL, or the default one */
  readonly session?: string
  /** The admin token, if the server has one. */
  readonly token?: string
  /** Sends the requests. @default `globalThis.fetch` */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * Creates the admin API of a mock server in another process.
 *
 * @param options see {@link AdminClientOptions}
 * @returns the same API as for a mock in this process. Methods reject with AdminError, or with the errors of fetch
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
      ...(session === undefined ? {} : { [sessionHeader]: encodeURIComponent(session) }),
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
    return new Error(
      `The server responded with status ${status}: check that it is a personctl-mock without --no-admin`,
    )
  return new AdminError(error.code, error.message, error.hint)
}

function parseErrorBody(text: string): AdminErrorBody | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
