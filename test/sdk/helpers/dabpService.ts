import {
  type ClientCredentialsOptions,
  clientCredentials,
  createDabpClient,
  type DabpClient,
  type DabpClientOptions,
  type FetchInit,
} from '@personctl/sdk'
import { currentExample } from '../../helpers/dabpExamples.ts'
import { openapiContract } from '../../helpers/openapiContract.ts'
import { describedRequest, json, type SeenRequest, seenRequest } from './fakeService.ts'

const contract = await openapiContract('dabp.yaml')

export const secret = 'the client+secret'
export const tenant = 'https://tenant.example.org'
export const ada = 'eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c'

export interface DabpService {
  fetch: (url: string, init: FetchInit) => Promise<Response>
  tokenRequests: SeenRequest[]
  apiRequests: SeenRequest[]
  discoveryRequests: SeenRequest[]
}

type Respond = (count: number, request: SeenRequest) => Response | Promise<Response>

export interface DabpResponses {
  token?: Respond
  /** Responds to the nth request for a report, counted from 1. By default: the documentation's example. */
  api?: Respond
  discovery?: Respond
}

/** A tenant in place of the network. Checks every request against openapi/. */
export function dabpService({ token, api, discovery }: DabpResponses = {}): DabpService {
  const service: DabpService = {
    tokenRequests: [],
    apiRequests: [],
    discoveryRequests: [],
    async fetch(url, init) {
      const request = seenRequest(url, init)
      contract.expectRequestToMatch(describedRequest(request))
      init.signal.throwIfAborted()
      const { pathname } = new URL(url)
      if (pathname.endsWith('/openid-configuration')) {
        const count = service.discoveryRequests.push(request)
        return (
          discovery?.(count, request) ?? json({ issuer: tenant, token_endpoint: `${tenant}/oauth/v1/token` })
        )
      }
      if (pathname.endsWith('/oauth/v1/token')) {
        const count = service.tokenRequests.push(request)
        return token?.(count, request) ?? tokenResponse(`token-${count}`)
      }
      const count = service.apiRequests.push(request)
      return api?.(count, request) ?? json(currentExample)
    },
  }
  return service
}

export function tokenResponse(accessToken: string): Response {
  return json({ access_token: accessToken, token_type: 'bearer', expires_in: 900 })
}

export function dabpOf(
  service: DabpService,
  options: Partial<DabpClientOptions> = {},
  credentials: Partial<ClientCredentialsOptions> = {},
): DabpClient {
  return createDabpClient({
    baseUrl: tenant,
    auth: clientCredentials({ clientId: 'the client', clientSecret: secret, ...credentials }),
    fetch: service.fetch,
    retry: { retries: 2, baseMs: 0 },
    ...options,
  })
}

export function failure(status: number, code: number, message: string, details?: string[]): Response {
  return json({ code, message, ...(details && { details }) }, { status })
}
