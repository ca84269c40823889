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
): NetworkError {
  const reason = redact(reasonOf(error), textsToHide(settings.secrets, token))
  return new NetworkError(`${settings.service} could not be reached at ${new URL(url).origin}: ${reason}`, {
    service: settings.service,
    attempts,
    hint: 'Check the address, the network and any proxy.',
  })
}

/** The innermost message: fetch says only that it failed, its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return reasonOf(error.cause)
  if (error.message !== '') return error.message
  return 'code' in error ? String(error.code) : error.name
}
