import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { RequestHandler } from 'msw'
import { type ServiceAddresses, serviceAddresses } from '../addresses.ts'
import type { Admin } from '../admin/adminApi.ts'
import { createDelays, type Delays } from '../clock.ts'
import { createMock } from '../createMock.ts'
import { checkData, type DataFile } from '../directory/data/dataFile.ts'
import { parsePublicUrl } from '../http/publicUrl.ts'
import { attachRawHeaders, mountAt } from '../http/request.ts'
import type { Handler } from '../http/response.ts'
import type { AppOptions } from '../session/options.ts'
import { createMswDispatch } from './mswDispatch.ts'
import { prepareTarget, readPlainRequest } from './nodeRequest.ts'
import { LightResponse, sendResponse } from './nodeResponse.ts'
import type { ServerCertificate, TlsServer } from './tls.ts'

/** Options of `startMockServer`. */
export interface MockServerOptions extends Omit<AppOptions, 'data'> {
  /** Rows that replace generated ones, and clients, checked down to each attribute. See {@link DataFile}. */
  readonly data?: DataFile
  /** The port to listen on; 0 selects a free one. @default 4010 */
  readonly port?: number
  /** The IP address to listen on. @default '127.0.0.1', which only this machine can reach */
  readonly host?: string
  /**
   * Serves https. `true` makes a certificate for each name that a client uses, and a CA, which {@link MockServer.ca} and
   * {@link MockServer.caFile} give to clients. Or a certificate of your own.
   *
   * @default false
   */
  readonly https?: boolean | ServerCertificate
  /**
   * The URL at which clients find the server if it is not that of their requests, for example behind a proxy:
   * `https://mock.test/people`. Issuers, discovery documents and links begin with it. A proxy may remove the path or keep
   * it.
   *
   * @default the origin that Forwarded or X-Forwarded-Proto and X-Forwarded-Host tell, or else that of the request
   */
  readonly publicUrl?: string
  /** Compresses responses with gzip for clients that accept it. @default false, as the services do */
  readonly gzip?: boolean
  /**
   * Your own msw handlers. The first one that responds takes precedence over the mock. `passthrough()` leads to the mock,
   * `HttpResponse.error()` breaks the connection, and an error is a response with the status 500.
   */
  readonly handlers?: readonly RequestHandler[]
}

/** A running server. */
export interface MockServer {
  /** `http://host:port`, or the public URL, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** The URL at which this machine reaches the server, also if its public URL is another. */
  readonly localUrl: string
  /** The certificates that clients have to trust, as PEM; undefined without https, and if clients trust them already. */
  readonly ca: string | undefined
  /** A file with these certificates, which exists until the server is closed. */
  readonly caFile: string | undefined
  readonly services: ServiceAddresses
  /** Controls the mock: faults, clock, people, journal, tokens. */
  readonly admin: Admin
  /**
   * Stops accepting connections, and resolves when the requests in flight have their responses, at the latest after eight
   * seconds. Delays of the mock end at once. A second call interrupts the requests.
   */
  close(): Promise<void>
}

/**
 * Serves the mock over HTTP.
 *
 * @throws {RangeError} if an option is out of its range, or a certificate is invalid or does not belong to its key
 * @throws {TypeError} if one of the handlers is not a handler of HTTP requests
 * @throws {DataFileError} if `data` is invalid, with the path in it
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
  const { port = 4010, host = '127.0.0.1', handlers = [], https = false, data, ...others } = options
  // Node.js would listen on every IP address of the machine.
  if (host === '') throw new RangeError('host must not be empty')
  const checked = data === undefined ? others : { ...others, data: checkData(data) }
  const access = { token: options.adminToken, host }
  const dispatch = createMswDispatch(handlers, (text) => process.stderr.write(text))
  const delays = createDelays()
  const mock = createMock(checked, LightResponse, access, { dispatch, delays })
  const handle = options.gzip ? (await import('./compression.ts')).withGzip(mock.handle) : mock.handle
  const publicUrl = options.publicUrl === undefined ? undefined : parsePublicUrl(options.publicUrl)
  const tls = https === false ? undefined : await startTls(https, host, publicUrl, options.log)
  const server = tls?.server ?? createServer()
  const { close, cutAtClose } = createGracefulClose(server, delays, tls)
  server.keepAliveTimeout = keepAliveMs
  if (tls === undefined) serveHalfClosed(server)
  // Before others can reach it: without the file, they could not trust it.
  const caFile = tls?.writeCaFile()
  await listen(server, port, host).catch((error) => {
    caFile?.remove()
    throw error
  })
  const actualPort = (server.address() as AddressInfo).port
  const authority = `${connectableHost(host)}:${actualPort}`
  const scheme = tls === undefined ? 'http' : 'https'
  const respond = createListener(handle, { scheme, authority, cutAtClose })
  const unmount = publicUrl === undefined ? () => {} : mountAt(publicUrl)
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    prepareTarget(incoming, publicUrl, scheme)
    respond(incoming, outgoing)
  })
  runInPieces(mock.prepare())
  const localUrl = `${scheme}://${authority}`
  const url = publicUrl ?? localUrl
  return {
    url,
    port: actualPort,
    localUrl,
    ca: tls?.ca,
    caFile: caFile?.file,
    services: serviceAddresses(url),
    admin: mock.admin(url),
    close: () =>
      close().finally(() => {
        unmount()
        caFile?.remove()
      }),
  }
}

/** The time that an idle connection stays open: longer than pools of clients keep theirs, so that these close them first. */
const keepAliveMs = 72_000

/** The time that a client has to wait for its response after it has closed its half of the connection, in milliseconds. */
const halfClosedMs = 5000

