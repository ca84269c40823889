import type { paths } from '@personctl/generated/cern'
import { isObject } from '@personctl/shared/guards'
import { checkOptions } from '../arguments.ts'
import {
  type BaseClient,
  type ClientOptions,
  clientOptionNames,
  type QueryParameters,
  ServiceClient,
  type ServiceDefinition,
  selectEnvironment,
} from '../client/serviceClient.ts'
import { ConflictError, PermissionError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { type CernApplications, createApplications } from './applications.ts'
import { service } from './cernApi.ts'
import { type CernEnvironment, cernEnvironments } from './cernEnvironments.ts'
import { type CernGroups, createGroups } from './groups.ts'
import { type CernIdentities, createIdentities } from './identities.ts'
import { paginate } from './listPages.ts'
import type { WalkOptions } from './listQuery.ts'

/**
 * Creates a client of CERN's Authorization Service API. Create one and reuse it, since it caches the token.
 *
 * @throws {InvalidRequestError} for an invalid option
 * @see https://auth.docs.cern.ch
 * @example
 * const cern = createCernClient({ auth: clientCredentials({ clientId, clientSecret }) })
 * for await (const group of cern.groups.list({ fields: ['groupIdentifier'] })) console.log(group.groupIdentifier)
 */
export function createCernClient(options: CernClientOptions): CernClient {
  checkOptions(service, options, { ...clientOptionNames, environment: 1 })
  const environment = selectEnvironment(service, cernEnvironments, options?.environment ?? 'production')
  const client = new ServiceClient<paths>(options, environment, definition)
  return {
    identities: createIdentities(client),
    groups: createGroups(client),
    applications: createApplications(client),
    paginate: (path, query = {}, walk = {}) => paginate(client, path, query, walk),
    ...client.members(),
  }
}

/** Options of `createCernClient`. */
export interface CernClientOptions extends ClientOptions {
  /**
   * The environment, which determines base URL, token endpoint and audience.
   *
   * @default 'production'
   */
  environment?: CernEnvironment | undefined
  /**
   * The URL of the service. A trailing `/api/v1.0` is removed.
   *
   * @default the URL of the environment
   */
  baseUrl?: string | undefined
}

/** A client of CERN's Authorization Service API, version 1.0. */
export interface CernClient extends BaseClient {
  /** People, services and secondary accounts. */
  readonly identities: CernIdentities
  /** Groups and their members. */
  readonly groups: CernGroups
  /** Applications and their roles. */
  readonly applications: CernApplications
  /**
   * Returns the rows of any collection, including collections without a method.
   *
   * @param path below `/api/v1.0`, with identifiers already encoded
   * @param query sent unchanged; a list repeats the parameter. @default none
   * @throws {InvalidRequestError} for an invalid path or option; a walk throws what a walk of `identities.list` throws
   * @example
   * for await (const row of cern.paginate('Account', { filter: ['type:Secondary'] })) console.log(row)
   */
  paginate<T = Readonly<Record<string, unknown>>>(
    path: string,
    query?: QueryParameters,
    options?: WalkOptions,
  ): Pager<T>
}

const definition: ServiceDefinition = {
  service,
  tokenRequestFormat: 'form',
  // Half of the existing clients configure the URL with it, the other half without.
  apiPath: /\/api\/v1\.0$/i,
  rejectionHint: () =>
    'Its audience must be authorization-service-api, not the application that requested it.',
  // The removal of members who are not in the group is a 400; the words of its message are not documented.
  findsNothing: ({ status, details: { url = '' } }) => status === 400 && url.endsWith('/members/identities'),
  errorDetails(response) {
    const body = response.tryParse()
    const id = isObject(body) ? body['request_id'] : undefined
    return { requestId: typeof id === 'string' && id !== '' ? id : undefined }
  },
  mapError(response, sentence, details) {
    // The service reports what exists already as a bad request.
    if (response.status === 409 || (response.status === 400 && /\balready\b/i.test(sentence))) {
      const hint = 'Read what is there before you write, or choose another identifier.'
      return new ConflictError(sentence, { ...details, hint })
    }
    if (response.status !== 403) return undefined
    const hint =
      'The service account of the client must be in authorization-service-identity-readers for identities and in authorization-service-groups-readers for groups.'
    return new PermissionError(sentence, { ...details, hint })
  },
}
