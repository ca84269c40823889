import type { Duplex } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { Agent, EnvHttpProxyAgent, Pool, ProxyAgent, fetch as undiciFetch } from 'undici'
import { checkOptions, checkWholeNumber, type OptionNames } from '../arguments.ts'
import { InvalidRequestError } from '../errors.ts'
import { onAbort } from './abort.ts'
import type { FetchedResponse, FetchInit } from './request.ts'

/** Options of `createUndiciFetch`. */
export interface UndiciFetchOptions {
  /**
   * A dispatcher of yours, such as a `MockAgent` or an agent with interceptors. It replaces all other options, and you
   * close it yourself.
   *
   * @default a pool of connections with the other options
   */
  dispatcher?: UndiciDispatcher | undefined
  /**
   * The URL of an HTTP proxy for all requests, or its `host:port`. Environment variables are then ignored.
   *
   * @default the proxies of the environment
   */
  proxy?: string | URL | undefined
  /**
   * Uses the proxies that the environment variables `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` name, in lower or upper
   * case, but not for the hosts in `NO_PROXY`. Pass an object with such variables to use it in place of `process.env`.
   *
   * @default true
   */
  proxyFromEnvironment?: boolean | Readonly<Record<string, string | undefined>> | undefined
  /**
   * The certificates of the authorities that are trusted, in PEM. They replace those of Node.js.
   *
   * @default those of Node.js and of NODE_EXTRA_CA_CERTS
   */
  ca?: Certificates | undefined
  /**
   * The certificate by which this client identifies itself (mutual TLS), in PEM. Needs `key`.
   *
   * @default none
   */
  cert?: Certificates | undefined
  /**
   * The private key of `cert`, in PEM.
   *
   * @default none
   */
  key?: Certificates | undefined
  /**
   * The maximum number of open connections to one origin.
   *
   * @default 50
   */
  connections?: number | undefined
  /**
   * The time for which an idle connection remains open, in milliseconds.
   *
   * @default 4000
   */
  keepAliveMs?: number | undefined
}

/** Certificates or keys in PEM, as Node.js takes them. */
export type Certificates = string | Uint8Array | readonly (string | Uint8Array)[]

/** The part of undici's `Dispatcher` by which one is recognized, in each version of undici. */
export interface UndiciDispatcher {
  dispatch(options: never, handler: never): boolean
}

const optionNames: OptionNames<UndiciFetchOptions> = {
  dispatcher: 1,
  proxy: 1,
  proxyFromEnvironment: 1,
  ca: 1,
  cert: 1,
  key: 1,
  connections: 1,
  keepAliveMs: 1,
}

