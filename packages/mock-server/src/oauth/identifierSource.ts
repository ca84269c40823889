import { seededRandom } from '../seededRandom.ts'

/** Identifiers that look drawn by chance, and are the same in every run. */
export interface IdentifierSource {
  uuid(): string
}

/** @param seed an integer that the whole row of identifiers depends on */
export function createIdentifierSource(seed: number): IdentifierSource {
  const random = seededRandom(seed, 0x70_6b_65_6e)
  const digits = (length: number): string =>
    Array.from({ length }, () => random.below(16).toString(16)).join('')
  return {
    uuid: () =>
      `${digits(8)}-${digits(4)}-4${digits(3)}-${random.pick(['8', '9', 'a', 'b'])}${digits(3)}-${digits(12)}`,
  }
}
