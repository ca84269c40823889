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
export {
  createDabpClient,
  type DabpClient,
  type DabpClientOptions,
  type DabpPeople,
  type GetReportOptions,
} from './dabpClient.ts'
export {
  AmbiguousNameError,
  findPolicyGrants,
  findResourceGrants,
  findSuperuserGrants,
  type GrantOptions,
  type NameCandidate,
  type NameOrId,
  type PolicyGrant,
  type ReportNames,
  type ResourceGrant,
  type ResourceNameOrId,
  suggestNames,
} from './grants.ts'
export {
  type GroupsOfOptions,
  groupsOf,
  hasPolicy,
  hasPrivilege,
  isSuperuser,
  privilegeOn,
} from './questions.ts'
export { type DecodedReport, decodeReport, reportFromClaims } from './report.ts'
export { type VerifyReportOptions, verifyReport } from './verifyReport.ts'
