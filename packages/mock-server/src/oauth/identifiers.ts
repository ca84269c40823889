import { type SeededRandom, seededRandom } from '../text/seededRandom.ts'

/** A source of identifiers that look random and are the same in every run. */
export interface IdentifierSource {
  uuid(): string
  hexadecimal(length: number): string
  /** Returns consonants, which do not form words. */
  letters(length: number): string
}

/** On what the next identifier depends. */
export interface IdentifierCounter {
  /** The number of issued identifiers. */
  issued: number
  /** The number of resets. The identifiers after one are not those before it, which may be in use still. */
  readonly resets: number
}

// Separates this sequence from that of people.
const stream = 0x746f6b65
const consonants = 'BCDFGHJKLMNPQRSTVWXZ'

/**
 * Creates a source of identifiers.
 *
 * @param seed an integer on which all identifiers depend
 * @param count is incremented for each identifier
 */
export function createIdentifierSource(seed: number, count: IdentifierCounter): IdentifierSource {
  const next = (): SeededRandom => {
    count.issued += 1
    return seededRandom(seed, stream, count.issued, ...(count.resets > 0 ? [count.resets] : []))
  }
  return {
    uuid() {
      const random = next()
      const digits = (length: number) => hexadecimal(random, length)
      const variant = random.pick(['8', '9', 'a', 'b'])
      return `${digits(8)}-${digits(4)}-4${digits(3)}-${variant}${digits(3)}-${digits(12)}`
    },
    hexadecimal: (length) => hexadecimal(next(), length),
    letters(length) {
      const random = next()
      return Array.from({ length }, () => consonants[random.below(consonants.length)]).join('')
    },
  }
}

/** Returns a seed that depends on a name as well, so that the identifiers under one name are not those under another. */
export function deriveSeed(seed: number, name: string): number {
  let hash = seed | 0
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash
}

function hexadecimal(random: SeededRandom, length: number): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join('')
}
