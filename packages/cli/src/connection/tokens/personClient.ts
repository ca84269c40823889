import { resolveSecret } from '../../config/credentials.ts'
import { CredentialsError } from '../../config/credentialsError.ts'
import { labelOf, resolveServiceSettings } from '../../config/serviceSettings.ts'
import { ServiceVariables } from '../../config/variables.ts'
import { UsageError } from '../../failure/usageError.ts'
import { readKeptSecret } from '../keptSecret.ts'
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
export async function personClient(service: TokenService, options: ConnectionOptions): Promise<PersonClient> {
  if (service !== 'cern') {
    throw new UsageError(`People have no tokens for ${service}.`, 'They have for CERN: add --service cern.')
  }
  const { env, redactor } = options
  const context = await options.context()
  if (context.demo) {
    throw new UsageError(
      'The embedded directory has nobody who could sign in.',
      'Leave out --device and --exchange.',
    )
  }
  const variables = new ServiceVariables(env, 'CERN')
  const { clientId, tokenUrl, audience, scope } = resolveServiceSettings('CERN', context, env)
  if (clientId === undefined) {
    throw new CredentialsError(
      'There is no client to ask for tokens with.',
      `Set ${variables.name('CLIENT_ID')}, and the secret too unless it is a public client.`,
    )
  }
  const found = await resolveSecret('CERN', context, clientId, variables)
  const clientSecret = typeof found === 'object' ? await readKeptSecret(found, options) : found
  if (clientSecret !== undefined) redactor.hideClient(clientId.value, clientSecret)
  return {
    clientId: clientId.value,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(tokenUrl && personEndpoints(labelOf('CERN', 'tokenUrl', tokenUrl), tokenUrl.value)),
    ...(audience && { audience: audience.value }),
    ...(scope && { scope: scope.value }),
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
