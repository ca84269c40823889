/** The time in the mock, which may differ from the real one. */
export interface Clock {
  /** Returns the time in milliseconds since 1970. */
  now(): number
}

/** The clock of a session. It shows the real time until it is set. */
export interface SettableClock extends Clock {
  readonly isFrozen: boolean
  /** True if the clock does not show the real time. */
  readonly isSet: boolean
  /** Sets the time, in milliseconds since 1970. A frozen clock stays frozen. */
  set(time: number): void
  /** Stops the clock, or starts it again at the time at which it stopped. */
  freeze(frozen: boolean): void
  /** @returns a function that restores the offset from the real time, or the time of a frozen clock */
  save(): () => void
  /** Returns to the real time. */
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
    get isSet() {
      return offsetMs !== 0 || frozenAt !== undefined
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

/** Delays of responses. */
export interface Delays {
  /** Waits a number of milliseconds, but no longer than the client waits for the response. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Ends every delay, also of later requests: the server stops. */
  end(): void
}

export function createDelays(): Delays {
  const waiting = new Set<() => void>()
  let hasEnded = false
  return {
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', finish)
          waiting.delete(finish)
          resolve()
        }
        const timer = setTimeout(finish, milliseconds)
        signal.addEventListener('abort', finish)
        waiting.add(finish)
        if (signal.aborted || hasEnded) finish()
      }),
    end() {
      hasEnded = true
      for (const finish of [...waiting]) finish()
    },
  }
}
