import { getResponse, type RequestHandler } from 'msw'
import { redactSecrets } from '../http/redactSecrets.ts'
import { copyRequest, originOf, pathOf, prefixedSessionOf, routedUrlOf } from '../http/request.ts'
import { createResetResponse, type Handler } from '../http/response.ts'
import type { Dispatch } from '../session/pipeline.ts'
import { sessionHeader } from '../session/sessionName.ts'

/** Thrown for something that is not a handler of HTTP requests. */
export class HandlerError extends TypeError {
  override readonly name: string = 'HandlerError'
}

/** The arguments that msw passes to a handler, and the result that it expects. */
type RunArguments = Parameters<RequestHandler['run']>[0]
type RunResult = Awaited<ReturnType<RequestHandler['run']>>

/** The values that msw passes on to each handler: the base of relative paths, and those of the mock's own handler. */
interface DispatchContext extends NonNullable<RunArguments['resolutionContext']> {
  readonly baseUrl: string
  readonly respond: Handler
  /** Set when none of the team's handlers has responded. */
  hasReachedMock: boolean
}

/**
 * Creates the dispatch of a server. Each request goes through `getResponse` of msw, which is bundled: through the team's own
 * handlers, then through the mock, as one handler. `setupServer` of msw does the rest in the same way: `passthrough()` leads
 * to the real service, here the mock; `HttpResponse.error()` breaks the connection; an error that a handler throws becomes a
 * response with the status 500, and is printed.
 *
 * @param handlers the team's own handlers, in their order of precedence
 * @param print prints the failure of a handler
 * @throws {HandlerError} if one of them is not a handler of HTTP requests
 */
export function createMswDispatch(
  handlers: readonly RequestHandler[],
  print: (text: string) => void,
): Dispatch {
  checkHandlers(handlers)
  const filters = handlers.map(createFilter)
  return (request, respond, onHandled) => {
    const url = handlers.length === 0 ? request.url : routedUrlOf(request.url)
    const context: DispatchContext = { baseUrl: '', respond, hasReachedMock: false }
    const matching = handlers.filter((_, index) => filters[index]?.(request.method, url))
    // Most requests match no handler.
    if (matching.length === 0) return getResponse(mockAlone, request, context) as Promise<Response>
    return runHandlers(matching, request, { ...context, baseUrl: originOf(url) }, { url, print, onHandled })
  }
}

async function runHandlers(
  handlers: readonly RequestHandler[],
  request: Request,
  context: DispatchContext,
  { url, print, onHandled }: HandlerRun,
): Promise<Response> {
  let response: Response | undefined
  try {
    const seen = url === request.url ? request : hidePrefix(request, url)
    response = await getResponse([...handlers, createMockHandler(request)], seen, context)
    if (context.hasReachedMock) return response as Response
    if (isPassthrough(response)) return await respondBehind(seen, request, context.respond)
    response = prepareForSending(response)
  } catch (error) {
    print(`personctl-mock: a handler failed on ${describeRequest(request)}: ${describeError(error)}\n`)
    response = createErrorResponse(error)
  }
  onHandled?.()
  return response
}

interface HandlerRun {
  /** The URL that handlers see. */
  readonly url: string
  readonly print: (text: string) => void
  readonly onHandled: (() => void) | undefined
}

/** Creates the mock as one handler. It has the members of msw's RequestHandler that `getResponse` uses. */
function createMockHandler(original?: Request): RequestHandler {
  const handler = {
    // Not an async function: each promise on the way of every request takes time.
    run({ request, requestId, resolutionContext }: RunArguments): RunResult | Promise<RunResult> {
      const context = resolutionContext as DispatchContext
      context.hasReachedMock = true
      const complete = (response: Response): RunResult => ({
        handler: handler as unknown as RequestHandler,
        request,
        requestId,
        response,
        parsedResult: {},
      })
      const response = respondBehind(request, original ?? request, context.respond)
      return response instanceof Promise ? response.then(complete) : complete(response)
    },
  }
  return handler as unknown as RequestHandler
}

const mockAlone: RequestHandler[] = [createMockHandler()]

/** Responds as the mock does to a request that handlers have seen. */
function respondBehind(seen: Request, original: Request, respond: Handler): Response | Promise<Response> {
  if (seen === original) return respond(seen)
  return respond(copyRequest(seen, { url: original.url, headers: original.headers }))
}

/**
 * Creates the request that handlers see: the session in its path becomes a header, so that they match in every session.
 *
 * @param url the URL without prefix
 */
