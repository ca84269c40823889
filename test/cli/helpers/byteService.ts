import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A service that keeps the bytes that it receives, with their type. */
interface ByteService {
  /** The settings that lead personctl to it. */
  readonly env: Record<string, string>
  readonly received: { body: Buffer; type: string | undefined }[]
}

/** A service that sends these bytes and keeps those that it receives. */
export async function startByteService(
  type: string,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<ByteService> {
  const received: ByteService['received'] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    received.push({ body: Buffer.concat(chunks), type: incoming.headers['content-type'] })
    outgoing.writeHead(200, { 'content-type': type, ...headers }).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { env: { PERSONCTL_CIS_URL: origin, PERSONCTL_CIS_TOKEN: 'given' }, received }
}
