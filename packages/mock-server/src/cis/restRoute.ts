import type { Context, Hono } from 'hono'
import type { Responder } from '../http/responder.ts'
import type { Failures } from './failures.ts'
import type { Entitlement } from './permissions.ts'

/** What every route of the Person API stands on. */
export interface RestParts {
  readonly responder: Responder
  readonly failures: Failures
  /** What an Authorization header entitles its sender to; throws or rejects with AuthRefusal. */
  readonly entitled: (authorization: string | null) => Entitlement | Promise<Entitlement>
}

/** Adds a route for whoever has a token. */
export function addRestRoute(
  app: Hono,
  route: string,
  parts: RestParts,
  answer: (context: Context, entitlement: Entitlement) => Response,
): void {
  addOpenRestRoute(app, route, parts, (context) => {
    const entitlement = parts.entitled(context.req.header('Authorization') ?? null)
    return entitlement instanceof Promise
      ? entitlement.then((granted) => answer(context, granted))
      : answer(context, entitlement)
  })
}

/** Adds a route for everybody. */
export function addOpenRestRoute(
  app: Hono,
  route: string,
  { responder, failures }: RestParts,
  answer: (context: Context) => Response | Promise<Response>,
): void {
  // One handler for every verb: with a single one that matches, the router needs no chain of promises.
  app.all(route, (context): Response | Promise<Response> => {
    const { method } = context.req
    if (method === 'OPTIONS') return responder.empty(200, { Allow: 'OPTIONS, HEAD, GET' })
    if (method !== 'GET' && method !== 'HEAD') return failures.methodNotAllowed()
    return answer(context)
  })
}
