import type { Discovery, paths } from '@personctl/generated/cis'
import { isObject } from '@personctl/shared/guards'
import { checkOptions } from '../arguments.ts'
import {
  type ApiPromise,
  type BaseClient,
  type CallOptions,
  type ClientOptions,
  callOptionNames,
  clientOptionNames,
  type QueryParameters,
  ServiceClient,
  type ServiceDefinition,
  selectEnvironment,
} from '../client/serviceClient.ts'
import { InvalidResponseError } from '../errors.ts'
import type { BufferedResponse } from '../http/response.ts'
import type { Pager, PagerOptions } from '../paging/pager.ts'
import { invalidResponse, readObject, service } from './cisApi.ts'
import { type CisEnvironment, cisEnvironments } from './cisEnvironments.ts'
import { paginate } from './userLists.ts'
import { type CisUsers, createUsers } from './users.ts'

/**
 * Creates a client of the Mozilla CIS Person API. Create one and reuse it, since it caches the token.
 *
 * @throws {InvalidRequestError} for an invalid option
 * @example
 * const cis = createCisClient({ auth: clientCredentials({ clientId, clientSecret, scope: 'display:staff' }) })
 * const profile = await cis.users.get({ primaryEmail: 'ada@example.org' })
 */
export function createCisClient(options: CisClientOptions): CisClient {
  checkOptions(service, options, { ...clientOptionNames, environment: 1 })
  const environment = selectEnvironment(service, cisEnvironments, options?.environment ?? 'production')
  const client = new ServiceClient<paths>(options, environment, definition)
  const { baseUrl } = client
  const open = client.openApi(baseUrl)
  const wellKnown = client.openApi(
    options.baseUrl === undefined ? environment.wellKnownUrl : new URL(baseUrl).origin,
  )

  return {
    users: createUsers(client, open),
    paginate: (path, query, paging) => paginate(client, path, query, paging),
    ...client.members(),
    version: (call) =>
      client.run(call, callOptionNames, async (note) => {
        const result = note(await open.GET('/v2/version', { call }))
        const { message } = readObject(result, 'a version')
        if (typeof message === 'string') return message
        throw invalidResponse(result, 'cis responded without its version.')
      }),
    discovery: (call) =>
      client.run(call, callOptionNames, async (note) => {
        const result = note(await wellKnown.GET('/.well-known/mozilla-iam', { call }))
        readObject(result, 'a discovery document')
        return result.data as Discovery
      }),
    schema: (call) =>
      client.run(call, callOptionNames, async (note) =>
        readObject(note(await wellKnown.GET('/.well-known/profile.schema', { call })), 'a JSON schema'),
      ),
  }
}

/** Options of `createCisClient`. */
export interface CisClientOptions extends ClientOptions {
  /**
   * The environment, which determines base URL, token endpoint and audience.
   *
   * @default 'production'
   */
  environment?: CisEnvironment | undefined
  /**
   * The URL of the service. A trailing `/v2` is removed.
   *
   * @default the URL of the environment
   */
  baseUrl?: string | undefined
}

/** A client of the Mozilla CIS Person API, version 2. */
export interface CisClient extends BaseClient {
  /** The people of the Person API. */
  readonly users: CisUsers
  /**
   * Returns the rows of any list that is paged by `nextPage`, including lists without a method.
   *
   * @param path relative to the base URL
   * @param query added to that of the path; a list repeats the parameter. @default none
   * @throws {InvalidRequestError} for an invalid path or option; a walk throws what a walk of `users.list` throws
   * @example
   * for await (const row of cis.paginate('/v2/users/id/all', { connectionMethod: 'ad' })) console.log(row)
   */
  paginate<T = Readonly<Record<string, unknown>>>(
    path: string,
    query?: QueryParameters,
    options?: PagerOptions,
  ): Pager<T>
  /**
   * Returns the version that the service reports. Needs no token.
   *
   * @throws {InvalidResponseError} if the response has no version
   */
  version(options?: CallOptions): ApiPromise<string>
  /**
   * Returns the discovery document of the environment, with the URLs of its services and the existing scopes. Needs no
   * token. With a `baseUrl` option, it is read there, from `/.well-known/mozilla-iam`.
   */
  discovery(options?: CallOptions): ApiPromise<Discovery>
  /**
   * Returns the JSON schema of a profile as it is stored, before any filter. Needs no token; read from the same host as
   * `discovery`.
   */
  schema(options?: CallOptions): ApiPromise<Record<string, unknown>>
}

const definition: ServiceDefinition = {
  service,
  tokenRequestFormat: 'json',
  // All paths of the documentation begin with it.
  apiPath: /\/v2$/,
  rejectsToken,
  rejectionHint,
  mapError(response, sentence, details) {
    // An unknown person is a 200 with an empty object here, so a 404 is about the URL.
    if (response.status !== 404) return undefined
    const hint = 'It does not have this route: check that the base URL is that of a Person API.'
    return new InvalidResponseError(sentence, { ...details, code: 'wrong_url', hint })
  },
}

/**
 * Returns true for a response that may mean that the token was not accepted. The Person API has no handler for its own
 * authentication errors, so all of them become a 500 with exactly this body.
 *
 * @see https://github.com/mozilla-iam/cis, `python-modules/cis_profile_retrieval_service`
 */
function rejectsToken(response: BufferedResponse): boolean {
  if (response.status !== 500) return false
  const body = response.tryParse()
  return isObject(body) && Object.keys(body).length === 1 && body['message'] === 'Internal Server Error'
}

/** Returns the other reasons for such a response, since the service uses one for all its failures. */
function rejectionHint(url: string): string | undefined {
  if (!new URL(url).pathname.endsWith('/by_attribute_contains')) return undefined
  return 'A search also needs the scope search:all and, with full profiles, a scope that shows user_id, usually display:none.'
}
