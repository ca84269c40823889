import type { Admin } from './admin.ts'
import type { Call } from './operationTypes.ts'

/**
 * The admin as methods.
 *
 * @param callIn has operations done in a session; without a name, in the one it began with
 */
export function adminOver(callIn: (session?: string) => Call, session?: string): Admin {
  const call = callIn(session)
  return {
    health: () => call('getHealth'),
    ready: () => call('getReady'),
    reset: (...parts) => call('reset', parts.length === 0 ? {} : { body: { parts } }),
    session: (name) => adminOver(callIn, name),
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
      set: (now) => call('setClock', { body: { now: written(now) } }),
      advance: (body) => call('advanceClock', { body }),
      freeze: (now) =>
        call('setClock', { body: { frozen: true, ...(now === undefined ? {} : { now: written(now) }) } }),
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

const written = (time: Date | string): string => (typeof time === 'string' ? time : time.toISOString())
