import type { SeededRandom } from '../../seededRandom.ts'
import { seededRandom } from '../../seededRandom.ts'

/** A stream of chance that depends on these texts and nothing else. */
export function chanceOf(...texts: readonly string[]): SeededRandom {
  return seededRandom(...texts.map(numberOf))
}

// FNV-1a: texts that differ anywhere differ in their numbers.
function numberOf(text: string): number {
  let number = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    number = Math.imul(number ^ text.charCodeAt(index), 0x01000193)
  return number | 0
}
