import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import type { RequestHandler } from 'msw'
import { type ServiceAddresses, serviceAddresses } from '../addresses.ts'
import type { Admin } from '../admin/client.ts'
import { assembleMock } from '../createMock.ts'
import { breakageOf, type Handler, type ResponseClass, type TruncatedResponse } from '../http/response.ts'
import type { AppOptions } from '../options.ts'

type NodeHandler = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>

// What tells @hono/node-server that the answer is already out.
const alreadySent = (): Response => new Response(null, { headers: { 'x-hono-already-sent': 'true' } })

/** Breaks the connection where an answer says that it is to be broken. */
function breakingConnections(answer: Handler): NodeHandler {
  return (request, bindings) => {
    const answered = answer(request)
    // What breaks a connection takes its time.
    return answered instanceof Promise
      ? answered.then((response) => sent(response, bindings as HttpBindings))
      : answered
  }
}

function sent(response: Response, bindings: HttpBindings): Response {
  const breakage = breakageOf(response)
  if (breakage === undefined) return response
  if (breakage === 'reset') bindings.incoming.socket.resetAndDestroy()
  else cut(breakage, bindings)
  return alreadySent()
}

function cut({ status, headers, sent }: TruncatedResponse, { incoming, outgoing }: HttpBindings): void {
  outgoing.writeHead(status, { ...headers })
  outgoing.write(sent, () => incoming.socket.destroy())
}

const sweepMs = 20

/**
 * Lets a server end without cutting anybody off and without waiting for those who ask nothing: node closes neither a
 * connection that never carried a request, nor at once one whose last answer is out.
 *
 * @returns a function that takes no more connections, and resolves when the requests in flight are answered; called
 *   again, it cuts them off
 */
function gracefulClose(server: Server): () => Promise<void> {
  const latestAnswers = new Map<Socket, ServerResponse | undefined>()
  server.on('connection', (socket: Socket) => {
    latestAnswers.set(socket, undefined)
    socket.once('close', () => latestAnswers.delete(socket))
  })
  server.on('request', (request, answer) => latestAnswers.set(request.socket, answer))

  const sweep = (): void => {
    for (const [socket, answer] of latestAnswers) if (answer?.writableFinished !== false) socket.destroySoon()
  }

  let closed: Promise<void> | undefined
  return () => {
    if (closed === undefined)
      closed = new Promise((resolve) => {
        const sweeping = setInterval(sweep, sweepMs)
        server.close(() => {
          clearInterval(sweeping)
          resolve()
        })
        sweep()
      })
    else server.closeAllConnections()
    return closed
  }
}

/**
 * The `Response` class of @hono/node-server, which reaches the socket without a stream between: several times faster than
 * the platform's. The package installs it as the global one and exports it nowhere, so it is taken from there and the
 * globals are put back before anybody else runs.
 */
function lightweightResponse(): ResponseClass {
  const own = ['Request', 'Response'].map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  getRequestListener(() => new Response())
  const Lightweight: ResponseClass = Response
  for (const [name, descriptor] of own)
    if (descriptor !== undefined) Object.defineProperty(globalThis, name, descriptor)
  return Lightweight
}

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

async function withHandlersFirst(mock: Handler, handlers: readonly RequestHandler[]): Promise<Handler> {
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