/**
 * Lets clients close their half of the connection once they have sent a request, as `nc -N` does. Node.js would close the
 * other half, too, before responses that take a moment. A client that has gone looks the same until something is sent to it,
 * and must not keep delays waiting: hence the limit. Over TLS, clients do not close one half, and a handshake would stay open.
 */
function serveHalfClosed(server: Server): void {
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('connection', (socket: Socket) => {
    socket.once('end', () => {
      // Without a pending response, Node.js has closed it already.
      if (socket.writableEnded) return
      const timer = setTimeout(() => socket.destroy(), halfClosedMs)
      socket.once('close', () => clearTimeout(timer))
    })
  })
}

/** The longest time for which such work makes a request wait, in milliseconds. */
const pieceMs = 4

/** Does work between requests, which does not keep the process alive. */
function runInPieces(steps: Iterable<void>): void {
  const work = steps[Symbol.iterator]()
  const runPiece = (): void => {
    const end = performance.now() + pieceMs
    while (performance.now() < end) if (work.next().done) return
    setImmediate(runPiece).unref()
  }
  setImmediate(runPiece).unref()
}

/** Loads what https needs when it is used. */
async function startTls(
  https: true | ServerCertificate,
  host: string,
  publicUrl: string | undefined,
  log: AppOptions['log'],
) {
  const { createTlsServer, writeCaFile } = await import('./tls.ts')
  const publicHosts = publicUrl === undefined ? [] : [new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')]
  const tls = createTlsServer(https, [host, ...publicHosts], log)
  return { ...tls, writeCaFile: () => (tls.ca === undefined ? undefined : writeCaFile(tls.ca)) }
}

/** Returns the host of a URL with which this machine reaches a server that listens on a host. */
function connectableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  const own = host === '::' ? '::1' : host
  return own.includes(':') ? `[${own}]` : own
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

/**
 * Creates the function that responds to the requests of a server. Those without a body, and the responses of the mock, need
 * nothing but what Node.js has: @hono/node-server does the rest.
 *
 * @param authority the host of requests without one
 * @param cutAtClose registers a connection that ends without its response when the server closes
 */
function createListener(
  handle: Handler,
  {
    scheme,
    authority: hostname,
    cutAtClose,
  }: { scheme: string; authority: string; cutAtClose: (socket: Socket) => void },
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const options = { hostname, overrideGlobalObjects: false }
  const listen = getRequestListener((request, { outgoing, incoming }) => {
    attachRawHeaders(request, incoming.rawHeaders)
    const send = (response: Response) =>
      sendResponse(response, outgoing as ServerResponse, cutAtClose) ? createSentMark() : response
    const response = handle(request)
    // Later than the return, so that @hono/node-server knows by then that the client may go.
    return Promise.resolve(response).then(send)
  }, options)
  return (incoming, outgoing) => {
    const request = readPlainRequest(incoming, outgoing, scheme)
    if (request === undefined) return void listen(incoming, outgoing)
    const sendOther = (response: Response | Promise<Response>): void =>
      void getRequestListener(() => response, options)(incoming, outgoing)
    const send = (response: Response): void => {
      if (!sendResponse(response, outgoing, cutAtClose)) sendOther(response)
    }
    try {
      const response = handle(request)
      if (response instanceof Promise) response.then(send).catch((error) => sendOther(Promise.reject(error)))
      else send(response)
    } catch (error) {
      sendOther(Promise.reject(error))
    }
  }
}

/** Creates the response that tells @hono/node-server not to send anything. */
const createSentMark = (): Response => new Response(null, { headers: { 'x-hono-already-sent': 'true' } })

const sweepMs = 20
/** The time that a client has for the rest of a request while the server closes. */
const bodyGraceMs = 500
/** The time that responses have while the server closes. Docker kills a container after ten seconds. */
const graceMs = 8000

/** The end of a server. */
interface GracefulClose {
  /**
   * Stops accepting connections, ends delays, and resolves when the requests in flight have their responses, or after some
   * seconds. A second call interrupts them.
   */
  close(): Promise<void>
  /** Makes `close` not wait for the response on a connection. */
  cutAtClose(socket: Socket): void
}

/**
 * Lets a server end without interrupting requests, and without waiting for idle connections, for clients that do not send
 * the rest of their request, and for delays of its own. Node closes neither a connection that never carried a request, nor
 * immediately one whose last response is sent, and stops its own time limits when a server closes.
 */
function createGracefulClose(
  server: Server,
  delays: Delays,
  tls?: Pick<TlsServer, 'dropHandshakes'>,
): GracefulClose {
  const latest = new Map<Socket, ServerResponse | undefined>()
  const cut = new WeakSet<Socket>()
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    latest.set(socket, undefined)
    socket.once('close', () => latest.delete(socket))
  })
  server.on('request', (request, response) => latest.set(request.socket, response))

  const sweep = (startedAt: number): void => {
    tls?.dropHandshakes()
    const hasBodyGrace = performance.now() - startedAt < bodyGraceMs
    for (const [socket, response] of latest)
      if (response?.writableFinished !== false) socket.destroySoon()
      else if (cut.has(socket)) socket.destroy()
      else if (!hasBodyGrace && !response.req.complete && !response.headersSent) socket.destroy()
  }

  let closed: Promise<void> | undefined
  return {
    cutAtClose: (socket) => void cut.add(socket),
    close() {
      if (closed !== undefined) {
        server.closeAllConnections()
        return closed
      }
      delays.end()
      const startedAt = performance.now()
      closed = new Promise((resolve) => {
        const sweepTimer = setInterval(sweep, sweepMs, startedAt)
        const graceTimer = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close(() => {
          clearInterval(sweepTimer)
          clearTimeout(graceTimer)
          resolve()
        })
        sweep(startedAt)
      })
      return closed
    },
  }
}
