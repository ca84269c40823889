import type { Table } from './table.ts'

/** A row that is kept as it is. */
export type RowRecord = { readonly id: string } & Readonly<Record<string, unknown>>

/** Kept rows, put into the order of their ids. @param knownFields the fields that are documented */
export function recordTable<T extends { readonly id: string }>(
  records: readonly T[],
  knownFields: Readonly<Record<string, unknown>>,
): Table & { recordAt(place: number): T } {
  const inOrder = [...records].sort((one, other) => (one.id < other.id ? -1 : 1))
  const recordAt = (place: number): T => {
    const record = inOrder[place]
    if (record === undefined) throw new RangeError(`There is no row ${place}`)
    return record
  }
  const furtherFields = new Set<string>()
  for (const record of records)
    for (const field of Object.keys(record)) if (!Object.hasOwn(knownFields, field)) furtherFields.add(field)
  return {
    size: inOrder.length,
    furtherFields: [...furtherFields],
    recordAt,
    idAt: (place) => recordAt(place).id,
    valueAt: (place, field) => {
      const record = recordAt(place)
      return Object.hasOwn(record, field) ? record[field as keyof T] : undefined
    },
  }
}

/** The places of rows by what a field of theirs holds, texts in lower case; worked out when first asked for. */
export function placesByText(
  table: Pick<Table, 'size' | 'valueAt'>,
  ...fields: readonly string[]
): (text: string) => readonly number[] {
  let places: Map<string, number[]> | undefined
  return (text) => {
    if (places === undefined) {
      places = new Map()
      for (let place = 0; place < table.size; place++)
        for (const value of new Set(fields.map((field) => table.valueAt(place, field)))) {
          if (typeof value !== 'string') continue
          const known = places.get(value.toLowerCase())
          if (known === undefined) places.set(value.toLowerCase(), [place])
          else if (known.at(-1) !== place) known.push(place)
        }
    }
    return places.get(text.toLowerCase()) ?? []
  }
}
