import { openMirror } from '@personctl/mirror'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { startPostgres, withoutPostgres } from '../../bench/support/postgresServer.mjs'
import { startMock } from '../helpers/startMock.ts'
import { collect } from './helpers/collect.ts'
import { createClients } from './helpers/mirrorClients.ts'

/** Returns a URL for another role of the server. */
function asRole(url: string, role: string): string {
  const changed = new URL(url)
  changed.username = role
  return changed.href
}

it.skipIf(withoutPostgres !== undefined)(
  'a role of PostgreSQL that may not read a mirror is told so, and one that may reads it and cannot pull',
  async () => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    const url = server.createDatabase()
    const mock = await startMock({ people: 5 })
    await using mirror = await openMirror(url)
    await mirror.pull({ clients: { cis: createClients(mock.url).cis } })
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    onTestFinished(() => owner.end())
    await owner.query('create role reader login')

    const reader = asRole(url, 'reader')
    const refusal = {
      code: 'mirror_read_only',
      message: expect.stringContaining('permission denied'),
      hint: expect.stringContaining('Grant it usage'),
    }
    for (const readOnly of [true, false])
      await expect(openMirror(reader, { readOnly })).rejects.toMatchObject(refusal)
    await owner.query('grant usage on schema personctl to reader')
    await owner.query('grant select on all tables in schema personctl to reader')
    await using allowed = await openMirror(reader)
    expect(await collect(await allowed.query('select count(*) as count from person'))).toEqual([{ count: 5 }])
    await expect(allowed.pull({ clients: { cis: createClients(mock.url).cis } })).rejects.toMatchObject(
      refusal,
    )
  },
)
