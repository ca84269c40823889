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
} from '@personctl/openapi/dabp'
export type { DabpPeople, GetReportOptions } from './client.ts'
export { createDabpClient, type DabpClient, type DabpClientOptions } from './client.ts'
export type { Naming, ResourceNaming } from './grants.ts'
export {
  AmbiguousNameError,
  findPolicyGrants,
  findResourceGrants,
  findSuperuserGrants,
  type NameCandidate,
  type PolicyGrant,
  type ResourceGrant,
  suggestNames,
  type TypedNames,
  type WithinOptions,
} from './grants.ts'
export {
  type GroupsOfOptions,
  groupsOf,
  hasPolicy,
  hasPrivilege,
  isSuperuser,
  privilegeOn,
} from './questions.ts'
export type { DecodedReport } from './report.ts'
export { decodeReport, reportFromClaims } from './report.ts'
export { type VerifyReportOptions, verifyReport } from './verifyReport.ts'
