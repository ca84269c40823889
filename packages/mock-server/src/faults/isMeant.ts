import type { NewFault } from '../openapi/admin.generated.ts'
import type { ServiceOperation } from '../openapi/serviceOperations.generated.ts'
import { isOnPath } from '../operations/pathPattern.ts'

/** What a fault looks at in a request. */
export interface FaultyRequest {
  /** As it stands in its URL, without the prefix of a session. */
  readonly path: string
  readonly operation: ServiceOperation | undefined
  readonly client: string | undefined
  readonly hasToken: boolean
}

/** Whether a fault is for a request. */
export function isMeant(request: FaultyRequest, { match = {}, effect }: NewFault): boolean {
  const { path, operation, client } = request
  return (
    (match.service === undefined || match.service === operation?.service) &&
    (match.operation === undefined || match.operation === operation?.operation) &&
    (match.client === undefined || match.client === client) &&
    (match.path === undefined || isOnPath(path, match.path)) &&
    (request.hasToken || !isTokenEffect(effect))
  )
}

/** Whether an effect is on the token of a request, so that without one there is none. */
export function isTokenEffect({ type }: NewFault['effect']): boolean {
  return type === 'rejectedToken' || type === 'expiredToken'
}
