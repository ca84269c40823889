import type { AuthError, Message } from '@personctl/openapi/cis'
import type { Context, Hono } from 'hono'
import type { Directory } from '../../directory/directory.ts'
import type { MissedNames } from '../../directory/profile.ts'
import type { ResponseFactory } from '../../http/response.ts'
import type { InvalidTokenError } from '../../oauth/verify.ts'
import { serialise } from '../../text/json.ts'
import type { Entitlement } from './permissions.ts'

/** What the service does (`observed`), or what its source and documents intend (`documented`). */
export type Conformance = 'observed' | 'documented'

const restVerbs = { Allow: 'OPTIONS, HEAD, GET' }

/** The answers of the service to what it cannot serve, each in the words and the layout of its own. */
interface Failures {
  internal(): Response
  refused(refusal: InvalidTokenError): Response
  notFound(): Response
  methodNotAllowed(): Response
}

export function createFailures(responses: ResponseFactory, conformance: Conformance): Failures {
  const internal = () => responses.json(message('Internal Server Error'), 500)
  return {
    internal,
    // The service has 401 objects but no handler for them, so that every refusal becomes its generic 500.
    refused: ({ code, description }) =>
      conformance === 'observed'
        ? internal()
        : responses.json(`${serialise({ code, description } satisfies AuthError)}\n`, 401, {
            'WWW-Authenticate': 'Bearer',
          }),
    notFound: () => responses.html(notFoundPage, 404),
    methodNotAllowed: () =>
      responses.json(message('The method is not allowed for the requested URL.'), 405, restVerbs),
  }
}

// Unlike profiles, written by Python's `json.dumps` with its default separators.
function message(text: Message['message']): string {
  return `{"message": ${JSON.stringify(text)}}\n`
}

const notFoundPage = `<!DOCTYPE html>
<title>404 Not Found</title>
<h1>Not Found</h1>
<p>There is nothing at this URL. Check the path for a misspelling or a slash at its end.</p>
`

/** How many people are on a page of each list. */
interface PageSizes {
  readonly users: number
  readonly ids: number
  readonly search: number
}

// The service's pages of users are as many as fit into a megabyte of its store; its ids come all at once, although its
// documents and later versions have pages; a search ends a page with ten found or more.
const observed: PageSizes = { users: 50, ids: Number.POSITIVE_INFINITY, search: 10 }
const documented: PageSizes = { users: 25, ids: 25, search: 25 }

/** @param pageSize the one size that was asked for; undefined for those of the service, or of its documents */
export function pageSizesOf(pageSize: number | undefined, conformance: Conformance): PageSizes {
  if (pageSize !== undefined) return { users: pageSize, ids: pageSize, search: pageSize }
  return conformance === 'observed' ? observed : documented
}

/** What the Person API stands on. */
export interface CisParts {
  readonly directory: Directory
  readonly missed: MissedNames
  readonly conformance: Conformance
  readonly pageSizes: PageSizes
  readonly responses: ResponseFactory
  readonly failures: Failures
  /** What an Authorization header entitles its sender to; throws or rejects with InvalidTokenError. */
  readonly entitled: (authorization: string | null) => Entitlement | Promise<Entitlement>
}

/** Where the service itself would fail: answered with its generic 500. */
export class ServiceFailure extends Error {
  override readonly name: string = 'ServiceFailure'
}

interface Environment {
  Bindings: CisParts
}

/** The routes of the Person API: the same for all sessions, whose parts come with each request as `env`. */
export type CisRoutes = Hono<Environment>

/** A request to one of them. */
type CisContext = Context<Environment>

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
    const { responses, failures } = context.env
    const { method } = context.req
    if (method === 'OPTIONS') return responses.empty(200, { Allow: 'OPTIONS, HEAD, GET' })
    if (method !== 'GET' && method !== 'HEAD') return failures.methodNotAllowed()
    return answer(context)
  })
}
