import {
  type AddedMember,
  type Group,
  type Identity,
  type NewGroup,
  type QueryOperator,
  queryOperatorValues,
  type RemovedMember,
} from '@personctl/openapi/cern'
import { groupFields, identityFields } from '@personctl/openapi/cernFields'
import type { CallOptions } from '../client/serviceClient.ts'
import { checkText, found, named } from '../client/values.ts'
import { InvalidRequestError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { listPages } from './listPages.ts'
import {
  checkField,
  checkWalk,
  dataIn,
  type ListOptions,
  listQuery,
  rowsIn,
  type Selection,
  type SelectOptions,
  selectionQuery,
  service,
  type WalkOptions,
} from './listQuery.ts'
import type { CernApi } from './wire.ts'

export interface ListMembersOptions<F> extends ListOptions<F> {
  /** Whether the members of groups within the group count. @default false */
  recursive?: boolean
}

/** The identities in a group. */
function listMembers<F extends keyof Identity>(
  api: CernApi,
  baseUrl: string,
  group: string,
  { recursive = false, ...options }: ListMembersOptions<F>,
): Pager<Selection<Identity, F>> {
  checkText(service, 'group', group)
  const query = listQuery(options, Object.keys(identityFields))
  const route = recursive
    ? ('/api/v1.0/Group/{group}/members/identities/recursive' as const)
    : ('/api/v1.0/Group/{group}/members/identities' as const)
  return listPages(
    {
      name: `Group/${encodeURIComponent(group)}/members/identities${recursive ? '/recursive' : ''}`,
      baseUrl,
      async request(place, signal) {
        const params = { path: { group }, query: { ...query, ...place } }
        return (await found(api.GET(route, { params, signal }), named('group', group))).data
      },
    },
    query,
    options,
  )
}

/** Puts identities into a group. */
async function addMembers(
  api: CernApi,
  group: string,
  ids: readonly string[],
  options: CallOptions = {},
): Promise<readonly AddedMember[]> {
  checkText(service, 'group', group)
  for (const id of ids) checkText(service, 'The id of a member', id)
  if (ids.length === 0) return []
  const answer = api.POST('/api/v1.0/Group/{group}/members/identities', {
    params: { path: { group } },
    body: ids.map((id) => ({ id })),
    signal: options.signal ?? null,
  })
  return rowsIn((await found(answer, named('group', group))).data, 'list of added members')
}

/** Takes identities out of a group. */
async function removeMembers(
  api: CernApi,
  group: string,
  upns: readonly string[],
  options: CallOptions = {},
): Promise<readonly RemovedMember[]> {
  checkText(service, 'group', group)
  for (const upn of upns) checkText(service, 'The upn of a member', upn)
  if (upns.length === 0) return []
  const answer = api.DELETE('/api/v1.0/Group/{group}/members/identities', {
    params: { path: { group } },
    body: [...upns],
    signal: options.signal ?? null,
  })
  return rowsIn((await found(answer, named('group', group))).data, 'list of removed members')
}

/** One property and the value that it must have. */
export interface GroupCriterion {
  property: keyof Group
  /** @default 'Equals' */
  operator?: QueryOperator
  value: string
}

export interface QueryGroupsOptions<F>
  extends WalkOptions,
    Pick<SelectOptions<F>, 'fields' | 'allowUnknown'> {
  /** Whether groups that have been archived or deleted are found, too. @default false */
  includeArchivedAndDeleted?: boolean
}

const known = Object.keys(groupFields)

/** The groups that meet a criterion. */
function queryGroups<F extends keyof Group>(
  api: CernApi,
  baseUrl: string,
  { property, operator = 'Equals', value }: GroupCriterion,
  { includeArchivedAndDeleted = false, fields, allowUnknown = false, ...walk }: QueryGroupsOptions<F>,
): Pager<Selection<Group, F>> {
  checkText(service, 'value', value)
  checkText(service, 'property', property)
  checkWalk(walk)
  if (!allowUnknown) {
    checkField('property', property, known)
    if (!queryOperatorValues.includes(operator)) {
      throw new InvalidRequestError(
        `operator is ${JSON.stringify(operator)}; it takes ${queryOperatorValues.join(', ')}.`,
        { service },
      )
    }
  }
  const query = {
    includeArchivedAndDeleted,
    ...selectionQuery({ allowUnknown, ...(fields !== undefined && { fields }) }, known),
    ...(walk.pageSize !== undefined && { limit: walk.pageSize }),
  }
  const body = { operator, property, value }
  return listPages(
    {
      name: `Group/-/Query/${encodeURIComponent(JSON.stringify([property, operator, value, includeArchivedAndDeleted]))}`,
      baseUrl,
      request: async (place, signal) =>
        (
          await api.POST('/api/v1.0/Group/-/Query', {
            params: { query: { ...query, ...place } },
            body,
            signal,
          })
        ).data,
    },
    {},
    walk,
  )
}

/** Groups and who is in them. A group is named by its `id` or its `groupIdentifier`. */
export interface CernGroups {
  /**
   * One group.
   *
   * @throws NotFoundError where there is none
   * @throws InvalidRequestError for an option that makes no sense, before anything is sent
   * @throws AuthenticationError, PermissionError, RateLimitError, NetworkError, TimeoutError, ServerError,
   * InvalidResponseError as the service, the token endpoint or the network fail
   * @example
   * const group = await cern.groups.get('atlas-readers')
   */
  get<F extends keyof Group = never>(group: string, options?: SelectOptions<F>): Promise<Selection<Group, F>>
  /**
   * All groups.
   *
   * @throws InvalidRequestError for an option that makes no sense; walking throws as `get` does, and
   * InvalidResponseError at the end where the rows are not as many as the service says there are
   * @example
   * for await (const group of cern.groups.list({ filter: filter.contains('displayName', 'atlas') })) …
   */
  list<F extends keyof Group = never>(options?: ListOptions<F>): Pager<Selection<Group, F>>
  /**
   * The groups of which one property has one value, asked for in a body in place of a filter.
   *
   * @throws as `list`
   * @example
   * const [group] = await cern.groups.query({ property: 'groupIdentifier', value: 'atlas-readers' }).toArray()
   */
  query<F extends keyof Group = never>(
    criterion: GroupCriterion,
    options?: QueryGroupsOptions<F>,
  ): Pager<Selection<Group, F>>
  /**
   * The identities in a group; with `recursive` also those in groups within it.
   *
   * @throws as `list`; walking throws NotFoundError where there is no such group
   * @example
   * for await (const { upn } of cern.groups.members('atlas-readers', { recursive: true, fields: ['upn'] })) …
   */
  members<F extends keyof Identity = never>(
    group: string,
    options?: ListMembersOptions<F>,
  ): Pager<Selection<Identity, F>>
  /**
   * Puts identities into a group. Not sent again by itself after a failure. With no ids, nothing is sent.
   *
   * @param ids the `id` or the `personId` of each
   * @returns who was added
   * @throws as `get`
   * @example
   * await cern.groups.addMembers('shift-crew', ['806747'])
   */
  addMembers(group: string, ids: readonly string[], options?: CallOptions): Promise<readonly AddedMember[]>
  /**
   * Takes identities out of a group. With no names, nothing is sent.
   *
   * @param upns the `upn` of each
   * @returns who was removed
   * @throws InvalidRequestError also where none of them is in the group; else as `get`
   * @example
   * await cern.groups.removeMembers('shift-crew', ['ada'])
   */
  removeMembers(
    group: string,
    upns: readonly string[],
    options?: CallOptions,
  ): Promise<readonly RemovedMember[]>
  /**
   * A new group, with nobody in it. Not sent again by itself after a failure. The route is inferred, not documented.
   *
   * @throws as `get`
   * @example
   * await cern.groups.create({ groupIdentifier: 'shift-crew', displayName: 'Shift crew', description: 'On duty' })
   */
  create(group: NewGroup, options?: CallOptions): Promise<Group>
}

export function createGroups(api: CernApi, baseUrl: string): CernGroups {
  return {
    async get(group, options = {}) {
      checkText(service, 'group', group)
      const params = { path: { group }, query: selectionQuery(options, known) }
      const answer = api.GET('/api/v1.0/Group/{group}', { params, signal: options.signal ?? null })
      return dataIn((await found(answer, named('group', group))).data, 'group') as never
    },
    list(options = {}) {
      const query = listQuery(options, known)
      return listPages(
        {
          name: 'Group',
          baseUrl,
          request: async (place, signal) =>
            (await api.GET('/api/v1.0/Group', { params: { query: { ...query, ...place } }, signal })).data,
        },
        query,
        options,
      )
    },
    query: (criterion, options = {}) => queryGroups(api, baseUrl, criterion, options),
    members: (group, options = {}) => listMembers(api, baseUrl, group, options),
    addMembers: (group, ids, options) => addMembers(api, group, ids, options),
    removeMembers: (group, upns, options) => removeMembers(api, group, upns, options),
    async create(group, options = {}) {
      for (const name of ['groupIdentifier', 'displayName', 'description'] as const)
        checkText(service, name, group[name])
      const { data } = await api.POST('/api/v1.0/Group', { body: group, signal: options.signal ?? null })
      return dataIn(data, 'group') as never
    },
  }
}
