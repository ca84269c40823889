import { AuthRefusal } from './authRefusal.ts'

/**
 * The token in an Authorization header: the scheme in any case, split at white space, exactly two parts.
 *
 * @throws AuthRefusal
 */
export function bearerToken(header: string | null): string {
  if (!header) throw new AuthRefusal('authorization_header_missing', 'Authorization header is expected')
  const [scheme, token, ...rest] = header.trim().split(/\s+/)
  if (scheme?.toLowerCase() !== 'bearer')
    throw new AuthRefusal('invalid_header', 'Authorization header must start with Bearer')
  if (token === undefined) throw new AuthRefusal('invalid_header', 'Token not found')
  if (rest.length > 0) throw new AuthRefusal('invalid_header', 'Authorization header must be Bearer token')
  return token
}
