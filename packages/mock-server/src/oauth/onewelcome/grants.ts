import type { TokenResponse } from '@personctl/openapi/dabp'
import type { Memory } from '../boundedMap.ts'
import { askedScopes, type ClientRegistration } from '../clients.ts'
import { signedToken } from '../keys.ts'
import { checkCodeVerifier, type TokenParameters, TokenRefusal } from '../tokenEndpoint.ts'
import type { AccessTokens, AuthorizationCode } from './parts.ts'
import {
  accessTokenClaims,
  delegationAudience,
  identityClaims,
  idTokenClaims,
  machineScopes,
  personScopes,
  reportClaim,
  reportInAccessToken,
  type TenantDirectory,
  type TokenFrame,
} from './tenant.ts'

/** A request for a token, by a client that is who it says it is. */
interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** What the tokens will say in any case. */
  readonly frame: TokenFrame
}

/** What grants draw on. */
interface GrantParts {
  readonly directory: TenantDirectory
  readonly tokens: AccessTokens
  readonly codes: Memory<AuthorizationCode>
}

/** Decides on a token request; rejects with TokenRefusal where there is no token. */
export type Grant = (request: TokenRequest, parts: GrantParts) => Promise<TokenResponse>

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

/** The grant for programs of their own. */
export const clientCredentialsGrant: Grant = async ({ parameters, client, frame }, { tokens }) => {
  if (client.secret === null)
    throw new TokenRefusal(400, 'unauthorized_client', 'A public client has no tokens of its own')
  const { granted, refused } = askedScopes(client, parameters.scope, machineScopes)
  const impossible = [...refused, ...granted.filter((scope) => personScopes.includes(scope))]
  if (impossible.length > 0)
    throw new TokenRefusal(
      400,
      'invalid_scope',
      `Client ${client.id} may not ask for ${impossible.join(' ')}`,
    )
  const claims = accessTokenClaims(frame, client.id, delegationAudience, granted)
  const answer: TokenResponse = {
    access_token: await tokens.issue(claims, client),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(granted.length === 0 ? {} : { scope: granted.join(' ') }),
  }
  return answer
}
