import type { Terminal } from '../io.ts'

const firstAfterMs = 300
const thenEveryMs = 100
const eraseToEndOfLine = '\u001b[K'

/** A line on a terminal that says how far a list is. */
export interface Progress {
  /** @param expected how many rows there will be, if that is known */
  show(rows: number, expected: number | undefined): void
  /** Takes the line away; it does not come back. */
  end(): void
}

export const noProgress: Progress = { show: () => {}, end: () => {} }

export function progressOn(terminal: Terminal): Progress {
  const startedAt = performance.now()
  let nextAt = startedAt + firstAfterMs
  let isShown = false
  return {
    show(rows, expected) {
      const now = performance.now()
      if (now < nextAt) return
      nextAt = now + thenEveryMs
      isShown = true
      const rate = Math.round((rows * 1000) / (now - startedAt))
      const line = `${howFar(rows, expected)}, ${withCommas(rate)} a second`
      // On a line that is too narrow it would go on to the next, and stay.
      void terminal.write(`\r${line.slice(0, (terminal.columns ?? 80) - 1)}${eraseToEndOfLine}`)
    },
    end() {
      nextAt = Number.POSITIVE_INFINITY
      if (isShown) void terminal.write(`\r${eraseToEndOfLine}`)
      isShown = false
    },
  }
}

function howFar(rows: number, expected: number | undefined): string {
  if (expected === undefined) return `${withCommas(rows)} rows`
  // While rows are added, there may come more than were expected.
  const percent = Math.min(Math.floor((rows * 100) / Math.max(expected, 1)), 100)
  return `${withCommas(rows)} of ${withCommas(expected)} rows, ${percent} %`
}

function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
