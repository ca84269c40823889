import { editDistance } from './editDistance.ts'

/** The word most like what was typed, or undefined where none is like it. */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .sort((left, right) => left.distance - right.distance)
  const [nearest] = ranked
  return nearest !== undefined && nearest.distance <= Math.max(2, typed.length / 3) ? nearest.word : undefined
}
