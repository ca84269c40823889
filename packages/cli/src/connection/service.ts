import type { Authentication, ClientOptions } from '@personctl/sdk'
import { type Credentials, resolveCredentials } from '../config/credentials.ts'
import { resolveServiceSettings, type ServiceSettings } from '../config/serviceSettings.ts'
import { type ServiceName, ServiceVariables } from '../config/variables.ts'
import type { Redactor } from '../text/redactor.ts'
import { observedFetch } from './observedFetch.ts'
import { behaviourOf, type ConnectionNeeds, type ConnectionOptions } from './options.ts'
import { chooseTransport } from './transport.ts'
import { whenNeeded } from './whenNeeded.ts'

/** What a client of a service is made with. Loads the SDK only once the settings make sense. */
export async function serviceOptions(
  service: ServiceName,
  options: ConnectionOptions,
  needs: ConnectionNeeds,
): Promise<ClientOptions> {
  const { env, redactor } = options
  const variables = new ServiceVariables(env, service)
  const settings = resolveServiceSettings(variables)
  const authenticate = async () => {
    const found = await resolveCredentials(variables)
    hideSecrets(found, redactor)
    return authentication(settings, found)
  }
  const { baseUrl } = settings
  return {
    ...behaviourOf(options, needs),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    auth: needs.credentials === 'when needed' ? whenNeeded(authenticate) : await authenticate(),
    fetch: observedFetch(await chooseTransport(env), redactor),
  }
}

async function authentication(
  { scope, tokenUrl, audience }: ServiceSettings,
  credentials: Credentials,
): Promise<Authentication> {
  const { clientCredentials, staticToken } = await import('@personctl/sdk')
  if (credentials.kind === 'token') return staticToken(credentials.token)
  return clientCredentials({
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
    ...(scope === undefined ? {} : { scope }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    ...(audience === undefined ? {} : { audience }),
  })
}

function hideSecrets(credentials: Credentials, redactor: Redactor): void {
  if (credentials.kind === 'token') redactor.hide(credentials.token)
  else redactor.hideClient(credentials.clientId, credentials.clientSecret)
}
