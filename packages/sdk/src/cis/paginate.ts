import { addressWithin } from '../client/addressWithin.ts'
import type { QueryParameters } from '../client/queryParameters.ts'
import { InvalidRequestError } from '../http/errors/index.ts'
import type { Exchange } from '../http/exchange.ts'
import { OutgoingRequest } from '../http/outgoingRequest.ts'
import { Pager, type PagerOptions } from '../paging/pager.ts'
import { objectIn, service } from './checks.ts'
import { cursorIn, rowsIn } from './users/userLists.ts'

/** The rows of any list that goes from page to page by `nextPage`. */
export function paginate<T>(
  exchange: Exchange,
  baseUrl: string,
  path: string,
  query: QueryParameters = {},
  options: PagerOptions = {},
): Pager<T> {
  const first = addressWithin(service, baseUrl, path, query)
  if (first.searchParams.has('nextPage')) {
    throw new InvalidRequestError('The query has nextPage, which the walk sets by itself.', {
      service,
      hint: 'Use the option startAt.',
    })
  }
  return new Pager<T>(
    {
      service,
      list: `${service} ${first.pathname}${first.search}`,
      async fetchPage(cursor, signal) {
        const url = new URL(first)
        if (cursor !== undefined) url.searchParams.set('nextPage', cursor)
        const request = new OutgoingRequest(url.href, { method: 'GET', signal, isCallersOwn: true })
        const page = objectIn((await exchange(request)).parsedOrUndefined(), 'a page of a list')
        return { items: rowsIn<T>(page, 'Items' in page ? 'Items' : 'users'), next: cursorIn(page) }
      },
    },
    options,
  )
}
