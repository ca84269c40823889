import { scopeWords } from './askedScopes.ts'
import type { VerifiedClaims } from './tokenVerifier.ts'

/** The scopes of a token: the words of its `scope` claim. */
export function scopesOf(claims: VerifiedClaims): readonly string[] {
  const scope = claims['scope']
  return typeof scope === 'string' ? scopeWords(scope) : []
}
