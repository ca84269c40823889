import { baseUrlOf } from '../../http/requestTarget.ts'
import type { OpenIdConfiguration } from '../../openapi/cern.generated.ts'
import { serialise } from '../../text/serialise.ts'
import { keySet } from '../keySet.ts'
import type { ServerRoutes } from '../serverRoutes.ts'
import { addUserInfoRoute } from '../userInfoRoute.ts'
import type { KeycloakParts } from './parts.ts'
import { openIdPath, realmPath } from './realm.ts'
import { userInfoOf } from './userInfo.ts'

/** What is open to everybody: discovery and keys; and what a person's token tells of them. */
export function addOpenIdRoutes(routes: ServerRoutes<KeycloakParts>, grantTypes: readonly string[]): void {
  routes.get(`${openIdPath}/certs`, ({ env: { responder } }) => responder.json(serialise(keySet)))
  routes.get(`${realmPath}/.well-known/openid-configuration`, ({ req, env: { responder } }) =>
    responder.json(serialise(configurationAt(baseUrlOf(req.url), grantTypes))),
  )
  addUserInfoRoute(routes, `${openIdPath}/userinfo`, async (token, { verify }) =>
    userInfoOf(await verify(token)),
  )
}

function configurationAt(origin: string, grantTypes: readonly string[]): OpenIdConfiguration {
  const endpoints = `${origin}${openIdPath}`
  return {
    issuer: `${origin}${realmPath}`,
    token_endpoint: `${endpoints}/token`,
    device_authorization_endpoint: `${endpoints}/auth/device`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    jwks_uri: `${endpoints}/certs`,
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'email'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: [],
    subject_types_supported: ['public'],
  }
}
