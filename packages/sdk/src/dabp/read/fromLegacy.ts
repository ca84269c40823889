import { isObject } from '../checks.ts'
import type {
  ArtificialPolicy,
  GroupAttribute,
  LegacyReport,
  ReportGroup,
  ReportPolicy,
} from '../wire.generated.ts'
import type { DecodedReport } from './DecodedReport.ts'

const superuser: ArtificialPolicy = 'role_superuser'

/**
 * A report of version 1 as one of version 2: whoever has a permission in a group is a superuser there, and a policy
 * counts in the groups that its scopes name. That scopes are groups is nowhere said, so what does not fit that, such as
 * a policy without scopes or one given to somebody else than a person, grants nothing; it is in `legacy` all the same.
 */
export function fromLegacy(legacy: LegacyReport): DecodedReport {
  const groups: ReportGroup[] = []
  const policiesOf = new Map<string, ReportPolicy[]>()
  for (const { id, permissions = [], custom_attributes } of legacy.group_permissions) {
    const shared = id === undefined ? [] : (policiesOf.get(id) ?? [])
    if (id !== undefined) policiesOf.set(id, shared)
    if (permissions.length > 0 && !shared.some(({ name }) => name === superuser))
      shared.push({ name: superuser })
    groups.push({
      ...(id !== undefined && { id }),
      attributes: attributesOf(custom_attributes),
      policies: shared,
    })
  }
  for (const { id, name, scopes = [], subject } of legacy.policies ?? []) {
    if (subject?.type !== undefined && subject.type !== 'PERSON') continue
    const policy = { ...(id !== undefined && { id }), ...(name !== undefined && { name }) }
    for (const scope of new Set(scopes)) {
      const policies = policiesOf.get(scope)
      if (policies !== undefined) policies.push(policy)
      else {
        const own = [policy]
        policiesOf.set(scope, own)
        groups.push({ id: scope, policies: own })
      }
    }
  }
  return { groups, legacy }
}

function attributesOf(custom: unknown): GroupAttribute[] {
  if (!isObject(custom)) return []
  return Object.entries(custom).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
}
