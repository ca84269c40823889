import {
  type CernClient,
  type CisClient,
  clientCredentials,
  createCernClient,
  createCisClient,
  createDabpClient,
  type DabpClient,
} from '@personctl/sdk'

const credentials = { clientId: 'demo', clientSecret: 'demo-secret' }

/** Scopes by which a token shows every attribute of CIS. */
export const everyScope =
  'display:all classification:mozilla_confidential classification:workgroup classification:workgroup:staff_only classification:individual'

/** Creates clients of a mock that listens at a URL. */
export function createClients(
  url: string,
  { scope = everyScope }: { scope?: string } = {},
): { cis: CisClient; cern: CernClient; dabp: DabpClient } {
  const realm = `${url}/auth/realms/cern`
  return {
    cis: createCisClient({
      baseUrl: url,
      auth: clientCredentials({ ...credentials, scope, tokenUrl: `${url}/oauth/token` }),
    }),
    cern: createCernClient({
      baseUrl: url,
      auth: clientCredentials({ ...credentials, tokenUrl: `${realm}/api-access/token` }),
    }),
    dabp: createDabpClient({ baseUrl: url, auth: clientCredentials(credentials) }),
  }
}
