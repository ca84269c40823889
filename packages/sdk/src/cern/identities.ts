import type { Group, Identity } from '@personctl/openapi/cern'
import { groupFields, identityFields } from '@personctl/openapi/cernFields'
import type { CallOptions } from '../client/serviceClient.ts'
import { checkText, found, named } from '../client/values.ts'
import type { Pager } from '../paging/pager.ts'
import { listPages } from './listPages.ts'
import {
  dataIn,
  type ListOptions,
  listQuery,
  type Selection,
  type SelectOptions,
  selectionQuery,
  service,
} from './listQuery.ts'
import type { CernApi } from './wire.ts'

/** People, services and secondary accounts. An identity is named by its `id` or its `upn`. */
export interface CernIdentities {
  /**
   * One identity.
   *
   * @throws NotFoundError where there is none
   * @throws InvalidRequestError for an option that makes no sense, before anything is sent
   * @throws AuthenticationError, PermissionError, RateLimitError, NetworkError, TimeoutError, ServerError,
   * InvalidResponseError as the service, the token endpoint or the network fail
   * @example
   * const { upn, primaryAccountEmail } = await cern.identities.get('ada', { fields: ['upn', 'primaryAccountEmail'] })
   */
  get<F extends keyof Identity = never>(
    identity: string,
    options?: SelectOptions<F>,
  ): Promise<Selection<Identity, F>>
  /**
   * The identity of the token's user. Throws as `get` does; NotFoundError where the token is a program's own.
   *
   * @example
   * const me = await cern.identities.me()
   */
  me<F extends keyof Identity = never>(options?: SelectOptions<F>): Promise<Selection<Identity, F>>
  /**
   * All identities.
   *
   * @throws InvalidRequestError for an option that makes no sense; walking throws as `get` does
   * @example
   * for await (const { upn } of cern.identities.list({ filter: 'type:Person', fields: ['upn'] })) console.log(upn)
   */
  list<F extends keyof Identity = never>(options?: ListOptions<F>): Pager<Selection<Identity, F>>
  /**
   * Every identity with an e-mail address; external people may have several.
   *
   * @throws as `list`
   * @example
   * const identities = await cern.identities.byEmail('ada@example.org').toArray()
   */
  byEmail<F extends keyof Identity = never>(
    email: string,
    options?: ListOptions<F>,
  ): Pager<Selection<Identity, F>>
  /**
   * The groups an identity is in.
   *
   * @param options.recursive whether groups within groups count. @default false
   * @throws as `list`; walking throws NotFoundError where there is no such identity
   * @example
   * const groups = await cern.identities.groups('ada', { recursive: true, fields: ['groupIdentifier'] }).toArray()
   */
  groups<F extends keyof Group = never>(
    identity: string,
    options?: ListOptions<F> & { recursive?: boolean },
  ): Pager<Selection<Group, F>>
  /**
   * Whether an identity is in a group, directly or through other groups. Throws as `get` does, NotFoundError where
   * either is unknown.
   *
   * @example
   * if (await cern.identities.isMember('ada', 'atlas-readers')) …
   */
  isMember(identity: string, group: string, options?: CallOptions): Promise<boolean>
}

const known = Object.keys(identityFields)
const knownOfGroups = Object.keys(groupFields)

export function createIdentities(api: CernApi, baseUrl: string): CernIdentities {
  return {
    async get(identity, options = {}) {
      checkText(service, 'identity', identity)
      const params = { path: { identity }, query: selectionQuery(options, known) }
      const signal = options.signal ?? null
      const answer = api.GET('/api/v1.0/Identity/{identity}', { params, signal })
      return dataIn((await found(answer, named('identity', identity))).data, 'identity') as never
    },
    async me(options = {}) {
      const params = { query: selectionQuery(options, known) }
      const { data } = await api.GET('/api/v1.0/Identity/my', { params, signal: options.signal ?? null })
      return dataIn(data, 'identity') as never
    },
    list(options = {}) {
      const query = listQuery(options, known)
      return listPages(
        {
          name: 'Identity',
          baseUrl,
          request: async (place, signal) =>
            (await api.GET('/api/v1.0/Identity', { params: { query: { ...query, ...place } }, signal })).data,
        },
        query,
        options,
      )
    },
    byEmail(email, options = {}) {
      checkText(service, 'email', email)
      const query = listQuery(options, known)
      const path = { email }
      return listPages(
        {
          name: `Identity/by_email/${encodeURIComponent(email)}`,
          baseUrl,
          async request(place, signal) {
            const params = { path, query: { ...query, ...place } }
            return (await api.GET('/api/v1.0/Identity/by_email/{email}', { params, signal })).data
          },
        },
        query,
        options,
      )
    },
    groups(identity, { recursive = false, ...options } = {}) {
      checkText(service, 'identity', identity)
      const query = listQuery(options, knownOfGroups)
      const route = recursive
        ? ('/api/v1.0/Identity/{identity}/groups/recursive' as const)
        : ('/api/v1.0/Identity/{identity}/groups' as const)
      return listPages(
        {
          name: `Identity/${encodeURIComponent(identity)}/groups${recursive ? '/recursive' : ''}`,
          baseUrl,
          async request(place, signal) {
            const params = { path: { identity }, query: { ...query, ...place } }
            return (await found(api.GET(route, { params, signal }), named('identity', identity))).data
          },
        },
        query,
        options,
      )
    },
    async isMember(identity, group, options = {}) {
      checkText(service, 'identity', identity)
      checkText(service, 'group', group)
      const answer = api.GET('/api/v1.0/Identity/{identity}/isMemberRecursive/{group}', {
        params: { path: { identity, group } },
        signal: options.signal ?? null,
      })
      const { data } = await found(answer, `${named('identity', identity)}, or no ${named('group', group)}`)
      return dataIn(data, 'membership')['isMember'] === true
    },
  }
}
