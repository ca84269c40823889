import type { JWTPayload } from 'jose'
import type { TokenFlaw } from '../../openapi/admin.generated.ts'

const daySeconds = 86_400

/** The claims of a token that is to have a flaw; where that is not in its claims, as they are. */
export function flawedClaims(claims: JWTPayload, flaw: TokenFlaw | undefined): JWTPayload {
  switch (flaw) {
    case 'expired':
      return shifted(claims, -1 - lifetimeOf(claims))
    case 'notYetValid': {
      const later = shifted(claims, daySeconds)
      return later.iat === undefined ? later : { ...later, nbf: later.iat }
    }
    case 'wrongAudience':
      return { ...claims, aud: 'somebody-else' }
    case 'wrongIssuer':
      return { ...claims, iss: 'https://somebody-else.example.org/' }
    default:
      return claims
  }
}

const lifetimeOf = ({ iat = 0, exp = iat }: JWTPayload): number => exp - iat

function shifted(claims: JWTPayload, seconds: number): JWTPayload {
  const { iat, nbf, exp } = claims
  return {
    ...claims,
    ...(iat === undefined ? {} : { iat: iat + seconds }),
    ...(nbf === undefined ? {} : { nbf: nbf + seconds }),
    ...(exp === undefined ? {} : { exp: exp + seconds }),
  }
}
