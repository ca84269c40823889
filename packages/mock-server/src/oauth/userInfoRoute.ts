import type { Hono } from 'hono'
import type { ResponseFactory } from '../http/response.ts'
import { asciiJson } from '../text/json.ts'
import { refusalAnswer, TokenRefusal } from './tokenEndpoint.ts'
import { AuthRefusal, bearerToken } from './verify.ts'

/**
 * Adds the endpoint that tells whose token is shown.
 *
 * @param answer gives the body of the answer; undefined for a token that was not asked for with the scope `openid`
 */
export function addUserInfoRoute<Parts extends { readonly responses: ResponseFactory }>(
  app: Hono<{ Bindings: Parts }>,
  path: string,
  answer: (token: string, parts: Parts) => Promise<object | undefined>,
): void {
  app.on(['GET', 'POST'], path, async ({ req, env }) => {
    const { responses } = env
    try {
      const userInfo = await answer(bearerToken(req.header('Authorization') ?? null), env)
      if (userInfo === undefined) throw refusal(403, 'insufficient_scope', 'Missing openid scope')
      return responses.json(asciiJson(userInfo))
    } catch (error) {
      if (error instanceof TokenRefusal) return refusalAnswer(responses, error)
      if (!(error instanceof AuthRefusal)) throw error
      return refusalAnswer(responses, refusal(401, 'invalid_token', 'Token verification failed'))
    }
  })
}

function refusal(status: 401 | 403, error: string, description: string): TokenRefusal {
  return new TokenRefusal(status, error, description, {
    'WWW-Authenticate': `Bearer error="${error}", error_description="${description}"`,
  })
}
