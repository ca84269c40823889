import { queryOf } from '../../http/request.ts'
import type { ResponseFactory } from '../../http/response.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import type { ServiceHandler } from '../../routing/router.ts'
import { CernError } from './CernError.ts'
import { applicationHandlers } from './cernApplications.ts'
import { groupHandlers } from './cernGroups.ts'
import { identityHandlers } from './cernIdentities.ts'
import type { CernCaller } from './cernPermissions.ts'
import {
  type CernDeps,
  type CernHandler,
  type CernHandlers,
  type CernOperation,
  type CernResponses,
  createCernResponses,
} from './cernRequest.ts'

interface CernServiceDeps extends Omit<CernDeps, 'responses'> {
  readonly responses: ResponseFactory
  /** Returns the sender of an Authorization header; throws or rejects with InvalidTokenError. */
  readonly callerOf: (authorization: string | null) => CernCaller | Promise<CernCaller>
}

const handlers: ReadonlyMap<string, CernHandler> = new Map(
  Object.entries<CernHandler>({
    ...identityHandlers,
    ...groupHandlers,
    ...applicationHandlers,
  } satisfies CernHandlers<CernOperation>),
)

/** Creates the Authorization Service API. It puts every response into an envelope, which has the reason for an error. */
export function createCernService({ responses, callerOf, ...rest }: CernServiceDeps): ServiceHandler {
  const envelopes = createCernResponses(responses)
  const deps: CernDeps = { ...rest, responses: envelopes }
  return async (call) => {
    const { request, path, operation, operations, params } = call
    if (operations.length === 0) return envelopes.error(404, `There is no route ${path}`)
    const handle = operation && handlers.get(operation.operation)
    if (handle === undefined) {
      const methods = operations.map(({ method }) => method).join(', ')
      const message = `${request.method} is not possible here, only ${methods}`
      return envelopes.error(405, message, { Allow: methods })
    }
    try {
      const caller = await callerOf(request.headers.get('authorization'))
      const param = (name: string): string => params[name] ?? ''
      return await handle({ caller, call, query: queryOf(request.url), param }, deps)
    } catch (error) {
      if (error instanceof CernError && error.missed) call.missed = error.missed
      return createErrorResponse(error, envelopes)
    }
  }
}

function createErrorResponse(error: unknown, responses: CernResponses): Response {
  if (error instanceof CernError) return responses.error(error.status, error.message)
  if (error instanceof InvalidTokenError)
    return responses.error(401, error.description, { 'WWW-Authenticate': 'Bearer error="invalid_token"' })
  return responses.error(500, 'Internal Server Error')
}
