import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { setBounded } from '../../text/boundedMap.ts'
import { isPublicClient } from '../clients.ts'
import { checkCodeVerifier, OAuthError, type TokenParameters } from '../endpoints.ts'
import type { SignInDeps } from './signInServer.ts'
import {
  type Authorization,
  authorizationId,
  isRevoked,
  revoke,
  type SignInState,
  stateLimit,
} from './signInState.ts'

/** The lifetime of an authorization code, in seconds. */
const codeLifetimeSeconds = 60

type CodeDeps = Pick<SignInDeps, 'state' | 'clock' | 'identifiers'>

/** Issues a code for an application. */
export function issueCode(
  authorization: Authorization,
  redirectUri: string,
  codeChallenge: string | undefined,
  { state, clock, identifiers }: CodeDeps,
): string {
  const code = identifiers.hexadecimal(64)
  const expiresAt = clock.now() + codeLifetimeSeconds * 1000
  setBounded(state.codes, code, { authorization, expiresAt, redirectUri, codeChallenge, isRedeemed: false })
  return code
}

/**
 * Redeems a code, once, for the client, the redirect URI and the verifier that it was issued for. A code that comes a second
 * time may have been stolen: the tokens that were issued for it are revoked (RFC 6749, section 4.1.2).
 *
 * @throws {OAuthError} `invalid_grant`
 */
export async function redeemCode(
  parameters: TokenParameters,
  client: ClientRegistration,
  { state, clock, demandsPkce }: Pick<SignInDeps, 'state' | 'clock' | 'demandsPkce'>,
): Promise<Authorization> {
  const { code, redirect_uri: redirectUri, code_verifier: verifier } = parameters
  if (code === undefined) throw new OAuthError(400, 'invalid_request', 'code is missing')
  const issued = state.codes.get(code)
  if (issued === undefined || issued.authorization.clientId !== client.id) throw invalidGrant('Unknown code')
  if (issued.isRedeemed) {
    revoke(state, authorizationId(issued.authorization))
    throw invalidGrant('The code has been used before')
  }
  state.codes.set(code, { ...issued, isRedeemed: true })
  if (issued.expiresAt <= clock.now()) throw invalidGrant('The code has expired')
  if (issued.redirectUri !== redirectUri) throw invalidGrant('Another redirect_uri than before')
  // With --any-client, only now it shows that a client has no secret.
  if (issued.codeChallenge === undefined && demandsPkce && isPublicClient(client))
    throw invalidGrant('PKCE code verifier not specified', publicClientReason(client))
  await checkCodeVerifier(issued.codeChallenge, verifier)
  return issued.authorization
}

/** Returns the reason for the journal why a public client is refused. */
export const publicClientReason = ({ id }: ClientRegistration): string =>
  `${id} is a public client, which has to use PKCE`

/** Stores an opaque refresh token. */
export function storeRefreshToken(
  state: SignInState,
  token: string,
  authorization: Authorization,
  expiresAt: number,
): void {
  // The nonce is for the first ID token only, and may be long.
  const lasting = { ...authorization, nonce: undefined }
  setBounded(state.refreshTokens, token, { authorization: lasting, expiresAt, isUsed: false }, stateLimit)
}

/**
 * Accepts a refresh token, and returns what it stands for. A client that rotates its refresh tokens can use each of them
 * once; a token that comes a second time may have been stolen, and revokes all others of its authorization.
 *
 * @throws {OAuthError} `invalid_grant`
 */
export function redeemRefreshToken(
  token: string | undefined,
  client: ClientRegistration,
  { state, clock }: Pick<CodeDeps, 'state' | 'clock'>,
): Authorization {
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'refresh_token is missing')
  const issued = state.refreshTokens.get(token)
  if (issued === undefined || issued.authorization.clientId !== client.id)
    throw invalidGrant('Unknown or invalid refresh token')
  const { authorization } = issued
  if (isRevoked(state, [authorizationId(authorization)]))
    throw invalidGrant('The refresh token has been revoked')
  if (issued.expiresAt <= clock.now()) throw invalidGrant('The refresh token has expired')
  if (issued.isUsed) {
    revoke(state, authorizationId(authorization))
    throw invalidGrant('The refresh token has been used before: it and all that followed it are revoked')
  }
  if (client.rotateRefreshTokens === true) state.refreshTokens.set(token, { ...issued, isUsed: true })
  return authorization
}

/**
 * Returns the scopes of a refreshed token: all of the authorization, or those of them that the client requests.
 *
 * @throws {OAuthError} `invalid_scope` for a scope that the person did not permit
 */
export function narrowScopes(granted: readonly string[], requested: string | undefined): readonly string[] {
  if (requested === undefined || requested.trim() === '') return granted
  const words = requested.split(/\s+/).filter((word) => word !== '')
  const further = words.filter((word) => !granted.includes(word))
  if (further.length > 0)
    throw new OAuthError(400, 'invalid_scope', `The person did not permit the scope ${further.join(' ')}`)
  return words
}

export const invalidGrant = (reason: string, detail?: string): OAuthError =>
  new OAuthError(400, 'invalid_grant', reason, {}, detail)
