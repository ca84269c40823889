import { readWebToken } from '../../text/webToken.ts'

/**
 * Whether a token says that it is for an audience. Nobody verifies it here; what is no JSON Web Token, or does not say,
 * counts as if it were.
 */
export function isForAudience(token: string, audience: string): boolean {
  const claimed = readWebToken(token)?.claims['aud']
  return claimed === undefined || [claimed].flat().includes(audience)
}
