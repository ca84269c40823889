export type { CernApplications } from './applications/applications.ts'
export type { CernRoles, RoleToCreate } from './applications/roles.ts'
export { type CernClient, type CernClientOptions, createCernClient } from './client.ts'
export { type CernEnvironment, cernEnvironments } from './environments.ts'
export type { ListMembersOptions } from './groups/groupMembers.ts'
export type { GroupCriterion, QueryGroupsOptions } from './groups/groupQuery.ts'
export type { CernGroups } from './groups/groups.ts'
export type { CernIdentities } from './identities/identities.ts'
export { type FilterValue, filter } from './lists/filter.ts'
export type { ListOptions, WalkOptions } from './lists/listOptions.ts'
export type { Selection, SelectOptions } from './lists/selection.ts'
export type { CollectionQuery } from './paginate.ts'
export {
  type AddedMember,
  type Application,
  applicationFields,
  type FieldLayer,
  type FilterOperator,
  filterOperatorValues,
  type Group,
  groupFields,
  type Identity,
  identityFields,
  type NewApplication,
  type NewGroup,
  type RemovedMember,
  type Role,
  roleFields,
} from './wire.generated.ts'
