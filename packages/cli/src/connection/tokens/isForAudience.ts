import { Buffer } from 'node:buffer'

/**
 * Whether a token says that it is for an audience. Nobody verifies it here; what is no JSON Web Token, or does not say,
 * counts as if it were.
 */
export function isForAudience(token: string, audience: string): boolean {
  const claimed = audienceIn(token)
  return claimed === undefined || [claimed].flat().includes(audience)
}

function audienceIn(token: string): unknown {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return typeof claims === 'object' && claims !== null && 'aud' in claims ? claims.aud : undefined
  } catch {
    return undefined
  }
}
