import type { MissedNames } from '../../directory/profile.ts'
import { pathOf, queryOf, sessionPrefixOf } from '../../http/request.ts'
import type { Handler, ResponseFactory } from '../../http/response.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { createRouter, type Route } from '../../routing/router.ts'
import { applicationRoutes, registrationRoutes } from './applications.ts'
import { CernRefusal } from './errors.ts'
import { groupRoutes, memberRoutes } from './groups.ts'
import { identityRoutes } from './identities.ts'
import type { CernCaller } from './permissions.ts'
import {
  type CernAnswers,
  type CernHandler,
  type CernHandlers,
  type CernParts,
  type CernVerb,
  createCernAnswers,
} from './request.ts'

/** What there is to ask for. In each table, names that are fixed come before those that are not. */
const cernRoutes: readonly Route<CernHandlers>[] = [
  ...identityRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...applicationRoutes,
  ...registrationRoutes,
]

interface CernServiceParts extends Omit<CernParts, 'answers'> {
  readonly responses: ResponseFactory
  readonly missed: MissedNames
  /** Who the sender of an Authorization header is; throws or rejects with InvalidTokenError. */
  readonly callerOf: (authorization: string | null) => CernCaller | Promise<CernCaller>
}

const match = createRouter(cernRoutes)

/** The Authorization Service API. It answers whatever it is asked, with an envelope that says why where it cannot. */
export function createCernService({ responses, callerOf, missed, ...rest }: CernServiceParts): Handler {
  const answers = createCernAnswers(responses)
  const parts: CernParts = { ...rest, answers }
  return async (request) => {
    try {
      const path = pathOf(request.url)
      const found = match(path)
      if (found === undefined) return answers.failed(404, `There is no route ${path}`)
      const handlers = new Map<string, CernHandler>(Object.entries(found.handlers))
      const handler = handlers.get(verbOf(request))
      if (handler === undefined) return methodNotAllowed(answers, request.method, [...handlers.keys()])
      const caller = await callerOf(request.headers.get('authorization'))
      return await handler(
        {
          caller,
          query: queryOf(request.url),
          path: sessionPrefixOf(request.url) + found.path,
          parameter: (name) => found.parameters[name] ?? '',
          raw: request,
        },
        parts,
      )
    } catch (error) {
      if (error instanceof CernRefusal && error.missed) missed.set(request, error.missed)
      return failure(answers, error)
    }
  }
}

function verbOf({ method }: Request): string {
  return method === 'HEAD' ? ('GET' satisfies CernVerb) : method
}

function methodNotAllowed(answers: CernAnswers, method: string, verbs: readonly string[]): Response {
  return answers.failed(405, `${method} is not possible here, only ${verbs.join(', ')}`, {
    Allow: verbs.join(', '),
  })
}

function failure(answers: CernAnswers, error: unknown): Response {
  if (error instanceof CernRefusal) return answers.failed(error.status, error.message)
  if (error instanceof InvalidTokenError)
    return answers.failed(401, error.description, { 'WWW-Authenticate': 'Bearer error="invalid_token"' })
  return answers.failed(500, 'Internal Server Error')
}
