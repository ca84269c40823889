import { discovering } from '../auth/discovering.ts'
import type { ClientOptions } from '../client/clientOptions.ts'
import { connect } from '../client/connect.ts'
import { type ServiceRequests, sendRequest } from '../client/serviceRequests.ts'
import { createWireApi } from '../client/wireApi.ts'
import { checkedAddress } from '../http/address.ts'
import { InvalidRequestError } from '../http/errors/index.ts'
import { service } from './checks.ts'
import { createPeople, type DabpPeople } from './people.ts'
import { traits } from './traits.ts'
import type { paths } from './wire.generated.ts'

export interface DabpClientOptions extends ClientOptions {
  /** Where the tenant is, such as `https://dabp.onegini.com`: every tenant has a host of its own. */
  baseUrl: string
  /** The token endpoint. @default `/oauth/v1/token` below the base URL */
  tokenUrl?: string
  /**
   * Who issues the tokens, such as `https://login.example.org/oauth`, where that is to say by itself where its token
   * endpoint is: in its discovery document, `/.well-known/openid-configuration`.
   * @default none: nothing is discovered
   */
  issuer?: string
  /** The UUID of the tenant, for the header `Tenant-Id`. Whether one is needed depends on what stands before the service. @default not sent */
  tenantId?: string
}

/** The person reports of OneWelcome's DABP, version 2. */
export interface DabpClient extends ServiceRequests {
  readonly people: DabpPeople
}

/**
 * A client of OneWelcome's DABP (Delegated Administration for Business Partners). Make one and keep it: it holds the
 * token. Tokens are asked for with the scope `dabp_person_report` and with HTTP Basic, unless `auth` says otherwise.
 *
 * @throws InvalidRequestError for an option that makes no sense
 * @see https://docs.onegini.com
 * @example
 * const dabp = createDabpClient({
 *   baseUrl: 'https://dabp.onegini.com',
 *   auth: clientCredentials({ clientId, clientSecret }),
 * })
 * const report = await dabp.people.getReport('eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c')
 * if (hasPolicy(report, 'Pension', { group: 'Intermediary A' })) …
 */
export function createDabpClient(options: DabpClientOptions): DabpClient {
  const { tenantId, issuer } = options
  if (options.baseUrl === undefined) {
    throw new InvalidRequestError('baseUrl is missing.', {
      service,
      hint: 'Every tenant has a host of its own: give the address of yours.',
    })
  }
  if (issuer !== undefined && options.tokenUrl !== undefined) {
    throw new InvalidRequestError('issuer and tokenUrl are both given; the issuer would name its own.', {
      service,
    })
  }
  if (tenantId !== undefined && !uuid.test(tenantId)) {
    throw new InvalidRequestError(`tenantId is ${JSON.stringify(tenantId)}; it takes a UUID.`, { service })
  }
  const tenant = checkedAddress('baseUrl', options.baseUrl).replace(/\/+$/, '')
  const tokenUrl = checkedAddress('tokenUrl', options.tokenUrl ?? `${tenant}/oauth/v1/token`)
  const hasIssuer = issuer !== undefined && typeof options.auth?.connect === 'function'
  const auth = hasIssuer ? discovering(options.auth, checkedAddress('issuer', issuer)) : options.auth
  const { baseUrl, exchange } = connect({ ...options, auth }, { baseUrl: tenant, tokenUrl }, traits)
  return {
    people: createPeople(createWireApi<paths>(baseUrl, exchange), tenantId),
    request(path, call) {
      const headers = tenantId === undefined ? {} : { 'Tenant-Id': tenantId }
      return sendRequest({ service, baseUrl, exchange, headers }, path, call)
    },
  }
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
