import type { Terminal } from '../io/io.ts'

const firstAfterMs = 300
const thenEveryMs = 100
const eraseToEndOfLine = '\u001b[K'

/** A line on a terminal that shows how many rows have arrived. */
export interface Progress {
  /** @param expected the total number of rows, if known */
  show(rows: number, expected: number | undefined): void
  /** Removes the line for good. */
  end(): void
}

/** Returns a progress line; one that never shows anything unless enabled. */
export function createProgress(terminal: Terminal, isEnabled: boolean): Progress {
  if (!isEnabled) return { show: () => {}, end: () => {} }
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
      const line = `${formatShare(rows, expected)}, ${formatCount(rate)} a second`
      // A longer line would wrap, and its first part would stay.
      void terminal.write(`\r${line.slice(0, (terminal.columns ?? 80) - 1)}${eraseToEndOfLine}`)
    },
    end() {
      nextAt = Number.POSITIVE_INFINITY
      if (isShown) void terminal.write(`\r${eraseToEndOfLine}`)
      isShown = false
    },
  }
}

function formatShare(rows: number, expected: number | undefined): string {
  if (expected === undefined) return `${formatCount(rows)} rows`
  // If rows are added meanwhile, there may be more than expected.
  const percent = Math.min(Math.floor((rows * 100) / Math.max(expected, 1)), 100)
  return `${formatCount(rows)} of ${formatCount(expected)} rows, ${percent} %`
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}