/** A `fetch` with its own pool of connections. */
export interface UndiciFetch {
  /** Sends a request as the clients do. The body arrives completely before the promise resolves. */
  (url: string, init: FetchInit): Promise<FetchedResponse>
  (url: string | URL, init?: RequestInit): Promise<Response>
  /** Waits for requests in flight, then closes all connections. */
  close(): Promise<void>
  /** Same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Creates a `fetch` on undici, for the `fetch` option of a client on Node.js. It keeps connections open, uses the proxies
 * of the environment, and takes less time for each request than the global `fetch`. Redirects, compressed responses and
 * aborts work as with `fetch`. It has no time limits of its own: those of the client apply.
 *
 * Needs the package `undici`, version 7 or 8, which is an optional peer dependency.
 *
 * @returns the function, with a `close` method
 * @throws {InvalidRequestError} when the URL of a proxy is invalid or has a scheme other than http and https; `param` is
 * `proxy` or the name of the environment variable
 * @example
 * import { createUndiciFetch } from '@personctl/sdk/node'
 *
 * const fetch = createUndiciFetch({ connections: 20 })
 * const cis = createCisClient({ auth, fetch })
 * …
 * await fetch.close()
 */
export function createUndiciFetch(options: UndiciFetchOptions = {}): UndiciFetch {
  checkOptions(undefined, options, optionNames)
  const tls = { ca: options.ca, cert: options.cert, key: options.key }
  const proxy = parseProxyUrl('proxy', String(options.proxy ?? ''))
  const dispatcher = options.dispatcher ?? createDispatcher(options, tls, proxy)
  // Bun replaces undici by a part of its own, whose agents can do nothing. Its fetch takes the options itself.
  const isDispatcher = typeof dispatcher.dispatch === 'function'
  const extras = isDispatcher ? { dispatcher } : { proxy, tls }
  const sendDirectly = isDispatcher ? createDirectFetch(dispatcher as Dispatcher) : undefined

  const send = async (url: string | URL, init: RequestInit | FetchInit = {}): Promise<object> =>
    sendDirectly !== undefined && isDirect(init)
      ? sendDirectly(String(url), init)
      : undiciFetch(url, { ...init, ...extras } as object)

  const close = async () => {
    if (options.dispatcher === undefined) await (dispatcher as Partial<Agent>).close?.()
  }
  // Only the types differ: undici declares its own beside those of the platform.
  return Object.assign(send as (...args: unknown[]) => Promise<never>, {
    close,
    [Symbol.asyncDispose]: close,
  })
}

function createDispatcher(
  { connections = 50, keepAliveMs = 4000, proxyFromEnvironment = true }: UndiciFetchOptions,
  tls: Pick<UndiciFetchOptions, 'ca' | 'cert' | 'key'>,
  proxy: string | undefined,
): UndiciDispatcher {
  checkWholeNumber(undefined, 'connections', connections, 1, longestTimerMs)
  checkWholeNumber(undefined, 'keepAliveMs', keepAliveMs, 1, longestTimerMs)
  const pool = {
    connections,
    keepAliveTimeout: keepAliveMs,
    // As undici 7, also in undici 8.
    allowH2: false,
    // The client limits the time; undici would end a response after five minutes.
    headersTimeout: 0,
    bodyTimeout: 0,
    // As in curl, only https uses a tunnel: many proxies open none to port 80.
    proxyTunnel: false,
    connect: tls,
    requestTls: tls,
    // A proxy need not know who the client is.
    proxyTls: { ca: tls.ca },
    clientFactory: createProxyPool,
  }
  if (proxy !== undefined) return new ProxyAgent({ ...pool, uri: proxy } as ProxyAgent.Options)
  const env = proxyFromEnvironment === true ? process.env : proxyFromEnvironment || {}
  const [httpProxy, httpsProxy] = findProxies(env)
  if ((httpProxy ?? httpsProxy) === undefined) return new Agent(pool as Agent.Options)
  const noProxy = env['no_proxy'] ?? env['NO_PROXY'] ?? ''
  // An empty string keeps undici from reading the environment itself, which takes only whole URLs.
  const proxies = { httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '', noProxy }
  return new EnvHttpProxyAgent({ ...pool, ...proxies } as EnvHttpProxyAgent.Options)
}

/**
 * Creates the connections to a proxy that opens tunnels. An error of them has a code by which undici gives up: a connection
 * that the proxy closes would be opened again without end. The service has received nothing.
 */
function createProxyPool(origin: URL, options: object): Pool {
  const pool = new Pool(origin, options)
  const connect = pool.connect.bind(pool) as (options: object) => Promise<Tunnel>
  const openTunnel = async (request: object): Promise<Tunnel> => {
    const tunnel = await connect(request).catch((error: Error & { syscall?: string }) => {
      const isClear = error.syscall !== undefined || error.name === 'AbortError'
      throw isClear ? error : createTunnelError(error.message)
    })
    if (tunnel.statusCode === 200) return tunnel
    tunnel.socket.on('error', () => {}).destroy()
    const reason = tunnel.statusCode === 407 ? ' (a user name and a password are required)' : ''
    throw createTunnelError(`it responded with ${tunnel.statusCode}${reason}`)
  }
  return Object.assign(pool, { connect: openTunnel as Pool['connect'] })
}

/** The response of a proxy that is asked to open a tunnel. */
interface Tunnel {
  statusCode: number
  socket: Duplex
}

function createTunnelError(reason: string): Error {
  const error = new Error(`the proxy did not open a tunnel: ${reason}`)
  return Object.assign(error, { code: 'ERR_PROXY_TUNNEL', syscall: 'connect' })
}

/** Returns the proxies for http and for https. The first variable that is not blank counts. */
function findProxies(env: Readonly<Record<string, string | undefined>>): (string | undefined)[] {
  return ['http_proxy', 'https_proxy'].map((first) => {
    const names = [first, first.toUpperCase(), 'all_proxy', 'ALL_PROXY']
    const name = names.find((candidate) => env[candidate]?.trim())
    return name === undefined ? undefined : parseProxyUrl(name, env[name] ?? '')
  })
}

const longestTimerMs = 2 ** 31 - 1
const anyScheme = /^[a-z][a-z\d+.-]*:\/\//i

/**
 * Returns the URL of a proxy; undefined for a blank value. `host:port` means http, as in curl.
 *
 * @throws {InvalidRequestError} for any other value; the error hides the name and the password in it
 */
function parseProxyUrl(param: string, value: string): string | undefined {
  const text = value.trim()
  if (text === '') return undefined
  const url = anyScheme.test(text) ? text : `http://${text}`
  if (isProxyUrl(url)) return url
  // Everything before the last @ is hidden: in an invalid URL a password may be anywhere before it.
  const shown = JSON.stringify(text.replace(/^.*@/s, '[hidden]@'))
  throw new InvalidRequestError(`${param} is ${shown}, which is not the URL of an HTTP proxy.`, {
    param,
    hint: /^socks/i.test(text)
      ? 'SOCKS is not supported. Set the URL of an HTTP proxy, such as http://proxy.example.org:3128.'
      : 'Write it as http://proxy.example.org:3128. Percent-encode special characters of a password: # is %23.',
  })
}

function isProxyUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text)
  try {
    decodeURIComponent(username + password)
  } catch {
    return false
  }
  // A password with an unencoded / ? or # ends the host too early; its rest is then in the path.
  const rest = `${pathname}${search}${hash}`
  return /^https?:$/.test(protocol) && hostname !== '' && !/[@?#]/.test(rest)
}

