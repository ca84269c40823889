/** The reason of an abort because the time for the command is over. */
class CommandTimeout extends Error {
  override readonly name = 'TimeoutError'
  readonly code = 'timeout'

  constructor(ms: number) {
    super(`Not done within the ${ms / 1000} s of --timeout.`)
  }
}

/** Aborts with the outer signal, and when the time is over; without a time, with the outer signal alone. */
export function withDeadline(outer: AbortSignal, ms: number | undefined): AbortSignal {
  if (ms === undefined) return outer
  const controller = new AbortController()
  // Holds no process: with nothing else left to do, there is nothing to be late for.
  setTimeout(() => controller.abort(new CommandTimeout(ms)), ms).unref()
  return AbortSignal.any([outer, controller.signal])
}
