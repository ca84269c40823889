import type { Snapshot as WireSnapshot } from '../../openapi/admin.generated.ts'
import type { Snapshot } from '../../sessions/snapshots.ts'
import type { Handlers } from '../adminContext.ts'
import { AdminError } from '../adminError.ts'
import { notFound } from '../notFound.ts'

const snapshotLimit = 100

export const snapshotHandlers: Handlers<
  'listSnapshots' | 'createSnapshot' | 'deleteSnapshot' | 'restoreSnapshot'
> = {
  listSnapshots: (context) => ({ snapshots: context.session().snapshots.list().map(described) }),
  createSnapshot(context, { path }) {
    const { snapshots } = context.session()
    const names = snapshots.list().map(({ name }) => name)
    if (names.length >= snapshotLimit && !names.includes(path.name))
      throw new AdminError('limit_reached', `There are ${snapshotLimit} snapshots`, 'delete one of them')
    return described(snapshots.create(path.name))
  },
  deleteSnapshot(context, { path }) {
    const { snapshots } = context.session()
    if (!snapshots.remove(path.name)) throw noSnapshot(path.name, snapshots.list())
    return undefined
  },
  restoreSnapshot(context, { path }) {
    const { snapshots } = context.session()
    if (!snapshots.restore(path.name)) throw noSnapshot(path.name, snapshots.list())
    return undefined
  },
}

const described = ({ name, at }: Snapshot): WireSnapshot => ({ name, at: new Date(at).toISOString() })

const noSnapshot = (name: string, known: readonly Snapshot[]): AdminError =>
  notFound(
    'snapshot',
    name,
    known.map((snapshot) => snapshot.name),
  )
