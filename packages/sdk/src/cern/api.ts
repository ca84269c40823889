import createFetchClient, { type Client } from 'openapi-fetch'
import type { Exchange } from '../http/exchange.ts'
import { OutgoingRequest } from '../http/outgoingRequest.ts'
import { filledPath } from '../http/path.ts'
import type { paths } from './wire.generated.ts'

/** The Authorization Service API on the wire: paths, parameters and answers are those of its OpenAPI description. */
export type CernApi = Client<paths>

export function createApi(baseUrl: string, exchange: Exchange): CernApi {
  return createFetchClient<paths>({
    baseUrl,
    // Both stand in for what they lack no part of that openapi-fetch uses.
    Request: OutgoingRequest as unknown as typeof Request,
    fetch: exchange as unknown as (request: Request) => Promise<Response>,
    pathSerializer: filledPath,
  })
}
