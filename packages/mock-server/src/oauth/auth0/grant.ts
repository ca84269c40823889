import { askedScopes } from '../askedScopes.ts'
import type { ClientRegistration } from '../clientRegistry.ts'
import type { TokenParameters } from '../tokenParameters.ts'
import { TokenRefusal } from '../tokenRefusal.ts'

/** What tokens there are to be had. */
export interface GrantRules {
  /** The services there are tokens for; the first is the one a request means that names none. */
  readonly audiences: readonly string[]
  /** What a client that may have every scope gets when it asks for none. */
  readonly knownScopes: readonly string[]
}

/** What a token is to say about its bearer. */
export interface Grant {
  readonly clientId: string
  readonly audience: string
  readonly scope: string
}

/**
 * Decides on a token request, as Auth0 does for client credentials.
 *
 * @param client whose credentials came with it, if anybody's
 * @throws TokenRefusal naming what is wrong, never a secret
 */
export function grantOf(
  parameters: TokenParameters,
  client: ClientRegistration | undefined,
  rules: GrantRules,
): Grant {
  checkGrantType(parameters.grant_type)
  const { audience = rules.audiences[0] ?? '' } = parameters
  if (client === undefined || client.secret === null)
    throw new TokenRefusal(401, 'access_denied', 'Unauthorized')
  if (!rules.audiences.includes(audience))
    throw new TokenRefusal(403, 'access_denied', `Service not found: ${audience}`)
  return { clientId: client.id, audience, scope: scopeOf(client, parameters.scope, rules) }
}

function checkGrantType(grantType: string | undefined): void {
  if (grantType === 'client_credentials') return
  if (grantType === undefined)
    throw new TokenRefusal(
      403,
      'unauthorized_client',
      'grant_type is missing: send grant_type=client_credentials',
    )
  throw new TokenRefusal(
    403,
    'unsupported_grant_type',
    `grant_type ${grantType} is not supported: send grant_type=client_credentials`,
  )
}

function scopeOf(client: ClientRegistration, wanted: string | undefined, rules: GrantRules): string {
  const { granted, refused } = askedScopes(client, wanted, rules.knownScopes)
  if (refused.length > 0)
    throw new TokenRefusal(
      403,
      'access_denied',
      `Client ${client.id} may not ask for ${refused.join(' ')}: it may ask for ${client.scopes?.join(' ') || 'no scope'}`,
    )
  return granted.join(' ')
}
