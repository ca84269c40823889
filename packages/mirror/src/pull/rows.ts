import type { Value } from '../engine/engine.ts'
import type { CollectionName } from '../schema/collections.ts'
import type { RowData } from './comparison.ts'

/** A row as it was received, and made ready to be stored. */
export interface ReceivedRow {
  readonly key: string
  readonly data: RowData
  /** The values of columns that are not attributes, such as the number of an identity. */
  readonly columns?: Readonly<Record<string, Value>>
  /** The rows of the sets that belong to it, by collection. */
  readonly sets?: Readonly<Partial<Record<CollectionName, readonly SetRow[]>>>
}

/** A row of a set: all its columns but that of its owner. */
export type SetRow = Readonly<Record<string, Value>>

/** The number of characters of a text that the index of each database accepts. */
const mostOfIndex = 600

// What UTF-8 cannot encode, or a database cannot store.
const unstorable = /\0|\p{Surrogate}/u

/** Returns true for a value that a database can find again as the key of a row. */
export function isKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= mostOfIndex && !unstorable.test(value)
}

/** Returns a text that each database can store. JSON needs it not: it escapes what is replaced here. */
export function toStorable(text: string): string {
  return unstorable.test(text) ? text.replaceAll(/\0|\p{Surrogate}/gu, '\u{fffd}') : text
}

/** Returns a text that each database can store in an index, which refuses long ones. */
export function toIndexed(text: string): string {
  return toStorable(text.length > mostOfIndex ? text.slice(0, mostOfIndex) : text)
}

/** Returns a row of a set with texts that each database can store. */
export function toStorableRow(row: SetRow): SetRow {
  if (!Object.values(row).some((value) => typeof value === 'string')) return row
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? toIndexed(value) : value,
    ]),
  )
}
