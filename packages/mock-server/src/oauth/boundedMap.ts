import { type SeededRandom, seededRandom } from '../text/seededRandom.ts'

/** Identifiers that look drawn by chance, and are the same in every run. */
export interface IdentifierSource {
  uuid(): string
  hexadecimal(length: number): string
  /** Consonants, in which nobody reads a word. */
  letters(length: number): string
}

/** How many identifiers were given out: what the next one depends on. */
export interface IdentifierCounter {
  issued: number
}

// Keeps this row of chance apart from that of people.
const stream = 0x746f6b65
const consonants = 'BCDFGHJKLMNPQRSTVWXZ'

/**
 * @param seed an integer that the whole row of identifiers depends on
 * @param count is counted up with each
 */
export function createIdentifierSource(seed: number, count: IdentifierCounter): IdentifierSource {
  const next = (): SeededRandom => {
    count.issued += 1
    return seededRandom(seed, stream, count.issued)
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

function hexadecimal(random: SeededRandom, length: number): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join('')
}

const limit = 1000

/** Something that is known until a time, in milliseconds since 1970. */
export interface Remembered {
  readonly expiresAt: number
}

/** What is known by a code or a token. Entries never change; a changed one takes the place of the old. */
export type Memory<T extends Remembered> = Map<string, T>

/** Adds an entry. Of more than a thousand the oldest is forgotten. */
export function remember<T extends Remembered>(memory: Memory<T>, key: string, entry: T): void {
  memory.set(key, entry)
  if (memory.size > limit) memory.delete(memory.keys().next().value as string)
}
