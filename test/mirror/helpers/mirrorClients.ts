import {
  type CernClient,
  type CisClient,
  type CisClientOptions,
  clientCredentials,
  createCernClient,
  createCisClient,
  createDabpClient,
  type DabpClient,
  type RetryOptions,
} from '@personctl/sdk'

const credentials = { clientId: 'demo', clientSecret: 'demo-secret' }

/** Scopes by which a token shows every attribute of CIS. */
export const everyScope =
  'display:all classification:mozilla_confidential classification:workgroup classification:workgroup:staff_only classification:individual'

/** Clients of the three services. */
export interface MockClients {
  readonly cis: CisClient
  readonly cern: CernClient
  readonly dabp: DabpClient
}

/** Creates clients of a mock that listens at a URL. */
export function createClients(
  url: string,
  {
    scope = everyScope,
    fetch,
    retry,
  }: { scope?: string; fetch?: typeof globalThis.fetch; retry?: RetryOptions } = {},
): MockClients {
  const realm = `${url}/auth/realms/cern`
  const common = {
    baseUrl: url,
    ...(retry && { retry }),
    ...(fetch && { fetch: fetch as CisClientOptions['fetch'] }),
  }
  return {
    cis: createCisClient({
      ...common,
      auth: clientCredentials({ ...credentials, scope, tokenUrl: `${url}/oauth/token` }),
    }),
    cern: createCernClient({
      ...common,
      auth: clientCredentials({ ...credentials, tokenUrl: `${realm}/api-access/token` }),
    }),
    dabp: createDabpClient({ ...common, auth: clientCredentials(credentials) }),
  }
}
