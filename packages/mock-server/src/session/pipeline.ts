import type { Refusal } from '@personctl/generated/admin'
import type { Delays } from '../clock.ts'
import { hideInSentence, redactSecrets } from '../http/redactSecrets.ts'
import { type KnownOrigins, originOf } from '../http/request.ts'
import type { Handler, ResponseFactory } from '../http/response.ts'
import {
  createTokenClientReader,
  type JournalRecord,
  readRequestingClient,
  type TokenClientReader,
  truncate,
} from '../journal/journal.ts'
import { routeRequest, type ServiceCall, type ServiceHandler } from '../routing/router.ts'
import { seededRandom } from '../text/seededRandom.ts'
import { AdminError, createAdminErrorResponse } from './adminError.ts'
import type { AppOptions } from './options.ts'
import type { Session } from './session.ts'
import type { SessionRegistry } from './sessionRegistry.ts'

/** Called for each request once its response is known. An error that it throws replaces the response. */
export type Watch = (record: JournalRecord, session: Session) => void

/**
 * Sends a request to handlers of the user first, then to the mock.
 *
 * @param respond responds as the mock does
 * @param onHandled called if a handler of the user has responded
 */
export type Dispatch = (
  request: Request,
  respond: Handler,
  onHandled?: () => void,
) => Response | Promise<Response>

/** Dependencies of the pipeline. */
interface PipelineDeps {
  readonly options: Pick<AppOptions, 'log' | 'latencyMs' | 'seed'>
  readonly responses: ResponseFactory
  readonly origins: KnownOrigins
  readonly sessions: SessionRegistry
  /** Serves what belongs to the mock itself, its admin routes and its page; returns undefined for other requests. */
  readonly serveOwn: (request: Request) => Promise<Response> | undefined
  readonly watch: Watch | undefined
  /** @default every request goes to the mock */
  readonly dispatch: Dispatch | undefined
  readonly delays: Delays
}

/** A step of the pipeline: it may respond to a request, or change the request or the response of the next step. */
type Stage = (next: Handler) => Handler

/**
 * Creates the mock as one function. A request passes these stages in order, its response in reverse order:
 * log → own routes → latency → CORS → session and route → journal → faults → handlers of the user → service.
 *
 * The array has the stages that need the request only. From the session on, each stage passes on more than a request: the
 * session, the routed call and its journal record. `enterSession` puts these stages together.
 */
export function createPipeline(deps: PipelineDeps): Handler {
  const { log, latencyMs, seed = 1 } = deps.options
  const stages: readonly (Stage | undefined)[] = [
    log && logRequests(log),
    serveFirst(deps.serveOwn),
    latencyMs ? delayResponses(latencyMs, seed, deps.delays) : undefined,
    allowCrossOrigin(deps),
  ]
  return stages.reduceRight<Handler>((next, stage) => stage?.(next) ?? next, enterSession(deps))
}

// The log comes before the stage that knows the call: the response carries the reason to it.
const refusals = new WeakMap<Response, Refusal>()

