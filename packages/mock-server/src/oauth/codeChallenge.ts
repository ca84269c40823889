import type { TokenParameters } from './tokenParameters.ts'
import { TokenRefusal } from './tokenRefusal.ts'

/**
 * The challenge of PKCE (RFC 7636) that a client begins a flow with; undefined where it does without.
 *
 * @throws TokenRefusal for any method but S256, and for a challenge that is no hash
 */
export function codeChallengeOf(parameters: TokenParameters): string | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = parameters
  if (challenge === undefined && method === undefined) return undefined
  if (method !== 'S256')
    throw new TokenRefusal(400, 'invalid_request', 'Invalid parameter: code_challenge_method must be S256')
  if (challenge === undefined || !/^[\w-]{43}$/.test(challenge))
    throw new TokenRefusal(400, 'invalid_request', 'Invalid parameter: code_challenge')
  return challenge
}

/**
 * Has a client prove that it is the one that began the flow.
 *
 * @throws TokenRefusal where it cannot
 */
export async function checkCodeVerifier(
  challenge: string | undefined,
  verifier: string | undefined,
): Promise<void> {
  if (challenge === undefined && verifier === undefined) return
  if (verifier === undefined) throw new TokenRefusal(400, 'invalid_grant', 'PKCE code verifier not specified')
  if (challenge === undefined)
    throw new TokenRefusal(
      400,
      'invalid_grant',
      'PKCE code verifier specified but challenge not present in authorization',
    )
  if ((await sha256(verifier)) !== challenge)
    throw new TokenRefusal(400, 'invalid_grant', 'PKCE verification failed: Code mismatch')
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
