import type { CisClientOptions } from '@personctl/sdk'

type Hooks = NonNullable<CisClientOptions['hooks']>

/** Says what is sent and what comes back, a line each. */
export function traceTo(say: (text: string) => void): Hooks {
  return {
    onRequest: ({ method, url, attempt }) =>
      say(`${method} ${url}${attempt > 1 ? ` (attempt ${attempt})` : ''}`),
    onResponse: ({ method, url, status, durationMs, requestId }) =>
      say(
        `${status} in ${durationMs} ms: ${method} ${url}${requestId === undefined ? '' : ` (request ${requestId})`}`,
      ),
    onRetry: ({ reason, delayMs }) => say(`again in ${delayMs} ms: ${reason}`),
  }
}