/** Logs each request once its response is known, without its query and its headers. */
function logRequests(log: (line: string) => void): Stage {
  return (next) => async (request) => {
    const start = performance.now()
    const response = await next(request)
    const path = request.url.slice(originOf(request.url).length).split(/[?#]/, 1)[0]
    const duration = (performance.now() - start).toFixed(1)
    const refusal = refusals.get(response)
    const reason =
      refusal === undefined ? '' : ` ${refusal.code}: ${toOneLine(hideInSentence(refusal.description))}`
    log(
      `${request.method} ${redactSecrets(path ?? '')} ${response.status || 'reset'} ${duration} ms${reason}`,
    )
    return response
  }
}

/** Escapes what would end the line or control the terminal: a reason may repeat what a client sent. */
const toOneLine = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )

function serveFirst(serve: PipelineDeps['serveOwn']): Stage {
  return (next) => (request) => serve(request) ?? next(request)
}

/** Delays each response by a number of milliseconds, or by a random one between two. */
function delayResponses(latencyMs: number | readonly [number, number], seed: number, delays: Delays): Stage {
  const [shortest, longest] = typeof latencyMs === 'number' ? [latencyMs, latencyMs] : latencyMs
  const random = seededRandom(seed)
  return (next) => async (request) => {
    const wait = shortest + random.below(longest - shortest + 1)
    await delays.wait(wait, request.signal)
    return next(request)
  }
}

const allowedMethods = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'
const allowedHeaders = new Set([
  'x-requested-with',
  'content-type',
  'accept',
  'origin',
  'authorization',
  'x-csrftoken',
  'withcredentials',
  'cache-control',
  'cookie',
  'session-id',
  // Not one of the service: pages under test name their session with it.
  'x-personctl-session',
])

/** Lets pages of any origin read the responses, as the services do: a request with an Origin header gets it back. */
function allowCrossOrigin({ responses, dispatch = passOn }: PipelineDeps): Stage {
  return (next) => (request) => {
    const origin = request.headers.get('origin')
    if (origin === null) return next(request)
    const headers = {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      Vary: 'Origin',
    }
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    if (isPreflight)
      return dispatch(request, () => responses.empty(200, { ...headers, ...preflightHeaders(request) }))
    return after(next(request), (response) => addHeaders(response, headers))
  }
}

function preflightHeaders(request: Request): Record<string, string> {
  const methods = { 'Access-Control-Allow-Methods': allowedMethods }
  const requested = request.headers.get('access-control-request-headers')
  if (requested === null) return methods
  const allowed = requested
    .split(',')
    .map((name) => name.trim())
    .filter((name) => allowedHeaders.has(name.toLowerCase()))
  return { ...methods, 'Access-Control-Allow-Headers': allowed.sort().join(', ') }
}

/** Adds the headers unless a handler of the user has the first of them. */
function addHeaders(response: Response, headers: Record<string, string>): Response {
  const [first = ''] = Object.keys(headers)
  if (response.status === 0 || response.headers.has(first)) return response
  try {
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    return response
  } catch {
    // Those of Response.redirect() cannot be changed.
    const copy = new Headers(response.headers)
    for (const [name, value] of Object.entries(headers)) copy.set(name, value)
    const { body, status, statusText } = response
    return new Response(body, { status, statusText, headers: copy })
  }
}

/** Finds the session and the route of a request, then passes it through the journal and the faults to the service. */
function enterSession({
  origins,
  responses,
  sessions,
  watch,
  dispatch = passOn,
  delays,
}: PipelineDeps): Handler {
  const readTokenClient = createTokenClientReader()
  return (request) => {
    origins.add(originOf(request.url))
    let session: Session
    try {
      session = sessions.find(request)
    } catch (error) {
      if (error instanceof AdminError) return createAdminErrorResponse(responses, error)
      throw error
    }
    const call = routeRequest(request)
    return recordInJournal(call, session, readTokenClient, watch, (record) => {
      const onHandled = (): void => {
        record.handler = true
      }
      return injectFault(call, session, { record, delays }, (routed) =>
        dispatch(
          routed.request,
          (passed) =>
            session.services().respond(passed === routed.request ? routed : { ...routed, request: passed }),
          onHandled,
        ),
      )
    })
  }
}

const passOn: Dispatch = (request, respond) => respond(request)

function recordInJournal(
  call: ServiceCall,
  session: Session,
  readTokenClient: TokenClientReader,
  watch: Watch | undefined,
  next: (record: JournalRecord) => Response | Promise<Response>,
): Response | Promise<Response> {
  const record = session.journal.begin(call)
  record.client = readTokenClient(call.request.headers.get('authorization'))
  const finish = (given: Response): Response => {
    // Clients correct their clocks by this header, and compute ages and waiting times from it.
    const response = session.clock.isSet
      ? addHeaders(given, { Date: new Date(session.clock.now()).toUTCString() })
      : given
    // The status of a connection that is reset is 0.
    record.status = response.status || undefined
    record.missed = call.outcome.missed
    record.refusal = call.outcome.refusal && shortenRefusal(call.outcome.refusal)
    if (record.refusal !== undefined) refusals.set(response, record.refusal)
    record.durationMs = performance.now() - record.startedAt
    session.journal.finish(record)
    watch?.(record, session)
    return response
  }
  if (!session.journal.recordsBodies || !mayHaveBody(call.request)) return after(next(record), finish)
  return import('../journal/requestBody.ts').then(async ({ readRecordedBody }) => {
    const body = await readRecordedBody(call.request)
    if (body !== undefined) session.journal.setBody(record, body)
    return finish(await next(record))
  })
}

/** The number of characters of a reason that are recorded: it may repeat what a client sent. */
const reasonLimit = 1000

const shortenRefusal = ({ code, description }: Refusal): Refusal => ({
  code,
  description: truncate(description, reasonLimit),
})

function mayHaveBody({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  return headers.has('content-type') || headers.has('content-length') || headers.has('transfer-encoding')
}

function injectFault(
  call: ServiceCall,
  session: Session,
  { record, delays }: { readonly record: JournalRecord; readonly delays: Delays },
  respond: ServiceHandler,
): Response | Promise<Response> {
  const next = (): Response | Promise<Response> => {
    const { faults, clock } = session
    if (faults.size === 0) return respond(call)
    // Loaded when needed: most sessions have no faults.
    return import('../faults/faultInjection.ts').then((injection) =>
      injection.injectFault(call, { faults, clock, keys: session.services().keys, delays }, record, respond),
    )
  }
  if (!call.operation?.namesClient) return next()
  return readRequestingClient(call.request).then((client) => {
    record.client = client
    return next()
  })
}

/** Applies a function to a response, synchronously if the response is there already. */
function after(
  response: Response | Promise<Response>,
  change: (response: Response) => Response,
): Response | Promise<Response> {
  return response instanceof Promise ? response.then(change) : change(response)
}
