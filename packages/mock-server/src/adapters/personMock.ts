import type { RequestHandler } from 'msw'
import type { Admin } from '../admin/admin.ts'
import { assembleMock } from '../assembleMock.ts'
import type { AppOptions } from '../options.ts'
import { inProcessFetch } from './inProcessFetch.ts'
import { mswHandler } from './mswHandler.ts'

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
 * const server = setupServer(...createPersonMock().handlers)
 * server.listen()
 * ```
 */
export function createPersonMock(options: PersonMockOptions = {}): PersonMock {
  const { answer, admin } = assembleMock(options, Response, { token: undefined, host: undefined })
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
