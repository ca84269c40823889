import type { JWTPayload } from 'jose'
import type { GroupPolicies } from '../../openapi/dabp.generated.ts'
import type { ClientRegistration } from '../clientRegistry.ts'
import type { TenantDirectory, TenantPerson } from './person.ts'

/** The report of a person as it is told where the claims are those of an ID token, of userinfo, or of introspection. */
export interface ReportClaim {
  readonly 'urn:onegini.com:oidc:group_policies': GroupPolicies
}

// What is left out where it would make a token too large; how large that is, nobody says.
const largestInToken = 8192

export function reportClaim(
  person: TenantPerson,
  directory: TenantDirectory,
  client: ClientRegistration | undefined,
): ReportClaim {
  const isLegacy = client?.legacyGroupPermissions === true
  return {
    'urn:onegini.com:oidc:group_policies': isLegacy
      ? directory.legacyReport(person)
      : directory.report(person),
  }
}

/** What an access token tells of a report: nothing, but for clients of version 1, and those have it as a text. */
export function reportInAccessToken(
  person: TenantPerson,
  directory: TenantDirectory,
  client: ClientRegistration,
): JWTPayload {
  if (client.legacyGroupPermissions !== true) return {}
  const text = JSON.stringify(directory.legacyReport(person))
  return text.length > largestInToken ? {} : { group_permissions: text }
}
