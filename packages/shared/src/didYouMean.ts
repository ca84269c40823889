/**
 * Returns the candidate that is most like a word that somebody typed; undefined if none is like it. Case is ignored. The
 * last part of a dotted name may stand for the whole, such as `title` for `staff_information.title`, and so may the first
 * letters of a word, such as `prod` for `production`.
 *
 * @param accept called for each better candidate; false passes over it
 */
export function didYouMean(
  typed: string,
  candidates: Iterable<string>,
  accept?: (candidate: string) => boolean,
): string | undefined {
  const word = typed.toLowerCase()
  const isWhole = word.includes('.')
  let nearest: string | undefined
  let limit = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const name = candidate.toLowerCase()
    let distance = editDistance(word, name, limit)
    if (distance >= limit && !isWhole && isDotted(name))
      distance = editDistance(word, name.slice(name.lastIndexOf('.') + 1), limit)
    if (distance >= limit && nearest === undefined && isAbbreviation(word, name)) distance = limit - 1
    if (distance >= limit || accept?.(candidate) === false) continue
    nearest = candidate
    limit = distance
  }
  return nearest
}

function isAbbreviation(word: string, name: string): boolean {
  return word.length >= 3 && /^[a-z]+$/.test(name) && name.startsWith(word)
}

// No path and no e-mail: nobody who types `org` means ada@example.org.
function isDotted(name: string): boolean {
  return name.includes('.') && /^[\w.]+$/.test(name)
}

/**
 * Returns the Levenshtein distance: the number of characters to add, remove or replace to turn one string into the other.
 *
 * @param limit the distance at which to stop counting, and then returned in place of any larger one
 */
export function editDistance(from: string, to: string, limit: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) >= limit) return limit
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    let least = row
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const distance = Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
      current.push(distance)
      if (distance < least) least = distance
    }
    if (least >= limit) return limit
    previous = current
  }
  return Math.min(previous[to.length] ?? 0, limit)
}
