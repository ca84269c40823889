import type { RequestHandler } from 'msw'
import type { Admin } from '../admin/client.ts'
import { assembleMock } from '../createMock.ts'
import type { UnmatchedRequest } from '../journal/unmatched.ts'
import { unmatchedRequest } from '../journal/unmatched.ts'
import type { AppOptions } from '../options.ts'
import type { Watch } from '../session/session.ts'
import { inProcessFetch, mswHandler } from './msw.ts'

// Production, testing and development of the Person API, the token endpoint they share, and the discovery documents.
const realOrigins: readonly [string, ...string[]] = [
  'https://person.api.sso.mozilla.com',
  'https://person.api.test.sso.allizom.org',
  'https://person.api.dev.sso.allizom.org',
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

export interface PersonMockOptions extends AppOptions {
  /**
   * More origins for the handlers to answer on, beside those of the real services. Every tenant of DABP has one of its
   * own, so that it has to be named here: for example `https://acme.example`.
   */
  readonly hosts?: readonly string[]
  /**
   * What is done about requests that find nothing, beside answering them as the service does:
   * - `answer`: nothing. The journal tells of them.
   * - `error`: what is no operation of any service fails with {@link UnmatchedRequestError}, which names the nearest one.
   *   `fetch` rejects with it; msw prints it, and answers 500 with its message. A person who is not there is still an
   *   answer.
   * - a function: is told of both. What it throws has the same effect.
   *
   * Default `answer`.
   */
  readonly onUnmatched?: 'answer' | 'error' | ((request: UnmatchedRequest) => void)
}

/** A request that is no operation of any service. */
export class UnmatchedRequestError extends Error {
  override readonly name: string = 'UnmatchedRequestError'

  constructor(readonly request: UnmatchedRequest) {
    super(request.message)
  }
}

/** The mock inside a process: no port, no network. */
export interface PersonMock {
  /** Stands in for `globalThis.fetch` in a client under test. Answers on every origin. */
  readonly fetch: typeof globalThis.fetch
  /** For msw's `setupServer` or `setupWorker`. Answers on the origins of the real services, and on `hosts`. */
  readonly handlers: RequestHandler[]
  /** What a test may do to the mock beside using it: faults, clock, people, journal, tokens. */
  readonly admin: Admin
  /** Puts everything back to how it began, but for the snapshots: for `afterEach`. */
  reset(): Promise<void>
}

/**
 * Makes the mock for use inside a process.
 *
 * @throws RangeError if an option is out of its range; TypeError if one of `hosts` is not a URL
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
  const { answer, admin } = assembleMock(options, Response, access, watchFor(options.onUnmatched))
  const app = async (request: Request) => answer(request)
  const origins = [...realOrigins, ...(options.hosts ?? []).map((host) => new URL(host).origin)]
  const methods = admin(realOrigins[0])
  return {
    fetch: inProcessFetch(app),
    handlers: [mswHandler(app, origins)],
    admin: methods,
    reset: () => methods.reset(),
  }
}

function watchFor(onUnmatched: PersonMockOptions['onUnmatched'] = 'answer'): Watch | undefined {
  if (onUnmatched === 'answer') return undefined
  const tell = onUnmatched === 'error' ? failOnRoute : onUnmatched
  if (typeof tell !== 'function')
    throw new RangeError(`onUnmatched must be 'answer', 'error' or a function, not ${String(onUnmatched)}`)
  return (record, session) => {
    const request = unmatchedRequest(record, session)
    if (request !== undefined) tell(request)
  }
}

function failOnRoute(request: UnmatchedRequest): void {
  if (request.missing === 'route') throw new UnmatchedRequestError(request)
}
