import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import type { ClientRegistration } from '../oauth/clientRegistry.ts'
import { demoClient } from '../oauth/clientRegistry.ts'

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>

/** How a client finds a running mock, as the environment variables that personctl itself reads. */
export function variablesOf({ url, services }: MockServer, { id, secret }: ClientRegistration): Variables {
  const variables: Record<string, string> = { PERSONCTL_MOCK_URL: url }
  for (const [service, address] of Object.entries(services)) {
    const prefix = `PERSONCTL_${service.toUpperCase()}`
    variables[`${prefix}_URL`] = address.url
    variables[`${prefix}_TOKEN_URL`] = address.tokenUrl
    variables[`${prefix}_AUDIENCE`] = address.audience
    variables[`${prefix}_CLIENT_ID`] = id
    if (secret !== null) variables[`${prefix}_CLIENT_SECRET`] = secret
  }
  return variables
}

/** The client that whoever uses these variables is: the first that a flag added, or else the one that is always there. */
export function clientOf({ clients = [], data }: MockServerOptions): ClientRegistration {
  const id = clients[0]?.id ?? demoClient.id
  return (
    [demoClient, ...(data?.clients ?? []), ...clients].findLast((client) => client.id === id) ?? demoClient
  )
}
