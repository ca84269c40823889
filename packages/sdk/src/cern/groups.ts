import type {
  AddedMember,
  Group,
  Identity,
  NewGroup,
  QueryOperator,
  RemovedMember,
} from '@personctl/openapi/cern'
import { queryOperatorValues } from '@personctl/openapi/cern'
import { groupFields, identityFields } from '@personctl/openapi/cernFields'
import { checkOneOf, checkString } from '../arguments.ts'
import { type CallOptions, describeSubject, withNotFound } from '../client/serviceClient.ts'
import type { Pager } from '../paging/pager.ts'
import { type CernApi, readData, readRows, service } from './cernApi.ts'
import { listPages } from './listPages.ts'
import {
  checkField,
  checkWalk,
  type ListOptions,
  listQuery,
  type Selection,
  type SelectOptions,
  selectionQuery,
  type WalkOptions,
} from './listQuery.ts'

/** Groups and their members. A group is identified by its `id` or its `groupIdentifier`. */
export interface CernGroups {
  /**
   * Returns one group.
   *
   * @throws {NotFoundError} if the group does not exist
   * @throws {InvalidRequestError} for an invalid argument or option, before anything is sent
   * @throws {AuthenticationError} if the service does not accept the token, or the token endpoint refuses the client
   * @throws {PermissionError} if the token does not permit the request
   * @throws {RateLimitError} if the service limits the rate of requests
   * @throws {NetworkError} if no response arrives
   * @throws {TimeoutError} if a response takes too long
   * @throws {ServerError} if the service fails
   * @throws {InvalidResponseError} if a response is not what the API describes
   * @example
   * const group = await cern.groups.get('atlas-readers')
   */
  get<F extends keyof Group = never>(group: string, options?: SelectOptions<F>): Promise<Selection<Group, F>>
  /**
   * Returns all groups. A walk throws as `get` does, except NotFoundError.
   *
   * @throws {InvalidRequestError} for an invalid option
   * @throws {InvalidResponseError} at the end of a walk whose rows do not match the total that the service reports
   * @example
   * for await (const group of cern.groups.list({ filter: filter.contains('displayName', 'atlas') })) …
   */
  list<F extends keyof Group = never>(options?: ListOptions<F>): Pager<Selection<Group, F>>
  /**
   * Returns the groups with a given value of one property. The criterion is sent in a body instead of a filter. A walk
   * throws as that of `list` does.
   *
   * @throws {InvalidRequestError} for an invalid criterion or option
   * @example
   * const [group] = await cern.groups.query({ property: 'groupIdentifier', value: 'atlas-readers' }).toArray()
   */
  query<F extends keyof Group = never>(
    criterion: GroupCriterion,
    options?: QueryGroupsOptions<F>,
  ): Pager<Selection<Group, F>>
  /**
   * Returns the identities in a group; with `recursive` also those in groups within it. A walk throws as that of `list`
   * does.
   *
   * @throws {InvalidRequestError} for an invalid argument or option
   * @throws {NotFoundError} in a walk, if the group does not exist
   * @example
   * for await (const { upn } of cern.groups.members('atlas-readers', { recursive: true, fields: ['upn'] })) …
   */
  members<F extends keyof Identity = never>(
    group: string,
    options?: ListMembersOptions<F>,
  ): Pager<Selection<Identity, F>>
  /**
   * Adds identities to a group. The request is not retried after a failure. With no ids, nothing is sent. Throws as `get`
   * does.
   *
   * @param ids the `id` or the `personId` of each
   * @returns the identities that were added
   * @example
   * await cern.groups.addMembers('shift-crew', ['806747'])
   */
  addMembers(group: string, ids: readonly string[], options?: CallOptions): Promise<readonly AddedMember[]>
  /**
   * Removes identities from a group. With no names, nothing is sent. Throws as `get` does.
   *
   * @param upns the `upn` of each
   * @returns the identities that were removed
   * @throws {InvalidRequestError} also if none of them is in the group
   * @example
   * await cern.groups.removeMembers('shift-crew', ['ada'])
   */
  removeMembers(
    group: string,
    upns: readonly string[],
    options?: CallOptions,
  ): Promise<readonly RemovedMember[]>
  /**
   * Creates a group without members. The request is not retried after a failure. The route is inferred, not documented.
   * Throws as `get` does.
   *
   * @example
   * await cern.groups.create({ groupIdentifier: 'shift-crew', displayName: 'Shift crew', description: 'On duty' })
   */
  create(group: NewGroup, options?: CallOptions): Promise<Group>
}

