import type {
  DabpPermission,
  LegacyPerson,
  LegacyPolicy,
  LegacyReport,
  PersonReport,
} from '../../openapi/dabp.generated.ts'
import { artificialPolicyValues } from '../../openapi/dabp.generated.ts'

/** What somebody may do who administrates a group. The format before had it in full; the new one only says so. */
const permissions: readonly DabpPermission[] = [
  'GROUP_MEMBER_MANAGE',
  'PERMISSION_MANAGE',
  'PERSON_POLICY_MANAGE',
  'PERSON_RESOURCE_MANAGE',
]

/** The same report in the format of version 1. It has no resources, and no names of groups. */
export function legacyReport(report: PersonReport, person: LegacyPerson): LegacyReport {
  const { groups = [] } = report
  const policies = new Map<string, LegacyPolicy & { scopes: string[] }>()
  for (const group of groups)
    for (const { id, name } of group.policies ?? []) {
      if (id === undefined) continue
      const policy = policies.get(id) ?? {
        id,
        ...(name === undefined ? {} : { name }),
        scopes: [],
        subject: {
          type: 'PERSON',
          ...(person.person_id === undefined ? {} : { subject_id: person.person_id }),
        },
      }
      if (group.id !== undefined) policy.scopes.push(group.id)
      policies.set(id, policy)
    }
  return {
    person,
    group_permissions: groups.map(({ id, policies: ofGroup = [], attributes = [] }) => ({
      ...(id === undefined ? {} : { id }),
      permissions: ofGroup.some(({ name }) => artificialPolicyValues.some((known) => known === name))
        ? permissions
        : [],
      custom_attributes: Object.fromEntries(attributes.map(({ name = '', value = '' }) => [name, value])),
    })),
    policies: [...policies.values()],
  }
}
