import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import type { RequestHandler } from 'msw'
import { type ServiceAddresses, serviceAddresses } from '../addresses.ts'
import type { Admin } from '../admin/client.ts'
import { createDelays, type Delays } from '../clock.ts'
import { createMock } from '../createMock.ts'
import { checkData, type DataFile } from '../directory/data/dataFile.ts'
import { forwardedOriginOf, parsePublicUrl } from '../http/publicUrl.ts'
import { attachRawHeaders, mountAt } from '../http/request.ts'
import {
  type Breakage,
  breakageOf,
  type Dribble,
  type Handler,
  type ResponseClass,
} from '../http/response.ts'
import type { AppOptions } from '../session/options.ts'
import { createMswDispatch } from './mswDispatch.ts'
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
  const mock = createMock(checked, LightweightResponse, access, { dispatch, delays })
  const handle = options.gzip ? (await import('./compression.ts')).withGzip(mock.handle) : mock.handle
  const publicUrl = options.publicUrl === undefined ? undefined : parsePublicUrl(options.publicUrl)
  const tls = https === false ? undefined : await startTls(https, host, publicUrl, options.log)
  const server = tls?.server ?? createServer()
  const { close, cutAtClose } = createGracefulClose(server, delays, tls)
  server.keepAliveTimeout = keepAliveMs
  await listen(server, port, host)
  const actualPort = (server.address() as AddressInfo).port
  const authority = `${connectableHost(host)}:${actualPort}`
  const listener = getRequestListener(withBrokenConnections(handle, cutAtClose), {
    hostname: authority,
    overrideGlobalObjects: false,
  })
  const unmount = publicUrl === undefined ? () => {} : mountAt(publicUrl)
  const scheme = tls === undefined ? 'http' : 'https'
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // A URL would turn it into a slash; the service finds a backslash.
    if (incoming.url?.includes('\\')) incoming.url = incoming.url.replaceAll('\\', '%5C')
    if (incoming.url?.includes('/.') || incoming.url?.includes('/%2')) incoming.url = keepDots(incoming.url)
    usePublicUrl(incoming, publicUrl, scheme)
    void listener(incoming, outgoing)
  })
  const localUrl = `${scheme}://${authority}`
  const url = publicUrl ?? localUrl
  const caFile = tls?.writeCaFile()
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

/**
 * Protects the parts `.` and `..` of a path of CIS, which a URL would resolve: the service takes them as they are. They are
 * encoded twice, since a URL resolves them also if they are encoded once.
 */
function keepDots(url: string): string {
  const [, prefix, path, rest] = /^((?:\/__session\/[^/?#]+)?\/v2\/)([^?#]*)(.*)$/s.exec(url) ?? []
  if (prefix === undefined || path === undefined) return url
  const protectedPath = path
    .split('/')
    .map((part) => (/^(?:\.|%2e){1,2}$/i.test(part) ? part.replace(/\.|%2e/gi, '%252E') : part))
    .join('/')
  return `${prefix}${protectedPath}${rest}`
}

/** Returns the host of a URL with which this machine reaches a server that listens on a host. */
function connectableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  const own = host === '::' ? '::1' : host
  return own.includes(':') ? `[${own}]` : own
}

/** Makes the URL of a request the one that its client used. The Host header stays what it is. */
function usePublicUrl(incoming: IncomingMessage, publicUrl: string | undefined, scheme: string): void {
  const { url = '/', headers } = incoming
  if (!url.startsWith('/')) return
  const read = (name: string) => headers[name]?.toString()
  const base = publicUrl ?? forwardedOriginOf(read, () => `${scheme}://${headers.host ?? 'localhost'}`)
  if (base === undefined) return
  const path = new URL(base).pathname.replace(/\/$/, '')
  const isComplete = path !== '' && url.startsWith(path) && /^(?:[/?]|$)/.test(url.slice(path.length))
  incoming.url = base + (isComplete ? url.slice(path.length) : url)
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

/**
 * Breaks the connection if a response says so.
 *
 * @param cutAtClose registers a connection that ends without its response when the server closes
 */
function withBrokenConnections(handle: Handler, cutAtClose: (socket: Socket) => void): NodeHandler {
  return (request, bindings) => {
    attachRawHeaders(request, bindings.incoming.rawHeaders)
    const response = handle(request)
    // Only responses that come later can break a connection.
    return response instanceof Promise
      ? response.then((later) => sendOrBreak(later, bindings as HttpBindings, cutAtClose))
      : response
  }
}

function sendOrBreak(
  response: Response,
  { outgoing }: HttpBindings,
  cutAtClose: (socket: Socket) => void,
): Response {
  const breakage = breakageOf(response)
  if (breakage === undefined) {
    // Handlers may have reason phrases of their own. Those of the mock are the usual ones, and take time to be read.
    if (response.constructor !== LightweightResponse) outgoing.statusMessage = response.statusText
    return response
  }
  const { socket } = outgoing
  // Without a socket, the client has gone.
  if (socket !== null) {
    cutAtClose(socket)
    breakConnection(response, breakage, outgoing, socket)
  }
  // Tells @hono/node-server not to send anything.
  return new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
}

function breakConnection(
  response: Response,
  breakage: Breakage,
  outgoing: ServerResponse,
  socket: Socket,
): void {
  const { kind } = breakage
  if (kind === 'reset') socket.resetAndDestroy()
  if (kind === 'empty') socket.destroySoon()
  if (kind === 'garbage') socket.end(garbage)
  if (kind === 'reset' || kind === 'empty' || kind === 'garbage') return
  outgoing.setHeaders(response.headers)
  outgoing.writeHead(response.status)
  outgoing.flushHeaders()
  if (kind === 'dribble') dribble(outgoing, breakage)
  else outgoing.write(breakage.sent, () => kind === 'truncate' && socket.destroy())
}

// No status line, and bytes that are not text.
const garbage = Uint8Array.from({ length: 64 }, (_, index) => (index * 37 + 128) % 256)

function dribble(
  outgoing: ServerResponse,
  { body, bytes, everyMs }: Dribble & { readonly body: Uint8Array },
): void {
  let position = 0
  const sendPiece = (): void => {
    outgoing.write(body.subarray(position, position + bytes))
    position += bytes
    if (position < body.length) return
    clearInterval(timer)
    outgoing.end()
  }
  const timer = setInterval(sendPiece, everyMs)
  outgoing.once('close', () => clearInterval(timer))
  sendPiece()
}

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

/**
 * The `Response` class of @hono/node-server, which reaches the socket without a stream and is several times faster than the
 * platform's. The package installs it as a global and does not export it, so it is taken from there, and the globals are
 * restored before other code runs.
 */
const LightweightResponse = loadLightweightResponse()

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
