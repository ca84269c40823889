import type { FaultEffect, NewFault } from '../../openapi/admin.generated.ts'

/** Every effect, and what it is called. */
export const effectNames: Readonly<Record<FaultEffect['type'], string>> = {
  status: 'Another status',
  rateLimit: '429 with Retry-After',
  delay: 'Late answer',
  reset: 'Connection reset',
  truncate: 'Connection ends half way',
  truncatedJson: 'JSON ends half way',
  malformedJson: 'JSON is malformed',
  rejectedToken: 'Token rejected',
  expiredToken: 'Token expired',
}

/** What a fault does. */
export function effectText(effect: FaultEffect): string {
  const wait = effect.delayMs ? `, after ${effect.delayMs} ms` : ''
  switch (effect.type) {
    case 'status':
      return `Status ${effect.status}${wait}`
    case 'rateLimit':
      return `429, Retry-After ${effect.retryAfterSeconds ?? 1}${wait}`
    default:
      return `${effectNames[effect.type]}${wait}`
  }
}

/** Which requests a fault is for. */
export function matchText({ match = {}, after, times, probability }: NewFault): string {
  const { service, operation, path, client } = match
  const parts = [
    operation ?? (service === undefined ? 'any request' : `any of ${service}`),
    operation !== undefined && service !== undefined ? `of ${service}` : undefined,
    path === undefined ? undefined : `on ${path}`,
    client === undefined ? undefined : `by ${client}`,
    after ? `after ${after}` : undefined,
    probability === undefined ? undefined : `${Math.round(probability * 100)} %`,
    times === undefined ? 'always' : times === 1 ? 'once' : `${times} times`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}
