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
