import type { JWTPayload } from 'jose'
import type { LegacyReport, PersonReport } from '../../openapi/dabp.generated.ts'

/** A person as OneWelcome knows them. */
export interface TenantPerson {
  readonly referenceId: string
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly email: string | undefined
}

/** Who can sign in, and what DABP reports on them. */
export interface TenantDirectory {
  /** A person by reference id or e-mail address. */
  person(login: string): TenantPerson | undefined
  /** Who signs in where nobody is named; undefined where there is nobody. */
  readonly defaultPerson: TenantPerson | undefined
  report(person: TenantPerson): PersonReport
  legacyReport(person: TenantPerson): LegacyReport
}

/** What is said of who somebody is, as far as the scopes let it through. */
export function identityClaims(
  person: TenantPerson,
  scopes: readonly string[],
): JWTPayload & { sub: string } {
  const { referenceId, firstName, lastName, email } = person
  const name = [firstName, lastName].filter((part) => part !== undefined).join(' ')
  return {
    sub: referenceId,
    ...(scopes.includes('profile') && name !== '' ? { name } : {}),
    ...(scopes.includes('profile') && firstName !== undefined ? { given_name: firstName } : {}),
    ...(scopes.includes('profile') && lastName !== undefined ? { family_name: lastName } : {}),
    ...(scopes.includes('email') && email !== undefined ? { email } : {}),
  }
}
