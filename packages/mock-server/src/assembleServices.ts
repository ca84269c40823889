import { callerOf } from './cern/caller.ts'
import { createCernService } from './cern/cernService.ts'
import { defaultPageSize } from './cern/lists/listRequest.ts'
import { isCernPath } from './cern/router.ts'
import { cisAudiences } from './cis/audiences.ts'
import { createCisService } from './cis/cisService.ts'
import { createFailures } from './cis/failures.ts'
import { pageSizesOf } from './cis/lists/pageSizes.ts'
import { entitlementOf } from './cis/permissions.ts'
import { createDabpService, isDabpPath } from './dabp/dabpService.ts'
import { mayReadReports } from './dabp/permission.ts'
import {
  changedAuthorizationBase,
  createAuthorizationBase,
} from './directory/authorization/authorizationBase.ts'
import { createAuthorizationDirectory } from './directory/authorization/authorizationDirectory.ts'
import { createDelegationDirectory } from './directory/delegation/delegationDirectory.ts'
import type { MissedNames } from './directory/missedNames.ts'
import type { People } from './directory/people.ts'
import type { OriginMemory } from './http/originMemory.ts'
import { pathOf } from './http/requestTarget.ts'
import type { Responder } from './http/responder.ts'
import { createAuthorizationServers } from './oauth/authorizationServers.ts'
import { createClientRegistry } from './oauth/clientRegistry.ts'
import { scopesOf } from './oauth/scopesOf.ts'
import { createTokenAcceptance } from './oauth/tokenAcceptance.ts'
import { scopeValues } from './openapi/cis.generated.ts'
import type { AppOptions } from './options.ts'
import type { ServiceParts, Services } from './sessions/services.ts'

/** What all sessions have in common. */
export interface SharedParts {
  /** Who is there in a session that has not changed anybody. */
  readonly people: People
  readonly responder: Responder
  readonly origins: OriginMemory
  readonly missed: MissedNames
}

/**
 * Makes what the services of all sessions have in common.
 *
 * @returns puts those of one session together, as its people are now
 */
export function serviceAssembler(
  options: AppOptions,
  { people: initial, responder, origins, missed }: SharedParts,
): (session: ServiceParts) => Services {
  const { groups = 40, seed = 1, data = {}, conformance = 'observed' } = options
  const failures = createFailures(responder, conformance)
  const clients = createClientRegistry(
    [...(data.clients ?? []), ...(options.clients ?? [])],
    options.anyClient ?? false,
  )
  const ground = { groups, seed, data: data.cern }
  const base = createAuthorizationBase({ people: initial, ...ground })

  return ({ clock, directory, people, state }) => {
    const authorization = createAuthorizationDirectory(
      people === initial ? base : changedAuthorizationBase(base, { people, ...ground }),
      state.groups,
      clock,
    )
    const delegation = createDelegationDirectory(
      { directory, authorization, given: data.dabp?.people },
      state.activity,
      clock,
    )
    const { serverOf, verify } = createAuthorizationServers({
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
      state: state.grants,
    })
    const cis = createCisService({
      directory,
      responder,
      failures,
      conformance,
      pageSizes: pageSizesOf(options.pageSize, conformance),
      entitled: createTokenAcceptance(verify.cis, (claims) => entitlementOf(scopesOf(claims)), clock),
      missed,
    })
    const cern = createCernService({
      directory: authorization,
      responder,
      defaultLimit: options.pageSize ?? defaultPageSize,
      isStrict: conformance === 'documented',
      callerOf: createTokenAcceptance(verify.cern, (claims) => callerOf(claims, clients), clock),
      missed,
    })
    const dabp = createDabpService({
      directory: delegation,
      responder,
      entitled: createTokenAcceptance(verify.dabp, mayReadReports, clock),
      missed,
    })
    return {
      authorization,
      delegation,
      answer(request) {
        const path = pathOf(request.url)
        if (isCernPath(path)) return cern(request)
        if (isDabpPath(path)) return dabp(request)
        return (serverOf(path) ?? cis)(request)
      },
    }
  }
}
