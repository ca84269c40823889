import { execFileSync } from 'node:child_process'
import { copyFile, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openMirror } from '@personctl/mirror'
import Database from 'libsql'
import { expect, it } from 'vitest'
import { temporaryFile, temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'
import { createChangedClients, mirrorOfMock } from './helpers/mirrorOfMock.ts'

function execute(file: string, sql: string): void {
  const database = new Database(file)
  database.exec(sql)
  database.close()
}

it('leaves a file alone that is not a mirror', async () => {
  const text = await temporaryFile('people.db', 'Nobody calls this a database. '.repeat(100))
  await expect(openMirror(text)).rejects.toMatchObject({ code: 'not_a_mirror' })
  expect(await readFile(text, 'utf8')).toContain('Nobody calls this')
  const other = join(await temporaryFolder(), 'other.db')
  execute(other, 'create table bird (name text)')
  const bytes = await readFile(other)
  await expect(openMirror(other)).rejects.toMatchObject({
    code: 'not_a_mirror',
    message: expect.stringContaining(other),
  })
  expect(await readFile(other)).toEqual(bytes)
  await expect(openMirror(await temporaryFolder())).rejects.toMatchObject({ code: 'not_a_mirror' })
})

it('has everything in one file once it is closed, so that the file can be copied', async () => {
  const { mirror, file, pull } = await mirrorOfMock(30)
  await pull()
  await mirror.close()
  const copy = await temporaryFile('copy.db', '')
  await copyFile(file, copy)
  await using copied = await openMirror(copy, { readOnly: true })
  const rows = await copied.query('select uuid from cis_person')
  expect(await collect(rows)).toHaveLength(30)
})

it('shows a new run to those who left an earlier query, or whose query was explained', async () => {
  const { mock, mirror, pull } = await mirrorOfMock(700)
  await pull()
  for await (const _row of await mirror.query('select uuid from cis_person')) break
  await mock.admin.people.delete('ada.lovelace@example.org')
  await pull()
  const ada = await mirror.query("select 1 from cis_person where primary_email = 'ada.lovelace@example.org'")
  expect(await collect(ada)).toEqual([])
  expect(await collect(mirror.changes({ since: 1 }))).toMatchObject([{ kind: 'removed' }])
})

it('is for its owner alone, also where a link or an empty file was there before', async () => {
  const folder = await temporaryFolder()
  const [link, target, empty] = ['link.db', 'target.db', 'empty.db'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await symlink(target, link)
  await writeFile(empty, '', { mode: 0o644 })
  for (const file of [link, empty]) await (await openMirror(file)).close()
  for (const file of [target, empty]) expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('is never a pipe, which would be waited for', async () => {
  const pipe = join(await temporaryFolder(), 'pipe')
  execFileSync('mkfifo', [pipe])
  await expect(openMirror(pipe)).rejects.toMatchObject({ code: 'not_a_mirror' })
  await expect(openMirror(pipe, { readOnly: true })).rejects.toMatchObject({ code: 'not_a_mirror' })
})

it('shows a change whose value is damaged, and leaves a mirror alone whose version is', async () => {
  const { mock, mirror, file, pull } = await mirrorOfMock(3)
  await pull()
  await mock.admin.people.deactivate('ada.lovelace@example.org')
  await pull()
  await mirror.close()
  execute(file, `update change_log set old = '{damaged'`)
  await using damaged = await openMirror(file, { readOnly: true })
  expect(await collect(damaged.changes())).toMatchObject([{ old: '{damaged', new: false }])
  execute(file, "update mirror_meta set value = 'many' where key = 'schema_version'")
  await expect(openMirror(file)).rejects.toMatchObject({ code: 'not_a_mirror' })
})

it('leaves a mirror of a newer version alone', async () => {
  const { mirror, file } = await mirrorOfMock(3)
  await mirror.close()
  execute(file, "update mirror_meta set value = '999' where key = 'schema_version'")
  await expect(openMirror(file)).rejects.toMatchObject({
    code: 'mirror_newer',
    hint: expect.stringContaining('Update'),
  })
})

it('brings a mirror of the first version up to date, with its views and the links of its people', async () => {
  const { mirror, file, pull, clients } = await mirrorOfMock(30)
  await pull({ clients })
  const links = 'select uuid, upn, linked_by from person where upn is not null order by 1'
  const before = await collect(await mirror.query(links))
  await mirror.close()
  execute(file, 'drop view person_identity; drop table person_link; drop index cis_person_past')
  execute(file, 'drop index cis_person_user; drop index dabp_report_lower')
  execute(file, 'drop view person; create view person as select uuid from cis_person')
  execute(file, "update mirror_meta set value = '1' where key = 'schema_version'")
  await expect(openMirror(file, { readOnly: true })).rejects.toMatchObject({ code: 'mirror_read_only' })
  await using updated = await openMirror(file)
  expect(before.length).toBeGreaterThan(0)
  expect(await collect(await updated.query(links))).toEqual(before)
})

it('creates nothing where a mirror is only read, or its folder does not exist', async () => {
  const file = join(await temporaryFolder(), 'people.db')
  await expect(openMirror(file, { readOnly: true })).rejects.toMatchObject({ code: 'mirror_not_found' })
  await expect(openMirror(join(file, 'people.db'))).rejects.toMatchObject({ code: 'mirror_read_only' })
  await expect(openMirror('mysql://host/people')).rejects.toMatchObject({ code: 'invalid_argument' })
})

it('tells the second of two pulls that the first one is at work', async () => {
  const { mock, mirror, file, pull, clients } = await mirrorOfMock(10)
  await using second = await openMirror(file)
  let error: unknown
  const slow = createChangedClients(mock.url, async (url, response) => {
    if (url.pathname.startsWith('/v2/'))
      error ??= await second.pull({ clients: { cis: clients.cis } }).catch((reason: unknown) => reason)
    return response
  })
  await pull({ clients: { cis: slow.cis } })
  expect(error).toMatchObject({ code: 'mirror_busy' })
  await expect(second.pull({ clients: { cis: clients.cis } })).resolves.toMatchObject({ status: 'published' })
  expect(mirror.description).toBe(file)
})

it('is never filled from another service', async () => {
  const { pull, failingPull } = await mirrorOfMock(3)
  await pull({ baseUrls: { cis: 'https://one.example.org' } })
  expect(await failingPull({ baseUrls: { cis: 'https://two.example.org' } })).toMatchObject({
    code: 'other_services',
    message: expect.stringContaining('https://two.example.org'),
  })
})

it('writes neither a token nor a secret into its file', async () => {
  const { clients, file, mirror, pull, mock } = await mirrorOfMock(10)
  await pull({ clients })
  await mirror.close()
  const { requests } = await mock.admin.requests.list({ operation: 'listUsers' })
  expect(requests.length).toBeGreaterThan(0)
  const bytes = (await readFile(file)).toString('latin1')
  for (const secret of ['demo-secret', 'eyJ', 'Bearer']) expect(bytes).not.toContain(secret)
})
