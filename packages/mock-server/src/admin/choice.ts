import { nearestWord } from '../text/nearestWord.ts'

/** What to write in the place of a word that is none of those there are. */
export function choice(typed: string, known: readonly string[]): string {
  const nearest = nearestWord(typed, known)
  if (nearest !== undefined) return `did you mean ${nearest}?`
  return known.length === 0 ? 'leave it out' : `there are ${known.slice(0, 12).join(', ')}`
}
