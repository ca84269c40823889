import type { RequestHandler } from 'msw'
import type { Admin } from '../admin/adminApi.ts'
import { createMock } from '../createMock.ts'
import { checkData, type DataFile } from '../directory/data/dataFile.ts'
import { originOf } from '../http/request.ts'
import { type Breakage, breakageOf, type Handler } from '../http/response.ts'
import { describeUnmatched, type UnmatchedRequest } from '../journal/describe.ts'
import type { AppOptions } from '../session/options.ts'
import type { Watch } from '../session/pipeline.ts'

// Production, testing and development of the Person API, the token endpoint they share, and the discovery documents.
const realOrigins: readonly [string, ...string[]] = [
  'https://person.api.sso.mozilla.com',
  'https://person.api.test.sso.allizom.org',
  'https://person.api.dev.sso.allizom.org',
  'https://change.api.sso.mozilla.com',
  'https://change.api.test.sso.allizom.org',
  'https://change.api.dev.sso.allizom.org',
  'https://auth.mozilla.auth0.com',
  'https://auth.mozilla.com',
  'https://auth.allizom.org',
  // The same of CERN's Authorization Service, and the realms that give tokens for it.
  'https://authorization-service-api.web.cern.ch',
  'https://authorization-service-api-qa.web.cern.ch',
  'https://authorization-service-api-dev.web.cern.ch',
  'https://auth.cern.ch',
  'https://keycloak-qa.cern.ch',
  'https://keycloak-dev.cern.ch',
]

/** Options of `createPersonMock`. */
export interface PersonMockOptions extends Omit<AppOptions, 'data'> {
  /** Rows that replace generated ones, and clients, checked down to each attribute. See {@link DataFile}. */
  readonly data?: DataFile
  /**
   * Origins that the msw handlers serve beside those of the real services. Every tenant of DABP has its own, which you
   * have to name here: for example `https://acme.example`.
   */
  readonly hosts?: readonly string[]
  /**
   * The reaction to requests that find nothing:
   * - `answer`: only the response of the service, and an entry in the journal.
   * - `error`: a request that is not an operation of any service fails with {@link UnmatchedRequestError}, which names the
   *   nearest operation. `fetch` rejects with it; msw prints it, and responds with 500 and its message. A person who does
   *   not exist is not an error.
   * - a function: called for both. An error that it throws has the same effect.
   *
   * @default 'answer'
   */
  readonly onUnmatched?: 'answer' | 'error' | ((request: UnmatchedRequest) => void)
}

/** Thrown for a request that is not an operation of any service. */
export class UnmatchedRequestError extends Error {
  override readonly name: string = 'UnmatchedRequestError'

  constructor(readonly request: UnmatchedRequest) {
    super(request.message)
  }
}

/** The mock inside a process, without a port or a network. */
export interface PersonMock {
  /** Replaces `globalThis.fetch` in a client under test. Serves every origin. */
  readonly fetch: typeof globalThis.fetch
  /** Handlers for msw's `setupServer` or `setupWorker`. They serve the origins of the real services, and `hosts`. */
  readonly handlers: RequestHandler[]
  /** Controls the mock: faults, clock, people, journal, tokens. */
  readonly admin: Admin
  /** Resets everything but the snapshots: for `afterEach`. */
  reset(): Promise<void>
}

/**
 * Creates the mock for use inside a process.
 *
 * @throws {RangeError} if an option is out of its range
 * @throws {DataFileError} if `data` is invalid, with the path in it
 * @throws {TypeError} if one of `hosts` is not a URL
 *
 * @example
 * ```ts
 * import { createCisClient, clientCredentials } from '@personctl/sdk'
 * import { createPersonMock } from '@personctl/mock-server'
 *
 * const mock = createPersonMock()
 * const cis = createCisClient({
 *   environment: 'production',
 *   auth: clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret' }),
 *   fetch: mock.fetch,
 * })
 * ```
 *
 * @example
 * ```ts
 * import { setupServer } from 'msw/node'
 * import { createPersonMock } from '@personctl/mock-server'
 *
 * const server = setupServer(...createPersonMock({ onUnmatched: 'error' }).handlers)
 * server.listen()
 * ```
 */
