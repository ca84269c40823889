import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import type { RequestHandler } from 'msw'
import { type ServiceAddresses, serviceAddresses } from '../addresses.ts'
import type { Admin } from '../admin/client.ts'
import { createMock } from '../createMock.ts'
import { breakageOf, type Handler, type ResponseClass } from '../http/response.ts'
import type { AppOptions } from '../session/options.ts'

/** Options of `startMockServer`. */
export interface MockServerOptions extends AppOptions {
  /** The port to listen on; 0 selects a free one. @default 4010 */
  readonly port?: number
  /** The IP address to listen on. @default '127.0.0.1', which only this machine can reach */
  readonly host?: string
  /** Your own msw handlers. The first one that responds takes precedence over the mock. Needs the package `msw`. */
  readonly handlers?: readonly RequestHandler[]
}

/** A running server. */
export interface MockServer {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly services: ServiceAddresses
  /** Controls the mock: faults, clock, people, journal, tokens. */
  readonly admin: Admin
  /**
   * Stops accepting connections, and resolves when the requests in flight have their responses. A second call interrupts
   * them.
   */
  close(): Promise<void>
}

/**
 * Serves the mock over HTTP.
 *
 * @throws {RangeError} if an option is out of its range
 * @throws {Error} of `node:net` (`EADDRINUSE`, ...) if it cannot listen
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
  const mock = createMock(options, loadLightweightResponse(), { token: options.adminToken, host })
  const handle = handlers.length > 0 ? await withMswHandlers(mock.handle, handlers) : mock.handle
  const server = createServer()
  const close = createGracefulClose(server)
  await listen(server, port, host)
  const actualPort = (server.address() as AddressInfo).port
  const authority = `${host.includes(':') ? `[${host}]` : host}:${actualPort}`
  const listener = getRequestListener(withBrokenConnections(handle), {
    hostname: authority,
    overrideGlobalObjects: false,
  })
  server.on('request', (incoming, outgoing) => {
    // A URL would turn it into a slash; the service finds a backslash.
    if (incoming.url?.includes('\\')) incoming.url = incoming.url.replaceAll('\\', '%5C')
    void listener(incoming, outgoing)
  })
  const url = `http://${authority}`
  return {
    url,
    port: actualPort,
    services: serviceAddresses(url),
    admin: mock.admin(url),
    close,
  }
}

/** Sends each request to the msw handlers first. */
async function withMswHandlers(handle: Handler, handlers: readonly RequestHandler[]): Promise<Handler> {
  const { getResponse } = await import('msw')
  return async (request) => (await getResponse([...handlers], request)) ?? handle(request)
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

type NodeHandler = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>

/** Breaks the connection if a response says so. */
function withBrokenConnections(handle: Handler): NodeHandler {
  return (request, bindings) => {
    const response = handle(request)
    // Only responses that come later can break a connection.
    return response instanceof Promise
      ? response.then((later) => sendOrBreak(later, bindings as HttpBindings))
      : response
  }
}

function sendOrBreak(response: Response, { incoming, outgoing }: HttpBindings): Response {
  const breakage = breakageOf(response)
  if (breakage === undefined) return response
  if (breakage === 'reset') incoming.socket.resetAndDestroy()
  else {
    outgoing.writeHead(breakage.status, { ...breakage.headers })
    outgoing.write(breakage.sent, () => incoming.socket.destroy())
  }
  // Tells @hono/node-server not to send anything.
  return new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
}

const sweepMs = 20

/**
 * Lets a server end without interrupting requests and without waiting for idle connections. Node closes neither a
 * connection that never carried a request, nor immediately one whose last response is sent.
 *
 * @returns a function that stops accepting connections, and resolves when the requests in flight have their responses;
 *   called again, it interrupts them
 */
function createGracefulClose(server: Server): () => Promise<void> {
  const latestResponses = new Map<Socket, ServerResponse | undefined>()
  server.on('connection', (socket: Socket) => {
    latestResponses.set(socket, undefined)
    socket.once('close', () => latestResponses.delete(socket))
  })
  server.on('request', (request, response) => latestResponses.set(request.socket, response))

  const closeIdle = (): void => {
    for (const [socket, response] of latestResponses)
      if (response?.writableFinished !== false) socket.destroySoon()
  }

  let closed: Promise<void> | undefined
  return () => {
    if (closed === undefined)
      closed = new Promise((resolve) => {
        const timer = setInterval(closeIdle, sweepMs)
        server.close(() => {
          clearInterval(timer)
          resolve()
        })
        closeIdle()
      })
    else server.closeAllConnections()
    return closed
  }
}

/**
 * Returns the `Response` class of @hono/node-server, which reaches the socket without a stream and is several times faster
 * than the platform's. The package installs it as a global and does not export it, so it is taken from there, and the
 * globals are restored before other code runs.
 */
function loadLightweightResponse(): ResponseClass {
  const own = ['Request', 'Response'].map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  getRequestListener(() => new Response())
  const Lightweight: ResponseClass = Response
  for (const [name, descriptor] of own)
    if (descriptor !== undefined) Object.defineProperty(globalThis, name, descriptor)
  return Lightweight
}
