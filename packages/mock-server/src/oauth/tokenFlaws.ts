import type { TokenFlaw } from '@personctl/generated/admin'
import type { JWTPayload } from 'jose'
import { type SigningKeys, tamperSignature } from './keys.ts'

/** A flaw of a token. */
export interface FlawOptions {
  readonly flaw: TokenFlaw | undefined
  /** @default 3600, since many verifiers accept a token for up to five minutes longer */
  readonly expiredBySeconds?: number | undefined
  /** The time, in milliseconds since 1970. */
  readonly now: number
}

const hourSeconds = 3600
const daySeconds = 86_400

/** Returns the claims of a token with a flaw. Flaws of the token itself leave them unchanged. */
export function flawClaims(claims: JWTPayload, options: FlawOptions): JWTPayload {
  switch (options.flaw) {
    case 'expired':
      return expireClaims(claims, options)
    case 'notYetValid': {
      const later = shiftTimes(claims, daySeconds)
      return later.iat === undefined ? later : { ...later, nbf: later.iat }
    }
    case 'wrongAudience':
      return { ...claims, aud: 'somebody-else' }
    case 'wrongIssuer':
      return { ...claims, iss: 'https://somebody-else.example.org/' }
    case 'wrongNonce':
      return { ...claims, nonce: 'another-nonce' }
    default:
      return claims
  }
}

/** Returns the claims of a token of the same lifetime that has expired. */
export function expireClaims(
  claims: JWTPayload,
  { now, expiredBySeconds = hourSeconds }: Omit<FlawOptions, 'flaw'>,
): JWTPayload {
  const exp = Math.floor(now / 1000) - expiredBySeconds
  return { ...shiftTimes(claims, exp - (claims.exp ?? exp)), exp }
}

function shiftTimes(claims: JWTPayload, seconds: number): JWTPayload {
  const { iat, nbf, exp } = claims
  return {
    ...claims,
    ...(iat === undefined ? {} : { iat: iat + seconds }),
    ...(nbf === undefined ? {} : { nbf: nbf + seconds }),
    ...(exp === undefined ? {} : { exp: exp + seconds }),
  }
}

/** Signs claims, and applies a flaw of the token itself. */
export async function signWithFlaw(
  claims: JWTPayload,
  flaw: TokenFlaw | undefined,
  keys: SigningKeys,
  header: Parameters<SigningKeys['sign']>[1] = {},
): Promise<string> {
  switch (flaw) {
    case 'malformed':
      return 'this-is-no-token'
    case 'algorithmNone': {
      const { UnsecuredJWT } = await import('./jose.ts')
      return new UnsecuredJWT(claims).encode()
    }
    case 'unknownKey':
      return keys.sign(claims, { ...header, kid: 'unknown-key' })
    case 'noKeyId':
      return keys.sign(claims, { ...header, kid: null })
    case 'wrongSignature':
      return tamperSignature(await keys.sign(claims, header))
    default:
      return keys.sign(claims, header)
  }
}

/** Returns a token with the same content but a flaw. An opaque token is replaced by one that does not exist. */
export async function flawToken(token: string, options: FlawOptions, keys: SigningKeys): Promise<string> {
  const { decodeJwt, decodeProtectedHeader } = await import('./jose.ts')
  let content: {
    readonly claims: JWTPayload
    readonly header: { readonly typ?: string; readonly kid?: string }
  }
  try {
    content = { claims: decodeJwt(token), header: decodeProtectedHeader(token) }
  } catch {
    return [...token].reverse().join('')
  }
  const { typ, kid } = content.header
  const header = { ...(typ === undefined ? {} : { typ }), ...(kid === undefined ? {} : { kid }) }
  return signWithFlaw(flawClaims(content.claims, options), options.flaw, keys, header)
}
