export { type CisClient, type CisClientOptions, createCisClient } from './client.ts'
export { type CisEnvironment, cisEnvironments } from './environments.ts'
export { type UnwrappedProfile, unwrapProfile } from './unwrapProfile.ts'
export type { CisUserKey } from './userKey.ts'
export type { CisUsers, GetUserOptions } from './users.ts'
export {
  type ActiveFilter,
  activeFilterValues,
  type Classification,
  classificationValues,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  type Scope,
  scopeValues,
} from './wire.generated.ts'
