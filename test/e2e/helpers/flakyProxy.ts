import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A way for a request to fail. */
export type Trouble = '503' | 'reset' | 'reset midway' | 'truncated JSON'

export const troubles: readonly Trouble[] = ['503', 'reset', 'reset midway', 'truncated JSON']

/** A server before a mock, at which some requests fail. */
export interface FlakyProxy {
  readonly origin: string
  /** How many requests for pages there were, and how many of them failed. */
  readonly counts: { requests: number; failures: number }
}

/** @param troubleOf how the nth request for data fails, counted from 1; undefined to let it through */
export async function startFlakyProxy(
  target: string,
  troubleOf: (count: number) => Trouble | undefined,
): Promise<FlakyProxy> {
  const counts = { requests: 0, failures: 0 }
  const server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk
    const { host: _, connection: __, ...headers } = incoming.headers as Record<string, string>
    // Not by fetch: other tests of this process set what is behind it.
    const forwarded = request(target + incoming.url, { method: incoming.method, headers, agent: false })
    forwarded.end(body)
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage]
    let text = ''
    for await (const chunk of answer.setEncoding('utf8')) text += chunk
    const isPage = /^\/(?:v2|delegation)\//.test(incoming.url ?? '')
    if (isPage) counts.requests += 1
    const trouble = isPage ? troubleOf(counts.requests) : undefined
    if (trouble !== undefined) counts.failures += 1
    send(outgoing, answer.statusCode ?? 0, text, trouble)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts }
}

function send(outgoing: ServerResponse, status: number, text: string, trouble: Trouble | undefined): void {
  const half = text.slice(0, text.length / 2)
  switch (trouble) {
    case 'reset':
      outgoing.destroy()
      return
    case '503':
      outgoing.writeHead(503, { 'content-type': 'text/html' }).end('<html>unavailable</html>')
      return
    case 'truncated JSON':
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(half)
      return
    case 'reset midway':
      outgoing.writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      outgoing.write(half, () => outgoing.destroy())
      return
    default:
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(text)
  }
}
