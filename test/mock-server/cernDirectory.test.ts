import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { cernMock, rowsOf } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { type MockOptions, origin } from '../helpers/mockInProcess.ts'

const idsOf = (rows: readonly Json[]): string[] => rows.map(({ id }) => id).sort()

describe('identities', () => {
  test.each([
    [1, 100],
    [99, 3],
    [7, 0],
  ])('the named people have the same identities with seed %d and %d people', async (seed, people) => {
    const mock = cernMock({ seed, people })
    const [ada, grace, charles] = await Promise.all(
      ['alovelace', 'ghopper', 'cbabbage'].map(async (upn) => (await mock.json(`Identity/${upn}`)).data),
    )
    expect(ada).toMatchObject({
      personId: '1843',
      source: 'cern',
      type: 'Person',
      blocked: false,
      uid: 20000,
    })
    expect(grace).toMatchObject({
      personId: null,
      source: 'edugain',
      type: 'Person',
      blocked: false,
      uid: null,
    })
    expect(charles).toMatchObject({ personId: null, source: 'edugain', blocked: true, activeUser: false })
    expect([ada.id, grace.id, charles.id]).toEqual([
      '42c84fcb-59e4-5b01-a786-e689a6fcec73',
      'e6f34077-0147-5e5a-b439-3ef7cd6b623f',
      '1c41e01c-f283-5dee-ad8c-d2f3a848d1d3',
    ])
  })

  test('the identities are the people of CIS', async () => {
    const mock = cernMock({ people: 60, seed: 3 })
    const headers = { authorization: `Bearer ${await accessToken(origin, {}, mock.send)}` }
    const profiles: Json[] = []
    let next = ''
    do {
      const page: Json = await (await mock.send(`${origin}/v2/users${next}`, { headers })).json()
      profiles.push(...page.Items)
      next = page.nextPage === null ? '' : `?nextPage=${encodeURIComponent(JSON.stringify(page.nextPage))}`
    } while (next !== '')
    expect(profiles.length).toBeGreaterThan(40)
    for (const profile of profiles) {
      const email = profile.primary_email.value
      const { data } = await mock.json(`Identity/by_email/${encodeURIComponent(email.toUpperCase())}`)
      expect(data).toHaveLength(1)
      expect(data[0]).toMatchObject({
        type: 'Person',
        firstName: profile.first_name.value,
        lastName: profile.last_name.value,
        blocked: profile.active.value === false,
        source: profile.staff_information.staff.value === true ? 'cern' : 'edugain',
      })
    }
    const identities = await rowsOf(mock, 'Identity?filter=type:Person')
    expect(identities).toHaveLength(60)
  })

  test('people of a data file have an identity even if their records lack attributes', async () => {
    const profiles = [
      { user_id: { value: 'a|1' }, primary_email: { value: 'Mary.Somerville@example.org' } },
      {
        user_id: { value: 'a|2' },
        primary_email: { value: 'mary.somerville@example.com' },
        active: { value: false },
      },
      { primary_username: { value: 'Émilie' } },
      {},
    ]
    const mock = cernMock({ data: { cis: { profiles } } })
    const rows = await rowsOf(mock, 'Identity?filter=type:Person&sort=upn&field=upn&field=blocked')
    expect(rows.map(({ upn, blocked }) => [upn, blocked])).toEqual(
      [
        ['milie', false],
        ['msomerville', false],
        ['msomerville2', true],
        ['person3', false],
      ].sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
    )
    expect(new Set(idsOf(rows)).size).toBe(4)
  })

  test('some identities have unusual values', async () => {
    const rows = await rowsOf(cernMock({ people: 2000 }), 'Identity?filter=source:edugain')
    const share = (isOdd: (row: Json) => boolean): number => rows.filter(isOdd).length / rows.length
    for (const odd of [share(({ upn }) => upn === null), share(({ upn }) => upn?.includes('/'))]) {
      expect(odd).toBeGreaterThan(0.02)
      expect(odd).toBeLessThan(0.15)
    }
    for (const row of rows) expect(row.personId).toBe(null)
    const orcids = rows.map(({ orcid }) => orcid).filter(Boolean)
    expect(orcids.length).toBeGreaterThan(100)
    for (const orcid of orcids) expect(orcid).toMatch(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/)
  })
})

