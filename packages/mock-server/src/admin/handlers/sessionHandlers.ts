import {
  type Clock,
  type ResetPart,
  resetPartValues,
  type Snapshot as WireSnapshot,
} from '@personctl/generated/admin'
import { serviceAddresses } from '../../addresses.ts'
import type { SettableClock } from '../../clock.ts'
import { listQuirks, QuirkError, readQuirks } from '../../session/quirks.ts'
import type { Session, Snapshot } from '../../session/session.ts'
import { AdminError, type Handlers, notFoundError } from '../contract.ts'

export const serverHandlers: Handlers<
  | 'getHealth'
  | 'getReady'
  | 'getDescription'
  | 'listDescriptions'
  | 'getDescriptionFile'
  | 'reset'
  | 'listSessions'
  | 'dropSession'
> = {
  getHealth: () => ({ status: 'ok' }),
  getReady: ({ baseUrl }) => ({
    status: 'ready',
    url: baseUrl,
    services: { ...serviceAddresses(baseUrl) },
  }),
  async getDescription({ baseUrl }) {
    const { readDescription } = await import('../descriptions.ts')
    return readDescription('admin.json', baseUrl)
  },
  async listDescriptions({ baseUrl }) {
    const { listDescriptions } = await import('../descriptions.ts')
    return { descriptions: listDescriptions(baseUrl) }
  },
  async getDescriptionFile({ baseUrl }, { path }) {
    const { readDescription } = await import('../descriptions.ts')
    return readDescription(path.file, baseUrl)
  },
  reset(context, { body }) {
    const session = context.session()
    for (const part of body?.parts ?? resetPartValues.filter((one) => one !== 'snapshots'))
      resetters[part](session)
    return undefined
  },
  listSessions: ({ sessions }) => ({
    sessions: sessions.list().map(({ session, idleMs }) => ({
      name: session.name,
      idleSeconds: Math.floor(idleMs / 1000),
      requests: session.journal.size,
      faults: session.faults.size,
    })),
  }),
  dropSession({ sessions }, { path }) {
    if (!sessions.drop(path.name))
      throw notFoundError(
        'session',
        path.name,
        sessions.list().map(({ session }) => session.name),
      )
    return undefined
  },
}

const resetters: Readonly<Record<ResetPart, (session: Session) => void>> = {
  people: ({ state }) => state.people.reset(),
  groups: ({ state }) => state.groups.reset(),
  activity: ({ state }) => state.activity.reset(),
  grants: ({ state }) => state.grants.reset(),
  keys: ({ state }) => state.keys.reset(),
  publisherKeys: ({ state }) => state.publisherKeys.reset(),
  clients: ({ state }) => state.clients.reset(),
  reports: ({ state }) => state.reports.reset(),
  quirks: ({ state }) => state.quirks.reset(),
  clock: ({ state }) => state.clock.reset(),
  faults: ({ faults }) => faults.clear(),
  journal: ({ journal }) => journal.clear(),
  snapshots: ({ snapshots }) => snapshots.clear(),
}

const snapshotLimit = 100

export const snapshotHandlers: Handlers<
  'listSnapshots' | 'createSnapshot' | 'deleteSnapshot' | 'restoreSnapshot'
> = {
  listSnapshots: (context) => ({ snapshots: context.session().snapshots.list().map(describeSnapshot) }),
  createSnapshot(context, { path }) {
    const { snapshots } = context.session()
    const names = snapshots.list().map(({ name }) => name)
    if (names.length >= snapshotLimit && !names.includes(path.name))
      throw new AdminError(
        'limit_reached',
        `The limit of ${snapshotLimit} snapshots is reached`,
        'delete one of them',
      )
    return describeSnapshot(snapshots.create(path.name))
  },
  deleteSnapshot(context, { path }) {
    const { snapshots } = context.session()
    if (!snapshots.remove(path.name)) throw snapshotNotFound(path.name, snapshots.list())
    return undefined
  },
  restoreSnapshot(context, { path }) {
    const { snapshots } = context.session()
    if (!snapshots.restore(path.name)) throw snapshotNotFound(path.name, snapshots.list())
    return undefined
  },
}

const describeSnapshot = ({ name, at }: Snapshot): WireSnapshot => ({ name, at: new Date(at).toISOString() })

const snapshotNotFound = (name: string, known: readonly Snapshot[]): AdminError =>
  notFoundError(
    'snapshot',
    name,
    known.map((snapshot) => snapshot.name),
  )

export const clockHandlers: Handlers<'getClock' | 'setClock' | 'advanceClock'> = {
  getClock: (context) => describeClock(context.session().clock),
  setClock(context, { body }) {
    const { clock } = context.session()
    const time = body.now === undefined ? undefined : checkTime(Date.parse(body.now))
    // A clock that still runs after it was set would stop slightly later.
    if (body.frozen !== undefined) clock.freeze(body.frozen)
    if (time !== undefined) clock.set(time)
    return describeClock(clock)
  },
  advanceClock(context, { body }) {
    const { clock } = context.session()
    clock.set(checkTime(clock.now() + body.seconds * 1000))
    return describeClock(clock)
  },
}

const describeClock = (clock: SettableClock): Clock => ({
  now: new Date(clock.now()).toISOString(),
  frozen: clock.isFrozen,
})

// Tokens have times in seconds, which jose and others convert to dates: from 1970 to the end of 9999.
const latest = Date.UTC(9999, 11, 31)

function checkTime(time: number): number {
  if (time >= 0 && time <= latest) return time
  throw new AdminError('invalid_request', 'The time is out of range', 'choose a time from 1970 to 9999')
}

export const quirkHandlers: Handlers<'getQuirks' | 'setQuirks'> = {
  getQuirks: (context) => listQuirks(context.session().quirks),
  setQuirks(context, { body }) {
    const session = context.session()
    try {
      session.quirks = readQuirks(body, context.conformance)
    } catch (error) {
      if (error instanceof QuirkError) throw new AdminError('invalid_request', error.reason, error.hint)
      throw error
    }
    return listQuirks(session.quirks)
  },
}
