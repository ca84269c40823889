import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import {
  type Breakage,
  breakageOf,
  type Dribble,
  type ResponseParts,
  type SharedBody,
} from '../http/response.ts'

/** A light object, which is several times faster to create than that of the platform. */
export interface Light<Platform> {
  /** Returns the object of the platform that it stands for, the same one each time. */
  toPlatform(): Platform
}

/**
 * Creates the base of a light class: it has every member of a class of the platform, but those that the light class does not
 * replace create an object of the platform first. To create a request and a response of the platform, and to read the stream
 * between them and the socket, takes longer than everything else that the mock does for a request.
 */
export function createLightBase<Platform extends object>(
  PlatformClass: new (...parts: never[]) => Platform,
): new () => Platform {
  class LightBase {}
  for (const [name, { get, value }] of Object.entries(
    Object.getOwnPropertyDescriptors<Record<string, unknown>>(PlatformClass.prototype),
  ))
    if (get !== undefined)
      Object.defineProperty(LightBase.prototype, name, {
        get(this: Light<Platform>) {
          return get.call(this.toPlatform())
        },
      })
    else if (name !== 'constructor' && typeof value === 'function')
      Object.defineProperty(LightBase.prototype, name, {
        value(this: Light<Platform>, ...parts: unknown[]) {
          return value.apply(this.toPlatform(), parts)
        },
      })
  Object.setPrototypeOf(LightBase.prototype, PlatformClass.prototype)
  return Object.setPrototypeOf(LightBase, PlatformClass)
}

const ResponseBase: new () => Response = createLightBase(Response)

/** A response of the mock, which reaches the socket without a stream. */
export class LightResponse extends ResponseBase implements Light<Response> {
  override readonly status: number
  readonly #text: string | null
  readonly #given: Record<string, string>
  readonly #shared: SharedBody | undefined
  #headers: Headers | undefined
  #response: Response | undefined

  constructor(text: string | null, { status, headers, shared }: ResponseParts) {
    super()
    this.status = status
    this.#text = text
    this.#given = headers
    this.#shared = shared
  }

  override get headers(): Headers {
    this.#headers ??= new Headers(this.#given)
    return this.#headers
  }

  toPlatform(): Response {
    const { status, headers } = this
    this.#response ??= new Response(this.#text, { status, headers })
    return this.#response
  }

  /** @returns false if the text cannot be sent any more, since something has requested the body */
  sendTo(outgoing: ServerResponse): boolean {
    if (this.#response !== undefined) return false
    const text = this.#text
    const headers = this.#headers === undefined ? this.#given : listHeaders(this.#headers)
    const length = headers['Content-Length'] ?? headers['content-length']
    if (length === undefined && text !== null)
      outgoing.writeHead(this.status, { ...headers, 'Content-Length': Buffer.byteLength(text) })
    else outgoing.writeHead(this.status, headers)
    if (text === null) outgoing.end()
    else if (this.#shared !== undefined) outgoing.end(bytesOf(this.#shared))
    // To write ASCII as UTF-8 takes several times as long.
    else outgoing.end(text, length === String(text.length) ? 'latin1' : 'utf8')
    return true
  }
}

function bytesOf(shared: SharedBody): Uint8Array {
  shared.bytes ??= Buffer.from(shared.text, 'latin1')
  return shared.bytes
}

function listHeaders(headers: Headers): OutgoingHttpHeaders {
  const cookies = headers.getSetCookie()
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) }
}

/**
 * Sends a response, or breaks the connection if it says so.
 *
 * @param cutAtClose registers a connection that ends without its response when the server closes
 * @returns false if it is not a response of the mock: others have bodies that may be streams
 */
export function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  cutAtClose: (socket: Socket) => void,
): boolean {
  if (response instanceof LightResponse) return response.sendTo(outgoing)
  const breakage = breakageOf(response)
  if (breakage === undefined) {
    // Handlers may have reason phrases of their own.
    outgoing.statusMessage = response.statusText
    return false
  }
  const { socket } = outgoing
  // Without a socket, the client has gone.
  if (socket !== null) {
    cutAtClose(socket)
    breakConnection(response, breakage, outgoing, socket)
  }
  return true
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
