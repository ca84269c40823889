import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Mirror, openMirror, questions } from '@personctl/mirror'
import { type MockServer, startMockServer } from '@personctl/mock-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresServer, startPostgres, withoutPostgres } from '../../bench/support/postgresServer.mjs'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'
import { createClients } from './helpers/mirrorClients.ts'
import { createChangedClients } from './helpers/mirrorOfMock.ts'

let server: PostgresServer | undefined
beforeAll(async () => {
  if (withoutPostgres === undefined) server = await startPostgres()
})
afterAll(() => server?.stop())

const urlOf = {
  SQLite: async () => join(await temporaryFolder(), 'people.db'),
  PostgreSQL: async () => server?.createDatabase() ?? '',
}

describe.each(['SQLite', 'PostgreSQL'] as const)('with %s', (name) => {
  const test = it.skipIf(name === 'PostgreSQL' && withoutPostgres !== undefined)
  let url = ''
  let reader: Mirror
  let mock: MockServer

  beforeAll(async () => {
    if (name === 'PostgreSQL' && withoutPostgres !== undefined) return
    mock = await startMockServer({ port: 0, people: 40, groups: 12 })
    url = await urlOf[name]()
    await using mirror = await openMirror(url)
    await mirror.pull({ clients: createClients(mock.url) })
    await mock.admin.people.change('ada.lovelace@example.org', {
      attributes: { 'staff_information.title': 'Countess' },
    })
    await mock.admin.people.delete('grace.hopper@example.org')
    await mirror.pull({ clients: createClients(mock.url) })
    reader = await openMirror(url, { readOnly: true })
  })
  afterAll(async () => {
    await reader?.close()
    await mock?.close()
  })

  test('keeps columns of the same name apart', async () => {
    expect(await collect(await reader.query('select 1 as a, 2 as a, 3 as a_2'))).toEqual([
      { a: 1, a_2: 2, a_2_2: 3 },
    ])
  })

  it.skipIf(name === 'SQLite' || withoutPostgres !== undefined)(
    'takes no parameter from a text of PostgreSQL, and returns times that JavaScript does not have',
    async () => {
      const sql = `select E'a\\'b :c ?' as escaped, $$ :d ? $$ as dollars, :e as e, 'infinity'::timestamptz as time`
      const rows = await reader.query(sql, { e: 'given' })
      expect(await collect(rows)).toEqual([
        { escaped: "a'b :c ?", dollars: ' :d ? ', e: 'given', time: 'infinity' },
      ])
    },
  )

  test('names a second statement behind a long comment at once', async () => {
    const line = '-'.repeat(200)
    expect(await collect(await reader.query(`select 1 as one; ${line}\n;/*${line}*/ -- end`))).toEqual([
      { one: 1 },
    ])
    await expect(reader.query(`select 1; ${line}\nselect 2`)).rejects.toMatchObject({
      code: 'invalid_query',
      position: 9,
    })
  })

  test('stores values that a database cannot hold as they are, and finds no change of them in the next pull', async () => {
    const { cis } = createChangedClients(mock.url, async (requested, response) => {
      if (!requested.pathname.endsWith('/users')) return response
      const body = (await response.json()) as {
        Items: Record<string, Record<string, { value?: unknown; values?: unknown }>>[]
      }
      const [first, second, third] = body.Items
      if (requested.searchParams.get('active') === 'false' || !first || !second || !third)
        return Response.json(body)
      Object.assign(first['uuid'] ?? {}, { value: 'a\0b' })
      Object.assign(second['staff_information']?.['title'] ?? {}, { value: 'NUL \0, half \ud800' })
      Object.assign(second['access_information']?.['ldap'] ?? {}, {
        values: { 'a\0b': null, ['x'.repeat(9000)]: null },
      })
      const long = Array.from({ length: 3000 }, (_, index) => Math.sin(index)).join('')
      Object.assign(third['primary_email'] ?? {}, { value: long })
      return Response.json(body)
    })
    await using mirror = await openMirror(await urlOf[name]())
    const { services } = await mirror.pull({ clients: { cis } })
    expect(services[0]?.notices).toEqual([
      expect.stringMatching(/^\d rows of active people have no identifier/),
    ])
    const titles = await collect(
      await mirror.query("select distinct title from cis_person where title like 'NUL%'"),
    )
    expect(titles).toEqual([{ title: 'NUL \u{fffd}, half \u{fffd}' }])
    await mirror.pull({ clients: { cis } })
    expect(await collect(mirror.changes({ since: 1 }))).toEqual([])
    const versions = await collect(
      await mirror.query('select * from cis_group_member_version where from_run > 1'),
    )
    expect(versions).toEqual([])
  })

  const ask = async (question: string, parameters?: Record<string, unknown>) =>
    collect(await reader.ask(question, parameters))
  const failureOf = async (sql: string, parameters?: Record<string, unknown>) =>
    reader
      .query(sql, parameters)
      .then(collect)
      .then(JSON.stringify, (error: unknown) => error)

  test('tells who has left and is still in a group', async () => {
    expect(await ask('left-but-in-a-group', { groups: 'ATLAS-read*' })).toContainEqual({
      primary_email: 'charles.babbage@example.org',
      status: 'deactivated',
      group_identifier: 'atlas-readers',
      direct: true,
      linked_by: 'email',
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
    expect(await ask('left-but-in-a-group', { groups: 'atlas_readers' })).toEqual([])
  })

  test('tells who is in a group of staff without being staff', async () => {
    const rows = await ask('not-staff-in-a-staff-group')
    expect(new Set(rows.map((row) => row['group_identifier']))).toEqual(new Set(['cern-staff']))
    expect(new Set(rows.map((row) => row['reason']))).toEqual(new Set(['has left']))
    const readers = await ask('not-staff-in-a-staff-group', { groups: 'atlas-readers' })
    expect(readers).toContainEqual(expect.objectContaining({ upn: 'cbabbage', reason: 'has left' }))
  })

  test('tells whose title has changed since a time', async () => {
    const change = { primary_email: 'ada.lovelace@example.org', attribute: 'title', new: 'Countess' }
    expect(await ask('managers-and-titles-changed')).toMatchObject([change])
    expect(await ask('managers-and-titles-changed', { since: new Date(Date.now() + 60_000) })).toEqual([])
  })

  test('tells who may do something, and why', async () => {
    const rows = await ask('who-may', { what: 'INSUR*' })
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows)
      expect(row).toMatchObject({
        active: true,
        kind: 'policy',
        item_name: 'Insurance',
        because: `policy Insurance in the group ${row['group_name']}`,
      })
    expect((await ask('who-may', { what: 'superuser' }))[0]).toMatchObject({ kind: 'superuser' })
  })

  test('tells which groups have no active owner, and how groups have grown', async () => {
    const reasons = (await ask('groups-without-an-active-owner')).map((row) => row['reason'])
    expect(reasons.length).toBeGreaterThan(0)
    const [first, second] = await ask('group-growth', { groups: 'cern-users' })
    expect(first).toMatchObject({ run: 1, ended: 0, members: first?.['joined'] })
    expect(second).toMatchObject({ run: 2, joined: 0, ended: 1, members: Number(first?.['members']) - 1 })
  })

  test('has SQL for every question that runs as it is written', async () => {
    for (const question of questions) {
      const rows = await reader.ask(question.name)
      expect(rows.columns.length).toBeGreaterThan(2)
      await collect(rows)
    }
  })

  test.each([
    ['select foo from person', 8],
    ['select uuid, from person', 14],
    ['select uuid from persn', 18],
    ['selct 1', 1],
    ['select uuid\nfrom person\nwhere', 30],
    ["select 'from', uuid -- from\n, from person", 31],
    ['select uuid from person where active = :a and nosuch = 1', 47],
    ['select :b', 8],
    ['select 1; select 2', 9],
  ])('says where the error of %j is', async (sql, position) => {
    const error = await failureOf(sql, sql.includes(':a') ? { a: true } : {})
    expect(error).toMatchObject({ code: 'invalid_query', position })
  })

  test.each([
    'delete from cis_person_version',
    'delete from cis_person_version returning uuid',
    'with gone as (delete from cis_person_version returning uuid) select * from gone',
    "update run set status = 'published'",
    "insert into mirror_meta (key, value) values ('a', 'b') returning key",
    'drop view person',
    'create table t (a integer)',
    'vacuum',
    `vacuum into '${join(tmpdir(), 'personctl-vacuumed.db')}'`,
    `select "writefile"('${join(tmpdir(), 'personctl-copied')}', 'a') from run`,
    `with a as (select readfile('package.json') as text) select text from a`,
    `select sha3_query('select writefile(''${join(tmpdir(), 'personctl-copied')}'', 1)')`,
    `select f.name from json_each('[1]') j join main.fsdir('.') f`,
    `attach '${join(tmpdir(), 'personctl-attached.db')}' as other`,
    'pragma query_only = off',
    'pragma user_version = 5',
    'set transaction read write',
    `copy (select 1) to '${join(tmpdir(), 'personctl-copied')}'`,
    'select 1; delete from cis_person_version',
    'commit',
  ])('refuses %j, and writes nothing', async (sql) => {
    const before = await collect(await reader.query('select count(*) as n from cis_person_version'))
    expect(await failureOf(sql)).toMatchObject({ name: 'MirrorError', code: 'invalid_query' })
    expect(await collect(await reader.query('select count(*) as n from cis_person_version'))).toEqual(before)
    for (const file of ['vacuumed.db', 'attached.db', 'copied'])
      expect(await stat(join(tmpdir(), `personctl-${file}`)).catch(() => undefined)).toBe(undefined)
  })

  test('takes parameters by name, outside of texts and comments', async () => {
    const sql = "select :who as who, ':who' as text, 'a;b' /* :x ; */ as b, :n + 1 as n -- :y\n;"
    const { columns, ...rows } = await reader.query(sql, { who: "O'Hara; --", n: 41 })
    expect(columns).toEqual(['who', 'text', 'b', 'n'])
    expect(await collect(rows)).toEqual([{ who: "O'Hara; --", text: ':who', b: 'a;b', n: 42 }])
    expect(await failureOf('select 1', { who: 1 })).toMatchObject({ code: 'invalid_query' })
  })

  test('exports every table and view in the order of its keys, with booleans and JSON', async () => {
    const people = await collect(await reader.export('cis_person'))
    expect(people.map(({ uuid }) => uuid)).toEqual(people.map(({ uuid }) => String(uuid)).sort())
    const ada = people.find((person) => person['primary_email'] === 'ada.lovelace@example.org')
    expect(ada).toMatchObject({ active: true, data: { first_name: 'Ada' } })
    await expect(reader.export('cis_persons')).rejects.toMatchObject({
      hint: 'Did you mean cis_person?',
    })
  })

  test('reports runs, ages and counts', async () => {
    const { services, runs } = await reader.status()
    expect(services.map(({ service, run, pending }) => ({ service, run, pending }))).toEqual(
      ['cis', 'cern', 'dabp'].map((service) => ({ service, run: 2, pending: null })),
    )
    expect(services[0]).toMatchObject({ rows: { cis_person: 39 } })
    expect(runs.find(({ run, service }) => run === 2 && service === 'cis')).toMatchObject({
      status: 'published',
      changes: { changed: 1, removed: 1 },
    })
  })

  test('forgets a person in every table, also the past', async () => {
    await using mirror = await openMirror(url)
    const erased = await mirror.forget('grace.hopper@example.org')
    expect(Object.keys(erased)).toContain('cis_person_version')
    for (const table of ['cis_person_version', 'cern_identity_version', 'dabp_report_version', 'change'])
      expect(JSON.stringify(await collect(await mirror.export(table)))).not.toMatch(/grace|hopper/i)
    expect(await mirror.forget('grace.hopper@example.org')).toEqual({})
  })
})
