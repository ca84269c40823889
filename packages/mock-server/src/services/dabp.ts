import { type ErrorResponse, type PersonReport, reportScopeValues } from '@personctl/generated/dabp'
import type { Quirks } from '@personctl/generated/quirks'
import { isUuid } from '@personctl/shared/guards'
import { type DelegationDirectory, legacyReport } from '../directory/delegationDirectory.ts'
import { queryOf } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import { readScopes } from '../oauth/clients.ts'
import { InvalidTokenError, type VerifiedClaims } from '../oauth/verify.ts'
import { createRefusal, type ServiceCall, type ServiceHandler } from '../routing/router.ts'
import { asciiJson } from '../text/json.ts'

interface DabpServiceDeps {
  readonly directory: DelegationDirectory
  readonly responses: ResponseFactory
  readonly quirks: Quirks
  /**
   * Creates a function that returns true if an Authorization header gives access to reports, and throws or rejects with
   * InvalidTokenError.
   */
  readonly authorize: (
    mayRead: (claims: VerifiedClaims) => boolean,
  ) => (authorization: string | null) => boolean | Promise<boolean>
}

interface DabpDeps extends Omit<DabpServiceDeps, 'authorize'> {
  readonly canReadReports: ReturnType<DabpServiceDeps['authorize']>
}

/** Creates the report service: one operation, and its two predecessors. */
export function createDabpService(given: DabpServiceDeps): ServiceHandler {
  const { authorize, ...rest } = given
  const deps: DabpDeps = {
    ...rest,
    canReadReports: authorize((claims) => mayReadReports(claims, rest.quirks)),
  }
  return async (call) => {
    const errors = createErrorResponses(call, deps.responses, deps.quirks)
    const [known] = call.operations
    const isGone = deps.quirks.dabpVersion1 === 'notFound' && known?.operation !== 'getReport'
    if (known === undefined || isGone) return errors.notFound('The service does not have this path')
    if (call.request.method === 'OPTIONS') return deps.responses.empty(200, allowedMethods)
    if (call.operation === undefined) return errors.methodNotAllowed()
    try {
      return await getReport(call, deps, errors)
    } catch (error) {
      return error instanceof InvalidTokenError ? errors.unauthorized(error) : errors.internal(error)
    }
  }
}

const plainText = { 'Content-Type': 'text/plain;charset=UTF-8' }
const allowedMethods = { Allow: 'OPTIONS, HEAD, GET' }

async function getReport(
  call: ServiceCall,
  { directory, responses, quirks, canReadReports }: DabpDeps,
  errors: ErrorResponses,
): Promise<Response> {
  const { headers, url } = call.request
  if (!(await canReadReports(headers.get('authorization')))) return errors.forbidden()
  if (!hasReadableTenant(headers, quirks)) return errors.badTenant()
  const skipsActivity = readSkipsActivity(queryOf(url))
  if (skipsActivity === undefined) return errors.badRequest('skipUpdatingActivity must be true or false')
  const referenceId = call.params['referenceId'] ?? ''
  const report = directory.report(referenceId)
  if (report === undefined) {
    call.outcome.missed = { key: 'uuid', value: referenceId }
    return errors.notFound('Nobody has this reference id')
  }
  if (!skipsActivity) directory.recordActivity(referenceId)
  return responses.json(asciiJson(formatReport(report, referenceId, call, quirks)))
}

/** Returns a report in the current format, or in that of version 1 on its URLs. */
function formatReport(
  report: PersonReport,
  referenceId: string,
  { operation }: ServiceCall,
  { dabpNoGroups, dabpVersion1 }: Quirks,
): object {
  if (operation?.operation === 'getReport' || dabpVersion1 === 'current')
    return dabpNoGroups === 'absent' && report.groups?.length === 0 ? {} : report
  const { person, ...rest } = legacyReport(report, { idp_type: 'CIM', person_id: referenceId })
  return operation?.operation === 'getVersion1Report' ? { person, ...rest } : rest
}

