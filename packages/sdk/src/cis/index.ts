export {
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from './attributes.generated.ts'
export { type CisClient, type CisClientOptions, createCisClient } from './client.ts'
export { type CisEnvironment, type CisEnvironmentDetails, cisEnvironments } from './environments.ts'
export { type AttributeMetadata, attributeMetadata } from './profile/attributeMetadata.ts'
export { fromUserInfo, type StandardClaims } from './profile/fromUserInfo.ts'
export { type UnwrappedProfile, unwrapProfile } from './profile/unwrapProfile.ts'
export { type ProfileProblem, validateProfile } from './profile/validateProfile.ts'
export { scopesFor } from './scopes/scopesFor.ts'
export { type AttributeVisibility, type Obstacle, visibleAttributes } from './scopes/visibleAttributes.ts'
export type { GetUserOptions } from './users/singleUser.ts'
export type { UserExists } from './users/userExists.ts'
export type { CisUserKey } from './users/userKey.ts'
export type { ListUserIdsOptions, ListUsersOptions } from './users/userLists.ts'
export {
  type FoundUser,
  type SearchAttribute,
  type SearchUsersOptions,
  searchAttributes,
} from './users/userSearch.ts'
export type { CisUsers } from './users/users.ts'
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
} from './wire.generated.ts'
