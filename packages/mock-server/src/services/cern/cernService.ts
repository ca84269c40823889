import type { Refusal } from '@personctl/generated/admin'
import type { Quirks } from '@personctl/generated/quirks'
import { percentDecode, queryOf } from '../../http/request.ts'
import type { ResponseFactory } from '../../http/response.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { createRefusal, type ServiceCall, type ServiceHandler } from '../../routing/router.ts'
import { CernError } from './CernError.ts'
import { applicationHandlers } from './cernApplications.ts'
import { groupHandlers } from './cernGroups.ts'
import { identityHandlers } from './cernIdentities.ts'
import { defaultPageSize } from './cernList.ts'
import { type CernCaller, callerOf } from './cernPermissions.ts'
import {
  type CernDeps,
  type CernHandler,
  type CernHandlers,
  type CernOperation,
  type CernResponses,
  createCernResponses,
} from './cernRequest.ts'

interface CernServiceDeps extends Omit<CernDeps, 'responses' | 'defaultLimit'> {
  readonly responses: ResponseFactory
  /** The number of rows on a page unless the request has a limit. @default that of the service */
  readonly pageSize: number | undefined
  /**
   * Creates a function that returns the sender of an Authorization header, and throws or rejects with InvalidTokenError.
   */
  readonly authorize: (
    read: typeof callerOf,
  ) => (authorization: string | null) => CernCaller | Promise<CernCaller>
}

const handlers: ReadonlyMap<string, CernHandler> = new Map(
  Object.entries<CernHandler>({
    ...identityHandlers,
    ...groupHandlers,
    ...applicationHandlers,
  } satisfies CernHandlers<CernOperation>),
)

/** Creates the Authorization Service API. It puts every response into an envelope, which has the reason for an error. */
export function createCernService({
  responses,
  authorize,
  pageSize,
  ...rest
}: CernServiceDeps): ServiceHandler {
  const { quirks } = rest
  const envelopes = createCernResponses(responses, quirks)
  const deps: CernDeps = { ...rest, responses: envelopes, defaultLimit: pageSize ?? defaultPageSize }
  const authorizedCaller = authorize(callerOf)
  return async (call) => {
    const { request, path, operations, params } = call
    const operation = call.operation ?? listByPost(call, quirks)
    const isWrongCase = quirks.cernPathCase === 'exact' && !hasExactCase(call)
    if (operations.length === 0 || isWrongCase) {
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
      const caller = await authorizedCaller(request.headers.get('authorization'))
      const param = (name: string): string => params[name] ?? ''
      return await handle({ caller, call: { ...call, operation }, query: queryOf(request.url), param }, deps)
    } catch (error) {
      if (error instanceof CernError && error.missed) call.outcome.missed = error.missed
      call.outcome.refusal = refusalOf(error)
      return createErrorResponse(error, envelopes, quirks)
    }
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof InvalidTokenError) return error.refusal
  if (error instanceof CernError) return createRefusal(codes[error.status], error.message, error.detail)
  return createRefusal('unexpected_error', String(error))
}

const codes = { 400: 'invalid_request', 403: 'permission_missing', 404: 'not_found' } as const

/** Returns the operation that lists rows by GET, if POST lists them as well. */
function listByPost({ request, operations: [known] }: ServiceCall, { cernListByPost }: Quirks) {
  if (cernListByPost !== 'list' || request.method !== 'POST') return undefined
  const isList = ['listIdentities', 'listAccounts', 'listExtendedAccounts'].includes(known?.operation ?? '')
  return isList ? known : undefined
}

function hasExactCase({ path, operations: [known] }: ServiceCall): boolean {
  const parts = path.split('/').filter((part) => part !== '')
  const names = known?.path.split('/').filter((part) => part !== '') ?? []
  return names.every((name, index) => name.startsWith('{') || name === percentDecode(parts[index] ?? ''))
}

function createErrorResponse(error: unknown, responses: CernResponses, quirks: Quirks): Response {
  if (error instanceof CernError) return responses.error(error.status, error.message)
  if (
    error instanceof InvalidTokenError &&
    error.code === 'invalid_claims' &&
    quirks.cernWrongAudience === 'forbidden'
  )
    return responses.error(403, error.description)
  if (error instanceof InvalidTokenError) {
    // RFC 6750, section 3: a request without a token is told only that there should be one.
    const challenge =
      error.code === 'authorization_header_missing' ? 'Bearer' : 'Bearer error="invalid_token"'
    return responses.error(401, error.description, { 'WWW-Authenticate': challenge })
  }
  return responses.error(500, 'Internal Server Error')
}
