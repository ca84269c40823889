import type { CryptoKey } from 'jose'
import { signingKey, signingKeyId } from './signingKey.ts'

export interface TokenGrant {
  readonly issuer: string
  readonly clientId: string
  readonly audience: string
  readonly scope: string
  readonly lifetimeSeconds: number
  /** When it is issued, in milliseconds since 1970. */
  readonly issuedAt: number
}

let key: Promise<CryptoKey> | undefined

/** An access token with the claims of Auth0's client credentials grant. Without scopes it has no `scope` claim. */
export async function issueToken(grant: TokenGrant): Promise<string> {
  const { importJWK, SignJWT } = await import('jose')
  key ??= importJWK(signingKey, 'RS256') as Promise<CryptoKey>
  const issuedAt = Math.floor(grant.issuedAt / 1000)
  return new SignJWT({
    iss: grant.issuer,
    sub: `${grant.clientId}@clients`,
    aud: grant.audience,
    iat: issuedAt,
    exp: issuedAt + grant.lifetimeSeconds,
    azp: grant.clientId,
    ...(grant.scope === '' ? {} : { scope: grant.scope }),
    gty: 'client-credentials',
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signingKeyId })
    .sign(await key)
}
