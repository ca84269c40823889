import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openMirror } from '@personctl/mirror'
import { expect, it } from 'vitest'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'
import { createClients } from './helpers/mirrorClients.ts'

it('pulls the people of CIS into a file of its owner alone, and then reports what changed', async () => {
  const mock = await startMock({ people: 40 })
  const { cis } = createClients(mock.url)
  const file = join(await temporaryFolder(), 'people.db')
  await using mirror = await openMirror(file)
  const first = await mirror.pull({ clients: { cis } })
  expect(first).toMatchObject({
    run: 1,
    status: 'published',
    services: [{ service: 'cis', isBaseline: true, tables: { cis_person: { seen: 40 } } }],
  })
  for (const part of ['', '-wal', '.lock']) expect((await stat(`${file}${part}`)).mode & 0o777).toBe(0o600)

  await mock.admin.people.change('ada.lovelace@example.org', {
    attributes: { 'staff_information.title': 'Countess' },
  })
  await mirror.pull({ clients: { cis } })
  const changes = await collect(mirror.changes({ since: 1 }))
  expect(changes).toMatchObject([
    {
      run: 2,
      collection: 'cis_person',
      kind: 'changed',
      attribute: 'staff_information.title',
      new: 'Countess',
    },
  ])
})
