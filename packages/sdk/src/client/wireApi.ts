import createFetchClient, { type Client } from 'openapi-fetch'
import type { Exchange } from '../http/exchange.ts'
import { OutgoingRequest } from '../http/outgoingRequest.ts'
import { filledPath } from '../http/path.ts'

export type { Client as WireApi } from 'openapi-fetch'

/** An API as it is on the wire: `Paths` are the paths, parameters and answers of its OpenAPI description. */
export function createWireApi<Paths extends object>(baseUrl: string, exchange: Exchange): Client<Paths> {
  return createFetchClient<Paths>({
    baseUrl,
    // Both stand in for what they lack no part of that openapi-fetch uses.
    Request: OutgoingRequest as unknown as typeof Request,
    fetch: exchange as unknown as (request: Request) => Promise<Response>,
    pathSerializer: filledPath,
  })
}