/** Returns true for a request in the form in which the clients send theirs, which needs less than `fetch` can do. */
function isDirect(init: RequestInit | FetchInit): init is FetchInit {
  const { method, headers, body, redirect } = init
  return (
    redirect === 'manual' &&
    method !== undefined &&
    ('onEnd' in init || !!init.signal) &&
    // `Headers` and lists of pairs can be iterated.
    !(Symbol.iterator in (headers ?? [])) &&
    (body === undefined || typeof body === 'string' || body instanceof Uint8Array)
  )
}

/** A response before its body is read, as undici reports it. */
interface Head {
  status: number
  headers: Record<string, string | string[] | undefined>
}

interface Controller {
  abort(reason: Error): void
}

/** The part of undici's `Dispatcher` that sends a request, in the form that versions 7 and 8 share. */
interface Dispatcher {
  dispatch(
    options: {
      origin: string
      path: string
      method: string
      headers: Record<string, string>
      body: string | Uint8Array | null
    },
    handler: {
      onRequestStart(controller: Controller): void
      onResponseStart(controller: Controller, status: number, headers: Head['headers']): void
      onResponseData(controller: Controller, chunk: Uint8Array): void
      onResponseEnd(): void
      onResponseError(controller: unknown, error: Error): void
    },
  ): boolean
}

/** Creates a function that sends requests without the overhead of `fetch`: no streams, no redirects, no classes of headers. */
function createDirectFetch(dispatcher: Dispatcher) {
  const splitUrl = createUrlSplitter()
  return async (url: string, init: FetchInit): Promise<FetchedResponse> => {
    const { maxBodyBytes = 64 * 1024 * 1024 } = init
    // A client takes no notice of what comes after an end, and its signal is made when it is read.
    const throwIfAborted = () => init.onEnd === undefined && init.signal.throwIfAborted()
    throwIfAborted()
    try {
      const [head, body] = await receive(dispatcher, splitUrl(url), init, maxBodyBytes)
      const encodings = head.headers['content-encoding']
      const decoded = encodings === undefined ? body : await decode(body, String(encodings), maxBodyBytes)
      return new DirectResponse(head, decoded)
    } catch (error) {
      throwIfAborted()
      throw new TypeError('fetch failed', { cause: error })
    }
  }
}

