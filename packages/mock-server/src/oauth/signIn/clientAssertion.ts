import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { setBounded } from '../../text/boundedMap.ts'
import type { TokenParameters } from '../endpoints.ts'
import type { SignInDeps } from './signInServer.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The reason why a client is not authenticated, for the journal. */
export const assertionFailure =
  'the client assertion is not valid: see its key in the data file, iss, sub, aud, exp and a jti of its own'

/** The algorithms that a client may sign its assertions with. */
export const assertionAlgorithms: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
]

/**
 * Authenticates a client by an assertion that it signed with its own key (`private_key_jwt`, RFC 7523): `iss` and `sub` are
 * its id, `aud` is the server, and each `jti` is accepted once.
 *
 * @param audiences the values of `aud` that name the server
 * @returns undefined if the assertion is invalid
 */
export async function authenticateByAssertion(
  parameters: TokenParameters,
  audiences: readonly string[],
  { clients, clock, state }: Pick<SignInDeps, 'clients' | 'clock' | 'state'>,
): Promise<ClientRegistration | undefined> {
  const { client_assertion: assertion = '', client_assertion_type: type, client_id: named } = parameters
  if (type !== assertionType) return undefined
  const jose = await import('../jose.ts')
  try {
    const id = jose.decodeJwt(assertion).sub ?? ''
    const client = clients.find(id)
    if (client?.jwks === undefined || (named !== undefined && named !== id)) return undefined
    const now = clock.now()
    const { payload } = await jose.jwtVerify(assertion, jose.createLocalJWKSet(client.jwks), {
      algorithms: [...assertionAlgorithms],
      issuer: id,
      subject: id,
      audience: [...audiences],
      currentDate: new Date(now),
      requiredClaims: ['exp', 'jti'],
    })
    const key = `${id} ${payload.jti}`
    if ((state.assertions.get(key) ?? 0) > now) return undefined
    setBounded(state.assertions, key, (payload.exp ?? 0) * 1000, 10_000)
    return client
  } catch (error) {
    if (error instanceof jose.errors.JOSEError || error instanceof TypeError) return undefined
    throw error
  }
}
