import { Hono } from 'hono'
import { cisAudiences } from './cis/audiences.ts'
import { createFailures } from './cis/failures.ts'
import { pageSizesOf } from './cis/lists/pageSizes.ts'
import { entitlementOf } from './cis/permissions.ts'
import { addCisRoutes } from './cis/routes.ts'
import { systemClock } from './clock.ts'
import { mayReadReports } from './dabp/permission.ts'
import { dabpService, delegationPath } from './dabp/service.ts'
import { createAuthorizationBase } from './directory/authorization/authorizationBase.ts'
import { createAuthorizationDirectory } from './directory/authorization/authorizationDirectory.ts'
import { noAuthorizationChanges } from './directory/authorization/changes.ts'
import { noDelegationChanges } from './directory/delegation/changes.ts'
import { createDelegationDirectory } from './directory/delegation/delegationDirectory.ts'
import { createDirectory } from './directory/directory.ts'
import { generatedPeople } from './directory/generatedPeople.ts'
import { givenPeople } from './directory/givenPeople.ts'
import type { Answerer } from './http/answerer.ts'
import { createOriginMemory } from './http/originMemory.ts'
import { decodedPathOf, originOf, pathOf } from './http/requestTarget.ts'
import type { ResponseClass } from './http/responder.ts'
import { createResponder } from './http/responder.ts'
import { withCors } from './http/withCors.ts'
import { withLatency } from './http/withLatency.ts'
import { withLog } from './http/withLog.ts'
import {
  issuerPath as auth0IssuerPath,
  defaultTokenTtlSeconds as auth0TtlSeconds,
} from './oauth/auth0/accessToken.ts'
import { addAuth0Routes } from './oauth/auth0/routes.ts'
import { AuthRefusal } from './oauth/authRefusal.ts'
import { createClientRegistry } from './oauth/clientRegistry.ts'
import { createIdentifierSource } from './oauth/identifierSource.ts'
import { defaultTokenTtlSeconds as keycloakTtlSeconds, realmPath } from './oauth/keycloak/realm.ts'
import { realmDirectory } from './oauth/keycloak/realmDirectory.ts'
import { addKeycloakRoutes } from './oauth/keycloak/routes.ts'
import { createOAuthState } from './oauth/oauthState.ts'
import { createAccessTokens } from './oauth/onewelcome/accessTokens.ts'
import { addOneWelcomeRoutes } from './oauth/onewelcome/routes.ts'
import {
  issuerPath as tenantIssuerPath,
  defaultTokenTtlSeconds as tenantTtlSeconds,
} from './oauth/onewelcome/tenant.ts'
import { tenantDirectory } from './oauth/onewelcome/tenantDirectory.ts'
import { scopesOf } from './oauth/scopesOf.ts'
import { createTokenAcceptance } from './oauth/tokenAcceptance.ts'
import { createTokenVerifier } from './oauth/tokenVerifier.ts'
import { scopeValues } from './openapi/cis.generated.ts'
import type { AppOptions } from './options.ts'
import { checkOptions } from './options.ts'

/** Puts the parts together. @param Answer what answers are made of */
export function assembleApp(options: AppOptions, Answer: ResponseClass): Answerer {
  checkOptions(options)
  const {
    people = 100,
    groups = 40,
    seed = 1,
    data = {},
    conformance = 'observed',
    tokenTtlSeconds,
  } = options
  const clock = systemClock
  const origins = createOriginMemory()
  const responder = createResponder(Answer)
  const failures = createFailures(responder, conformance)
  const everybody = data.cis?.profiles ? givenPeople(data.cis.profiles) : generatedPeople(people, seed)
  const directory = createDirectory(everybody)
  const authorization = createAuthorizationDirectory(
    createAuthorizationBase({ people: everybody, groups, seed, data: data.cern }),
    noAuthorizationChanges(),
    clock,
  )
  const delegation = createDelegationDirectory(
    { directory, authorization, given: data.dabp?.people },
    noDelegationChanges(),
    clock,
  )
  const clients = createClientRegistry(
    [...(data.clients ?? []), ...(options.clients ?? [])],
    options.anyClient ?? false,
  )
  const state = createOAuthState()
  const identifiers = createIdentifierSource(seed, state.identifiers)
  const verifier = (issuerPath: string, audiences?: readonly string[]) =>
    createTokenVerifier({ issuerPath, audiences, origins, trust: options.trust, clock })
  const furtherAudiences = options.audience === undefined ? [] : [options.audience]
  const audiences = [...cisAudiences, ...furtherAudiences]

  const app = new Hono({ getPath: (request) => decodedPathOf(request.url) })
  app.onError((error) => (error instanceof AuthRefusal ? failures.refused(error) : failures.internal()))
  app.notFound(() => failures.notFound())
  addAuth0Routes(app, {
    clients,
    responder,
    audiences,
    knownScopes: scopeValues,
    tokenTtlSeconds: tokenTtlSeconds ?? auth0TtlSeconds,
    clock,
  })
  addKeycloakRoutes(app, {
    clients,
    directory: realmDirectory(authorization),
    responder,
    tokenTtlSeconds: tokenTtlSeconds ?? keycloakTtlSeconds,
    clock,
    identifiers,
    state: state.keycloak,
    verify: verifier(realmPath),
  })
  const tenantTokens = createAccessTokens(
    state.oneWelcome.opaqueTokens,
    identifiers,
    clock,
    verifier(tenantIssuerPath),
  )
  addOneWelcomeRoutes(app, {
    clients,
    directory: tenantDirectory(directory, delegation),
    responder,
    tokenTtlSeconds: tokenTtlSeconds ?? tenantTtlSeconds,
    clock,
    identifiers,
    state: state.oneWelcome,
    tokens: tenantTokens,
  })
  const dabp = dabpService({
    directory: delegation,
    responder,
    entitled: createTokenAcceptance(tenantTokens.claimsOf, mayReadReports, clock),
  })
  addCisRoutes(app, {
    directory,
    responder,
    failures,
    conformance,
    pageSizes: pageSizesOf(options.pageSize, conformance),
    entitled: createTokenAcceptance(
      verifier(auth0IssuerPath, audiences),
      (claims) => entitlementOf(scopesOf(claims)),
      clock,
    ),
  })

  let answer: Answerer = (request) => {
    origins.remember(originOf(request.url))
    return pathOf(request.url).startsWith(delegationPath) ? dabp(request) : app.fetch(request)
  }
  answer = withCors(answer, responder)
  if (options.latencyMs) answer = withLatency(answer, options.latencyMs, seed)
  if (options.log) answer = withLog(answer, options.log)
  return answer
}
