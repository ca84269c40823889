import type { JWTPayload } from 'jose'
import type { UserInfo } from '../../openapi/cern.generated.ts'
import { identityIn } from './person.ts'

/** What a person's access token tells of them, or undefined where it was not asked for with the scope `openid`. */
export function userInfoOf(claims: JWTPayload): UserInfo | undefined {
  const { scope, cern_roles: roles } = claims
  if (typeof scope !== 'string' || !scope.split(/\s+/).includes('openid')) return undefined
  return {
    ...identityIn(claims),
    sub: String(claims.sub),
    ...(Array.isArray(roles) ? { cern_roles: roles } : {}),
  }
}
