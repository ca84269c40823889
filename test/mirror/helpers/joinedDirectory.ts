import { createPersonMock } from '@personctl/mock-server'
import { clientCredentials, createCernClient, createCisClient, createDabpClient } from '@personctl/sdk'
import fc from 'fast-check'
import { collect } from './collect.ts'
import { everyScope, type MockClients } from './mirrorClients.ts'

/** A person of CIS. A number chooses one of a few values, so that several people share some. */
interface GeneratedPerson {
  readonly exists: boolean
  readonly active: boolean
  readonly email: number
  readonly employee: number
  readonly login: number
  readonly staff: number
  readonly title: number
  readonly manager: number
  readonly isTitleHidden: boolean
  readonly hasName: boolean
}

interface GeneratedIdentity {
  readonly exists: boolean
  readonly email: number
  readonly employee: number
  readonly login: number
  readonly type: number
  readonly owner: number
  readonly blocked: boolean
}

interface GeneratedGroup {
  readonly exists: boolean
  readonly name: number
  readonly owner: number
  readonly administrators: number
  readonly members: readonly number[]
  readonly parent: number | undefined
}

interface GeneratedReport {
  readonly exists: boolean
  readonly groups: readonly { readonly name: number; readonly policy: number; readonly resource: number }[]
}

const person = fc.record({
  exists: fc.boolean(),
  active: fc.boolean(),
  email: fc.nat({ max: 4 }),
  employee: fc.nat({ max: 4 }),
  login: fc.nat({ max: 3 }),
  staff: fc.nat({ max: 2 }),
  title: fc.nat({ max: 2 }),
  manager: fc.nat({ max: 2 }),
  isTitleHidden: fc.boolean(),
  hasName: fc.boolean(),
})

const identity = fc.record({
  exists: fc.boolean(),
  email: fc.nat({ max: 4 }),
  employee: fc.nat({ max: 4 }),
  login: fc.nat({ max: 5 }),
  type: fc.nat({ max: 2 }),
  owner: fc.nat({ max: 5 }),
  blocked: fc.boolean(),
})

const group = fc.record({
  exists: fc.boolean(),
  name: fc.nat({ max: 2 }),
  owner: fc.nat({ max: 5 }),
  administrators: fc.nat({ max: 3 }),
  members: fc.uniqueArray(fc.nat({ max: 4 })),
  parent: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
})

const report = fc.record({
  exists: fc.boolean(),
  groups: fc.array(
    fc.record({
      name: fc.nat({ max: 1 }),
      policy: fc.nat({ max: 3 }),
      resource: fc.nat({ max: 2 }),
    }),
    { maxLength: 2 },
  ),
})

/** The state of everything at one time. */
export interface Directory {
  readonly people: readonly GeneratedPerson[]
  readonly identities: readonly GeneratedIdentity[]
  readonly groups: readonly GeneratedGroup[]
  readonly reports: readonly GeneratedReport[]
}

/** Any state of everything. */
export const directories: fc.Arbitrary<Directory> = fc.record({
  people: fc.array(person, { minLength: 6, maxLength: 6 }),
  identities: fc.array(identity, { minLength: 5, maxLength: 5 }),
  groups: fc.array(group, { minLength: 3, maxLength: 3 }),
  reports: fc.array(report, { minLength: 6, maxLength: 6 }),
})

const emails = ['ann@example.org', 'Ann@Example.ORG', 'bea@example.org', '', undefined]
const employees = ['1', '2', '3', '', undefined]
const logins = ['person-0', 'person-1', '', undefined]

const idOf = (kind: number, index: number) => `${kind}0000000-0000-4000-8000-00000000000${index}`

