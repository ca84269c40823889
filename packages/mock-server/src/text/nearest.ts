/**
 * How many characters must be put in, left out or replaced to make one text of another.
 *
 * @param limit where to stop counting: whatever is more is not told apart from it
 */
export function editDistance(left: string, right: string, limit: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(left.length - right.length) >= limit) return limit
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= right.length; column++) {
      const replace = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      const distance = Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
      current.push(distance)
      if (distance < least) least = distance
    }
    if (least >= limit) return limit
    previous = current
  }
  return Math.min(previous[right.length] ?? 0, limit)
}

/** The word most like what was typed, or undefined where none is like it. */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .sort((left, right) => left.distance - right.distance)
  const [nearest] = ranked
  return nearest !== undefined && nearest.distance <= Math.max(2, typed.length / 3) ? nearest.word : undefined
}
