import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import type { Table } from '../../directory/authorization/table.ts'
import { firstPlace } from '../../directory/authorization/table.ts'
import { fieldReader, type Rows } from '../rowKind.ts'
import type { ListRequest } from './listRequest.ts'
import type { PageToken } from './pageToken.ts'
import { compareRows, type SortKey, sortKeyOf } from './sortKey.ts'

/** The rows of a list that meet its filters, in its order. */
export interface OrderedPlaces {
  readonly size: number
  placeAt(index: number): number
  /** Where the rows begin that come after a place, which need not be that of a row there still is. */
  indexAfter(token: PageToken): number
  tokenAt(index: number): PageToken
}

type Wish = Pick<ListRequest, 'filters' | 'sort' | 'key'>
type View = Pick<AuthorizationView, 'identities'>

/** Looks at every row once, and only where there is something to look for. */
export function orderedPlaces(rows: Rows, wish: Wish, view: View): OrderedPlaces {
  const places = rows.places === undefined ? placesOfTable(rows, wish, view) : chosen(rows, wish, view)
  const placeAt = (index: number): number => (places === undefined ? index : (places[index] ?? 0))
  const size = places === undefined ? rows.table.size : places.length
  const idAt = (index: number): string => rows.table.idAt(placeAt(index))
  const keysAt = keyReader(rows, wish.sort, view)
  return {
    size,
    placeAt,
    indexAfter: ({ id, keys }) =>
      firstPlace(size, (index) => compareRows(keysAt(placeAt(index)), idAt(index), keys, id) > 0),
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
