import type { Authentication, ClientOptions, TokenSource } from '@personctl/sdk'
import { type Credentials, resolveCredentials } from '../config/credentials.ts'
import { resolveServiceSettings, type ServiceSettings } from '../config/settings.ts'
import { type ServiceName, ServiceVariables } from '../config/variables.ts'
import { behaviourOf, type ConnectionNeeds, type ConnectionOptions } from './options.ts'
import { chooseTransport, observedFetch } from './transport.ts'

/** An authentication that is only made once a token is asked for: what needs no token needs no credentials. */
function whenNeeded(authenticate: () => Promise<Authentication>): Authentication {
  return {
    connect(context) {
      let connecting: Promise<TokenSource> | undefined
      let source: TokenSource | undefined
      return {
        async token(signal) {
          connecting ??= authenticate().then((authentication) => authentication.connect(context))
          source = await connecting
          return source.token(signal)
        },
        reject: (token) => source?.reject(token) ?? false,
      }
    },
  }
}

/** What a client of a service is made with. Loads the SDK only once the settings make sense. */
export async function serviceOptions(
  service: ServiceName,
  options: ConnectionOptions,
  needs: ConnectionNeeds,
): Promise<ClientOptions> {
  const { env, redactor } = options
  const context = await options.context()
  const settings = resolveServiceSettings(service, context, env)
  const authenticate = async () => {
    const variables = new ServiceVariables(env, service)
    const found = await resolveCredentials(service, context, settings.clientId, variables)
    return authentication(settings, found, context.name, options)
  }
  const { url } = settings
  return {
    ...behaviourOf(options, needs),
    ...(url === undefined ? {} : { baseUrl: url.value }),
    auth: needs.credentials === 'when needed' ? whenNeeded(authenticate) : await authenticate(),
    fetch: observedFetch(await chooseTransport(env), redactor),
  }
}

async function authentication(
  { scope, tokenUrl, audience }: ServiceSettings,
  credentials: Credentials,
  context: string,
  options: ConnectionOptions,
): Promise<Authentication> {
  const { redactor } = options
  const { clientCredentials, staticToken } = await import('@personctl/sdk')
  if (credentials.kind === 'token') {
    redactor.hide(credentials.token)
    return staticToken(credentials.token)
  }
  const { clientId, clientSecret } = credentials
  const hidden = (secret: string) => {
    redactor.hideClient(clientId, secret)
    return secret
  }
  const cache = await options.tokenCache?.(context, clientId)
  return clientCredentials({
    clientId,
    clientSecret:
      typeof clientSecret === 'string'
        ? hidden(clientSecret)
        : async () => {
            const { readKeptSecret } = await import('./storedSecret.ts')
            return hidden(await readKeptSecret(clientSecret, options))
          },
    ...(scope && { scope: scope.value }),
    ...(tokenUrl && { tokenUrl: tokenUrl.value }),
    ...(audience && { audience: audience.value }),
    ...(cache && { cache }),
  })
}
