import { Hono, type HonoRequest } from 'hono'
import type { DelegationDirectory } from '../directory/delegation/delegationDirectory.ts'
import type { MissedNames } from '../directory/missedNames.ts'
import type { Answerer } from '../http/answerer.ts'
import { pathOf, queryOf } from '../http/requestTarget.ts'
import type { Responder } from '../http/responder.ts'
import { AuthRefusal } from '../oauth/authRefusal.ts'
import { asciiJson } from '../text/asciiJson.ts'
import { createDabpFailures, type DabpFailures } from './failures.ts'
import { isTenantReadable, skipsActivity } from './requestRules.ts'

const root = '/delegation/'

/** Whether a path is one of DABP. */
export const isDabpPath = (path: string): boolean => path.startsWith(root)

export interface DabpServiceParts {
  readonly directory: DelegationDirectory
  readonly responder: Responder
  /** Whether an Authorization header opens reports; throws or rejects with AuthRefusal. */
  readonly entitled: (authorization: string | null) => boolean | Promise<boolean>
  readonly missed: MissedNames
}

/** The person report. A slash in a reference id is encoded, and never divides a path. */
export function createDabpService(parts: DabpServiceParts): Answerer {
  const bindings = { ...parts, failures: createDabpFailures(parts.responder) }
  return (request) => routes.fetch(request, bindings)
}

type Bindings = DabpServiceParts & { readonly failures: DabpFailures }

// The same for all sessions, whose parts come with each request.
const routes = dabpRoutes()

function dabpRoutes(): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>({ getPath: ({ url }) => pathOf(url) })
  routes.onError((error, { env: { failures } }) =>
    error instanceof AuthRefusal ? failures.refused(error) : failures.internal(),
  )
  routes.notFound(({ env: { failures } }) => failures.notFound())
  routes.all(`${root}api/v2/people/:referenceId/report`, async ({ req, env }) => {
    const { responder, failures, entitled } = env
    if (req.method === 'OPTIONS') return responder.empty(200, { Allow: 'OPTIONS, HEAD, GET' })
    if (req.method !== 'GET' && req.method !== 'HEAD') return failures.methodNotAllowed()
    if (!(await entitled(req.header('Authorization') ?? null))) return failures.forbidden()
    return answer(req, req.param('referenceId'), env)
  })
  return routes
}

function answer(
  req: HonoRequest,
  referenceId: string,
  { directory, responder, missed, failures }: Bindings,
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
  return responder.json(asciiJson(report))
}