export function createPersonMock(options: PersonMockOptions = {}): PersonMock {
  const access = { token: undefined, host: undefined }
  const { data, ...others } = options
  const checked = data === undefined ? others : { ...others, data: checkData(data) }
  const { handle, admin } = createMock(checked, Response, access, {
    watch: createWatch(options.onUnmatched),
  })
  const origins = [...realOrigins, ...(options.hosts ?? []).map(parseHost)]
  const methods = admin(realOrigins[0])
  return {
    fetch: createFetch(handle),
    handlers: [createMswHandler(handle, origins)],
    admin: methods,
    reset: () => methods.reset(),
  }
}

/** @throws {TypeError} if the host is not a URL */
function parseHost(host: string): string {
  const url = URL.canParse(host) ? new URL(host) : undefined
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.origin
  const example = /^[\w.:-]+$/.test(host) ? `https://${host}` : 'https://acme.example'
  throw new TypeError(`hosts contains ${JSON.stringify(host)}, which is not a URL: write it as ${example}`)
}

function createWatch(onUnmatched: PersonMockOptions['onUnmatched'] = 'answer'): Watch | undefined {
  if (onUnmatched === 'answer') return undefined
  const report = onUnmatched === 'error' ? throwWithoutRoute : onUnmatched
  if (typeof report !== 'function')
    throw new RangeError(`onUnmatched must be 'answer', 'error' or a function, not ${String(onUnmatched)}`)
  return (record, session) => {
    const request = describeUnmatched(record, session)
    if (request !== undefined) report(request)
  }
}

function throwWithoutRoute(request: UnmatchedRequest): void {
  if (request.missing === 'route') throw new UnmatchedRequestError(request)
}

/** The errors of Node.js for connections without a response. */
const networkErrors: Readonly<Partial<Record<Breakage['kind'], readonly [message: string, code: string]>>> = {
  empty: ['other side closed', 'UND_ERR_SOCKET'],
  garbage: ['Response does not match the HTTP/1.1 protocol (Expected HTTP/)', 'HPE_INVALID_CONSTANT'],
}
const resetError = ['read ECONNRESET', 'ECONNRESET'] as const

/** Creates a `fetch` without a network. It fails where one with a network would. */
function createFetch(handle: Handler): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const response = await Promise.race([handle(request), rejectOnAbort(signal)])
    if (response.type !== 'error') return response
    const [message, code] = networkErrors[breakageOf(response)?.kind ?? 'reset'] ?? resetError
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) })
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** The arguments that msw passes to a handler, and the result that it expects. */
type RunArguments = Parameters<RequestHandler['run']>[0]
type RunResult = Awaited<ReturnType<RequestHandler['run']>>

/**
 * Creates one msw handler for the whole mock, for these origins only. Other requests pass it by.
 *
 * It has the shape of msw's RequestHandler without extending it: importing msw takes longer than everything else here
 * together, and users of the server alone do not need it. msw calls `run`, which skips the clone of the request and the
 * cookie store: no response of the mock depends on them.
 */
function createMswHandler(handle: Handler, origins: readonly string[]): RequestHandler {
  const known = new Set(origins)
  const matches = ({ request }: { request: Request }) => known.has(originOf(request.url))
  const handler = {
    kind: 'request',
    // The same for msw before 2.13.
    __kind: 'RequestHandler',
    info: { header: 'personctl mock', callFrame: undefined },
    options: {},
    isUsed: false,
    async run({ request, requestId }: RunArguments): Promise<RunResult> {
      if (!matches({ request })) return null
      handler.isUsed = true
      return {
        handler: handler as unknown as RequestHandler,
        request,
        requestId,
        // Listeners of msw's events may still want to read the body.
        response: await handle(request.body === null ? request : request.clone()),
        parsedResult: {},
      }
    },
    parse: async () => ({}),
    predicate: matches,
    test: async (parts: { request: Request }) => matches(parts),
    log: () => {},
    reset: () => {},
    restore: () => {},
    // Called by msw 3 when its server closes.
    dispose: () => {},
  }
  return handler as unknown as RequestHandler
}