/** Returns the properties of an object that are not undefined. */
function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** Returns clients of a mock with a state. */
export function createClientsOf({ people, identities, groups, reports }: Directory): MockClients {
  const profiles = people.flatMap((one, index) => {
    // Somebody stays, since an empty directory is a failure.
    if (!one.exists && index > 0) return []
    const email = emails[one.email]
    const manager = ['boss@example.org', 'chief@example.org', undefined][one.manager]
    const attributes = given({
      uuid: idOf(0, index),
      user_id: `ad|Mozilla-LDAP|person-${index}`,
      primary_email: email,
      active: one.active,
      first_name: one.hasName ? `Person ${index}` : undefined,
      'staff_information.staff': [true, false, undefined][one.staff],
      'staff_information.title': ['Engineer', 'Director', 'a "staff_information.title": b'][one.title],
      'staff_information.team': ['Red', undefined, 'Blue'][one.title],
      'identities.mozilla_posix_id': logins[one.login],
      'access_information.hris': given({
        employee_id: employees[one.employee],
        managers_primary_work_email: manager,
      }),
    })
    return [{ attributes }]
  })
  const living = identities.map(({ exists }, index) => exists || index === 0)
  // Two identities never have the same login.
  const upns = identities.map(({ login }, index) =>
    login === index || login > 4 ? `person-${index}` : `other-${index}`,
  )
  const identifiers = groups.map(
    ({ name }, index) => [`crew-${index}`, `staff-${index}`, `old-staff-${index}`][name],
  )
  const data = {
    cis: { lenient: true, profiles },
    dabp: {
      people: Object.fromEntries(
        reports.flatMap(({ exists, groups: permissions }, index) =>
          exists ? [[idOf(0, index), { groups: permissions.map(toReportGroup) }]] : [],
        ),
      ),
    },
    cern: {
      identities: identities.flatMap((one, index) =>
        living[index]
          ? [
              given({
                id: idOf(1, index),
                upn: upns[index],
                displayName: `Name ${index}`,
                type: ['Person', 'Person', 'Application'][one.type],
                personId: employees[one.employee],
                primaryAccountEmail: emails[one.email] ?? null,
                ownerId: one.owner > 4 ? undefined : idOf(1, one.owner),
                blocked: one.blocked,
              }),
            ]
          : [],
      ),
      groups: groups.flatMap((one, index) =>
        one.exists
          ? [
              given({
                id: idOf(2, index),
                groupIdentifier: identifiers[index],
                ownerId: one.owner > 4 ? undefined : idOf(1, one.owner),
                administratorsId: one.administrators > 2 ? undefined : idOf(2, one.administrators),
              }),
            ]
          : [],
      ),
      applications: [],
      memberships: groups.flatMap(({ exists, members, parent }, index) => {
        if (!exists) return []
        const isWithin = parent !== undefined && parent < index && groups[parent]?.exists === true
        return [
          ...members.flatMap((member) =>
            living[member] ? [{ group: identifiers[index], identity: upns[member] }] : [],
          ),
          ...(isWithin ? [{ group: identifiers[parent], memberGroup: identifiers[index] }] : []),
        ]
      }),
    },
  }
  const mock = createPersonMock({ journalSize: 1, data: data as never })
  const hidden = people.flatMap(({ isTitleHidden }, index) => (isTitleHidden ? idOf(0, index) : []))
  // The scope that shows the employee id shows every attribute of the mock, so a hidden one is taken out here.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await mock.fetch(input, init)
    if (!/\/v2\/users?[/?]/.test(String(input))) return response
    const text = await response.text()
    const body: { Items?: ShownProfile[] } & ShownProfile = JSON.parse(text)
    for (const profile of body.Items ?? [body])
      if (hidden.includes(profile.uuid?.value ?? '')) delete profile.staff_information?.['title']
    return Response.json(body, { status: response.status })
  }
  const credentials = { clientId: 'demo', clientSecret: 'demo-secret' }
  const common = { baseUrl: 'https://mock.example.org', fetch: fetch as never, retry: false as const }
  return {
    cis: createCisClient({ ...common, auth: clientCredentials({ ...credentials, scope: everyScope }) }),
    cern: createCernClient({ ...common, auth: clientCredentials(credentials) }),
    dabp: createDabpClient({ ...common, auth: clientCredentials(credentials) }),
  }
}

