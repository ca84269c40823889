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
} from '@personctl/generated/dabp'
export {
  createDabpClient,
  type DabpClient,
  type DabpClientOptions,
  type DabpPeople,
  type GetReportOptions,
} from './dabpClient.ts'
export {
  findPolicyGrants,
  findResourceGrants,
  findSuperuserGrants,
  type GrantOptions,
  type PolicyGrant,
  type ResourceGrant,
} from './grants.ts'
export {
  AmbiguousNameError,
  type NameCandidate,
  type NameOrId,
  type ReportNames,
  type ResourceNameOrId,
  suggestNames,
} from './names.ts'
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
