import type { ListedPerson, Listing, Slice } from '../../directory/listing.ts'

const chunk = 500

/**
 * The next people who are wanted: as many as the size says, or fewer at the end. The last user id is that of the last
 * one looked at, wanted or not.
 */
export function scan(
  listing: Listing,
  after: string | undefined,
  size: number,
  isWanted: (person: ListedPerson) => boolean,
): Slice {
  const found: ListedPerson[] = []
  let last = after
  for (;;) {
    const slice = listing.slice(last, chunk)
    for (const [index, person] of slice.people.entries()) {
      if (!isWanted(person)) continue
      found.push(person)
      const isEnd = slice.last === undefined && index === slice.people.length - 1
      if (found.length === size) return { people: found, last: isEnd ? undefined : person.userId }
    }
    if (slice.last === undefined) return { people: found, last: undefined }
    last = slice.last
  }
}
