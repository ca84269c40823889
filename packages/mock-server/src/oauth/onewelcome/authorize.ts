import { askedScopes } from '../askedScopes.ts'
import type { ClientRegistration } from '../clientRegistry.ts'
import { codeChallengeOf } from '../codeChallenge.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import type { AuthorizationCode } from './codes.ts'
import type { TenantDirectory } from './person.ts'
import { machineScopes, personScopes } from './tenant.ts'

const scriptSchemes = ['javascript:', 'data:', 'vbscript:']

/**
 * Where an application wants its user back. Applications are not registered with their addresses: any will do.
 *
 * @throws TokenRefusal where it is none, or one that a browser runs
 */
export function redirectUriOf(query: URLSearchParams): URL {
  const text = query.get('redirect_uri') ?? ''
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.hash !== '' || scriptSchemes.includes(url.protocol))
    throw new TokenRefusal(400, 'invalid_request', 'redirect_uri must be an absolute URL without a fragment')
  return url
}

/**
 * Decides on a sign-in: whoever is named is in at once.
 *
 * @throws TokenRefusal, which the application gets to know through the browser
 */
export function signedIn(
  query: URLSearchParams,
  client: ClientRegistration,
  directory: TenantDirectory,
): Omit<AuthorizationCode, 'expiresAt'> {
  const of = (name: string): string | undefined => query.get(name) ?? undefined
  if (of('response_type') !== 'code')
    throw new TokenRefusal(400, 'unsupported_response_type', 'response_type must be code')
  const [challenge, method] = [of('code_challenge'), of('code_challenge_method')]
  const codeChallenge = codeChallengeOf({
    ...(challenge === undefined ? {} : { code_challenge: challenge }),
    ...(method === undefined ? {} : { code_challenge_method: method }),
  })
  const login = of('login_hint')
  const person = login === undefined ? directory.defaultPerson : directory.person(login)
  if (person === undefined) throw new TokenRefusal(400, 'login_required', 'Nobody has this account')
  return {
    clientId: client.id,
    redirectUri: of('redirect_uri') ?? '',
    referenceId: person.referenceId,
    scopes: scopesOfPerson(client, of('scope') ?? 'openid'),
    nonce: of('nonce'),
    codeChallenge,
  }
}

function scopesOfPerson(client: ClientRegistration, wanted: string): readonly string[] {
  const everybodys = client.scopes && { ...client, scopes: [...client.scopes, ...personScopes] }
  const { granted, refused } = askedScopes(everybodys ?? client, wanted, personScopes)
  const impossible = [...refused, ...granted.filter((scope) => machineScopes.includes(scope))]
  if (impossible.length > 0)
    throw new TokenRefusal(400, 'invalid_scope', `Nobody signs in with the scope ${impossible.join(' ')}`)
  return granted
}
