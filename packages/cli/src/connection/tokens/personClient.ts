import { clientSecret as readClientSecret } from '../../config/credentials.ts'
import { CredentialsError } from '../../config/credentialsError.ts'
import { resolveServiceSettings } from '../../config/serviceSettings.ts'
import { ServiceVariables } from '../../config/variables.ts'
import { UsageError } from '../../failure/usageError.ts'
import type { ConnectionOptions } from '../options.ts'
import type { TokenService } from './tokenSource.ts'

/** Who asks for tokens of people, and where. What is missing is that of the context's environment. */
export interface PersonClient {
  readonly clientId: string
  /** A public client has none. */
  readonly clientSecret?: string
  readonly tokenUrl?: string
  readonly deviceAuthorizationUrl?: string
  readonly audience?: string
  readonly scope?: string
}

/** The client that is set for a service; it may be a public one. Throws UsageError where people have no tokens. */
export async function personClient(
  service: TokenService,
  { context, env, redactor }: ConnectionOptions,
): Promise<PersonClient> {
  if (service !== 'cern') {
    throw new UsageError(`People have no tokens for ${service}.`, 'They have for CERN: add --service cern.')
  }
  if (context.demo) {
    throw new UsageError(
      'The embedded directory has nobody who could sign in.',
      'Leave out --device and --exchange.',
    )
  }
  const variables = new ServiceVariables(env, 'CERN')
  const { tokenUrl, audience, scope } = resolveServiceSettings(variables)
  const clientId = variables.read('CLIENT_ID')
  if (clientId === undefined) {
    throw new CredentialsError(
      'There is no client to ask for tokens with.',
      `Set ${variables.name('CLIENT_ID')}, and the secret too unless it is a public client.`,
    )
  }
  const clientSecret = await readClientSecret(variables)
  if (clientSecret !== '') redactor.hideClient(clientId, clientSecret)
  return {
    clientId,
    ...(clientSecret !== '' && { clientSecret }),
    ...(tokenUrl !== undefined && personEndpoints(variables.name('TOKEN_URL'), tokenUrl)),
    ...(audience !== undefined && { audience }),
    ...(scope !== undefined && { scope }),
  }
}

const tokenPath = /\/(?:api-access|protocol\/openid-connect)\/token$/

/** Keycloak's own endpoints, which are in the same realm as CERN's for programs. */
function personEndpoints(
  setting: string,
  tokenUrl: string,
): Pick<PersonClient, 'tokenUrl' | 'deviceAuthorizationUrl'> {
  if (!tokenPath.test(tokenUrl)) {
    throw new UsageError(
      `${setting} is ${JSON.stringify(tokenUrl)}, from which the endpoints for people cannot be told.`,
      'It ends with /api-access/token in a realm of Keycloak at CERN.',
    )
  }
  const keycloak = `${tokenUrl.replace(tokenPath, '')}/protocol/openid-connect`
  return { tokenUrl: `${keycloak}/token`, deviceAuthorizationUrl: `${keycloak}/auth/device` }
}
