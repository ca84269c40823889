import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import type { Pagination } from '../../openapi/cern.generated.ts'
import type { Rows } from '../rowKind.ts'
import { rowWriter } from '../rowText.ts'
import type { ListRequest } from './listRequest.ts'
import { orderedPlaces } from './orderedPlaces.ts'
import { paginationOf } from './pagination.ts'

export interface Page {
  readonly pagination: Pagination
  /** Each as JSON. */
  readonly rows: readonly string[]
}

/** @param path of the list, for the links */
export function pageOf(
  rows: Rows,
  request: ListRequest,
  path: string,
  view: Pick<AuthorizationView, 'identities'>,
): Page {
  const places = orderedPlaces(rows, request, view)
  const { limit, after, offset, carried } = request
  const start = after === undefined ? offset : places.indexAfter(after)
  const end = Math.min(start + limit, places.size)
  const write = rowWriter(rows, view, request.fields)
  const written: string[] = []
  for (let index = start; index < end; index++) written.push(write(places.placeAt(index)))
  const next = start < end && end < places.size ? places.tokenAt(end - 1) : undefined
  return {
    pagination: paginationOf({ path, total: places.size, start, limit, next, carried }),
    rows: written,
  }
}
