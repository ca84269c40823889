import { longestTimerMs, raceAbort, throwIfAborted, withTimeout } from '../http/abort.ts'

/** A request that has been sent, or is about to be. */
interface Flight<Result> {
  /** The client that began it. */
  readonly owner: object
  readonly promise: Promise<Result>
  readonly controller: AbortController
  /** The time from which on nobody joins it, in milliseconds since the epoch. */
  readonly endsAt: number
  readonly isBackground: boolean
  waiters: number
  isSettled: boolean
  abandonment?: ReturnType<typeof setTimeout>
}

/** The needs of a caller that waits for a shared request. */
export interface SharedCall<Result> {
  /** The client of the caller. */
  owner: object
  /** The time limit of the request, in milliseconds. */
  limitMs: number
  /** Ends the wait of this caller. */
  signal: AbortSignal | undefined
  /** Returns the result if another request has brought it meanwhile. */
  find(): Result | undefined
  /** Sends the request. Its signal aborts when nobody has waited for it for a while. */
  send(signal: AbortSignal): Promise<Result>
}

// A runtime that ends the I/O of a request together with the request, such as workerd, leaves promises that never settle.
const defaultJoinLimitMs = 5_000
// A little more than the limit of a request in the background, whose own error says more.
const unattendedLimitMs = 950

/**
 * Sends one request for all callers that need the same thing at the same time. The request belongs to none of them: a caller
 * that aborts stops waiting, and the others go on. Nobody waits for another caller's request without bound, and a request
 * for which nobody waits is aborted after a second, so that it does not keep a process alive.
 */
export class SharedRequest<Result> {
  readonly #joinLimitMs: number
  #pending: Flight<Result> | undefined

  /** @param joinLimitMs the time that a caller waits for the request of another one, at most until its limit */
  constructor(joinLimitMs: number = defaultJoinLimitMs) {
    this.#joinLimitMs = joinLimitMs
  }

  /** Returns the result of the pending request, or else of a new one. */
  async join(call: SharedCall<Result>): Promise<Result> {
    const { owner, signal } = call
    throwIfAborted(signal)
    for (;;) {
      const found = call.find()
      if (found !== undefined) return found
      const pending = this.#joinable()
      const flight = pending ?? this.#begin(call, false)
      const limitMs = pending && Math.min(this.#joinLimitMs, pending.endsAt - Date.now())
      let lateError: Error | undefined
      const createError = () => {
        lateError = new Error('The request of another caller takes too long.')
        return lateError
      }
      try {
        return await this.#wait(flight, signal, limitMs, createError)
      } catch (error) {
        throwIfAborted(signal)
        // The failure of another client says nothing about this one, and one in the background is the failure of one attempt.
        const isOwn = flight.owner === owner && !flight.isBackground
        if (pending === undefined || (isOwn && error !== lateError)) throw error
        // The next request replaces it, for all who still wait.
        if (this.#pending === flight) this.#pending = undefined
      }
    }
  }

  /** Begins a request that no caller waits for, unless one is pending. Returns its result. */
  beginInBackground(call: Omit<SharedCall<Result>, 'signal' | 'find'>): Promise<Result> | undefined {
    if (this.#joinable() !== undefined) return undefined
    const flight = this.#begin(call, true)
    this.#abandon(flight)
    return flight.promise
  }

  /** Makes sure that nobody joins the pending request any more. */
  detach(): void {
    this.#pending = undefined
  }

  /** Aborts the pending request if the client has begun it and nobody waits for it. */
  close(owner: object): void {
    const flight = this.#pending
    if (flight?.owner === owner && flight.waiters === 0) this.#abort(flight)
  }

  #joinable(): Flight<Result> | undefined {
    return this.#pending !== undefined && Date.now() < this.#pending.endsAt ? this.#pending : undefined
  }

  #begin({ owner, limitMs, send }: Omit<SharedCall<Result>, 'signal' | 'find'>, isBackground: boolean) {
    const controller = new AbortController()
    const flight: Flight<Result> = {
      owner,
      promise: raceAbort(send(controller.signal), controller.signal),
      controller,
      endsAt: Date.now() + limitMs,
      isBackground,
      waiters: 0,
      isSettled: false,
    }
    this.#pending = flight
    const settle = () => {
      flight.isSettled = true
      clearTimeout(flight.abandonment)
      if (this.#pending === flight) this.#pending = undefined
    }
    flight.promise.then(settle, settle)
    return flight
  }

  async #wait(
    flight: Flight<Result>,
    signal: AbortSignal | undefined,
    limitMs: number = longestTimerMs,
    timeoutError: () => Error,
  ): Promise<Result> {
    flight.waiters += 1
    clearTimeout(flight.abandonment)
    try {
      return await withTimeout(limitMs, timeoutError, signal, () => flight.promise)
    } finally {
      flight.waiters -= 1
      if (flight.waiters === 0) this.#abandon(flight)
    }
  }

  #abandon(flight: Flight<Result>): void {
    if (flight.isSettled) return
    flight.abandonment = setTimeout(() => this.#abort(flight), unattendedLimitMs)
  }

  #abort(flight: Flight<Result>): void {
    if (this.#pending === flight) this.#pending = undefined
    flight.controller.abort()
  }
}
