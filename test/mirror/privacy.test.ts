import Database from 'libsql'
import { expect, it } from 'vitest'
import { collect } from './helpers/collect.ts'
import { createChangedClients, mirrorOfMock } from './helpers/mirrorOfMock.ts'

function readRows(file: string, sql: string): Record<string, unknown>[] {
  const database = new Database(file, { readonly: true })
  try {
    return database.prepare(sql).all() as Record<string, unknown>[]
  } finally {
    database.close()
  }
}

it('stores only the attributes that it is told to, and reports no change when they are others', async () => {
  const { file, pull, changesSince } = await mirrorOfMock(10)
  await pull({ only: ['staff_information.title'] })
  const [row] = readRows(
    file,
    "select data, title, primary_email from cis_person where uuid like 'a258bca4%'",
  )
  expect(row).toMatchObject({ title: expect.any(String), primary_email: null })
  expect(Object.keys(JSON.parse(String(row?.['data'])))).toEqual(['active', 'staff_information.title'])
  await pull({ only: ['staff_information.title', 'primary_email'] })
  await pull({ only: ['primary_email'] })
  expect(await changesSince(1)).toEqual([])
  expect(readRows(file, 'select count(*) as n from cis_person where title is not null')).toEqual([{ n: 0 }])
})

it('replaces all that identifies people by pseudonyms, by which the services can still be joined', async () => {
  const { mock, clients, file, pull, failingPull, changesSince } = await mirrorOfMock(60)
  const options = {
    clients: { cis: clients.cis, cern: clients.cern },
    pseudonymise: { key: 'a key of ours' },
  }
  await pull(options)
  const joined = readRows(
    file,
    `select count(*) as people, sum(i.upn = p.posix_id) as logins, sum(lower(i.email) = lower(p.primary_email)) as emails
      from cis_person p join cern_identity i on i.person_id = p.employee_id`,
  )
  const [{ people = 0 } = {}] = joined
  expect(Number(people)).toBeGreaterThan(10)
  expect(joined).toEqual([{ people, logins: people, emails: people }])
  const text = JSON.stringify(readRows(file, 'select * from cis_person'))
  for (const word of ['lovelace', 'Lovelace', 'example.org', 'ghopper']) expect(text).not.toContain(word)
  expect(text).toContain('Engineer')

  await mock.admin.people.delete('grace.hopper@example.org')
  await pull(options)
  expect((await changesSince(1)).map(({ collection, kind }) => `${collection} ${kind}`)).toContain(
    'cis_person removed',
  )
  expect(await failingPull({ pseudonymise: { key: 'another' } })).toMatchObject({ code: 'other_plan' })
  expect(await failingPull()).toMatchObject({ code: 'other_plan' })
})

it('keeps the references of people at DABP out of a mirror with pseudonyms, also of an interrupted run', async () => {
  const { mock, clients, file, pull, failingPull } = await mirrorOfMock(120)
  const references: string[] = []
  for await (const { primary_email: email } of clients.cis.users.list())
    if (typeof email?.value === 'string') references.push(email.value)
  const options = {
    clients: { dabp: clients.dabp },
    pseudonymise: { key: 'a key of ours' },
    people: { references },
    concurrency: 1,
  }
  const readFileOfMirror = () => {
    const tables = readRows(file, "select name from sqlite_master where type = 'table'")
    return JSON.stringify(tables.map(({ name }) => readRows(file, `select * from ${name}`)))
  }
  await mock.admin.faults.add({
    match: { operation: 'getReport' },
    effect: { type: 'status', status: 400 },
    after: 60,
    times: 1,
  })
  await failingPull(options)
  expect(readFileOfMirror()).not.toContain('example.org')
  await mock.admin.requests.clear()
  await expect(pull(options)).resolves.toMatchObject({ services: [{ resumed: true }] })
  expect(await mock.admin.requests.count({ operation: 'getReport' })).toBe(references.length - 50)
  expect(readFileOfMirror()).not.toContain('example.org')
})

it('finds no change of an identity with a pseudonym that the walk has missed', async () => {
  const { mock, clients, pull, changesSince } = await mirrorOfMock(20)
  const options = { pseudonymise: { key: 'a key of ours' }, memberships: 'none' as const }
  await pull({ clients: { cern: clients.cern }, ...options })
  const { cern } = createChangedClients(mock.url, async (url, response) => {
    const isWalk = url.pathname === '/api/v1.0/Identity' && url.searchParams.getAll('field').length > 1
    if (!isWalk) return response
    const body = (await response.json()) as { data: { upn: string }[]; pagination: { total: number } }
    const data = body.data.filter(({ upn }) => upn !== 'alovelace')
    const pagination = { ...body.pagination, total: body.pagination.total - 1 }
    return Response.json({ ...body, data, pagination })
  })
  await mock.admin.requests.clear()
  await pull({ clients: { cern }, ...options })
  expect(await mock.admin.requests.count({ operation: 'getIdentity' })).toBe(1)
  expect(await changesSince(1)).toEqual([])
})

it('stores a group of attributes, and names those that no row has', async () => {
  const { mirror, pull } = await mirrorOfMock(5)
  const heard: string[] = []
  const options = { hooks: { onNotice: (text: string) => heard.push(text) } }
  await pull({ only: ['uuid', 'primary_email', 'staff_information'], ...options })
  expect(heard).toEqual([])
  const [row] = await collect(
    await mirror.query('select title, data from cis_person where title is not null'),
  )
  expect(row?.['data']).toContain('"staff_information.team":')
  expect(row?.['data']).not.toContain('access_information')
  const { services } = await pull({ only: ['primary_email', 'staff_information.tittle'], ...options })
  expect(heard).toEqual([
    expect.stringMatching(/^No row of cis has the attribute staff_information\.tittle: /),
  ])
  expect(services[0]?.notices).toEqual(heard)
})

it('leaves the date of birth out, unless it is included', async () => {
  const { clients, file, pull } = await mirrorOfMock(10)
  const { cern } = clients
  const count = "select count(*) as n from cern_identity where data like '%birthDate%'"
  await pull({ clients: { cern }, memberships: 'none' })
  expect(readRows(file, count)).toEqual([{ n: 0 }])
  await pull({ clients: { cern }, memberships: 'none', include: ['birthDate'] })
  expect(readRows(file, count)).not.toEqual([{ n: 0 }])
})
