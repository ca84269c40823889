import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { openMirror } from '@personctl/mirror'
import { expect, it } from 'vitest'
import { startPostgres, withoutPostgres } from '../../bench/support/postgresServer.mjs'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { createClients } from '../mirror/helpers/mirrorClients.ts'

const readProcess = fileURLToPath(new URL('../mirror/helpers/readProcess.mjs', import.meta.url))

/** Pulls one state after the other for as long as another process reads, and returns what that one has seen. */
async function readDuringPulls(target: string): Promise<unknown> {
  const mock = await startMock({ people: 520 })
  const { admin } = mock
  for (const groupIdentifier of ['crew-0', 'crew-1']) await admin.groups.add({ groupIdentifier })
  await admin.groups.addMember('crew-0', 'alovelace')
  const { people } = await admin.people.list({ limit: 10 })
  const clients = createClients(mock.url)
  await using mirror = await openMirror(target)
  let run = 0
  const pull = async () => {
    run += 1
    for (const { user_id: id } of people) {
      const attributes = {
        'staff_information.title': `state-${run}`,
        'access_information.ldap': { [`state-${run}`]: null },
      }
      await admin.people.change(id ?? '', { attributes })
    }
    await admin.groups.removeMember(`crew-${(run + 1) % 2}`, 'alovelace')
    await admin.groups.addMember(`crew-${run % 2}`, 'alovelace')
    const pulled = await mirror.pull({
      clients: { cis: clients.cis, cern: clients.cern },
      groups: ['groupIdentifier:contains:crew'],
    })
    expect(pulled).toMatchObject({ run, status: 'published' })
  }
  await pull()
  const reader = spawn(process.execPath, [readProcess, target], { stdio: ['ignore', 'pipe', 'inherit'] })
  const output = text(reader.stdout)
  const closed = once(reader, 'close')
  try {
    while (reader.exitCode === null && reader.signalCode === null) await pull()
  } finally {
    reader.kill()
  }
  await closed
  return JSON.parse(await output)
}

const consistent = { asked: expect.any(Number), runs: expect.any(Number), wrong: [] }

it('shows those who read SQLite in another process one whole run in each of 1,000 queries during pulls', {
  timeout: 600_000,
}, async () => {
  expect(await readDuringPulls(join(await temporaryFolder(), 'people.db'))).toEqual(consistent)
})

it.skipIf(withoutPostgres !== undefined)(
  'shows those who read PostgreSQL in another process one whole run in each of 1,000 queries during pulls',
  { timeout: 600_000 },
  async () => {
    const server = await startPostgres()
    try {
      expect(await readDuringPulls(server.createDatabase())).toEqual(consistent)
    } finally {
      await server.stop()
    }
  },
)
