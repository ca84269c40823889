import { createMock } from './createMock.ts'
import type { ResponseClass } from './http/response.ts'
import type { AppOptions } from './session/options.ts'

export type { ClientRegistration, DataFile, GivenPerson, StoredData } from './directory/data/dataFile.ts'
export type { StoredProfile } from './directory/profile.ts'
export type { ResponseClass } from './http/response.ts'
export type { TrustedIssuer } from './oauth/verify.ts'
export type { Conformance } from './services/cis/cisRequest.ts'
export type { AppOptions } from './session/options.ts'

/** The mock as one function. */
export type App = (request: Request) => Promise<Response>

/**
 * Creates the mock as one function from request to response, for every platform that has `Request` and `Response`: Node,
 * browsers, workers. It serves every origin. Its promise never rejects.
 *
 * A fault that resets the connection results in `Response.error()`.
 *
 * @param options see {@link AppOptions} for each option and its default
 * @param ResponseType the class of its responses, in place of the platform's `Response`
 * @throws {RangeError} if an option is out of its range
 *
 * @example
 * ```ts
 * import { createApp } from '@personctl/mock-server/app'
 *
 * const app = createApp({ people: 10 })
 * const response = await app(
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
 * const { access_token } = await response.json()
 * ```
 */
export function createApp(options: AppOptions = {}, ResponseType: ResponseClass = Response): App {
  const access = { token: options.adminToken, host: '127.0.0.1' }
  const { handle } = createMock(options, ResponseType, access, { hasJournal: options.admin !== false })
  return async (request) => handle(request)
}
