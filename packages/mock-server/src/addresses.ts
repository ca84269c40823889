import { authorizationService, realmPath } from './oauth/keycloak/realm.ts'
import { delegationAudience, oneWelcomeEndpoints as tenantEndpoints } from './oauth/onewelcome/tenant.ts'
import { cisAudiences } from './services/cis/cisService.ts'

/** The settings that a client of one service needs. */
export interface ServiceAddress {
  readonly url: string
  readonly tokenUrl: string
  readonly audience: string
}

/** The settings of the clients of each service. */
export type ServiceAddresses = Readonly<Record<'cis' | 'cern' | 'dabp', ServiceAddress>>

/** @param url the URL of the server, with or without the prefix of a session */
export function serviceAddresses(url: string): ServiceAddresses {
  return {
    cis: { url, tokenUrl: `${url}/oauth/token`, audience: cisAudiences[0] },
    cern: { url, tokenUrl: `${url}${realmPath}/api-access/token`, audience: authorizationService },
    dabp: { url, tokenUrl: `${url}${tenantEndpoints.token}`, audience: delegationAudience },
  }
}
