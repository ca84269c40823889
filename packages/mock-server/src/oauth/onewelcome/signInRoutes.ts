import { queryOf } from '../../http/requestTarget.ts'
import type { UserInfo } from '../../openapi/dabp.generated.ts'
import { remember } from '../memory.ts'
import { scopesOf } from '../scopesOf.ts'
import type { ServerRoutes } from '../serverRoutes.ts'
import { TokenRefusal } from '../tokenRefusal.ts'
import { refusalAnswer } from '../tokenRoute.ts'
import { addUserInfoRoute } from '../userInfoRoute.ts'
import { codeLifetimeSeconds } from './authorizationCode.ts'
import { redirectUriOf, signedIn } from './authorize.ts'
import type { OneWelcomeParts } from './parts.ts'
import { identityClaims } from './person.ts'
import { reportClaim } from './reportClaims.ts'
import { endpoints } from './tenant.ts'

/** Where a person signs in to an application, and where it asks who they are. */
export function addSignInRoutes(routes: ServerRoutes<OneWelcomeParts>): void {
  routes.get(endpoints.authorize, ({ req, env }) => {
    const { responder } = env
    try {
      return responder.empty(302, { Location: wayBack(queryOf(req.url), env) })
    } catch (error) {
      if (error instanceof TokenRefusal) return refusalAnswer(responder, error)
      throw error
    }
  })
  addUserInfoRoute(routes, endpoints.userInfo, userInfoOf)
}

/** Where the browser is sent: to the application, unless nobody can tell which that is. */
function wayBack(query: URLSearchParams, parts: OneWelcomeParts): string {
  const { clients, clock, directory, identifiers, state } = parts
  const client = clients.find(query.get('client_id') ?? '')
  if (client === undefined) throw new TokenRefusal(400, 'invalid_client', 'Nobody has this client_id')
  const target = redirectUriOf(query)
  const mark = query.get('state')
  try {
    const code = identifiers.hexadecimal(64)
    remember(state.codes, code, {
      ...signedIn(query, client, directory),
      expiresAt: clock.now() + codeLifetimeSeconds * 1000,
    })
    target.searchParams.set('code', code)
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error
    target.searchParams.set('error', error.error)
    target.searchParams.set('error_description', error.description)
  }
  if (mark !== null) target.searchParams.set('state', mark)
  return target.href
}

async function userInfoOf(
  token: string,
  { clients, directory, tokens }: OneWelcomeParts,
): Promise<UserInfo | undefined> {
  const claims = await tokens.claimsOf(token)
  const scopes = scopesOf(claims)
  const person = scopes.includes('openid') ? directory.person(String(claims.sub)) : undefined
  if (person === undefined) return undefined
  const client = clients.find(String(claims['cid']))
  return { ...identityClaims(person, scopes), ...reportClaim(person, directory, client) }
}