/** Options of `groups.members`. */
export interface ListMembersOptions<F> extends ListOptions<F> {
  /**
   * Includes the members of groups within the group.
   *
   * @default false
   */
  recursive?: boolean
}

/** A property of a group, and the value with which it is compared. */
export interface GroupCriterion {
  /** The name of the property. */
  property: keyof Group
  /**
   * The comparison.
   *
   * @default 'Equals'
   */
  operator?: QueryOperator
  /** The value with which the property is compared. */
  value: string
}

/** Options of `groups.query`. */
export interface QueryGroupsOptions<F>
  extends WalkOptions,
    Pick<SelectOptions<F>, 'fields' | 'allowUnknown'> {
  /**
   * Includes groups that have been archived or deleted.
   *
   * @default false
   */
  includeArchivedAndDeleted?: boolean
}

const fieldNames = Object.keys(groupFields)

/** Implements `CernGroups`. */
export function createGroups(api: CernApi, baseUrl: string): CernGroups {
  return {
    async get(group, options = {}) {
      checkString(service, 'group', group)
      const params = { path: { group }, query: selectionQuery(options, fieldNames) }
      const result = api.GET('/api/v1.0/Group/{group}', { params, signal: options.signal ?? null })
      return readData(await withNotFound(result, describeSubject('group', group)), 'group')
    },
    list(options = {}) {
      const query = listQuery(options, fieldNames)
      return listPages(
        {
          name: 'Group',
          baseUrl,
          request: (position, init) =>
            api.GET('/api/v1.0/Group', { params: { query: { ...query, ...position } }, ...init }),
        },
        query,
        options,
      )
    },
    query(criterion, options = {}) {
      const { property, operator = 'Equals', value } = criterion
      const { includeArchivedAndDeleted = false, fields, allowUnknown = false, ...walk } = options
      checkString(service, 'value', value)
      checkString(service, 'property', property)
      checkWalk(walk)
      if (!allowUnknown) {
        checkField('property', property, fieldNames)
        checkOneOf(service, 'operator', operator, queryOperatorValues)
      }
      const query = {
        includeArchivedAndDeleted,
        ...selectionQuery({ fields, allowUnknown }, fieldNames),
        ...(walk.pageSize !== undefined && { limit: walk.pageSize }),
      }
      const identity = JSON.stringify([property, operator, value, includeArchivedAndDeleted])
      return listPages(
        {
          name: `Group/-/Query/${encodeURIComponent(identity)}`,
          baseUrl,
          request: (position, init) =>
            api.POST('/api/v1.0/Group/-/Query', {
              params: { query: { ...query, ...position } },
              body: { operator, property, value },
              ...init,
            }),
        },
        {},
        walk,
      )
    },
    members(group, { recursive = false, ...options } = {}) {
      checkString(service, 'group', group)
      const query = listQuery(options, Object.keys(identityFields))
      const route = recursive
        ? ('/api/v1.0/Group/{group}/members/identities/recursive' as const)
        : ('/api/v1.0/Group/{group}/members/identities' as const)
      return listPages(
        {
          name: `Group/${encodeURIComponent(group)}/members/identities${recursive ? '/recursive' : ''}`,
          baseUrl,
          request(position, init) {
            const params = { path: { group }, query: { ...query, ...position } }
            return withNotFound(api.GET(route, { params, ...init }), describeSubject('group', group))
          },
        },
        query,
        options,
      )
    },
    async addMembers(group, ids, options = {}) {
      checkString(service, 'group', group)
      for (const id of ids) checkString(service, 'ids', id)
      if (ids.length === 0) return []
      const result = api.POST('/api/v1.0/Group/{group}/members/identities', {
        params: { path: { group } },
        body: ids.map((id) => ({ id })),
        signal: options.signal ?? null,
      })
      return readRows(await withNotFound(result, describeSubject('group', group)), 'list of added members')
    },
    async removeMembers(group, upns, options = {}) {
      checkString(service, 'group', group)
      for (const upn of upns) checkString(service, 'upns', upn)
      if (upns.length === 0) return []
      const result = api.DELETE('/api/v1.0/Group/{group}/members/identities', {
        params: { path: { group } },
        body: [...upns],
        signal: options.signal ?? null,
      })
      return readRows(await withNotFound(result, describeSubject('group', group)), 'list of removed members')
    },
    async create(group, options = {}) {
      for (const name of ['groupIdentifier', 'displayName', 'description'] as const)
        checkString(service, name, group[name])
      const result = await api.POST('/api/v1.0/Group', { body: group, signal: options.signal ?? null })
      return readData(result, 'group')
    },
  }
}
