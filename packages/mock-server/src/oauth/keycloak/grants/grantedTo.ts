import type { SignedIn, TokenFrame } from '../tokenClaims.ts'
import { idTokenClaims, refreshTokenClaims, userTokenClaims } from '../tokenClaims.ts'
import type { Granted } from './grant.ts'

/** All the tokens of a person who signed in: an ID token only where the scope says so. */
export function grantedTo(person: SignedIn, frame: TokenFrame): Granted {
  const signsIn = frame.scope.split(/\s+/).includes('openid')
  return {
    access: userTokenClaims(frame, person),
    refresh: refreshTokenClaims(frame, person),
    ...(signsIn ? { id: idTokenClaims(frame, person) } : {}),
  }
}
