import type { Discovery, paths } from '@personctl/openapi/cis'
import { isObject } from '@personctl/shared/guards'
import {
  type CallOptions,
  type ClientOptions,
  connect,
  createWireApi,
  type Environment,
  environmentNamed,
  type QueryParameters,
  type ServiceRequests,
  type ServiceTraits,
  sendRequest,
} from '../client/serviceClient.ts'
import { InvalidResponseError } from '../errors.ts'
import type { ReceivedAnswer } from '../http/response.ts'
import type { Pager, PagerOptions } from '../paging/pager.ts'
import { paginate } from './userLists.ts'
import { type CisUsers, createUsers } from './users.ts'
import { objectIn, service } from './values.ts'

/** A stage of the Person API. */
export type CisEnvironment = 'production' | 'testing' | 'development'

/** Where one stage is, and its discovery document. */
export interface CisEnvironmentDetails extends Environment {
  /** Under its `/.well-known` are `mozilla-iam` and `profile.schema`. */
  readonly wellKnownUrl: string
}

const tokenUrl = 'https://auth.mozilla.auth0.com/oauth/token'

/**
 * Where each stage is, and what its tokens must be for. All stages share one token endpoint.
 *
 * @see https://auth.mozilla.com/.well-known/mozilla-iam for production
 */
export const cisEnvironments: Readonly<Record<CisEnvironment, CisEnvironmentDetails>> = {
  production: {
    baseUrl: 'https://person.api.sso.mozilla.com',
    tokenUrl,
    audience: 'api.sso.mozilla.com',
    wellKnownUrl: 'https://auth.mozilla.com',
  },
  testing: {
    baseUrl: 'https://person.api.test.sso.allizom.org',
    tokenUrl,
    audience: 'api.test.sso.allizom.org',
    wellKnownUrl: 'https://auth.allizom.org',
  },
  development: {
    baseUrl: 'https://person.api.dev.sso.allizom.org',
    tokenUrl,
    audience: 'api.dev.sso.allizom.org',
    wellKnownUrl: 'https://auth.allizom.org',
  },
}

/**
 * Whether an answer may mean that the token was not accepted. The Person API has no handler for its own authentication
 * errors, so they all come out as 500 with this body and no other.
 *
 * @see https://github.com/mozilla-iam/cis, `python-modules/cis_profile_retrieval_service`
 */
function mayRejectToken(answer: ReceivedAnswer): boolean {
  if (answer.status !== 500) return false
  const body = answer.parsedOrUndefined()
  return isObject(body) && Object.keys(body).length === 1 && body['message'] === 'Internal Server Error'
}

/** What else the service answers so, since it has one answer for whatever goes wrong. */
function otherReasonForRejection(url: string): string | undefined {
  if (!new URL(url).pathname.endsWith('/by_attribute_contains')) return undefined
  return 'A search also needs the scope search:all, and with full profiles a scope that shows user_id, mostly display:none.'
}

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
