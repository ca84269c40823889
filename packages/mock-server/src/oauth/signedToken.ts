import type { CryptoKey, JWTPayload } from 'jose'
import { signingKey, signingKeyId } from './signingKey.ts'

let key: Promise<CryptoKey> | undefined

/**
 * A JWT of these claims, exactly, signed with the key of the mock.
 *
 * @param keyId what its header calls that key
 */
export async function signedToken(claims: JWTPayload, keyId: string = signingKeyId): Promise<string> {
  const { importJWK, SignJWT } = await import('jose')
  key ??= importJWK(signingKey, 'RS256') as Promise<CryptoKey>
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId }).sign(await key)
}