/** Returns true if a token gives access to reports. By default no other scope does, not even those for the rest of DABP. */
function mayReadReports(claims: VerifiedClaims, { dabpReadScope }: Quirks): boolean {
  const listed = claims['scp']
  const scopes: readonly unknown[] = Array.isArray(listed) ? listed : readScopes(claims)
  const opening: readonly string[] =
    dabpReadScope === 'allowed' ? [...reportScopeValues, 'dabp_read'] : reportScopeValues
  return opening.some((scope) => scopes.includes(scope))
}

/** Reads whether a report leaves the activity of the person unchanged; undefined if the parameter is not a boolean. */
function readSkipsActivity(query: URLSearchParams): boolean | undefined {
  const word = query.get('skipUpdatingActivity')?.trim().toLowerCase() || 'false'
  if (trueWords.includes(word)) return true
  return falseWords.includes(word) ? false : undefined
}

const trueWords = ['true', 'on', 'yes', '1']
const falseWords = ['false', 'off', 'no', '0']

/** Returns true if the header with the tenant has the right form, or is missing and need not be there. */
function hasReadableTenant(headers: Headers, { dabpInvalidTenantId, dabpTenantId }: Quirks): boolean {
  const tenant = headers.get('tenant-id') ?? headers.get('onegini-tenant-id')
  if (tenant === null) return dabpTenantId !== 'required'
  return dabpInvalidTenantId === 'ignored' || isUuid(tenant.trim())
}

// Two of DABP's own numbers are known; for the others, the status stands in.
const noPermission = 1007
const unexpected = 1008
// Numbers that are like them.
const unknownPerson = 5001
const wrongMethod = 1005

/** The errors of the service. */
interface ErrorResponses {
  badTenant(): Response
  badRequest(reason: string): Response
  unauthorized(error: InvalidTokenError): Response
  forbidden(): Response
  notFound(reason: string): Response
  methodNotAllowed(): Response
  internal(error: unknown): Response
}

function createErrorResponses(call: ServiceCall, responses: ResponseFactory, quirks: Quirks): ErrorResponses {
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
  const badRequest = (reason: string): Response => {
    call.outcome.refusal = createRefusal('invalid_request', reason)
    return create(400, 400, 'Bad Request', [reason])
  }
  const createTextError = (): Response => {
    call.outcome.refusal = createRefusal('invalid_request', 'Tenant-Id must be a UUID')
    return responses.text('The header Tenant-Id could not be read', plainText, 400)
  }
  return {
    badRequest,
    badTenant: () =>
      quirks.dabpInvalidTenantId === 'text' ? createTextError() : badRequest('Tenant-Id must be a UUID'),
    unauthorized({ code, description, refusal }) {
      call.outcome.refusal = refusal
      // A request without a token is told only that there should be one.
      const reason =
        code === 'authorization_header_missing'
          ? ''
          : ` error="invalid_token", error_description="${description}"`
      const headers = { 'WWW-Authenticate': `Bearer${reason}` }
      if (quirks.dabpUnauthorizedBody === 'empty') return responses.empty(401, headers)
      if (quirks.dabpUnauthorizedBody === 'oauth') {
        const body = { error: 'invalid_token', error_description: description }
        return responses.json(asciiJson(body), 401, headers)
      }
      return create(401, 401, 'Unauthorized', [description], headers)
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
      return create(404, quirks.dabpNotFoundCode === 'own' ? unknownPerson : 404, 'Not Found')
    },
    methodNotAllowed() {
      call.outcome.refusal = createRefusal(
        'method_not_allowed',
        `The path does not have ${call.request.method}`,
      )
      const code = quirks.dabpMethodNotAllowedCode === 'own' ? wrongMethod : 405
      return create(405, code, 'Method Not Allowed', [], allowedMethods)
    },
    internal(error) {
      call.outcome.refusal = createRefusal('unexpected_error', String(error))
      return create(500, unexpected, 'Unexpected error')
    },
  }
}
