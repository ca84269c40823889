import { once } from 'node:events'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'

const patienceMs = 15_000

/** What is sent on a connection of its own. */
export interface SentBytes {
  readonly method: string
  readonly bytes: Buffer
  /** Whether more is announced than follows, so that the server waits for it until the connection is closed. */
  readonly isCutShort: boolean
}

/** Thrown for a response that ends before the length that it announced. */
export class TruncatedResponseError extends Error {}

/**
 * Sends bytes on a connection of their own.
 *
 * @returns the answer; undefined where the server closed without one
 * @throws Error if it neither answers nor closes, or if what it sends is no whole answer
 */
export async function rawExchange(
  url: string,
  { method, bytes, isCutShort }: SentBytes,
): Promise<Response | undefined> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  // Whoever is refused half way through a large body may find the connection reset.
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.setTimeout(patienceMs, () => socket.destroy(new Error('late')))
  let isLate = false
  socket.once('timeout', () => {
    isLate = true
  })
  socket.write(bytes)
  // Who closes their side is not waited for: then node forgets the request.
  if (isCutShort) socket.end()
  const received = await buffer(socket).catch(() => Buffer.alloc(0))
  if (isLate) throw new Error(`No answer within ${patienceMs} ms`)
  return parsed(received, method)
}

/** The answer, behind those that only tell to go on. */
function parsed(received: Buffer, method: string): Response | undefined {
  if (received.length === 0) return undefined
  const end = received.indexOf('\r\n\r\n')
  if (end === -1) throw new Error(`No head: ${received.toString('latin1').slice(0, 200)}`)
  const [statusLine = '', ...fields] = received.toString('latin1', 0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.1 ([1-5]\d\d) /.exec(statusLine)?.[1])
  if (Number.isNaN(status)) throw new Error(`No status: ${statusLine}`)
  const rest = received.subarray(end + 4)
  if (status < 200) return parsed(rest, method)
  const headers = new Headers(
    fields.map((field): [string, string] => {
      const colon = field.indexOf(':')
      return [field.slice(0, colon), field.slice(colon + 1).trim()]
    }),
  )
  const body = method === 'HEAD' ? noBody(rest) : wholeBody(rest, headers)
  return new Response(body.length === 0 ? null : new Uint8Array(body), { status, headers })
}

function noBody(rest: Buffer): Buffer {
  if (rest.length > 0) throw new Error(`HEAD was answered with a body of ${rest.length} bytes`)
  return rest
}

function wholeBody(rest: Buffer, headers: Headers): Buffer {
  if (headers.get('transfer-encoding') === 'chunked') return unchunked(rest)
  const length = headers.get('content-length')
  if (length === null || Number(length) === rest.length) return rest
  const message = `The body has ${rest.length} bytes; ${length} were announced`
  throw rest.length < Number(length) ? new TruncatedResponseError(message) : new Error(message)
}

function unchunked(rest: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let start = 0; ; ) {
    const line = rest.indexOf('\r\n', start)
    if (line === -1) throw new Error('The body ends before its last chunk')
    const size = Number.parseInt(rest.toString('latin1', start, line), 16)
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(rest.subarray(line + 2, line + 2 + size))
    start = line + 2 + size + 2
  }
}