describe('groups', () => {
  const named = [
    'authorization-service-administrators',
    'authorization-service-identity-readers',
    'authorization-service-groups-readers',
    'cern-staff',
    'cern-users',
    'atlas-administrators',
    'atlas-experts',
    'atlas-shifters',
    'atlas-readers',
  ]

  test.each([
    [1, 40, 40],
    [5, 0, 9],
    [-3, 9, 9],
    [2 ** 40, 12, 12],
  ])('the named groups come first with seed %d and %d groups', async (seed, groups, total) => {
    const rows = await rowsOf(cernMock({ seed, groups }), 'Group')
    expect(rows).toHaveLength(total)
    expect(rows.slice(0, 9).map(({ groupIdentifier }) => groupIdentifier)).toEqual(named)
    const first = await rowsOf(cernMock(), 'Group?limit=9')
    expect(idsOf(rows.slice(0, 9))).toEqual(idsOf(first.slice(0, 9)))
    const everyId = new Set(idsOf(rows))
    const owners = new Set(idsOf(await rowsOf(cernMock({ seed, groups }), 'Identity')))
    for (const { administratorsId, ownerId } of rows) {
      expect(everyId).toContain(administratorsId)
      expect(owners).toContain(ownerId)
    }
  })

  test('each group has its own identifier, and is found by it', async () => {
    const mock = cernMock({ groups: 3500, seed: 11 })
    const rows = await rowsOf(mock, 'Group?limit=5000')
    expect(new Set(rows.map(({ groupIdentifier }) => groupIdentifier)).size).toBe(3500)
    for (const row of rows.filter((_, index) => index % 23 === 0))
      expect((await mock.json(`Group/${row.groupIdentifier}`)).data).toEqual(row)
    const beyond = await cernMock({ groups: 3505, seed: 11 }).json('Group?offset=3504')
    expect((await mock.ask(`Group/${beyond.data[0].groupIdentifier}`)).status).toBe(404)
  })

  test('members of groups and groups of members agree', async () => {
    const mock = cernMock({ people: 40, groups: 60 })
    const identities = idsOf(await rowsOf(mock, 'Identity'))
    const groups = idsOf(await rowsOf(mock, 'Group'))
    for (const [ofIdentity, ofGroup] of [
      ['groups', 'members/identities'],
      ['groups/recursive', 'members/identities/recursive'],
    ]) {
      const pairs: string[] = []
      for (const identity of identities)
        for (const { id } of await rowsOf(mock, `Identity/${identity}/${ofIdentity}?field=id`))
          pairs.push(`${identity} ${id}`)
      const back: string[] = []
      for (const group of groups)
        for (const { id } of await rowsOf(mock, `Group/${group}/${ofGroup}?field=id`))
          back.push(`${id} ${group}`)
      expect(pairs.sort()).toEqual(back.sort())
      expect(pairs.length).toBeGreaterThan(100)
    }
  })

  test('groups contain other groups', async () => {
    const mock = cernMock()
    const upns = async (path: string): Promise<string[]> =>
      (await rowsOf(mock, `Group/${path}?field=upn`)).map(({ upn }) => upn)
    expect(await upns('atlas-readers/members/identities')).toEqual(['cbabbage'])
    expect(await upns('atlas-readers/members/identities/recursive')).toEqual([
      'cbabbage',
      'alovelace',
      'ghopper',
    ])
    for (const route of ['memberidentities/recursive', 'memberidentities/precomputed'])
      expect(await upns(`atlas-readers/${route}`)).toHaveLength(3)
  })
})

test('a precomputed list comes whole unless the request has a limit', async () => {
  const mock = cernMock({ people: 1500, groups: 9 })
  const { pagination, data } = await mock.json('Group/cern-users/memberidentities/precomputed?field=upn')
  expect(data.length).toBeGreaterThan(1000)
  expect(pagination).toMatchObject({ total: data.length, next: null, token: null })
  const paged = await rowsOf(mock, 'Group/cern-users/memberidentities/precomputed?field=upn&limit=100')
  expect(paged).toEqual(data)
  expect((await mock.json('Group/cern-users/memberidentities/recursive')).data).toHaveLength(1000)
  const { pagination: ofAda } = await mock.json('IdentityMembership/alovelace/precomputed')
  expect(ofAda.next).toBe(null)
})

test('applications have roles, groups and registrations', async () => {
  const mock = cernMock()
  const applications = await rowsOf(mock, 'Application')
  expect(applications.map(({ applicationIdentifier }) => applicationIdentifier).sort()).toEqual([
    'atlas-shift-planner',
    'cms-run-registry',
    'library-catalogue',
    'status-board',
  ])
  const roles = await mock.json('Application/library-catalogue/roles?sort=name')
  expect(roles.data.map(({ name }: Json) => name)).toEqual(['librarian', 'reader'])
  const groups = await mock.json('Application/library-catalogue/roles/librarian/groups')
  expect(groups.data[0].groupIdentifier).toBe('cern-staff')
  const query = 'field=id&filter=authenticationProviderIdentifier:'
  const found: Record<string, number> = {}
  for (const protocol of ['saml', 'openid']) {
    const [{ id }] = (await mock.json(`Registration/providers?${query}${protocol}`)).data
    const { data } = await mock.json(`Registration/${id}/search`)
    found[protocol] = data.length
    for (const { applicationId } of data) expect(idsOf(applications)).toContain(applicationId)
    if (protocol === 'saml') expect(data[0].definition).toMatch(/^<EntityDescriptor /)
  }
  expect(found).toEqual({ saml: 1, openid: 3 })
})

test('the same seed gives the same bytes on every machine', async () => {
  const digest = async (options: MockOptions): Promise<string> => {
    const mock = cernMock(options)
    const hash = createHash('sha256')
    for (const path of [
      'Identity',
      'Group',
      'Account',
      'Application',
      'Group/cern-users/memberidentities/recursive',
      'Identity?field=supervisor&field=owner&field=primaryAccountEmail&field=modificationTime',
      'Group?field=primaryAccountEmail&field=modificationTime',
    ])
      hash.update(await (await mock.ask(path)).text())
    return hash.digest('hex')
  }
  expect(await digest({})).toBe('c6606eea7f3a3b425ea9115daec706be73172249cc45ab2b870849f05ce4c28a')
  expect(await digest({ seed: 2 })).not.toBe(await digest({}))
})

test.each([{ groups: -1 }, { groups: 1.5 }])('createApp rejects the option %o by its name', (options) => {
  expect(() => cernMock(options)).toThrow(/^groups must be/)
})
