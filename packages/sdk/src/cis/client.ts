import type { CallOptions, ClientOptions } from '../client/clientOptions.ts'
import { connect, type ServiceTraits } from '../client/connect.ts'
import { environmentNamed } from '../client/environment.ts'
import type { QueryParameters } from '../client/queryParameters.ts'
import { type ServiceRequests, sendRequest } from '../client/serviceRequests.ts'
import { createWireApi } from '../client/wireApi.ts'
import { InvalidResponseError } from '../http/errors/index.ts'
import type { Pager, PagerOptions } from '../paging/pager.ts'
import { objectIn, service } from './checks.ts'
import { type CisEnvironment, cisEnvironments } from './environments.ts'
import { paginate } from './paginate.ts'
import { mayRejectToken, otherReasonForRejection } from './tokenRejection.ts'
import { type CisUsers, createUsers } from './users/users.ts'
import type { Discovery, paths } from './wire.generated.ts'

export interface CisClientOptions extends ClientOptions {
  /** The stage to use; it gives the address, the token endpoint and the audience. @default 'production' */
  environment?: CisEnvironment
}

/** The Mozilla CIS Person API, version 2. */
export interface CisClient extends ServiceRequests {
  readonly users: CisUsers
  /**
   * The rows of any list that goes from page to page by `nextPage`, also of one that this package has no method for.
   *
   * @param path from the base URL on
   * @param query added to that of the path; a list stands for a parameter that is repeated. @default none
   * @throws InvalidRequestError for a path or an option that makes no sense; walking throws as `users.list` does
   * @example
   * for await (const row of cis.paginate('/v2/users/id/all', { connectionMethod: 'ad' })) console.log(row)
   */
  paginate<T = Readonly<Record<string, unknown>>>(
    path: string,
    query?: QueryParameters,
    options?: PagerOptions,
  ): Pager<T>
  /** The version the service says it has. Needs no token. */
  version(options?: CallOptions): Promise<string>
  /**
   * The discovery document of the stage: where its services are, which scopes there are. Needs no token. Where a
   * `baseUrl` was given, it is looked for there, under `/.well-known/mozilla-iam`.
   */
  discovery(options?: CallOptions): Promise<Discovery>
  /** The JSON schema of a profile as it is stored, before any filter. Needs no token; found as `discovery` is. */
  schema(options?: CallOptions): Promise<Record<string, unknown>>
}

const traits: ServiceTraits = {
  service,
  tokenRequestFormat: 'json',
  rejectsToken: mayRejectToken,
  rejectionHint: otherReasonForRejection,
  explain(answer, said, details) {
    // Nobody is 200 with an empty object here, so 404 is about the address and not about a person.
    if (answer.status !== 404) return undefined
    const message = `cis has no such route${said === '' ? '' : ` (${said})`}.`
    return new InvalidResponseError(message, {
      ...details,
      hint: 'Check the base URL: is it that of a Person API?',
    })
  },
}

/**
 * A client of the Mozilla CIS Person API. Make one and keep it: it holds the token.
 *
 * @throws InvalidRequestError for an option that makes no sense
 * @example
 * const cis = createCisClient({ auth: clientCredentials({ clientId, clientSecret, scope: 'display:staff' }) })
 * const profile = await cis.users.get({ primaryEmail: 'ada@example.org' })
 */
export function createCisClient(options: CisClientOptions): CisClient {
  const environment = environmentNamed(service, cisEnvironments, options.environment ?? 'production')
  const { baseUrl, exchange, openExchange } = connect(options, environment, traits)
  const open = createWireApi<paths>(baseUrl, openExchange(baseUrl))
  const wellKnownUrl = options.baseUrl === undefined ? environment.wellKnownUrl : new URL(baseUrl).origin
  const wellKnown = createWireApi<paths>(wellKnownUrl, openExchange(wellKnownUrl))

  return {
    users: createUsers(createWireApi<paths>(baseUrl, exchange), open),
    paginate: (path, query, paging) => paginate(exchange, baseUrl, path, query, paging),
    request: (path, call) => sendRequest({ service, baseUrl, exchange }, path, call),
    async version(call) {
      const { data } = await open.GET('/v2/version', { signal: call?.signal ?? null })
      const { message } = objectIn(data, 'a version')
      if (typeof message === 'string') return message
      throw new InvalidResponseError('cis answered without its version.', {
        service,
        status: 200,
        attempts: 1,
      })
    },
    async discovery(call) {
      const { data } = await wellKnown.GET('/.well-known/mozilla-iam', { signal: call?.signal ?? null })
      return objectIn(data, 'a discovery document') as unknown as Discovery
    },
    async schema(call) {
      const { data } = await wellKnown.GET('/.well-known/profile.schema', { signal: call?.signal ?? null })
      return objectIn(data, 'a JSON schema')
    },
  }
}
