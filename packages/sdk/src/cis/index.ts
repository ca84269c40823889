export {
  type AccessAttribute,
  type AccessInformation,
  type ActiveFilter,
  type AdditionalSignature,
  activeFilterValues,
  type BooleanAttribute,
  type Classification,
  classificationValues,
  type Discovery,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type Identities,
  type LegacyClassification,
  type Metadata,
  type Profile,
  type Publisher,
  type PublisherSignature,
  type Scope,
  type Signature,
  type SignatureAlgorithm,
  type SignatureType,
  type StaffInformation,
  type StringAttribute,
  scopeValues,
  type UserIdentifiers,
  type ValuesAttribute,
} from '@personctl/generated/cis'
export {
  attributeNames,
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from '@personctl/generated/cisAttributes'
export { type SearchAttribute, searchAttributes } from '@personctl/generated/cisSearch'
export { type CisClient, type CisClientOptions, createCisClient } from './cisClient.ts'
export { type CisEnvironment, type CisEnvironmentDetails, cisEnvironments } from './cisEnvironments.ts'
export {
  type AttributeMetadata,
  attributeMetadata,
  fromUserInfo,
  type StandardClaims,
  type UnwrappedProfile,
  unwrapProfile,
} from './profile.ts'
export { type ProfileProblem, type ValidateProfileOptions, validateProfile } from './profileSchema.ts'
export { type AttributeVisibility, type Obstacle, scopesFor, visibleAttributes } from './scopes.ts'
export type { FoundUser, ListUserIdsOptions, ListUsersOptions, SearchUsersOptions } from './userLists.ts'
export type {
  CisUserKey,
  CisUsers,
  GetManyUsersOptions,
  GetUserOptions,
  UserExistence,
  UserLookup,
} from './users.ts'
