import type { Pager, PagerOptions } from '@personctl/sdk'
import type { Invocation } from '../../command.ts'
import { listingNeeds, pagerOptions } from '../../listing/options.ts'
import type { ApiOptions } from './options.ts'

/** The rows of all pages of a list, whichever way its service goes from one to the next. */
export async function rowsOf(
  { service, path, query, listing }: ApiOptions,
  { signal, cis, cern }: Invocation,
): Promise<Pager<unknown>> {
  const paging: PagerOptions = pagerOptions({ limit: undefined, startAt: undefined, ...listing }, signal)
  if (service === 'cis') return (await cis(listingNeeds)).paginate<unknown>(path, query, paging)
  const [route = '', search] = path.split('?')
  const { limit: [pageSize] = [], ...others } = together(new URLSearchParams(search), query)
  const client = await cern(listingNeeds)
  return client.paginate<unknown>(route, others, {
    ...paging,
    ...(pageSize !== undefined && { pageSize: Number(pageSize) }),
  })
}

function together(inPath: URLSearchParams, query: ApiOptions['query']): Record<string, readonly string[]> {
  const names = new Set([...inPath.keys(), ...Object.keys(query)])
  return Object.fromEntries(
    [...names].map((name) => [name, [...inPath.getAll(name), ...(query[name] ?? [])]]),
  )
}