interface ShownProfile {
  uuid?: { value?: string }
  staff_information?: Record<string, unknown>
}

function toReportGroup({ name, policy, resource }: { name: number; policy: number; resource: number }) {
  return {
    id: `g${name}`,
    name: `Group ${name}`,
    policies: [
      [],
      [{ id: 'p1', name: 'Insurance', externalId: 'ext-1' }],
      [{ id: 'p2', name: 'role_superuser' }],
      [{ id: 'p3', name: 'Édition' }],
    ][policy],
    resources: [
      [],
      [{ id: 'r1', name: 'House', privilege: 'Read', resourceType: { name: 'Building' } }],
      [{ id: 'r2', name: 'Insurance papers', privilege: 'Write' }],
    ][resource],
  }
}

/** A person as the service lists them: the attributes that it shows, by path. */
export interface ListedPerson {
  readonly uuid: string
  readonly active: boolean
  readonly values: Readonly<Record<string, unknown>>
}

/** An identity or a group as the service lists it. */
export type Listed = Readonly<Record<string, unknown>> & { readonly id: string }

/** Everything that the services list at one time. */
export interface Snapshot {
  readonly people: readonly ListedPerson[]
  readonly identities: readonly Listed[]
  readonly groups: readonly Listed[]
  /** The members of each group by its id: their ids, each with whether it is a direct member. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, boolean>>
  /** The reports by reference. */
  readonly reports: ReadonlyMap<string, readonly ReportGroup[]>
}

/** A group of a report. */
export interface ReportGroup {
  readonly id?: string
  readonly name?: string
  readonly policies?: readonly Item[]
  readonly resources?: readonly Item[]
}

/** A policy or a resource. */
export interface Item {
  readonly id?: string
  readonly name?: string
  readonly externalId?: string | null
  readonly privilege?: string
}

/** Lists everything through the SDK. Of DABP, the reports on some people are requested. */
export async function listEverything(
  { cis, cern, dabp }: MockClients,
  alsoRequested: Iterable<string> = [],
): Promise<Snapshot> {
  const people: ListedPerson[] = []
  for (const active of ['true', 'false'] as const)
    for await (const profile of cis.users.list({ active })) people.push(toListed(profile, active === 'true'))
  const identities = (await collect(cern.identities.list({ fields: identityFields }))) as Listed[]
  const groups = (await collect(cern.groups.list())) as Listed[]
  const members = new Map<string, Map<string, boolean>>()
  for (const { id } of groups) {
    const all = new Map<string, boolean>()
    for (const recursive of [true, false])
      for await (const member of cern.groups.members(id, { recursive })) all.set(member.id, !recursive)
    members.set(id, all)
  }
  const reports = new Map<string, readonly ReportGroup[]>()
  const references = people.flatMap(({ uuid, active }) => (active ? uuid : []))
  for (const reference of new Set([...references, ...alsoRequested]))
    try {
      const { groups: permissions = [] } = await dabp.people.getReport(reference, {
        skipUpdatingActivity: true,
      })
      reports.set(reference, permissions as ReportGroup[])
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'not_found') throw error
    }
  return { people, identities, groups, members, reports }
}

const identityFields = [
  'upn',
  'displayName',
  'personId',
  'primaryAccountEmail',
  'type',
  'blocked',
  'ownerId',
] as never[]

function toListed(profile: object, active: boolean): ListedPerson {
  const values: Record<string, unknown> = {}
  for (const [name, node] of Object.entries(profile)) {
    if (typeof node !== 'object' || node === null) continue
    if ('metadata' in node) values[name] = contentOf(node)
    else
      for (const [part, inner] of Object.entries(node)) values[`${name}.${part}`] = contentOf(inner as object)
  }
  return { uuid: String(values['uuid']), active, values }
}

function contentOf({ value, values }: { value?: unknown; values?: unknown }): unknown {
  return values ?? value ?? null
}
