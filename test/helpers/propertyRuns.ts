import { inject } from 'vitest'

/** Returns how often a property is tried: a quarter of this number in `npm test`, all of it in `npm run test:slow`. */
export function propertyRuns(thorough: number): { numRuns: number } {
  return { numRuns: inject('isThorough') ? thorough : Math.ceil(thorough / 4) }
}
