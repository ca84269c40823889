import { NetworkError } from './errors/index.ts'
import type { ExchangeSettings } from './exchangeSettings.ts'
import { redact, textsToHide } from './redaction.ts'

/** The error for a fetch that gave no answer, or one that broke off. */
export function networkError(
  settings: ExchangeSettings,
  url: string,
  token: string | undefined,
  error: unknown,
  attempts: number,
  isFirstHop: boolean,
): NetworkError {
  const reason = redact(reasonOf(error), textsToHide(settings.secrets, token))
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
