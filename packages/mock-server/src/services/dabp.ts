import { type ErrorResponse, reportScopeValues } from '@personctl/openapi/dabp'
import { isUuid } from '@personctl/shared/guards'
import type { DelegationDirectory } from '../directory/delegationDirectory.ts'
import { queryOf } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import { readScopes } from '../oauth/clients.ts'
import { InvalidTokenError, type VerifiedClaims } from '../oauth/verify.ts'
import { createRefusal, type ServiceCall, type ServiceHandler } from '../routing/router.ts'
import { asciiJson } from '../text/json.ts'

interface DabpDeps {
  readonly directory: DelegationDirectory
  readonly responses: ResponseFactory
  /** Returns true if an Authorization header gives access to reports; throws or rejects with InvalidTokenError. */
  readonly canReadReports: (authorization: string | null) => boolean | Promise<boolean>
}

/** Creates the report service, which has one operation. */
export function createDabpService(deps: DabpDeps): ServiceHandler {
  return async (call) => {
    const errors = createErrorResponses(call, deps.responses)
    if (call.operations.length === 0) return errors.notFound('The service does not have this path')
    if (call.request.method === 'OPTIONS') return deps.responses.empty(200, allowedMethods)
    if (call.operation === undefined) return errors.methodNotAllowed()
    try {
      return await getReport(call, deps, errors)
    } catch (error) {
      return error instanceof InvalidTokenError ? errors.unauthorized(error) : errors.internal(error)
    }
  }
}

const allowedMethods = { Allow: 'OPTIONS, HEAD, GET' }

async function getReport(
  call: ServiceCall,
  { directory, responses, canReadReports }: DabpDeps,
  errors: ErrorResponses,
): Promise<Response> {
  const { headers, url } = call.request
  if (!(await canReadReports(headers.get('authorization')))) return errors.forbidden()
  if (!hasReadableTenant(headers)) return errors.badRequest('Tenant-Id must be a UUID')
  const skipsActivity = readSkipsActivity(queryOf(url))
  if (skipsActivity === undefined) return errors.badRequest('skipUpdatingActivity must be true or false')
  const referenceId = call.params['referenceId'] ?? ''
  const report = directory.report(referenceId)
  if (report === undefined) {
    call.outcome.missed = { key: 'uuid', value: referenceId }
    return errors.notFound('Nobody has this reference id')
  }
  if (!skipsActivity) directory.recordActivity(referenceId)
  return responses.json(asciiJson(report))
}

/** Returns true if a token gives access to reports. No other scope does, not even those for the rest of DABP. */
export function mayReadReports(claims: VerifiedClaims): boolean {
  const listed = claims['scp']
  const scopes: readonly unknown[] = Array.isArray(listed) ? listed : readScopes(claims)
  return reportScopeValues.some((scope) => scopes.includes(scope))
}

/** Reads whether a report leaves the activity of the person unchanged; undefined if the parameter is not a boolean. */
function readSkipsActivity(query: URLSearchParams): boolean | undefined {
  const word = query.get('skipUpdatingActivity')?.trim().toLowerCase() || 'false'
  if (trueWords.includes(word)) return true
  return falseWords.includes(word) ? false : undefined
}

const trueWords = ['true', 'on', 'yes', '1']
const falseWords = ['false', 'off', 'no', '0']

/** Returns true if the header with the tenant has the right form, or is missing. */
function hasReadableTenant(headers: Headers): boolean {
  const tenant = headers.get('tenant-id') ?? headers.get('onegini-tenant-id')
  return tenant === null || isUuid(tenant.trim())
}

// Two of DABP's own numbers are known; for the others, the status stands in.
const noPermission = 1007
const unexpected = 1008

/** The errors of the service. */
interface ErrorResponses {
  badRequest(reason: string): Response
  unauthorized(error: InvalidTokenError): Response
  forbidden(): Response
  notFound(reason: string): Response
  methodNotAllowed(): Response
  internal(error: unknown): Response
}

function createErrorResponses(call: ServiceCall, responses: ResponseFactory): ErrorResponses {
  const create = (
    status: number,
    code: number,
    message: string,
    details: readonly string[] = [],
    headers: Record<string, string> = {},
  ): Response => {
    const body: ErrorResponse = { code, message, ...(details.length === 0 ? {} : { details }) }
    return responses.json(asciiJson(body), status, headers)
  }
  return {
    badRequest(reason) {
      call.outcome.refusal = createRefusal('invalid_request', reason)
      return create(400, 400, 'Bad Request', [reason])
    },
    unauthorized({ code, description, refusal }) {
      call.outcome.refusal = refusal
      // A request without a token is told only that there should be one.
      const reason =
        code === 'authorization_header_missing'
          ? ''
          : ` error="invalid_token", error_description="${description}"`
      return create(401, 401, 'Unauthorized', [description], { 'WWW-Authenticate': `Bearer${reason}` })
    },
    forbidden() {
      const reason = `The token needs the scope ${reportScopeValues.join(' or ')}`
      call.outcome.refusal = createRefusal('scope_missing', reason)
      return create(403, noPermission, 'No permission for this operation', [reason], {
        'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${reportScopeValues.join(' ')}"`,
      })
    },
    notFound(reason) {
      call.outcome.refusal = createRefusal('not_found', reason)
      return create(404, 404, 'Not Found')
    },
    methodNotAllowed() {
      call.outcome.refusal = createRefusal(
        'method_not_allowed',
        `The path does not have ${call.request.method}`,
      )
      return create(405, 405, 'Method Not Allowed', [], allowedMethods)
    },
    internal(error) {
      call.outcome.refusal = createRefusal('unexpected_error', String(error))
      return create(500, unexpected, 'Unexpected error')
    },
  }
}
