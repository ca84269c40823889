import type { Hono } from 'hono'
import type { Responder } from '../http/responder.ts'
import type { TokenError } from '../openapi/cern.generated.ts'
import { serialise } from '../text/serialise.ts'
import { TokenRefusal } from './tokenRefusal.ts'

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
const verbs = { Allow: 'OPTIONS, POST' }

/**
 * Adds an endpoint of an authorization server that is asked by POST: whatever it is asked, nobody may keep the answer.
 *
 * @param answer gives the body of the answer, or throws TokenRefusal
 */
export function addTokenRoute<Parts extends { readonly responder: Responder }>(
  app: Hono<{ Bindings: Parts }>,
  path: string,
  answer: (request: Request, parts: Parts) => Promise<object>,
): void {
  app.all(path, async ({ req, env }) => {
    const { responder } = env
    if (req.method === 'OPTIONS') return responder.empty(200, verbs)
    try {
      if (req.method !== 'POST')
        throw new TokenRefusal(405, 'invalid_request', `Ask with POST, not ${req.method}`, verbs)
      return responder.json(serialise(await answer(req.raw, env)), 200, noStore)
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error
      return refusalAnswer(responder, error)
    }
  })
}

/** The answer that says why there is no token. */
export function refusalAnswer(responder: Responder, refusal: TokenRefusal): Response {
  const { status, error, description, headers } = refusal
  const body: TokenError = { error, error_description: description }
  return responder.json(serialise(body), status, { ...noStore, ...headers })
}