/** Sends the request, and collects the response. */
function receive(
  dispatcher: Dispatcher,
  target: { origin: string; path: string },
  init: FetchInit,
  maxBodyBytes: number,
): Promise<[Head, Uint8Array]> {
  return new Promise((resolve, reject) => {
    const { method, headers, body } = init
    let head: Head
    let controller: Controller | undefined
    let failure: Error | undefined
    let forget: (() => void) | undefined
    const chunks: Uint8Array[] = []
    let size = 0
    const fail = (error: Error) => {
      failure = error
      forget?.()
      controller?.abort(error)
      reject(error)
    }
    forget = init.onEnd === undefined ? onAbort(init.signal, fail) : init.onEnd(fail)
    const options = {
      ...target,
      method,
      headers:
        'accept-encoding' in headers ? headers : { ...headers, 'accept-encoding': 'gzip, deflate, br' },
      body: body ?? null,
    }
    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started
        if (failure !== undefined) started.abort(failure)
      },
      onResponseStart(_, status, received) {
        head = { status, headers: received }
      },
      onResponseData(_, chunk) {
        size += chunk.byteLength
        if (size > maxBodyBytes) fail(tooLargeError(maxBodyBytes))
        else chunks.push(chunk)
      },
      onResponseEnd() {
        forget?.()
        const [first = new Uint8Array()] = chunks
        resolve([head, chunks.length < 2 ? first : Buffer.concat(chunks, size)])
      },
      onResponseError: (_, error) => fail(error),
    })
  })
}

interface Target {
  origin: string
  path: string
}

/** Creates a function that splits URLs. It remembers the last origin, since a client sends all its requests to one. */
function createUrlSplitter(): (url: string) => Target {
  let origin = ''
  return (url) => {
    const path = url.slice(origin.length)
    // Anything that a URL would encode, resolve or drop takes the long way.
    if (origin !== '' && path.startsWith('/') && url.startsWith(origin) && !unusualPath.test(path))
      return { origin, path }
    const parsed = new URL(url)
    origin = parsed.origin
    return { origin, path: `${parsed.pathname}${parsed.search}` }
  }
}

const unusualPath = /[^!-~]|[\\#"<>`{}]|\/\.|%2e/i

/** A response whose body is in memory: the part of `Response` that the clients use. */
class DirectResponse implements FetchedResponse {
  readonly status: number
  readonly headers: DirectHeaders
  readonly #body: Uint8Array

  constructor({ status, headers }: Head, body: Uint8Array) {
    this.status = status
    this.headers = new DirectHeaders(headers)
    this.#body = body
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  async text(): Promise<string> {
    return utf8.decode(this.#body)
  }

  async json(): Promise<unknown> {
    return JSON.parse(utf8.decode(this.#body))
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#body).buffer
  }
}

/** Headers as undici reports them, with lower-case names. */
class DirectHeaders {
  readonly #values: Head['headers']

  constructor(values: Head['headers']) {
    this.#values = values
  }

  get(name: string): string | null {
    const value = this.#values[name.toLowerCase()]
    return value === undefined ? null : String(value)
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const [name, value] of Object.entries(this.#values))
      for (const one of [value ?? []].flat()) callback(one, name)
  }
}

const utf8 = new TextDecoder()

/**
 * Returns the body without its content encodings, which were applied in the order in which they are listed.
 *
 * @throws {InvalidResponseError} when the result is too large
 */
async function decode(body: Uint8Array, contentEncoding: string, maxBodyBytes: number): Promise<Uint8Array> {
  const encodings = contentEncoding.toLowerCase().split(',').reverse()
  // The limit of browsers and of undici. Each one can multiply the size by a thousand.
  if (encodings.length > 5) throw new Error(`The response has ${encodings.length} content encodings.`)
  let data: Uint8Array = body
  for (const encoding of encodings) {
    const decoder = selectDecoder(encoding.trim(), data)
    // As with fetch, an unknown encoding is left in place.
    if (decoder === undefined) return body
    if (data.byteLength === 0) continue
    data = await decoder(data, { maxOutputLength: maxBodyBytes })
  }
  return data
}

function selectDecoder(encoding: string, [first = 0]: Uint8Array) {
  if (encoding === 'gzip' || encoding === 'x-gzip') return promisify(gunzip)
  if (encoding === 'br') return promisify(brotliDecompress)
  if (encoding !== 'deflate') return undefined
  // Some servers send deflate without the header that belongs to it, whose low bits are always 8.
  return (first & 15) === 8 ? promisify(inflate) : promisify(inflateRaw)
}

/** Returns the error that zlib also throws for a body that unpacks to more than the limit. */
function tooLargeError(maxBodyBytes: number): Error {
  const message = `The body has more than ${maxBodyBytes} bytes.`
  return Object.assign(new RangeError(message), { code: 'ERR_BUFFER_TOO_LARGE' })
}
