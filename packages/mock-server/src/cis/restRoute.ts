import type { Context, Hono } from 'hono'
import type { CisParts } from './parts.ts'
import type { Entitlement } from './permissions.ts'

interface Environment {
  Bindings: CisParts
}

/** The routes of the Person API: the same for all sessions, whose parts come with each request as `env`. */
export type CisRoutes = Hono<Environment>

/** A request to one of them. */
export type CisContext = Context<Environment>

/** Adds a route for whoever has a token. */
export function addRestRoute(
  routes: CisRoutes,
  path: string,
  answer: (context: CisContext, entitlement: Entitlement) => Response,
): void {
  addOpenRestRoute(routes, path, (context) => {
    const entitlement = context.env.entitled(context.req.header('Authorization') ?? null)
    return entitlement instanceof Promise
      ? entitlement.then((granted) => answer(context, granted))
      : answer(context, entitlement)
  })
}

/** Adds a route for everybody. */
export function addOpenRestRoute(
  routes: CisRoutes,
  path: string,
  answer: (context: CisContext) => Response | Promise<Response>,
): void {
  // One handler for every verb: with a single one that matches, the router needs no chain of promises.
  routes.all(path, (context): Response | Promise<Response> => {
    const { responder, failures } = context.env
    const { method } = context.req
    if (method === 'OPTIONS') return responder.empty(200, { Allow: 'OPTIONS, HEAD, GET' })
    if (method !== 'GET' && method !== 'HEAD') return failures.methodNotAllowed()
    return answer(context)
  })
}
