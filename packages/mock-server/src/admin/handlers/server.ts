import type { ResetPart } from '../../openapi/admin.generated.ts'
import { resetPartValues } from '../../openapi/admin.generated.ts'
import { serviceAddresses } from '../../serviceAddresses.ts'
import type { Session } from '../../sessions/session.ts'
import type { Handlers } from '../adminContext.ts'
import { notFound } from '../notFound.ts'

export const serverHandlers: Handlers<
  'getHealth' | 'getReady' | 'getDescription' | 'reset' | 'listSessions' | 'dropSession'
> = {
  getHealth: () => ({ status: 'ok' }),
  getReady: ({ baseUrl }) => ({
    status: 'ready',
    url: baseUrl,
    services: { ...serviceAddresses(baseUrl) },
  }),
  async getDescription() {
    const { adminDocument } = await import('../../openapi/adminDocument.generated.ts')
    return { ...adminDocument }
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
      throw notFound(
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
  clock: ({ state }) => state.clock.reset(),
  faults: ({ faults }) => faults.clear(),
  journal: ({ journal }) => journal.clear(),
  snapshots: ({ snapshots }) => snapshots.clear(),
}
