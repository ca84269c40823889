export {
  type AddedMember,
  type Application,
  type FilterOperator,
  filterOperatorValues,
  type Group,
  type Identity,
  type NewApplication,
  type NewGroup,
  type RemovedMember,
  type Role,
} from '@personctl/generated/cern'
export {
  applicationFields,
  type FieldLayer,
  groupFields,
  identityFields,
  roleFields,
} from '@personctl/generated/cernFields'
export type { CernApplications, CernRoles, RoleToCreate } from './applications.ts'
export { type CernClient, type CernClientOptions, createCernClient } from './cernClient.ts'
export { type CernEnvironment, cernEnvironments } from './cernEnvironments.ts'
export type { MemberChanges, SetMembersOptions } from './groupMembers.ts'
export type { CernGroups, GroupCriterion, ListMembersOptions, QueryGroupsOptions } from './groups.ts'
export type { CernIdentities } from './identities.ts'
export type { FieldName, ListOptions, Selection, SelectOptions, WalkOptions } from './listQuery.ts'
export { cernPageSize, type FilterValue, filter } from './listQuery.ts'
