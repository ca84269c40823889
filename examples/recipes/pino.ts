import type { Hooks } from '@personctl/sdk'
import type { Logger } from 'pino'

/**
 * Returns hooks that write one line for each response, retry, failure and token. No event has a token or a secret in it, so
 * nothing needs to be masked. Personal data is in the URLs: the key of a person.
 */
export function logCalls(logger: Logger): Hooks {
  return {
    onResponse({ callId, service, method, url, status, durationMs, requestId }) {
      logger.debug({ callId, service, method, url, status, durationMs, requestId }, 'response')
    },
    onRetry({ callId, service, attempt, delayMs, reason }) {
      logger.warn({ callId, service, attempt, delayMs, reason }, 'retry')
    },
    onFailure({ callId, service, during, attempts, durationMs, error }) {
      logger.error({ callId, service, during, attempts, durationMs, err: error }, 'failure')
    },
    onToken({ service, source, scope, expiresAt, isBackground }) {
      logger.info({ service, source, scope, expiresAt: new Date(expiresAt), isBackground }, 'token')
    },
  }
}
