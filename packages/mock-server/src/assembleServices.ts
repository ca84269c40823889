import { Hono } from 'hono'
import { callerOf } from './cern/caller.ts'
import { createCernService } from './cern/cernService.ts'
import { defaultPageSize } from './cern/lists/listRequest.ts'
import { isCernPath } from './cern/router.ts'
import { cisAudiences } from './cis/audiences.ts'
import { createFailures } from './cis/failures.ts'
import { pageSizesOf } from './cis/lists/pageSizes.ts'
import { entitlementOf } from './cis/permissions.ts'
import { addCisRoutes } from './cis/routes.ts'
import { systemClock } from './clock.ts'
import { createDabpService, isDabpPath } from './dabp/dabpService.ts'
import { mayReadReports } from './dabp/permission.ts'
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
import { addAuthorizationServers } from './oauth/authorizationServers.ts'
import { AuthRefusal } from './oauth/authRefusal.ts'
import { createClientRegistry } from './oauth/clientRegistry.ts'
import { createOAuthState } from './oauth/oauthState.ts'
import { scopesOf } from './oauth/scopesOf.ts'
import { createTokenAcceptance } from './oauth/tokenAcceptance.ts'
import { scopeValues } from './openapi/cis.generated.ts'
import type { AppOptions } from './options.ts'
import { checkOptions } from './options.ts'

/** Puts the parts together. @param Answer what answers are made of */
export function assembleApp(options: AppOptions, Answer: ResponseClass): Answerer {
  checkOptions(options)
  const { people = 100, groups = 40, seed = 1, data = {}, conformance = 'observed' } = options
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
  const app = new Hono({ getPath: (request) => decodedPathOf(request.url) })
  app.onError((error) => (error instanceof AuthRefusal ? failures.refused(error) : failures.internal()))
  app.notFound(() => failures.notFound())
  const verify = addAuthorizationServers(app, {
    clients,
    trust: options.trust,
    cis: { audiences: cisAudiences, scopes: scopeValues },
    furtherAudiences: options.audience === undefined ? [] : [options.audience],
    tokenTtlSeconds: options.tokenTtlSeconds,
    directory,
    authorization,
    delegation,
    responder,
    origins,
    clock,
    seed,
    state: createOAuthState(),
  })
  addCisRoutes(app, {
    directory,
    responder,
    failures,
    conformance,
    pageSizes: pageSizesOf(options.pageSize, conformance),
    entitled: createTokenAcceptance(verify.cis, (claims) => entitlementOf(scopesOf(claims)), clock),
  })
  const cern = createCernService({
    directory: authorization,
    responder,
    defaultLimit: options.pageSize ?? defaultPageSize,
    isStrict: conformance === 'documented',
    callerOf: createTokenAcceptance(verify.cern, (claims) => callerOf(claims, clients), clock),
  })
  const dabp = createDabpService({
    directory: delegation,
    responder,
    entitled: createTokenAcceptance(verify.dabp, mayReadReports, clock),
  })

  let answer: Answerer = (request) => {
    origins.remember(originOf(request.url))
    const path = pathOf(request.url)
    if (isCernPath(path)) return cern(request)
    return isDabpPath(path) ? dabp(request) : app.fetch(request)
  }
  answer = withCors(answer, responder)
  if (options.latencyMs) answer = withLatency(answer, options.latencyMs, seed)
  if (options.log) answer = withLog(answer, options.log)
  return answer
}
