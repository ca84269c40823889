import { type ErrorResponse, reportScopeValues } from '@personctl/openapi/dabp'
import { isUuid } from '@personctl/shared/guards'
import { Hono, type HonoRequest } from 'hono'
import type { DelegationDirectory } from '../directory/delegationDirectory.ts'
import type { MissedNames } from '../directory/profile.ts'
import { pathOf, queryOf } from '../http/request.ts'
import type { Handler, ResponseFactory } from '../http/response.ts'
import { readScopes } from '../oauth/clients.ts'
import { InvalidTokenError, type VerifiedClaims } from '../oauth/verify.ts'
import { asciiJson } from '../text/json.ts'

/** The answers of the service to what it does not serve. */
interface DabpFailures {
  badRequest(reason: string): Response
  refused(refusal: InvalidTokenError): Response
  forbidden(): Response
  notFound(): Response
  methodNotAllowed(): Response
  internal(): Response
}

// Two of DABP's own numbers are known; where none is, the status stands in for it.
const noPermission = 1007
const unexpected = 1008

function createDabpFailures(responses: ResponseFactory): DabpFailures {
  const failure = (
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
    badRequest: (reason) => failure(400, 400, 'Bad Request', [reason]),
    refused: ({ code, description }) => {
      // Who shows no token at all is told only that there should be one.
      const reason =
        code === 'authorization_header_missing'
          ? ''
          : ` error="invalid_token", error_description="${description}"`
      return failure(401, 401, 'Unauthorized', [description], { 'WWW-Authenticate': `Bearer${reason}` })
    },
    forbidden: () =>
      failure(
        403,
        noPermission,
        'No permission for this operation',
        [`The token needs the scope ${reportScopeValues.join(' or ')}`],
        { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${reportScopeValues.join(' ')}"` },
      ),
    notFound: () => failure(404, 404, 'Not Found'),
    methodNotAllowed: () => failure(405, 405, 'Method Not Allowed', [], { Allow: 'OPTIONS, HEAD, GET' }),
    internal: () => failure(500, unexpected, 'Unexpected error'),
  }
}

/** Whether a token opens reports: no other scope does, those that open everything else in DABP included. */
export function mayReadReports(claims: VerifiedClaims): boolean {
  const listed = claims['scp']
  const scopes: readonly unknown[] = Array.isArray(listed) ? listed : readScopes(claims)
  return reportScopeValues.some((scope) => scopes.includes(scope))
}

const trueWords = ['true', 'on', 'yes', '1']
const falseWords = ['false', 'off', 'no', '0']

/** Whether a report leaves the person's activity as it is; undefined where the parameter says neither yes nor no. */
function skipsActivity(query: URLSearchParams): boolean | undefined {
  const word = query.get('skipUpdatingActivity')?.trim().toLowerCase() || 'false'
  if (trueWords.includes(word)) return true
  return falseWords.includes(word) ? false : undefined
}

/** Whether the header that names the tenant is one that can be read; it may be left out. */
function isTenantReadable(headers: Headers): boolean {
  const tenant = headers.get('tenant-id') ?? headers.get('onegini-tenant-id')
  return tenant === null || isUuid(tenant.trim())
}

const root = '/delegation/'

/** Whether a path is one of DABP. */
export const isDabpPath = (path: string): boolean => path.startsWith(root)

interface DabpServiceParts {
  readonly directory: DelegationDirectory
  readonly responses: ResponseFactory
  /** Whether an Authorization header opens reports; throws or rejects with InvalidTokenError. */
  readonly entitled: (authorization: string | null) => boolean | Promise<boolean>
  readonly missed: MissedNames
}

/** The person report. A slash in a reference id is encoded, and never divides a path. */
export function createDabpService(parts: DabpServiceParts): Handler {
  const bindings = { ...parts, failures: createDabpFailures(parts.responses) }
  return (request) => routes.fetch(request, bindings)
}

type Bindings = DabpServiceParts & { readonly failures: DabpFailures }

// The same for all sessions, whose parts come with each request.
const routes = dabpRoutes()

function dabpRoutes(): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>({ getPath: ({ url }) => pathOf(url) })
  routes.onError((error, { env: { failures } }) =>
    error instanceof InvalidTokenError ? failures.refused(error) : failures.internal(),
  )
  routes.notFound(({ env: { failures } }) => failures.notFound())
  routes.all(`${root}api/v2/people/:referenceId/report`, async ({ req, env }) => {
    const { responses, failures, entitled } = env
    if (req.method === 'OPTIONS') return responses.empty(200, { Allow: 'OPTIONS, HEAD, GET' })
    if (req.method !== 'GET' && req.method !== 'HEAD') return failures.methodNotAllowed()
    if (!(await entitled(req.header('Authorization') ?? null))) return failures.forbidden()
    return answer(req, req.param('referenceId'), env)
  })
  return routes
}

function answer(
  req: HonoRequest,
  referenceId: string,
  { directory, responses, missed, failures }: Bindings,
): Response {
  if (!isTenantReadable(req.raw.headers)) return failures.badRequest('Tenant-Id must be a UUID')
  const skips = skipsActivity(queryOf(req.url))
  if (skips === undefined) return failures.badRequest('skipUpdatingActivity must be true or false')
  const report = directory.report(referenceId)
  if (report === undefined) {
    missed.set(req.raw, { key: 'uuid', value: referenceId })
    return failures.notFound()
  }
  if (!skips) directory.recordActivity(referenceId)
  return responses.json(asciiJson(report))
}
