import { authorizationService, realmPath } from './oauth/keycloak/realm.ts'
import { delegationAudience, oneWelcomeEndpoints as tenantEndpoints } from './oauth/onewelcome/tenant.ts'
import { cisAudiences } from './services/cis/cisService.ts'

/** Where a client of one service finds what it needs. */
export interface ServiceAddress {
  readonly url: string
  readonly tokenUrl: string
  readonly audience: string
}

/** Where clients find each service. */
export type ServiceAddresses = Readonly<Record<'cis' | 'cern' | 'dabp', ServiceAddress>>

/** @param url of the server, with the prefix of a session or without */
export function serviceAddresses(url: string): ServiceAddresses {
  return {
    cis: { url, tokenUrl: `${url}/oauth/token`, audience: cisAudiences[0] },
    cern: { url, tokenUrl: `${url}${realmPath}/api-access/token`, audience: authorizationService },
    dabp: { url, tokenUrl: `${url}${tenantEndpoints.token}`, audience: delegationAudience },
  }
}
