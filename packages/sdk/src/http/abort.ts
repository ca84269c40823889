import { NetworkError } from '../errors.ts'
import { redactSecrets } from './redaction.ts'
import type { ExchangeSettings } from './request.ts'

/** The error for a fetch that gave no answer, or one that broke off. */
export function networkError(
  settings: ExchangeSettings,
  url: string,
  token: string | undefined,
  error: unknown,
  attempts: number,
  isFirstHop: boolean,
): NetworkError {
  const reason = redactSecrets(reasonOf(error), settings.secrets, token)
  return new NetworkError(`${settings.service} could not be reached at ${new URL(url).origin}: ${reason}`, {
    service: settings.service,
    attempts,
    nothingSent: isFirstHop && hasCode(error, withoutConnection),
    hint: 'Check the address, the network and any proxy.',
  })
}

// Names that resolve to nothing and connections that are not made, in the words of Node.js and of undici.
const withoutConnection = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])

function hasCode(error: unknown, codes: ReadonlySet<string>): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && codes.has(String(error.code))) || hasCode(error.cause, codes)
}

/** The innermost message: fetch says only that it failed, its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return reasonOf(error.cause)
  if (error.message !== '') return error.message
  return 'code' in error ? String(error.code) : error.name
}

/** The promise, or the signal's reason as soon as the signal aborts. The promise itself goes on. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) {
      abort()
      promise.catch(() => {})
      return
    }
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** Waits; rejects with the signal's reason as soon as the signal aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

/**
 * Runs with a signal that aborts after the given time, with the given error as its reason, or when the outer signal
 * does. Settles then, even if what runs takes no notice of its signal.
 */
export async function within<T>(
  ms: number,
  tooLate: () => Error,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const abort = () => controller.abort(outer?.reason)
  outer?.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(() => controller.abort(tooLate()), ms)
  try {
    return await orAborted(run(controller.signal), controller.signal)
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', abort)
  }
}
