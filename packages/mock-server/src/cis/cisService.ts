import { Hono } from 'hono'
import type { Answerer } from '../http/answerer.ts'
import { decodedPathOf } from '../http/requestTarget.ts'
import { AuthRefusal } from '../oauth/authRefusal.ts'
import { addListRoutes } from './lists/routes.ts'
import { addOpenRoutes } from './openRoutes.ts'
import type { CisParts } from './parts.ts'
import type { CisRoutes } from './restRoute.ts'
import { addSingleUserRoutes } from './singleUserRoutes.ts'

const routes = cisRoutes()

/** The Person API, and the documents that describe it. */
export function createCisService(parts: CisParts): Answerer {
  return (request) => routes.fetch(request, parts)
}

function cisRoutes(): CisRoutes {
  const routes: CisRoutes = new Hono({ getPath: ({ url }) => decodedPathOf(url) })
  routes.onError((error, { env: { failures } }) =>
    error instanceof AuthRefusal ? failures.refused(error) : failures.internal(),
  )
  routes.notFound(({ env: { failures } }) => failures.notFound())
  addSingleUserRoutes(routes)
  addListRoutes(routes)
  addOpenRoutes(routes)
  return routes
}
