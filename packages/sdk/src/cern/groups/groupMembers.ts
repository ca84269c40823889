import { checkText } from '../../client/checkText.ts'
import type { CallOptions } from '../../client/clientOptions.ts'
import { found, named } from '../../client/found.ts'
import type { Pager } from '../../paging/pager.ts'
import { rowsIn, service } from '../checks.ts'
import { type ListOptions, listQuery } from '../lists/listOptions.ts'
import { listPages } from '../lists/listPages.ts'
import type { Selection } from '../lists/selection.ts'
import { type AddedMember, type Identity, identityFields, type RemovedMember } from '../wire.generated.ts'
import type { CernApi } from '../wire.ts'

export interface ListMembersOptions<F> extends ListOptions<F> {
  /** Whether the members of groups within the group count. @default false */
  recursive?: boolean
}

/** The identities in a group. */
export function listMembers<F extends keyof Identity>(
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
export async function addMembers(
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
export async function removeMembers(
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
