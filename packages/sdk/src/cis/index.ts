export {
  type ActiveFilter,
  activeFilterValues,
  type Classification,
  classificationValues,
  type Discovery,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  type Scope,
  scopeValues,
  type UserIdentifiers,
} from '@personctl/openapi/cis'
export {
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from '@personctl/openapi/cisAttributes'
export {
  type CisClient,
  type CisClientOptions,
  type CisEnvironment,
  type CisEnvironmentDetails,
  cisEnvironments,
  createCisClient,
} from './client.ts'
export {
  type AttributeMetadata,
  attributeMetadata,
  fromUserInfo,
  type ProfileProblem,
  type StandardClaims,
  type UnwrappedProfile,
  unwrapProfile,
  validateProfile,
} from './profile.ts'
export { type AttributeVisibility, type Obstacle, scopesFor, visibleAttributes } from './scopes.ts'
export type { ListUserIdsOptions, ListUsersOptions } from './userLists.ts'
export {
  type FoundUser,
  type SearchAttribute,
  type SearchUsersOptions,
  searchAttributes,
} from './userLists.ts'
export type { CisUsers, GetUserOptions, UserExists } from './users.ts'
export type { CisUserKey } from './values.ts'
