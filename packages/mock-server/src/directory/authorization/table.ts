/**
 * Rows of one kind in the order of their ids, whether they exist already or are made when they are asked for. A row is
 * named by its place; a table never changes, so that a place stays what it is.
 */
export interface Table {
  readonly size: number
  idAt(place: number): string
  /** What a field of a row holds; undefined where it is not set. */
  valueAt(place: number, field: string): unknown
  /** Fields that rows may have beside those that are documented. */
  readonly furtherFields: readonly string[]
}

/** The place of the row with this id, in whatever case it is written. */
export function placeOfId(table: Pick<Table, 'size' | 'idAt'>, id: string): number | undefined {
  const wanted = id.toLowerCase()
  const place = firstPlace(table.size, (candidate) => table.idAt(candidate) >= wanted)
  return place < table.size && table.idAt(place) === wanted ? place : undefined
}

/** The first of so many places that meets a condition, which all after it meet, too; if none does, their number. */
export function firstPlace(size: number, isReached: (place: number) => boolean): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isReached(middle)) high = middle
    else low = middle + 1
  }
  return low
}
