export type { CernApplications, CernRoles, RoleToCreate } from './applications.ts'
export {
  type CernClient,
  type CernClientOptions,
  type CernEnvironment,
  cernEnvironments,
  createCernClient,
} from './client.ts'
export type { CernGroups, GroupCriterion, ListMembersOptions, QueryGroupsOptions } from './groups.ts'
export type { CernIdentities } from './identities.ts'
export type { CollectionQuery } from './listPages.ts'
export type { ListOptions, Selection, SelectOptions, WalkOptions } from './listQuery.ts'
export { type FilterValue, filter } from './listQuery.ts'
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
