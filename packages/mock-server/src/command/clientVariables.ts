import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import type { ClientRegistration } from '../directory/data/dataFile.ts'
import { demoClient } from '../oauth/clients.ts'
import type { TrustFiles } from './trust.ts'

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>

// Keep personctl from using contexts of the user, and from sharing cached tokens between mocks.
const toolVariables: Variables = { PERSONCTL_CONTEXT: 'mozilla', PERSONCTL_NO_TOKEN_CACHE: '1' }

/** Returns the environment variables with which personctl and other clients find a running mock. */
export function clientVariables(
  { url, localUrl, services }: MockServer,
  options: MockServerOptions,
): Variables {
  const { id, secret } = selectClient(options)
  const variables: Record<string, string> = { PERSONCTL_MOCK_URL: url }
  const set = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined) variables[name] = value
  }
  if (localUrl !== url) set('PERSONCTL_MOCK_LOCAL_URL', localUrl)
  set('PERSONCTL_MOCK_ADMIN_TOKEN', options.adminToken)
  for (const [service, endpoints] of Object.entries(services)) {
    const prefix = `PERSONCTL_${service.toUpperCase()}`
    set(`${prefix}_URL`, endpoints.url)
    set(`${prefix}_TOKEN_URL`, endpoints.tokenUrl)
    set(`${prefix}_AUDIENCE`, endpoints.audience)
    set(`${prefix}_CLIENT_ID`, id)
    set(`${prefix}_CLIENT_SECRET`, secret)
  }
  return { ...variables, ...toolVariables }
}

/** Writes the files that make programs trust a server with https; undefined if that needs none. */
export async function trustFiles({ ca, caFile }: MockServer): Promise<TrustFiles | undefined> {
  if (ca === undefined || caFile === undefined) return undefined
  const { writeTrustFiles } = await import('./trust.ts')
  return writeTrustFiles(ca, caFile, process.env)
}

// The first client of the flags, or the demo client.
function selectClient({ clients = [], data }: MockServerOptions): ClientRegistration {
  const id = clients[0]?.id ?? demoClient.id
  return (
    [demoClient, ...(data?.clients ?? []), ...clients].findLast((client) => client.id === id) ?? demoClient
  )
}
