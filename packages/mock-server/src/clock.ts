/** What time it is for the mock, which need not be what it is for everybody else. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** The clock of a session: the real one, until it is told otherwise. */
export interface SettableClock extends Clock {
  readonly isFrozen: boolean
  /** Makes it another time, in milliseconds since 1970, from which it goes on, or at which it stands. */
  set(time: number): void
  /** Stops it, or lets it run on from where it stands. */
  freeze(frozen: boolean): void
  /** @returns what brings it back to how far it is now from the real clock, or to where it stands */
  save(): () => void
  /** Makes it the real clock again. */
  reset(): void
}

export function createSettableClock(): SettableClock {
  let offsetMs = 0
  let frozenAt: number | undefined
  const now = (): number => frozenAt ?? Date.now() + offsetMs
  return {
    now,
    get isFrozen() {
      return frozenAt !== undefined
    },
    set(time) {
      if (frozenAt === undefined) offsetMs = time - Date.now()
      else frozenAt = time
    },
    freeze(frozen) {
      const time = now()
      frozenAt = frozen ? time : undefined
      offsetMs = time - Date.now()
    },
    save() {
      const saved = { offsetMs, frozenAt }
      return () => {
        offsetMs = saved.offsetMs
        frozenAt = saved.frozenAt
      }
    },
    reset() {
      offsetMs = 0
      frozenAt = undefined
    },
  }
}
