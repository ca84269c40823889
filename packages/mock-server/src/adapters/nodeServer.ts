import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { RequestHandler } from 'msw'
import type { Admin } from '../admin/admin.ts'
import { assembleMock } from '../assembleMock.ts'
import type { Answerer } from '../http/answerer.ts'
import type { AppOptions } from '../options.ts'
import { type ServiceAddresses, serviceAddresses } from '../serviceAddresses.ts'
import { breakingConnections } from './breakingConnections.ts'
import { gracefulClose } from './gracefulClose.ts'
import { lightweightResponse } from './lightweightResponse.ts'

export interface MockServerOptions extends AppOptions {
  /** The port to listen on; 0 picks a free one. Default 4010. */
  readonly port?: number
  /** The address to listen on. Default `127.0.0.1`, which only this machine reaches. */
  readonly host?: string
  /** msw handlers of your own, asked before the mock: the first that answers wins. Needs the package `msw`. */
  readonly handlers?: readonly RequestHandler[]
}

export interface MockServer {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly services: ServiceAddresses
  /** What a test may do to the mock beside using it: faults, clock, people, journal, tokens. */
  readonly admin: Admin
  /**
   * Takes no more connections, finishes the requests in flight, then resolves. Called again, it cuts those off.
   */
  close(): Promise<void>
}

/**
 * Serves the mock over HTTP.
 *
 * @returns the running server
 * @throws RangeError if an option is out of its range; the error of `node:net` (`EADDRINUSE`, ...) if it cannot listen
 *
 * @example
 * ```ts
 * import { startMockServer } from '@personctl/mock-server'
 *
 * const mock = await startMockServer({ port: 0 })
 * console.log(mock.services.cis.tokenUrl)
 * await mock.close()
 * ```
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 4010, host = '127.0.0.1', handlers = [] } = options
  const mock = assembleMock(options, lightweightResponse(), { token: options.adminToken, host })
  const answer = handlers.length > 0 ? await withHandlersFirst(mock.answer, handlers) : mock.answer
  const server = createServer()
  const close = gracefulClose(server)
  await listening(server, port, host)
  const address = (server.address() as AddressInfo).port
  const authority = `${host.includes(':') ? `[${host}]` : host}:${address}`
  const listener = getRequestListener(breakingConnections(answer), {
    hostname: authority,
    overrideGlobalObjects: false,
  })
  server.on('request', (incoming, outgoing) => {
    // A URL would make a slash of it; the service finds a backslash.
    if (incoming.url?.includes('\\')) incoming.url = incoming.url.replaceAll('\\', '%5C')
    void listener(incoming, outgoing)
  })
  const url = `http://${authority}`
  return {
    url,
    port: address,
    services: serviceAddresses(url),
    admin: mock.admin(url),
    close,
  }
}

async function withHandlersFirst(mock: Answerer, handlers: readonly RequestHandler[]): Promise<Answerer> {
  const { getResponse } = await import('msw')
  return async (request) => (await getResponse([...handlers], request)) ?? mock(request)
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
