import {
  AmbiguousNameError,
  findPolicyGrants,
  findResourceGrants,
  type GrantOptions,
  groupsOf,
  hasPolicy,
  hasPrivilege,
  isSuperuser,
  type NameOrId,
  type PersonReport,
  privilegeOn,
  type ReportGroup,
  type ReportNames,
  suggestNames,
} from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { reports } from '../helpers/dabpArbitraries.ts'
import { currentExample } from '../helpers/dabpExamples.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { thrown } from './helpers/dabpErrors.ts'

const groupId = '2374b2db-e690-4f3a-89e0-ccd5aaf6c601'
const pensionId = '77195a4e-c610-4716-b790-721a5fdde1e6'

describe("the documentation's example", () => {
  it.each<[string, boolean]>([
    ['anywhere', hasPolicy(currentExample, 'Pension')],
    ['by its id', hasPolicy(currentExample, pensionId)],
    ['by its id in capitals', hasPolicy(currentExample, pensionId.toUpperCase())],
    [
      'explicitly by its id',
      hasPolicy(currentExample, { id: pensionId }, { group: { name: 'Intermediary B' } }),
    ],
    ['explicitly by its name', hasPolicy(currentExample, { name: 'Pension' }, { group: { id: groupId } })],
    ['in one group', hasPolicy(currentExample, 'Insurance', { group: 'Intermediary A' })],
    ['if it is an artificial one', hasPolicy(currentExample, 'role_superuser', { group: 'Intermediary B' })],
    [
      'an artificial one in either of two groups with one id',
      hasPolicy(currentExample, 'role_superuser', { group: groupId }),
    ],
  ])('has a policy %s', (_, found) => expect(found).toBe(true))

  it.each<[string, boolean]>([
    ['of another name', hasPolicy(currentExample, 'pension')],
    ['named as an id', hasPolicy(currentExample, { id: 'Pension' })],
    ['with an id as a name', hasPolicy(currentExample, { name: pensionId })],
    ['in another group', hasPolicy(currentExample, 'role_superuser', { group: 'Intermediary A' })],
    ['in no group', hasPolicy(currentExample, 'Pension', { group: 'Intermediary C' })],
    [
      'in nothing',
      hasPolicy({}, 'Pension') ||
        hasPolicy({ groups: [] }, 'Pension') ||
        hasPolicy({ groups: [{}] }, 'Pension'),
    ],
  ])('does not have a policy %s', (_, found) => expect(found).toBe(false))

  it('has a superuser in one group', () => {
    expect(isSuperuser(currentExample)).toBe(true)
    expect(isSuperuser(currentExample, { group: 'Intermediary B' })).toBe(true)
    expect(isSuperuser(currentExample, { group: 'Intermediary A' })).toBe(false)
    expect(groupsOf(currentExample, { superuser: true }).map(({ name }) => name)).toEqual(['Intermediary B'])
  })

  it('has a resource by its id, its name and its external id', () => {
    for (const resource of ['string', '3fa85f64-5717-4562-b3fc-2c963f66afa6', { externalId: '123456' }]) {
      expect(privilegeOn(currentExample, resource)).toBe('read')
      expect(privilegeOn(currentExample, resource, { group: 'Intermediary A' })).toBe(undefined)
      expect(hasPrivilege(currentExample, resource, 'read', { group: 'Intermediary B' })).toBe(true)
      expect(hasPrivilege(currentExample, resource, 'write')).toBe(false)
    }
    expect(privilegeOn(currentExample, '123456')).toBe(undefined)
  })

  it('has groups in their order, all of them or those that meet conditions', () => {
    const names = (groups: readonly ReportGroup[]) => groups.map(({ name }) => name)
    expect(groupsOf(currentExample)).toEqual(currentExample.groups)
    expect(names(groupsOf(currentExample, { policy: 'Pension' }))).toEqual([
      'Intermediary A',
      'Intermediary B',
    ])
    expect(
      names(groupsOf(currentExample, { policy: 'Pension', resource: 'string', superuser: true })),
    ).toEqual(['Intermediary B'])
    expect(groupsOf(currentExample, { policy: 'Nothing' })).toEqual([])
    expect(names(groupsOf(currentExample, { group: groupId }))).toEqual(['Intermediary A', 'Intermediary B'])
    expect(groupsOf(currentExample, { group: 'Intermediary A', superuser: true })).toEqual([])
    expect(groupsOf({})).toEqual([])
  })

  it('contains the grants that decide', () => {
    const [, second] = currentExample.groups ?? []
    expect(
      findPolicyGrants(currentExample, 'Pension').map(({ group, policy }) => [group.name, policy.id]),
    ).toEqual([
      ['Intermediary A', pensionId],
      ['Intermediary B', pensionId],
    ])
    expect(findResourceGrants(currentExample, 'string')).toEqual([
      { group: second, resource: second?.resources?.[0] },
    ])
  })
})

