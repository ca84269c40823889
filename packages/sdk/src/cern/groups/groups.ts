import { checkText } from '../../client/checkText.ts'
import type { CallOptions } from '../../client/clientOptions.ts'
import { found, named } from '../../client/found.ts'
import type { Pager } from '../../paging/pager.ts'
import { dataIn, service } from '../checks.ts'
import { type ListOptions, listQuery } from '../lists/listOptions.ts'
import { listPages } from '../lists/listPages.ts'
import { type Selection, type SelectOptions, selectionQuery } from '../lists/selection.ts'
import {
  type AddedMember,
  type Group,
  groupFields,
  type Identity,
  type NewGroup,
  type RemovedMember,
} from '../wire.generated.ts'
import type { CernApi } from '../wire.ts'
import { addMembers, type ListMembersOptions, listMembers, removeMembers } from './groupMembers.ts'
import { type GroupCriterion, type QueryGroupsOptions, queryGroups } from './groupQuery.ts'

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

const known = Object.keys(groupFields)

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
