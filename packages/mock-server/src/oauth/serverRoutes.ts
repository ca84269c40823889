import { Hono } from 'hono'
import type { Responder } from '../http/responder.ts'
import { TokenRefusal } from './tokenRefusal.ts'
import { refusalAnswer } from './tokenRoute.ts'

/** What every authorization server answers with. */
export interface ServerParts {
  readonly responder: Responder
}

/** The routes of an authorization server: the same for all sessions, whose parts come with each request as `env`. */
export type ServerRoutes<Parts extends ServerParts> = Hono<{ Bindings: Parts }>

/** @param pathOf the path of a URL, as the server looks for its route */
export function createServerRoutes<Parts extends ServerParts>(
  pathOf: (url: string) => string,
): ServerRoutes<Parts> {
  const routes: ServerRoutes<Parts> = new Hono({ getPath: ({ url }) => pathOf(url) })
  routes.notFound(({ req, env }) =>
    refusalAnswer(env.responder, new TokenRefusal(404, 'not_found', `There is nothing at ${req.path}`)),
  )
  routes.onError((_, { env }) =>
    refusalAnswer(env.responder, new TokenRefusal(500, 'server_error', 'Unexpected error')),
  )
  return routes
}
