import type { Refusal } from '@personctl/openapi/admin'
import { queryOf } from '../../http/request.ts'
import type { ResponseFactory } from '../../http/response.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { createRefusal, type ServiceHandler } from '../../routing/router.ts'
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
    if (operations.length === 0) {
      call.outcome.refusal = createRefusal('not_found', 'The service does not have this path')
      return envelopes.error(404, `There is no route ${path}`)
    }
    const handle = operation && handlers.get(operation.operation)
    if (handle === undefined) {
      const methods = operations.map(({ method }) => method).join(', ')
      const message = `${request.method} is not possible here, only ${methods}`
      call.outcome.refusal = createRefusal('method_not_allowed', message)
      return envelopes.error(405, message, { Allow: methods })
    }
    try {
      const caller = await callerOf(request.headers.get('authorization'))
      const param = (name: string): string => params[name] ?? ''
      return await handle({ caller, call, query: queryOf(request.url), param }, deps)
    } catch (error) {
      if (error instanceof CernError && error.missed) call.outcome.missed = error.missed
      call.outcome.refusal = refusalOf(error)
      return createErrorResponse(error, envelopes)
    }
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof InvalidTokenError) return error.refusal
  if (error instanceof CernError) return createRefusal(codes[error.status], error.message, error.detail)
  return createRefusal('unexpected_error', String(error))
}

const codes = { 400: 'invalid_request', 403: 'permission_missing', 404: 'not_found' } as const

function createErrorResponse(error: unknown, responses: CernResponses): Response {
  if (error instanceof CernError) return responses.error(error.status, error.message)
  if (error instanceof InvalidTokenError)
    return responses.error(401, error.description, { 'WWW-Authenticate': 'Bearer error="invalid_token"' })
  return responses.error(500, 'Internal Server Error')
}