function hidePrefix(request: Request, url: string): Request {
  const headers = new Headers([...request.headers])
  const session = prefixedSessionOf(request.url)
  if (session !== undefined) headers.set(sessionHeader, session)
  return copyRequest(request, { url, headers })
}

function isPassthrough(response: Response | undefined): boolean {
  return response?.status === 302 && response.headers.get('x-msw-intention') === 'passthrough'
}

/** Changes a response of a handler to one that a server can send. */
function prepareForSending(response: Response | undefined): Response {
  if (typeof response?.status !== 'number')
    throw new TypeError('A handler must return a Response or undefined')
  if (response.type === 'error') return createResetResponse()
  if (!response.url) return response
  // It was fetched, so that its body is decoded already.
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
  const { body, status, statusText } = response
  return new Response(body, { status, statusText, headers })
}

/** Creates the response to an error of a handler. It is that of msw. */
function createErrorResponse(error: unknown): Response {
  // Errors such as ECONNRESET stand for a network that fails.
  if (error instanceof Error && 'code' in error && 'errno' in error) return createResetResponse()
  const { name, message, stack } = error instanceof Error ? error : {}
  const body = error instanceof Error ? { name, message, stack } : error
  return new Response(JSON.stringify(body), {
    status: 500,
    statusText: 'Unhandled Exception',
    headers: { 'Content-Type': 'application/json' },
  })
}

function describeRequest({ method, url }: Request): string {
  return `${method} ${redactSecrets(pathOf(url))}`
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
}

/** Returns false for a request that a handler cannot match. */
type Filter = (method: string, url: string) => boolean

const matchAlways: Filter = () => true

/**
 * Creates the filter of a handler. For msw, each handler clones the request, parses cookies and compiles its path anew before
 * it compares the method, which takes longer than the response of the mock. A filter may let a request pass that does not
 * match, but never the other way round. Predicates and regular expressions are functions of the team: they run each time.
 */
function createFilter(handler: RequestHandler): Filter {
  const { method, path } = handler.info as { readonly method?: unknown; readonly path?: unknown }
  const isPlain =
    handler.constructor.name === 'HttpHandler' &&
    ['run', 'parse', 'predicate'].every((name) => !Object.hasOwn(handler, name))
  const pattern = isPlain && typeof path === 'string' ? compilePath(path) : undefined
  // A path that msw cannot compile fails for every method.
  if (pattern === undefined) return matchAlways
  const wanted = typeof method === 'string' ? method.toUpperCase() : undefined
  return (requested, url) =>
    (wanted === undefined || wanted === requested.toUpperCase()) &&
    pattern.test(url.split(/[?#]/, 1)[0] as string)
}

/** @throws {HandlerError} if one of them is not a handler of HTTP requests */
export function checkHandlers(handlers: readonly unknown[]): void {
  handlers.forEach(checkHandler)
}

function checkHandler(handler: unknown, index: number): void {
  const parts: Readonly<Record<string, unknown>> = { ...(handler as object) }
  // The names of the kinds before msw 2.13 and since.
  if (parts['__kind'] === 'EventHandler' || parts['kind'] === 'websocket')
    throw new HandlerError(`handlers[${index}] is a handler of WebSockets, which this server does not have`)
  if (typeof parts['info'] !== 'object')
    throw new HandlerError(
      `handlers[${index}] is not a handler of msw: create it with http.get(…), http.post(…) and so on`,
    )
}

/** Compiles the path of a handler to a pattern of URLs that it may match; undefined for a path with optional parts or escapes. */
function compilePath(path: string): RegExp | undefined {
  const [, origin, rest = ''] = /^([a-z][a-z\d+.-]*:\/\/[^/]*)?(.*)$/is.exec(path) ?? []
  const isPlain = /^(?:[\w\-.~!$&',;=@/*]|:\w+(?!\w*\*))*$/.test(rest)
  const hasDots = /\/\.\.?(?:\/|$)/.test(rest)
  const isRooted = origin === undefined ? /^(?:\*|\/(?!\/))/.test(rest) : /^(?:\/|$)/.test(rest)
  if (!isPlain || hasDots || !isRooted) return undefined
  const anyOrigin = origin === undefined || !/[*(){}?+\\]/.test(origin) ? '[^/]*//[^/]*' : '.*'
  const source = rest.replace(/[.$]|\*+|:\w+/g, (part) => {
    if (part.startsWith('*')) return '.*'
    return part.startsWith(':') ? '[^/]+' : `\\${part}`
  })
  return new RegExp(`^${rest.startsWith('*') ? '' : anyOrigin}${source}/?$`, 'i')
}
