import type { paths } from '@personctl/openapi/cern'
import {
  type ClientOptions,
  connect,
  createWireApi,
  type Environment,
  environmentNamed,
  type ServiceRequests,
  type ServiceTraits,
  sendRequest,
} from '../client/serviceClient.ts'
import { PermissionError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { type CernApplications, createApplications } from './applications.ts'
import { type CernGroups, createGroups } from './groups.ts'
import { type CernIdentities, createIdentities } from './identities.ts'
import { type CollectionQuery, paginate } from './listPages.ts'
import { service, type WalkOptions } from './listQuery.ts'

/** A stage of the Authorization Service. */
export type CernEnvironment = 'production' | 'qa' | 'dev'

const audience = 'authorization-service-api'

/**
 * Where each stage is, and where its tokens come from. The audience is the same at all of them.
 *
 * @see https://auth.docs.cern.ch for production
 */
export const cernEnvironments: Readonly<Record<CernEnvironment, Environment>> = {
  production: {
    baseUrl: 'https://authorization-service-api.web.cern.ch',
    ...keycloak('https://auth.cern.ch'),
    audience,
  },
  qa: {
    baseUrl: 'https://authorization-service-api-qa.web.cern.ch',
    ...keycloak('https://keycloak-qa.cern.ch'),
    audience,
  },
  dev: {
    baseUrl: 'https://authorization-service-api-dev.web.cern.ch',
    ...keycloak('https://keycloak-dev.cern.ch'),
    audience,
  },
}

/** Programs of their own get their tokens at an endpoint that only CERN has; people at those of the standards. */
function keycloak(host: string): Pick<Environment, 'tokenUrl' | 'userTokens'> {
  const realm = `${host}/auth/realms/cern`
  return {
    tokenUrl: `${realm}/api-access/token`,
    userTokens: {
      tokenUrl: `${realm}/protocol/openid-connect/token`,
      deviceAuthorizationUrl: `${realm}/protocol/openid-connect/auth/device`,
    },
  }
}

export interface CernClientOptions extends ClientOptions {
  /** The stage to use; it gives the address, the token endpoint and the audience. @default 'production' */
  environment?: CernEnvironment
  /** The host of the service; `/api/v1.0` at its end is taken off. @default that of the environment */
  baseUrl?: string
}

/** CERN's Authorization Service API, version 1.0. */
export interface CernClient extends ServiceRequests {
  readonly identities: CernIdentities
  readonly groups: CernGroups
  readonly applications: CernApplications
  /**
   * The rows of any collection, also of one that this package has no method for.
   *
   * @param path below `/api/v1.0`, with identifiers encoded already
   * @param query sent as it is; a list stands for a parameter that is repeated. @default none
   * @throws InvalidRequestError for a path or an option that makes no sense; walking throws as `identities.get` does
   * @example
   * for await (const row of cern.paginate('Account', { filter: ['type:Secondary'] })) console.log(row)
   */
  paginate<T = Readonly<Record<string, unknown>>>(
    path: string,
    query?: CollectionQuery,
    options?: WalkOptions,
  ): Pager<T>
}

const traits: ServiceTraits = {
  service,
  tokenRequestFormat: 'form',
  rejectionHint: () => 'Its audience must be authorization-service-api, not the application that asks.',
  explain(answer, said, details) {
    if (answer.status !== 403) return undefined
    return new PermissionError(`cern does not permit it${said === '' ? '' : `: ${said}`}.`, {
      ...details,
      hint: 'The service account of the client must be in authorization-service-identity-readers for identities and in authorization-service-groups-readers for groups.',
    })
  },
}

/**
 * A client of CERN's Authorization Service API. Make one and keep it: it holds the token.
 *
 * @throws InvalidRequestError for an option that makes no sense
 * @see https://auth.docs.cern.ch
 * @example
 * const cern = createCernClient({ auth: clientCredentials({ clientId, clientSecret }) })
 * for await (const group of cern.groups.list({ fields: ['groupIdentifier'] })) console.log(group.groupIdentifier)
 */
export function createCernClient(options: CernClientOptions): CernClient {
  const environment = environmentNamed(service, cernEnvironments, options.environment ?? 'production')
  const { baseUrl, exchange } = connect(withHost(options), environment, traits)
  const api = createWireApi<paths>(baseUrl, exchange)
  return {
    identities: createIdentities(api, baseUrl),
    groups: createGroups(api, baseUrl),
    applications: createApplications(api, baseUrl),
    paginate: (path, query = {}, walk = {}) => paginate(exchange, baseUrl, path, query, walk),
    request: (path, call) => sendRequest({ service, baseUrl, exchange }, path, call),
  }
}

/** Half of the clients there are configure the address with `/api/v1.0`, the other half without. */
function withHost(options: CernClientOptions): CernClientOptions {
  if (typeof options.baseUrl !== 'string') return options
  return { ...options, baseUrl: options.baseUrl.replace(/\/+$/, '').replace(/\/api\/v1\.0$/i, '') }
}
