import type { Group, Identity, paths } from '@personctl/generated/cern'
import { groupFields, identityFields } from '@personctl/generated/cernFields'
import { checkIdentifier, checkOptions } from '../arguments.ts'
import {
  type ApiPromise,
  type CallOptions,
  callOptionNames,
  describeSubject,
  responseDetails,
  type ServiceClient,
  withNotFound,
} from '../client/serviceClient.ts'
import { InvalidResponseError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { readData, service } from './cernApi.ts'
import { listPages } from './listPages.ts'
import {
  type ListOptions,
  listQuery,
  type Selection,
  type SelectOptions,
  selectionQuery,
  selectOptionNames,
} from './listQuery.ts'

/** People, services and secondary accounts. An identity is identified by its `id` or its `upn`. */
export interface CernIdentities {
  /**
   * Returns one identity.
   *
   * @throws {NotFoundError} if the identity does not exist
   * @throws {InvalidRequestError} for an invalid argument or option, before anything is sent
   * @throws {AuthenticationError} if the service does not accept the token, or the token endpoint refuses the client
   * @throws {PermissionError} if the token does not permit the request
   * @throws {RateLimitError} if the service limits the rate of requests
   * @throws {NetworkError} if no response arrives
   * @throws {TimeoutError} if a response takes too long
   * @throws {ServerError} if the service fails
   * @throws {InvalidResponseError} if a response is not what the API describes
   * @example
   * const { upn, primaryAccountEmail } = await cern.identities.get('ada', { fields: ['upn', 'primaryAccountEmail'] })
   */
  get<F extends keyof Identity = never>(
    identity: string,
    options?: SelectOptions<F>,
  ): ApiPromise<Selection<Identity, F>>
  /**
   * Returns the identity of the person whom the token belongs to. Throws as `get` does.
   *
   * @throws {NotFoundError} if the token belongs to a program
   * @example
   * const me = await cern.identities.me()
   */
  me<F extends keyof Identity = never>(options?: SelectOptions<F>): ApiPromise<Selection<Identity, F>>
  /**
   * Returns all identities. A walk throws as `get` does, except NotFoundError.
   *
   * @throws {InvalidRequestError} for an invalid option
   * @throws {InvalidResponseError} at the end of a walk whose rows do not match the total that the service reports
   * @example
   * for await (const { upn } of cern.identities.list({ filter: 'type:Person', fields: ['upn'] })) console.log(upn)
   */
  list<F extends keyof Identity = never>(options?: ListOptions<F>): Pager<Selection<Identity, F>>
  /**
   * Returns all identities with an e-mail address. External people may have several. A walk throws as that of `list`
   * does.
   *
   * @throws {InvalidRequestError} for an invalid argument or option
   * @example
   * const identities = await cern.identities.byEmail('ada@example.org').toArray()
   */
  byEmail<F extends keyof Identity = never>(
    email: string,
    options?: ListOptions<F>,
  ): Pager<Selection<Identity, F>>
  /**
   * Returns the groups that an identity is in. A walk throws as that of `list` does.
   *
   * @param options.recursive includes groups of which it is a member through other groups. @default false
   * @throws {InvalidRequestError} for an invalid argument or option
   * @throws {NotFoundError} in a walk, if the identity does not exist
   * @example
   * const groups = await cern.identities.groups('ada', { recursive: true, fields: ['groupIdentifier'] }).toArray()
   */
  groups<F extends keyof Group = never>(
    identity: string,
    options?: ListOptions<F> & { recursive?: boolean | undefined },
  ): Pager<Selection<Group, F>>
  /**
   * Returns true if an identity is in a group, directly or through other groups. Throws as `get` does.
   *
   * @throws {NotFoundError} if the identity or the group does not exist
   * @throws {InvalidResponseError} also if the service does not say whether it is a member
   * @example
   * if (await cern.identities.isMember('ada', 'atlas-readers')) …
   */
  isMember(identity: string, group: string, options?: CallOptions): ApiPromise<boolean>
}

const fieldNames = Object.keys(identityFields)

/** Implements `CernIdentities`. */
export function createIdentities(client: ServiceClient<paths>): CernIdentities {
  const { api, baseUrl } = client
  return {
    get: (identity, call) =>
      client.run(call, selectOptionNames, async (note) => {
        checkIdentifier(service, 'identity', identity)
        const params = { path: { identity }, query: selectionQuery(call, fieldNames) }
        const result = api.GET('/api/v1.0/Identity/{identity}', { params, call })
        return readData(note(await withNotFound(result, describeSubject('identity', identity))), 'identity')
      }),
    me: (call) =>
      client.run(call, selectOptionNames, async (note) => {
        const params = { query: selectionQuery(call, fieldNames) }
        return readData(note(await api.GET('/api/v1.0/Identity/my', { params, call })), 'identity')
      }),
    list(options = {}) {
      const query = listQuery(options, fieldNames)
      return listPages(
        {
          name: 'Identity',
          baseUrl,
          request: (position, init) =>
            api.GET('/api/v1.0/Identity', { params: { query: { ...query, ...position } }, ...init }),
        },
        query,
        options,
      )
    },
    byEmail(email, options = {}) {
      checkIdentifier(service, 'email', email)
      const query = listQuery(options, fieldNames)
      return listPages(
        {
          name: `Identity/by_email/${encodeURIComponent(email)}`,
          baseUrl,
          request(position, init) {
            const params = { path: { email }, query: { ...query, ...position } }
            return api.GET('/api/v1.0/Identity/by_email/{email}', { params, ...init })
          },
        },
        query,
        options,
      )
    },
    groups(identity, groupsOptions) {
      checkIdentifier(service, 'identity', identity)
      checkOptions(service, groupsOptions)
      const { recursive = false, ...options } = groupsOptions ?? {}
      const query = listQuery(options, Object.keys(groupFields))
      const route = recursive
        ? ('/api/v1.0/Identity/{identity}/groups/recursive' as const)
        : ('/api/v1.0/Identity/{identity}/groups' as const)
      return listPages(
        {
          name: `Identity/${encodeURIComponent(identity)}/groups${recursive ? '/recursive' : ''}`,
          baseUrl,
          request(position, init) {
            const params = { path: { identity }, query: { ...query, ...position } }
            return withNotFound(api.GET(route, { params, ...init }), describeSubject('identity', identity))
          },
        },
        query,
        options,
      )
    },
    isMember: (identity, group, call) =>
      client.run(call, callOptionNames, async (note) => {
        checkIdentifier(service, 'identity', identity)
        checkIdentifier(service, 'group', group)
        const params = { path: { identity, group } }
        const response = api.GET('/api/v1.0/Identity/{identity}/isMemberRecursive/{group}', { params, call })
        const subject = `${describeSubject('identity', identity)} or the ${describeSubject('group', group)}`
        const result = note(await withNotFound(response, subject))
        const { isMember } = readData<{ isMember?: unknown }>(result, 'membership')
        if (typeof isMember === 'boolean') return isMember
        throw new InvalidResponseError('cern responded with a membership that does not say isMember.', {
          service,
          ...responseDetails(result),
        })
      }),
  }
}
