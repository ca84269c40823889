import { createMock } from './createMock.ts'
import type { AppOptions } from './session/options.ts'

export type { DataFile } from './directory/data/dataFile.ts'
export type { StoredProfile } from './directory/profile.ts'
export type { ClientRegistration } from './oauth/clients.ts'
export type { TrustedIssuer } from './oauth/verify.ts'
export type { Conformance } from './services/cis/cisRequest.ts'
export type { AppOptions } from './session/options.ts'

/** The whole API as one function. */
export type App = (request: Request) => Promise<Response>

/**
 * Makes the mock as one function from request to answer, for any platform that has `Request` and `Response`: Node, a
 * browser, a worker. It answers on every origin it is asked at.
 *
 * A fault that resets the connection is answered with `Response.error()`.
 *
 * @param options see {@link AppOptions} for each option and its default
 * @returns the function; it never rejects, whatever it is asked
 * @throws RangeError if an option is out of its range
 *
 * @example
 * ```ts
 * import { createApp } from '@personctl/mock-server/app'
 *
 * const app = createApp({ people: 10 })
 * const answer = await app(
 *   new Request('http://mock.test/oauth/token', {
 *     method: 'POST',
 *     headers: { 'content-type': 'application/json' },
 *     body: JSON.stringify({
 *       grant_type: 'client_credentials',
 *       client_id: 'demo',
 *       client_secret: 'demo-secret',
 *     }),
 *   }),
 * )
 * const { access_token } = await answer.json()
 * ```
 */
export function createApp(options: AppOptions = {}): App {
  const access = { token: options.adminToken, host: '127.0.0.1' }
  const { handle } = createMock(options, Response, access)
  return async (request) => handle(request)
}
