import { scopesOf } from '../oauth/scopesOf.ts'
import type { VerifiedClaims } from '../oauth/tokenVerifier.ts'
import { reportScopeValues } from '../openapi/dabp.generated.ts'

/** Whether a token opens reports: no other scope does, those that open everything else in DABP included. */
export function mayReadReports(claims: VerifiedClaims): boolean {
  const listed = claims['scp']
  const scopes: readonly unknown[] = Array.isArray(listed) ? listed : scopesOf(claims)
  return reportScopeValues.some((scope) => scopes.includes(scope))
}
