/**
 * The candidate most like a word that somebody typed; undefined where none is like it. The last part of a dotted name
 * stands for the whole.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase()
  const within = Math.max(2, Math.floor(word.length / 3))
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceTo(candidate.toLowerCase(), typed) }))
    .filter(({ distance }) => distance <= within)
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.candidate
}

function distanceTo(name: string, typed: string): number {
  const whole = editDistance(typed, name)
  if (typed.includes('.') || !name.includes('.')) return whole
  return Math.min(whole, editDistance(typed, name.slice(name.lastIndexOf('.') + 1)))
}

/** How many letters to add, drop or change to make one of the other, as Levenshtein counts them. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= to.length; column += 1) {
      const kept = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1)
      next.push(Math.min(kept, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