describe('an ambiguous name', () => {
  const report: PersonReport = {
    groups: [
      { id: 'g1', name: 'Office', policies: [{ id: 'p1', name: 'Pension' }, { name: 'role_superuser' }] },
      {
        id: 'g2',
        name: 'Branch',
        policies: [
          { id: 'p2', name: 'Pension' },
          { id: 'p3', name: 'role_superuser' },
        ],
        resources: [{ id: 'r1', name: 'Car', privilege: 'read' }],
      },
      { id: 'g3', name: 'Office', resources: [{ id: 'r1', name: 'Car', privilege: 'write' }] },
      { id: 'g4', name: 'Attic', resources: [{ id: 'r1', name: 'Car', privilege: 'No access' }] },
    ],
  }

  it.each<[string, () => unknown, string, object[]]>([
    [
      'a policy',
      () => hasPolicy(report, 'Pension'),
      '"Pension" matches 2 policies: p1 in "Office"; p2 in "Branch".',
      [
        { id: 'p1', name: 'Pension', group: 'Office' },
        { id: 'p2', name: 'Pension', group: 'Branch' },
      ],
    ],
    [
      'an artificial policy and a policy with the same name',
      () => hasPolicy(report, { name: 'role_superuser' }),
      '"role_superuser" matches 2 policies: "role_superuser", which has no id in "Office"; p3 in "Branch".',
      [{ name: 'role_superuser', group: 'Office' }, { id: 'p3' }],
    ],
    [
      'a group',
      () => isSuperuser(report, { group: 'Office' }),
      '"Office" matches 2 groups: g1; g3.',
      [
        { id: 'g1', name: 'Office' },
        { id: 'g3', name: 'Office' },
      ],
    ],
    [
      'a privilege',
      () => privilegeOn(report, 'Car'),
      'The privilege on "Car" differs between groups: read in Branch; write in Office.',
      [{ id: 'g2' }, { id: 'g3' }],
    ],
  ])('of %s throws an error that lists the candidates', (_, ask, message, candidates) => {
    const error = thrown(ask)
    expect(error).toBeInstanceOf(AmbiguousNameError)
    expect(error).toMatchObject({
      name: 'AmbiguousNameError',
      code: 'ambiguous_name',
      service: 'dabp',
      message,
      candidates,
    })
    expect(error).toHaveProperty('hint')
  })

  it('is accepted by its id, in one group, or if all matches agree', () => {
    expect(hasPolicy(report, 'p2')).toBe(true)
    expect(hasPolicy(report, 'Pension', { group: 'Branch' })).toBe(true)
    expect(isSuperuser(report, { group: 'g3' })).toBe(false)
    expect(isSuperuser(report, { group: 'Branch' })).toBe(false)
    expect(hasPrivilege(report, 'Car', 'write')).toBe(true)
    expect(privilegeOn(report, 'Car', { group: 'g2' })).toBe('read')
    expect(privilegeOn(report, 'Car', { group: 'Attic' })).toBe(undefined)
    expect(hasPrivilege(report, 'Car', 'No access')).toBe(false)
  })

  it('that is the id of another policy does not match a policy with that name', () => {
    const impostor = { groups: [{ policies: [{ id: 'p9', name: pensionId }] }] }
    expect(hasPolicy(impostor, pensionId)).toBe(false)
    expect(hasPolicy(impostor, { name: pensionId })).toBe(true)
  })
})

describe('an invalid name', () => {
  it.each<[unknown, string]>([
    ['', 'policy is "";'],
    ['  ', 'policy is "  ";'],
    [undefined, 'policy is undefined;'],
    [7, 'policy is 7;'],
    [{}, 'policy has none of id, name.'],
    [{ id: 'a', name: 'b' }, 'policy has several of id, name.'],
    [{ externalId: 'a' }, 'policy has none of id, name.'],
    [{ id: '' }, 'policy.id is "";'],
  ])('is refused: %j', (naming, message) => {
    const error = { name: 'InvalidRequestError', message: expect.stringContaining(message) }
    expect(thrown(() => hasPolicy(currentExample, naming as NameOrId))).toMatchObject(error)
    expect(thrown(() => hasPolicy({}, naming as NameOrId))).toMatchObject(error)
  })

  it('is refused for a group instead of matching any group', () => {
    expect(thrown(() => hasPolicy(currentExample, 'Pension', { group: '' }))).toMatchObject({
      message: expect.stringContaining('group is ""'),
    })
  })
})

describe('suggestNames', () => {
  it.each<[ReportNames, ReportNames]>([
    [{ policy: 'Penison' }, { policy: 'Pension' }],
    [{ policy: 'pension', group: 'Intermediary A' }, { policy: 'Pension' }],
    [{ policy: 'role_superusr', group: 'Intermediary A' }, {}],
    [{ policy: 'role_superusr', group: 'Intermediary B' }, { policy: 'role_superuser' }],
    [
      { policy: 'Insurence', group: 'intermediary b' },
      { policy: 'Insurance', group: 'Intermediary B' },
    ],
    [{ resource: 'strng' }, { resource: 'string' }],
    [{ policy: 'Pension', group: 'Intermediary A', resource: 'string' }, {}],
    [{ policy: 'Something else' }, {}],
    [{ policy: pensionId, group: groupId }, {}],
  ])('suggests for %j the names %j', (typed, suggested) => {
    expect(suggestNames(currentExample, typed)).toEqual(suggested)
  })
})

