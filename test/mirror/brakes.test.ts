import { describe, expect, it } from 'vitest'
import { createClients } from './helpers/mirrorClients.ts'
import { createChangedClients, mirrorOfMock } from './helpers/mirrorOfMock.ts'

/** Returns the e-mails of active people of the mock, but for the named ones. */
async function activeEmails(
  { mock }: Awaited<ReturnType<typeof mirrorOfMock>>,
  count: number,
): Promise<string[]> {
  const { people } = await mock.admin.people.list({ limit: 200 })
  return people
    .filter(({ active }) => active)
    .flatMap(({ primary_email: email }) => email ?? [])
    .slice(-count)
}

describe('a pull that would mark people as gone', () => {
  it('publishes them up to the limit, and refuses one more until that very run is accepted', async () => {
    const setup = await mirrorOfMock(60)
    const { mirror, mock, pull, failingPull, changesSince } = setup
    await pull()
    const [first = '', second = '', third = '', fourth = ''] = await activeEmails(setup, 4)
    await mock.admin.people.delete(first)
    await mock.admin.people.deactivate(second)
    await expect(pull({ limits: { gone: 2 } })).resolves.toMatchObject({ run: 2 })
    expect((await changesSince(1)).map(({ kind }) => kind).sort()).toEqual(['deactivated', 'removed'])

    await mock.admin.people.delete(third)
    await mock.admin.people.deactivate(fourth)
    const error = await failingPull({ limits: { gone: 1 } })
    expect(error).toMatchObject({
      code: 'too_many_gone',
      run: 3,
      hint: expect.stringContaining('--accept 3'),
    })
    expect(await changesSince(2)).toEqual([])
    const before = await mock.admin.requests.count()
    await expect(mirror.accept(3)).resolves.toMatchObject({ run: 3, status: 'published', requests: 0 })
    expect(await mock.admin.requests.count()).toBe(before)
    expect((await changesSince(2)).map(({ kind }) => kind).sort()).toEqual(['deactivated', 'removed'])
    await expect(mirror.accept(3)).rejects.toMatchObject({ code: 'run_not_found' })
  })

  it('refuses anybody with the limit 0', async () => {
    const setup = await mirrorOfMock(20)
    await setup.pull()
    const [email = ''] = await activeEmails(setup, 1)
    await setup.mock.admin.people.delete(email)
    expect(await setup.failingPull({ limits: { gone: 0 } })).toMatchObject({ code: 'too_many_gone' })
    expect(await setup.failingPull({ limits: { gone: 'few' } })).toMatchObject({ code: 'invalid_argument' })
  })

  it('changes nothing if the list has a tenth of the people, who exist when they are looked up', async () => {
    const { mock, mirror, pull, failingPull, changesSince } = await mirrorOfMock(200)
    await pull()
    let page = 0
    const { cis } = createChangedClients(mock.url, async (url, response) => {
      if (url.pathname !== '/v2/users' || url.searchParams.get('active') === 'false') return response
      page += 1
      const body = await response.json()
      return Response.json({ ...body, nextPage: null })
    })
    const error = await failingPull({ clients: { cis } })
    expect(page).toBe(1)
    expect(error).toMatchObject({
      code: 'incomplete',
      message: expect.stringContaining('The list is incomplete'),
    })
    expect(await changesSince(1)).toEqual([])
    const { services } = await mirror.status()
    expect(services[0]?.pending).toMatchObject({
      run: 2,
      status: 'interrupted',
      note: expect.stringMatching(/The list is incomplete, .* The next pull begins anew\.$/),
    })
    await expect(pull()).resolves.toMatchObject({
      services: [{ resumed: false, notices: [], tables: { cis_person: { seen: 200 } } }],
    })
    expect((await mirror.status()).services[0]?.pending).toBeNull()
  })

  it('refuses a service that has become another one with a tenth of the people, and says why', async () => {
    const { mirror, pull, failingPull, changesSince } = await mirrorOfMock(200)
    await pull()
    const small = await mirrorOfMock(20)
    const error = await failingPull({ clients: { cis: small.clients.cis } })
    expect(error).toMatchObject({
      code: 'too_many_gone',
      message: expect.stringMatching(
        /180 of 200 rows of cis_person are missing .* 25 that were looked up do not exist/,
      ),
    })
    expect(await changesSince(1)).toEqual([])
    await mirror.accept(2)
    expect((await changesSince(1)).filter(({ kind }) => kind === 'removed')).toHaveLength(180)
  })

  it('refuses an empty directory', async () => {
    const { mock, failingPull } = await mirrorOfMock(20)
    const { cis } = createChangedClients(mock.url, (url, response) =>
      url.pathname === '/v2/users' ? Response.json({ Items: [], nextPage: null }) : response,
    )
    expect(await failingPull({ clients: { cis } })).toMatchObject({
      code: 'too_many_gone',
      message: expect.stringContaining('returned no rows'),
    })
  })
})

it('takes people who are in neither list for seen, if they exist when they are looked up', async () => {
  const { mock, pull, changesSince } = await mirrorOfMock(30)
  await pull()
  const { cis } = createChangedClients(mock.url, async (url, response) => {
    if (url.pathname !== '/v2/users') return response
    const body = await response.json()
    return Response.json({ ...body, Items: body.Items.slice(1) })
  })
  await expect(pull({ clients: { cis } })).resolves.toMatchObject({
    services: [{ tables: { cis_person: { seen: 30 } } }],
  })
  expect(await changesSince(1)).toEqual([])
})

it('refuses a token that has lost a scope, names it, and changes no person when it is accepted', async () => {
  const { mock, pull, failingPull, changesSince } = await mirrorOfMock(30)
  await pull()
  const { cis } = createClients(mock.url, { scope: 'display:all classification:mozilla_confidential' })
  expect(await failingPull({ clients: { cis } })).toMatchObject({
    code: 'too_many_gone',
    message: expect.stringContaining('has lost classification:workgroup'),
  })
  await expect(pull({ clients: { cis }, acceptVisibility: true })).resolves.toMatchObject({
    status: 'published',
  })
  expect(await changesSince(1)).toMatchObject([
    { kind: 'scope_lost', old: expect.arrayContaining(['classification:workgroup']) },
  ])
  await pull({ clients: { cis } })
  await pull()
  expect(await changesSince(1)).toHaveLength(1)
})
