import { checkCodeVerifier } from '../codeChallenge.ts'
import { signedToken } from '../signedToken.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import type { Grant } from './grant.ts'
import { identityClaims } from './person.ts'
import { reportClaim, reportInAccessToken } from './reportClaims.ts'
import { accessTokenClaims, idTokenClaims } from './tokenClaims.ts'

/** How long a code is good, in seconds. */
export const codeLifetimeSeconds = 60

/** The tokens of a person who signed in, for the code that their browser brought back. A code is good once. */
export const authorizationCodeGrant: Grant = async (request, { directory, tokens, codes }) => {
  const { parameters, client, frame } = request
  const known = codes.get(parameters.code ?? '')
  if (known === undefined || known.clientId !== client.id) throw invalidGrant('Unknown code')
  codes.delete(parameters.code ?? '')
  if (known.expiresAt <= frame.now) throw invalidGrant('The code has expired')
  if (known.redirectUri !== parameters.redirect_uri) throw invalidGrant('Another redirect_uri than before')
  await checkCodeVerifier(known.codeChallenge, parameters.code_verifier)
  const person = directory.person(known.referenceId)
  if (person === undefined) throw invalidGrant('Nobody has this account any more')
  const { scopes } = known
  const access = {
    ...accessTokenClaims(frame, person.referenceId, client.id, scopes),
    ...reportInAccessToken(person, directory, client),
  }
  const identity = { ...identityClaims(person, scopes), ...reportClaim(person, directory, client) }
  return {
    access_token: await tokens.issue(access, client),
    ...(scopes.includes('openid')
      ? { id_token: await signedToken(idTokenClaims(frame, identity, known.nonce)) }
      : {}),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  }
}

const invalidGrant = (reason: string) => new TokenRefusal(400, 'invalid_grant', reason)
