import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import type { ClientRegistration } from '../oauth/clientRegistry.ts'
import { demoClient } from '../oauth/clientRegistry.ts'
import { UsageError } from './usageError.ts'

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>

// For personctl: none of the user's own contexts, and no tokens of mocks that are gone, or for ones to come.
const onItsOwn: Variables = { PERSONCTL_CONTEXT: 'mozilla', PERSONCTL_NO_TOKEN_CACHE: '1' }

/** How a client finds a running mock, as the environment variables that personctl itself reads. */
export function variablesOf({ url, services }: MockServer, options: MockServerOptions): Variables {
  const { id, secret } = clientOf(options)
  const variables: Record<string, string> = { PERSONCTL_MOCK_URL: url }
  const set = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined) variables[name] = value
  }
  set('PERSONCTL_MOCK_ADMIN_TOKEN', options.adminToken)
  for (const [service, address] of Object.entries(services)) {
    const prefix = `PERSONCTL_${service.toUpperCase()}`
    set(`${prefix}_URL`, address.url)
    set(`${prefix}_TOKEN_URL`, address.tokenUrl)
    set(`${prefix}_AUDIENCE`, address.audience)
    set(`${prefix}_CLIENT_ID`, id)
    set(`${prefix}_CLIENT_SECRET`, secret)
  }
  return { ...variables, ...onItsOwn }
}

/**
 * Variables a line each, as containers and the runners of GitHub and GitLab read them.
 *
 * @throws UsageError if a value would end its line
 */
export function assignments(variables: Variables): string {
  return Object.entries(variables).map(assignment).join('')
}

function assignment([name, value]: readonly [string, string]): string {
  if (/[\r\n]/.test(value))
    throw new UsageError(`${name} has a line break in it, which no .env file can hold`)
  return `${name}=${value}\n`
}

// The first client that a flag added, or else the one that is always there.
function clientOf({ clients = [], data }: MockServerOptions): ClientRegistration {
  const id = clients[0]?.id ?? demoClient.id
  return (
    [demoClient, ...(data?.clients ?? []), ...clients].findLast((client) => client.id === id) ?? demoClient
  )
}
