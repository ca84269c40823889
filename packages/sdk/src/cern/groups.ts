import {
  type AddedMember,
  type Group,
  type Identity,
  type NewGroup,
  type paths,
  type QueryOperator,
  queryOperatorValues,
  type RemovedMember,
} from '@personctl/generated/cern'
import { groupFields, identityFields } from '@personctl/generated/cernFields'
import {
  checkIdentifier,
  checkObject,
  checkOneOf,
  checkOptions,
  checkString,
  type OptionNames,
} from '../arguments.ts'
import {
  type ApiPromise,
  type CallOptions,
  callOptionNames,
  checkCall,
  describeSubject,
  type ServiceClient,
  withNotFound,
} from '../client/serviceClient.ts'
import type { Pager } from '../paging/pager.ts'
import { readData, readWrittenData, service } from './cernApi.ts'
import {
  addMembers,
  checkList,
  type MemberChanges,
  removeMembers,
  type SetMembersOptions,
  setMembers,
  setMembersOptionNames,
} from './groupMembers.ts'
import { listPages } from './listPages.ts'
import {
  checkField,
  checkWalk,
  type ListOptions,
  listQuery,
  type Selection,
  type SelectOptions,
  selectionQuery,
  selectOptionNames,
  type WalkOptions,
  walkOptionNames,
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
  get<F extends keyof Group = never>(
    group: string,
    options?: SelectOptions<F>,
  ): ApiPromise<Selection<Group, F>>
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
   * @returns the identities that were added; empty if the service confirms without saying whom
   * @example
   * await cern.groups.addMembers('shift-crew', ['806747'])
   */
  addMembers(group: string, ids: readonly string[], options?: CallOptions): ApiPromise<readonly AddedMember[]>
  /**
   * Removes identities from a group. With no names, nothing is sent. If a response is lost, the request is repeated, and
   * counts as done when nobody is left to be removed. Throws as `get` does.
   *
   * @param upns the `upn` of each
   * @returns the identities that were removed; empty if the service confirms without saying whom
   * @throws {InvalidRequestError} also if none of them is in the group
   * @example
   * await cern.groups.removeMembers('shift-crew', ['ada'])
   */
  removeMembers(
    group: string,
    upns: readonly string[],
    options?: CallOptions,
  ): ApiPromise<readonly RemovedMember[]>
  /**
   * Makes the direct members of a group those that are wanted: adds who is missing, removes who is not wanted. All members
   * are read first, and nothing is written unless the list was complete. Members are added before others are removed, in
   * requests of at most 100. Throws as `get` does; after a failure some changes may have been made, and the same call
   * makes the rest.
   *
   * @param wanted the `id`, the `upn` or the `personId` of each; a list without entries empties the group. A `upn` that is
   * not in the group is looked up.
   * @returns who was added, removed or left; with `dryRun` the same, without any change
   * @throws {NotFoundError} if the group or one of the wanted identities does not exist
   * @throws {InvalidResponseError} with the code `incomplete_list` if not all members could be read
   * @example
   * const { added, removed } = await cern.groups.setMembers('shift-crew', ['ada', '806747'], { dryRun: true })
   * console.log(`would add ${added.length} and remove ${removed.length}`)
   */
  setMembers(group: string, wanted: readonly string[], options?: SetMembersOptions): Promise<MemberChanges>
  /**
   * Creates a group without members. The request is not retried after a failure. The route is inferred, not documented.
   * Throws as `get` does.
   *
   * @returns the group; undefined if the service confirms without it
   * @throws {ConflictError} if the group exists
   * @example
   * await cern.groups.create({ groupIdentifier: 'shift-crew', displayName: 'Shift crew', description: 'On duty' })
   */
  create(group: NewGroup, options?: CallOptions): ApiPromise<Group | undefined>
}

/** Options of `groups.members`. */
export interface ListMembersOptions<F> extends ListOptions<F> {
  /**
   * Includes the members of groups within the group.
   *
   * @default false
   */
  recursive?: boolean | undefined
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
  operator?: QueryOperator | undefined
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
  includeArchivedAndDeleted?: boolean | undefined
}

const fieldNames = Object.keys(groupFields)

/** Implements `CernGroups`. */
export function createGroups(client: ServiceClient<paths>): CernGroups {
  const { api, baseUrl } = client
  const groups: CernGroups = {
    get: (group, call) =>
      client.run(call, selectOptionNames, async (note) => {
        checkIdentifier(service, 'group', group)
        const params = { path: { group }, query: selectionQuery(call, fieldNames) }
        const result = api.GET('/api/v1.0/Group/{group}', { params, call })
        return readData(note(await withNotFound(result, describeSubject('group', group))), 'group')
      }),
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
      checkObject(service, criterion, criterionNames, 'criterion')
      const names: OptionNames<QueryGroupsOptions<string>> = {
        ...walkOptionNames(),
        ...{ includeArchivedAndDeleted: 1, fields: 1, allowUnknown: 1 },
      }
      checkCall(service, options, names)
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
              isWrite: false,
              ...init,
            }),
        },
        {},
        walk,
      )
    },
    members(group, membersOptions) {
      checkIdentifier(service, 'group', group)
      checkOptions(service, membersOptions)
      const { recursive = false, ...options } = membersOptions ?? {}
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
    addMembers: (group, ids, call) =>
      client.run(call, callOptionNames, (note) => addMembers(api, group, ids, call, note)),
    removeMembers: (group, upns, call) =>
      client.run(call, callOptionNames, (note) => removeMembers(api, group, upns, call, note)),
    setMembers: (group, wanted, options) =>
      client.run(options, setMembersOptionNames, async () => {
        checkList('wanted', wanted)
        const { dryRun: _dryRun, ...call } = options ?? {}
        const members = groups.members(group, { ...call, fields: ['id', 'upn', 'personId'] })
        return setMembers(api, group, wanted, members, options)
      }),
    create: (group, call) =>
      client.run(call, callOptionNames, async (note) => {
        checkObject(service, group, undefined, 'group')
        checkIdentifier(service, 'groupIdentifier', group.groupIdentifier)
        for (const name of ['displayName', 'description'] as const) checkString(service, name, group[name])
        return readWrittenData(note(await api.POST('/api/v1.0/Group', { body: group, call })), 'group')
      }),
  }
  return groups
}

const criterionNames: OptionNames<GroupCriterion> = { property: 1, operator: 1, value: 1 }
