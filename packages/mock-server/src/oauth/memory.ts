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
