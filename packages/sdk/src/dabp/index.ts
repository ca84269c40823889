export { AmbiguousNameError, type NameCandidate } from './ask/AmbiguousNameError.ts'
export {
  findPolicyGrants,
  findResourceGrants,
  findSuperuserGrants,
  type PolicyGrant,
  type ResourceGrant,
  type WithinOptions,
} from './ask/grants.ts'
export type { Naming, ResourceNaming } from './ask/naming.ts'
export {
  type GroupsOfOptions,
  groupsOf,
  hasPolicy,
  hasPrivilege,
  isSuperuser,
  privilegeOn,
} from './ask/questions.ts'
export { suggestNames, type TypedNames } from './ask/suggestNames.ts'
export { createDabpClient, type DabpClient, type DabpClientOptions } from './client.ts'
export type { DabpPeople, GetReportOptions } from './people.ts'
export type { DecodedReport } from './read/DecodedReport.ts'
export { decodeReport } from './read/decodeReport.ts'
export { reportFromClaims } from './read/reportFromClaims.ts'
export { type VerifyReportOptions, verifyReport } from './read/verifyReport.ts'
export {
  type DabpPermission,
  dabpPermissionValues,
  type GroupAttribute,
  type LegacyGroup,
  type LegacyPerson,
  type LegacyPolicy,
  type LegacyReport,
  type LegacySubject,
  type PersonReport,
  type ReportClaim,
  type ReportGroup,
  type ReportPolicy,
  type ReportResource,
  type ReportResourceType,
  reportClaimValues,
} from './wire.generated.ts'
