import type { Pagination } from '@personctl/openapi/cern'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { findFirstIndex, type Table } from '../../directory/authorization/records.ts'
import {
  compareRows,
  type ListRequest,
  type PageToken,
  type SortKey,
  sortKeyOf,
  writePageToken,
} from './listQuery.ts'
import { fieldReader, type Rows, rowWriter } from './rows.ts'

/** The rows of a list that meet its filters, in its order. */
interface OrderedPlaces {
  readonly size: number
  placeAt(index: number): number
  /** Where the rows begin that come after a place, which need not be that of a row there still is. */
  indexAfter(token: PageToken): number
  tokenAt(index: number): PageToken
}

type Wish = Pick<ListRequest, 'filters' | 'sort' | 'key'>
type View = Pick<AuthorizationView, 'identities'>

/** Looks at every row once, and only where there is something to look for. */
function orderedPlaces(rows: Rows, wish: Wish, view: View): OrderedPlaces {
  const places = rows.places === undefined ? placesOfTable(rows, wish, view) : chosen(rows, wish, view)
  const placeAt = (index: number): number => (places === undefined ? index : (places[index] ?? 0))
  const size = places === undefined ? rows.table.size : places.length
  const idAt = (index: number): string => rows.table.idAt(placeAt(index))
  const keysAt = keyReader(rows, wish.sort, view)
  return {
    size,
    placeAt,
    indexAfter: ({ id, keys }) =>
      findFirstIndex(size, (index) => compareRows(keysAt(placeAt(index)), idAt(index), keys, id) > 0),
    tokenAt: (index) => ({ id: idAt(index), keys: keysAt(placeAt(index)) }),
  }
}

const kept = 16
// A table never changes: whoever asks for the next page of a search need not wait for it to be made again.
const known = new WeakMap<Table, Map<string, readonly number[]>>()

function placesOfTable(rows: Rows, wish: Wish, view: View): readonly number[] | undefined {
  if (wish.filters.length === 0 && wish.sort.length === 0) return undefined
  const ofTable = known.get(rows.table) ?? new Map<string, readonly number[]>()
  known.set(rows.table, ofTable)
  const places = ofTable.get(wish.key) ?? chosen(rows, wish, view)
  // The latest are kept, and the one just asked for is the latest.
  ofTable.delete(wish.key)
  ofTable.set(wish.key, places)
  if (ofTable.size > kept) ofTable.delete(ofTable.keys().next().value as string)
  return places
}

function chosen(rows: Rows, { filters, sort }: Wish, view: View): readonly number[] {
  const conditions = filters.map(({ field, accepts }) => {
    const valueAt = fieldReader(rows, view, field)
    return (place: number) => accepts(valueAt(place))
  })
  const candidates = rows.places ?? Array.from({ length: rows.table.size }, (_, place) => place)
  const found = candidates.filter((place) => conditions.every((isMet) => isMet(place)))
  if (sort.length === 0) return found
  const keysAt = keyReader(rows, sort, view)
  return found
    .map((place) => ({ place, id: rows.table.idAt(place), keys: keysAt(place) }))
    .sort((one, other) => compareRows(one.keys, one.id, other.keys, other.id))
    .map(({ place }) => place)
}

function keyReader(rows: Rows, sort: readonly string[], view: View): (place: number) => readonly SortKey[] {
  const readers = sort.map((field) => fieldReader(rows, view, field))
  return (place) => readers.map((valueAt) => sortKeyOf(valueAt(place)))
}

/** Where a page stands. */
interface PagePlace {
  /** The path of the list. */
  readonly path: string
  /** How many rows the list has, and how many come before the page. */
  readonly total: number
  readonly start: number
  readonly limit: number
  /** The place the next page begins after; undefined on the last one. */
  readonly next: PageToken | undefined
  readonly carried: ListRequest['carried']
}

/** What an answer says of a page: the next by token, the others by offset. */
function paginationOf({ path, total, start, limit, next, carried }: PagePlace): Pagination {
  const token = next === undefined ? null : writePageToken(next)
  const link = (name: 'offset' | 'token', value: string): string =>
    `${path}?${new URLSearchParams([[name, value], ['limit', String(limit)], ...carried.map((pair) => [...pair])])}`
  const linkTo = (offset: number): string => link('offset', String(offset))
  return {
    total,
    offset: start,
    limit,
    next: token === null ? null : link('token', token),
    links: {
      first: linkTo(0),
      previous: start === 0 ? null : linkTo(Math.max(0, start - limit)),
      current: linkTo(start),
      next: token === null ? null : linkTo(start + limit),
      // Where the last page is full, there is no empty one after it.
      last: linkTo(Math.floor(Math.max(total - 1, 0) / limit) * limit),
    },
    token,
  }
}

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
