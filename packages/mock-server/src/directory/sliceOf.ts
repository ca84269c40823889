import { compareCodePoints } from '../text/compareCodePoints.ts'
import type { ListedPerson, Slice } from './listing.ts'

/**
 * A slice of two rows as if they were one.
 *
 * @param isHidden which of the first row to pass over
 */
export function sliceOf(
  rows: { readonly first: readonly ListedPerson[]; readonly second: readonly ListedPerson[] },
  isHidden: (place: number) => boolean,
  after: string | undefined,
  size: number,
): Slice {
  const people: ListedPerson[] = []
  const { first, second } = rows
  let here = after === undefined ? 0 : placeAfter(first, after)
  let there = after === undefined ? 0 : placeAfter(second, after)
  for (;;) {
    let next = first[here]
    while (next !== undefined && isHidden(next.place)) next = first[++here]
    const other = second[there]
    const isOther = other !== undefined && (next === undefined || isBefore(other, next))
    if (isOther) next = other
    if (next === undefined) return { people, last: undefined }
    if (people.length >= size) return { people, last: people.at(-1)?.userId }
    people.push(next)
    if (isOther) there += 1
    else here += 1
  }
}

const isBefore = (one: ListedPerson, other: ListedPerson): boolean =>
  compareCodePoints(one.userId, other.userId) < 0

/** The first place whose user id comes after the given one, which nobody need have. */
function placeAfter(row: readonly ListedPerson[], userId: string): number {
  let low = 0
  let high = row.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareCodePoints(row[middle]?.userId ?? '', userId) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
