/** A step of a call that can end early: in time, or because the caller aborts. */
export class Step {
  #controller: AbortController | undefined
  #listeners: Set<(reason: Error) => void> | undefined
  #end: { reason: Error } | undefined

  /** A signal for functions that need one. It is made on demand, since it costs more than all the rest of a step. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#end !== undefined) this.#controller.abort(this.#end.reason)
    }
    return this.#controller.signal
  }

  /** Calls a function when the step ends early, or at once if it has. Returns a function that forgets it. */
  onEnd(listener: (reason: Error) => void): () => void {
    if (this.#end !== undefined) listener(this.#end.reason)
    this.#listeners ??= new Set()
    this.#listeners.add(listener)
    return () => this.#listeners?.delete(listener)
  }

  end(reason: Error): void {
    if (this.#end !== undefined) return
    this.#end = { reason }
    this.#controller?.abort(reason)
    for (const listener of this.#listeners ?? []) listener(reason)
  }
}

/**
 * Runs a function, whose step ends after the given time or when the outer signal aborts. The promise then rejects, even if
 * the function takes no notice.
 *
 * @param timeoutError creates the error for an end after the given time
 */
export function withTimeout<T>(
  ms: number,
  timeoutError: () => Error,
  outer: AbortSignal | undefined,
  run: (step: Step) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    throwIfAborted(outer)
    const step = new Step()
    const settle = () => {
      clearTimeout(timer)
      forget()
    }
    const end = (reason: Error) => {
      settle()
      reject(reason)
      step.end(reason)
    }
    const timer = setTimeout(() => end(timeoutError()), Math.min(ms, longestTimerMs))
    const forget = onAbort(outer, end)
    run(step).then(
      (value) => {
        settle()
        resolve(value)
      },
      (error: unknown) => {
        settle()
        reject(error)
      },
    )
  })
}

/** The longest time that a timer can wait, in milliseconds. A longer one would fire at once. */
export const longestTimerMs: number = 2 ** 31 - 1

/** Returns the promise, which rejects with the signal's reason as soon as the signal aborts. Its work continues. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise
  return new Promise<T>((resolve, reject) => {
    const forget = onAbort(signal, reject)
    promise.then(resolve, reject).finally(forget)
  })
}

/** Waits. Rejects with the signal's reason as soon as the signal aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    throwIfAborted(signal)
    const timer = setTimeout(
      () => {
        forget()
        resolve()
      },
      Math.min(ms, longestTimerMs),
    )
    const forget = onAbort(signal, (reason) => {
      clearTimeout(timer)
      reject(reason)
    })
  })
}

/** Throws the signal's reason if the signal has aborted. Signals of a polyfill may lack the method of that name. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortReason(signal)
}

/**
 * Returns the signal's reason. A falsy one is replaced by an AbortError: not all code between here and the caller would
 * take it for an error.
 */
function abortReason(signal: AbortSignal): Error {
  // A reason can be any value. It is only handed on.
  return signal.reason || Object.assign(new Error('The call was aborted.'), { name: 'AbortError' })
}

/** The functions to call when a signal aborts. All share one listener: Node.js warns about more than ten. */
interface Watch {
  readonly watchers: Set<(reason: Error) => void>
  stop(): void
}

const watches = new WeakMap<AbortSignal, Watch>()

/** Calls a function once when the signal aborts, or at once if it has. Returns a function that forgets it. */
export function onAbort(signal: AbortSignal | undefined, watcher: (reason: Error) => void): () => void {
  if (signal?.aborted) watcher(abortReason(signal))
  if (signal === undefined || signal.aborted) return () => {}
  const { watchers, stop } = watches.get(signal) ?? watch(signal)
  watchers.add(watcher)
  return () => {
    if (watchers.delete(watcher) && watchers.size === 0) stop()
  }
}

function watch(signal: AbortSignal): Watch {
  const watchers: Watch['watchers'] = new Set()
  const listener = () => {
    stop()
    for (const watcher of watchers) watcher(abortReason(signal))
  }
  const stop = () => {
    watches.delete(signal)
    signal.removeEventListener('abort', listener)
  }
  signal.addEventListener('abort', listener)
  const created = { watchers, stop }
  watches.set(signal, created)
  return created
}
