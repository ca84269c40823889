import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { breakageOf, type Handler } from '../http/response.ts'

/**
 * Compresses the responses of a handler with gzip for clients that accept it, as the proxies in front of many services do.
 * Responses without a body, streams of events, and responses that break the connection stay what they are.
 */
export function withGzip(handle: Handler): Handler {
  return async (request) => {
    const response = await handle(request)
    if (breakageOf(response) !== undefined || !isCompressible(request, response)) return response
    const body = await promisify(gzip)(new Uint8Array(await response.arrayBuffer()))
    const { status, statusText } = response
    const headers = new Headers(response.headers)
    headers.set('Content-Encoding', 'gzip')
    headers.set('Content-Length', String(body.length))
    headers.append('Vary', 'Accept-Encoding')
    return new Response(new Uint8Array(body), { status, statusText, headers })
  }
}

function isCompressible(request: Request, { body, headers }: Response): boolean {
  return (
    request.method !== 'HEAD' &&
    body !== null &&
    !headers.has('content-encoding') &&
    !headers.get('content-type')?.startsWith('text/event-stream') &&
    acceptsGzip(request.headers.get('accept-encoding') ?? '')
  )
}

/** True for a list of encodings with gzip, or with `*`, unless its weight is zero. */
function acceptsGzip(encodings: string): boolean {
  const weights = new Map(
    encodings.split(',').map((encoding) => {
      const [name = '', weight = '1'] = encoding.toLowerCase().split(/\s*;\s*q\s*=\s*/)
      return [name.trim(), Number(weight)] as const
    }),
  )
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
}
