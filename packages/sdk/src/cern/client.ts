import type { ClientOptions } from '../client/clientOptions.ts'
import { connect, type ServiceTraits } from '../client/connect.ts'
import { environmentNamed } from '../client/environment.ts'
import { type ServiceRequests, sendRequest } from '../client/serviceRequests.ts'
import { createWireApi } from '../client/wireApi.ts'
import { PermissionError } from '../http/errors/index.ts'
import type { Pager } from '../paging/pager.ts'
import { type CernApplications, createApplications } from './applications/applications.ts'
import { service } from './checks.ts'
import { type CernEnvironment, cernEnvironments } from './environments.ts'
import { type CernGroups, createGroups } from './groups/groups.ts'
import { type CernIdentities, createIdentities } from './identities/identities.ts'
import type { WalkOptions } from './lists/listOptions.ts'
import { type CollectionQuery, paginate } from './paginate.ts'
import type { paths } from './wire.generated.ts'

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
