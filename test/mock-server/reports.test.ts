import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../helpers/cisRecords.ts'
import { reports } from '../helpers/dabpArbitraries.ts'
import { examples } from '../helpers/dabpExamples.ts'
import { mockWith, origin } from '../helpers/mockInProcess.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { machineToken, reportingMock, reportUrl, uuidOf } from './helpers/tenant.ts'

const api = 'authorization-service-api'
const [ada, grace, charles] = ['ada.lovelace', 'grace.hopper', 'charles.babbage'].map(
  (name) => `${name}@example.org`,
) as [string, string, string]

describe('the report on a person', () => {
  test('a program with the right scope gets a report', async () => {
    const { mock, ask } = await reportingMock()
    const response = await ask(await uuidOf(mock, ada))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    const { groups } = await response.json()
    expect(groups.map(({ name }: Json) => name)).toContain('ATLAS Experts')
    const headed = await ask(await uuidOf(mock, ada), { method: 'HEAD' })
    expect([headed.status, await headed.text()]).toEqual([200, ''])
  })

  test('a report is the same on every machine, and for named people with every seed', async () => {
    const textOf = async (email: string, options = {}) => {
      const { mock, ask } = await reportingMock(options)
      return (await ask(await uuidOf(mock, email))).text()
    }
    expect(await textOf(ada)).toBe(await textOf(ada, { people: 500 }))
    expect(await textOf(grace, { groups: 9, seed: 1 })).toBe(await textOf(grace, { groups: 9, seed: 77 }))
  })

  test('the report on an inactive person is empty', async () => {
    const { mock, ask } = await reportingMock()
    expect(await (await ask(await uuidOf(mock, charles))).json()).toEqual({ groups: [] })
  })

  test.each(['?skipUpdatingActivity=true', '?skipUpdatingActivity=false', '?skipUpdatingActivity='])(
    'a report accepts the parameter %s',
    async (query) => {
      const { mock, ask } = await reportingMock()
      expect((await ask(await uuidOf(mock, ada), {}, query)).status).toBe(200)
    },
  )

  test.each<[what: string, headers: Record<string, string>, status: number]>([
    ['a tenant', { 'tenant-id': '2374b2db-e690-4f3a-89e0-ccd5aaf6c601' }, 200],
    ['a tenant under its old name', { 'Onegini-Tenant-ID': '2374B2DB-e690-4f3a-89e0-ccd5aaf6c601' }, 200],
    ['no tenant that can be read', { 'tenant-id': 'acme' }, 400],
  ])('a report responds to a request with %s', async (_what, headers, status) => {
    const { mock, ask } = await reportingMock()
    expect((await ask(await uuidOf(mock, ada), { headers })).status).toBe(status)
  })

  test('a report is not served without the right token and scope', async () => {
    const mock = mockWith()
    const uuid = await uuidOf(mock, ada)
    const other = await machineToken(mock, { scope: 'dabp_read dabp_write' })
    const refused = await mock.ask(`Bearer ${other}`, reportUrl(uuid))
    expect([refused.status, (await refused.json()).code]).toEqual([403, 1007])
    expect(refused.headers.get('www-authenticate')).toContain('scope="dabp_person_report"')
    for (const header of ['Bearer nonsense', `Basic ${other}`, `Bearer ${await mock.token()}`, 'Bearer']) {
      const unknown = await mock.ask(header, reportUrl(uuid))
      expect([unknown.status, (await unknown.json()).code]).toEqual([401, 401])
      expect(unknown.headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
    const silent = await mock.send(reportUrl(uuid))
    expect([silent.status, silent.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('a report does not allow the method %s', async (method) => {
    const { ask } = await reportingMock()
    const response = await ask('anybody', { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'OPTIONS, HEAD, GET'])
    expect(await response.json()).toEqual({ code: 405, message: 'Method Not Allowed' })
  })

  test('the report on an unknown person does not exist, nor does another path', async () => {
    const { mock, ask } = await reportingMock()
    for (const nobody of ['nobody', ada, '__proto__', 'constructor'])
      expect(await (await ask(nobody)).json()).toEqual({ code: 404, message: 'Not Found' })
    const elsewhere = await mock.send(`${origin}/delegation/api/v2/policies`)
    expect([elsewhere.status, (await elsewhere.json()).code]).toEqual([404, 404])
  })

  test('a report rejects a parameter that is not a boolean', async () => {
    const { mock, ask } = await reportingMock()
    const response = await ask(await uuidOf(mock, ada), {}, '?skipUpdatingActivity=maybe')
    expect(response.status).toBe(400)
    expect((await response.json()).details[0]).toContain('skipUpdatingActivity')
  })
})

describe('reports of a data file', () => {
  const served = (people: Json) => reportingMock({ data: { dabp: { people } } })

  test.each(examples)('the example %s of the documentation is served unchanged', async (_when, example) => {
    const { ask } = await served({ 'eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c': example })
    const response = await ask('eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c')
    expect(await response.text()).toBe(JSON.stringify(example))
  })

  test('a given report keeps unknown members, their order and other characters than ASCII', async () => {
    const report = { zeta: null, groups: [{ name: 'Café 🎉', extra: { b: [1], a: true } }], alpha: 1.5 }
    const { ask } = await served({ p: report })
    const response = await ask('p')
    expect(JSON.stringify(await response.json())).toBe(JSON.stringify(report))
  })

  test('each given report is served without loss', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(reports, fc.string({ unit: 'binary', minLength: 1 }), async (report, referenceId) => {
        // A path of one or two dots is another path before any server sees it.
        fc.pre(!/^(\.|%2e){1,2}$/i.test(referenceId) && referenceId.isWellFormed())
        const { ask } = await served({ [referenceId]: report })
        expect(await (await ask(referenceId)).json()).toEqual(report)
      }),
      propertyRuns(100),
    )
  })

  test.each(['a/b', '../../../../v2/version', 'a%2Fb', 'a b', 'ä?#', '...', 'x/report', '\\'])(
    'a given report belongs to the reference id %s, and to no other path',
    async (referenceId) => {
      const { ask } = await served({ [referenceId]: { groups: [{ name: referenceId }] } })
      expect((await (await ask(referenceId)).json()).groups[0].name).toBe(referenceId)
      expect((await ask(`${referenceId}x`)).status).toBe(404)
    },
  )

  test('given reports replace all generated ones', async () => {
    const { mock, ask } = await served({})
    expect((await ask(await uuidOf(mock, ada))).status).toBe(404)
  })
})

describe('generated reports', () => {
  /** Everybody's report, beside what the Authorization Service says of the same person. */
  async function everybody(options: { people: number; groups: number; seed: number }) {
    const { mock, ask } = await reportingMock(options)
    const cern = await mock.send(`${origin}/auth/realms/cern/api-access/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'demo',
        client_secret: 'demo-secret',
        audience: api,
      }),
    })
    const authorization = `Bearer ${(await cern.json()).access_token}`
    const get = async (path: string): Promise<Json> =>
      (await mock.send(`${origin}/api/v1.0/${path}`, { headers: { authorization } })).json()
    const groupFields = 'limit=5000&field=groupIdentifier&field=displayName&field=administratorsId'
    const people: { profile: Json; report: Json; groups: Json[]; direct: Json[] }[] = []
    const cis = `Bearer ${await mock.token()}`
    for (let path = '/v2/users'; path !== ''; ) {
      const { Items, nextPage }: Json = await (await mock.ask(cis, origin + path)).json()
      for (const profile of Items) {
        const response = await ask(profile.uuid.value)
        expect(response.status).toBe(200)
        const identities = await get(`Identity/by_email/${profile.primary_email.value}`)
        const { id } = identities.data[0]
        const { data: groups } = await get(`Identity/${id}/groups/recursive?${groupFields}`)
        const { data: direct } = await get(`Identity/${id}/groups?${groupFields}`)
        people.push({ profile, report: await response.json(), groups, direct })
      }
      path = nextPage === null ? '' : `/v2/users?nextPage=${encodeURIComponent(JSON.stringify(nextPage))}`
    }
    return people
  }

  test('a generated report lists the groups of the person at the Authorization Service', {
    tags: 'property',
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 9, max: 120 }), async (seed, groups) => {
        for (const { report, groups: known, direct } of await everybody({ people: 12, groups, seed })) {
          expect(report.groups.map(({ id }: Json) => id)).toEqual(known.map(({ id }) => id))
          const ids = new Set(known.map(({ id }) => id))
          const directIds = new Set(direct.map(({ id }) => id))
          for (const [place, group] of report.groups.entries()) {
            expect(group.name).toBe(known[place]?.['displayName'])
            const [first, ...rest] = group.policies
            const isSuperuser = first.name === 'role_superuser'
            if (isSuperuser) expect(first).toEqual({ name: 'role_superuser' })
            expect(rest.every(({ id, name }: Json) => id !== undefined && name !== 'role_superuser')).toBe(
              true,
            )
            // A person who administrates a group is a superuser in it.
            if (ids.has(known[place]?.['administratorsId'])) expect(isSuperuser).toBe(true)
            if (!directIds.has(group.id)) expect(group).not.toHaveProperty('resources')
            const resources = (group.resources ?? []).map(({ id }: Json) => id)
            expect(new Set(resources).size).toBe(resources.length)
          }
        }
      }),
      propertyRuns(12),
    )
  })

  test('generated reports cover every kind of policy and every privilege', async () => {
    const people = await everybody({ people: 120, groups: 60, seed: 3 })
    const groups: Json[] = people.flatMap(({ report }) => report.groups)
    const resources: Json[] = groups.flatMap((group) => group.resources ?? [])
    const isSuperuser = ({ policies }: Json) => policies[0].name === 'role_superuser'
    expect(groups.some(isSuperuser)).toBe(true)
    expect(people.some(({ report }) => !report.groups.some(isSuperuser))).toBe(true)
    expect(groups.some((group) => group.resources === undefined)).toBe(true)
    expect(groups.some(({ attributes }) => attributes.length === 0)).toBe(true)
    const privileges = ['No access', 'approve', 'download', 'manage', 'operate', 'order', 'read']
    expect([...new Set(resources.map(({ privilege }) => privilege))].sort()).toEqual([
      ...privileges,
      ...['sign', 'view', 'watch', 'write'],
    ])
    expect(resources.every(({ externalId, resourceType }) => externalId && resourceType.id)).toBe(true)
    expect(people.some(({ report }) => JSON.stringify(report).length > 100_000)).toBe(true)
    expect(people.some(({ report }) => JSON.stringify(report).length < 5000)).toBe(true)
  })

  test('a subgroup in a generated report has only policies of the group around it', async () => {
    const people = await everybody({ people: 120, groups: 60, seed: 3 })
    const atlas = people.flatMap(({ report }) => report.groups as Json[])
    const policiesIn = (name: string) =>
      new Set(
        atlas
          .filter((group) => group.name === name)
          .flatMap(({ policies }) => policies.flatMap(({ id }: Json) => id ?? [])),
      )
    const [inner, outer] = [policiesIn('CERN Staff'), policiesIn('CERN Users')]
    expect(inner.size).toBeGreaterThan(1)
    expect([...inner].filter((id) => !outer.has(id))).toEqual([])
  })
})