describe('generated reports', () => {
  const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
  const words = ['A', 'B', 'Pension', 'role_superuser', 'not-a-uuid', groupId, pensionId, 'ünïcode 🎉']
  const typed = fc.constantFrom(...words)
  const namings: fc.Arbitrary<NameOrId> = fc.oneof(
    typed,
    typed.map((id) => ({ id })),
    typed.map((name) => ({ name })),
  )
  const within: fc.Arbitrary<GrantOptions> = fc.oneof(
    fc.constant({}),
    namings.map((group) => ({ group })),
  )
  const runs = propertyRuns(2000)

  type Outcome = 'yes' | 'no' | 'ambiguous'

  function evaluate(ask: () => boolean): Outcome {
    try {
      return ask() ? 'yes' : 'no'
    } catch (error) {
      if (error instanceof AmbiguousNameError) return 'ambiguous'
      throw error
    }
  }

  /** The rule as it is written down, without a thought for speed. */
  function isCalled(thing: { id?: string; name?: string }, naming: NameOrId): boolean {
    if (typeof naming === 'string') {
      return uuid.test(naming) ? thing.id === naming : thing.id === naming || thing.name === naming
    }
    return 'id' in naming ? thing.id === naming.id : thing.name === naming.name
  }
  const identities = (things: readonly { id?: string; name?: string }[]) =>
    new Set(things.map(({ id, name }) => JSON.stringify(id === undefined ? { name } : { id }))).size

  function model(report: PersonReport, policy: NameOrId, { group }: GrantOptions): Outcome {
    const groups = (report.groups ?? []).filter((one) => group === undefined || isCalled(one, group))
    if (group !== undefined && identities(groups) > 1) return 'ambiguous'
    const policies = groups.flatMap(({ policies = [] }) => policies).filter((one) => isCalled(one, policy))
    if (identities(policies) > 1) return 'ambiguous'
    return policies.length > 0 ? 'yes' : 'no'
  }

  test('hasPolicy agrees with the rule and with groupsOf', { tags: 'property' }, () => {
    fc.assert(
      fc.property(reports, namings, within, (report, policy, options) => {
        expect(evaluate(() => hasPolicy(report, policy, options))).toBe(model(report, policy, options))
        const anywhere = evaluate(() => hasPolicy(report, policy))
        expect(evaluate(() => groupsOf(report, { policy }).length > 0)).toBe(anywhere)
      }),
      runs,
    )
  })

  test('the order of groups and of their content does not matter', { tags: 'property' }, () => {
    const turned = (report: PersonReport): PersonReport => ({
      groups: (report.groups ?? []).toReversed().map((group) => ({
        ...group,
        ...(group.policies && { policies: group.policies.toReversed() }),
        ...(group.resources && { resources: group.resources.toReversed() }),
      })),
    })
    fc.assert(
      fc.property(reports, namings, within, (report, naming, options) => {
        const other = turned(report)
        for (const ask of [
          (one: PersonReport) => hasPolicy(one, naming, options),
          (one: PersonReport) => isSuperuser(one, options),
          (one: PersonReport) => hasPrivilege(one, naming, 'read', options),
          (one: PersonReport) => privilegeOn(one, naming, options) === 'read',
        ]) {
          expect(evaluate(() => ask(other))).toBe(evaluate(() => ask(report)))
        }
      }),
      runs,
    )
  })

  test('another group removes no grant, and adds none within a group', { tags: 'property' }, () => {
    const group = {
      id: 'new',
      name: 'new',
      policies: [{ name: 'role_superuser' }, { id: pensionId, name: 'Pension' }],
    }
    fc.assert(
      fc.property(reports, namings, within, (report, naming, options) => {
        const more = { groups: [...(report.groups ?? []), group] }
        const before = evaluate(() => hasPolicy(report, naming, options))
        const after = evaluate(() => hasPolicy(more, naming, options))
        if (options.group !== undefined) expect(after).toBe(before)
        else if (before === 'yes') expect(after).not.toBe('no')
        if (options.group === undefined) expect(isSuperuser(more)).toBe(true)
      }),
      runs,
    )
  })

  test('a superuser has a policy without an id, and a privilege is one of the report', {
    tags: 'property',
  }, () => {
    fc.assert(
      fc.property(reports, namings, within, (report, naming, options) => {
        const artificial = (report.groups ?? []).some(({ policies = [] }) =>
          policies.some((one) => one.name === 'role_superuser' && one.id === undefined),
        )
        expect(isSuperuser(report)).toBe(artificial)
        const privilege = evaluate(() => privilegeOn(report, naming, options) !== undefined)
        const has = (one: string) => evaluate(() => hasPrivilege(report, naming, one, options))
        if (privilege === 'yes') expect([has('read'), has('write')]).toContain('yes')
        if (privilege === 'no') expect([has('read'), has('write')]).toEqual(['no', 'no'])
        for (const none of ['No access', 'no access', '']) expect(has(none)).not.toBe('yes')
      }),
      runs,
    )
  })
})
