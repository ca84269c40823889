import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runPersonctl } from '../helpers/runPersonctl.ts'

/** A server that reads requests byte by byte, as RFC 9112 says, and nothing else. */
async function startPlainServer(): Promise<{ port: number; requests: { head: string; body: Buffer }[] }> {
  const requests: { head: string; body: Buffer }[] = []
  const server = createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      for (;;) {
        const end = received.indexOf('\r\n\r\n')
        if (end < 0) return
        const head = received.subarray(0, end).toString('latin1')
        // Without a length there is no body: what follows is the next request.
        const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0)
        if (received.length < end + 4 + length) return
        requests.push({ head, body: received.subarray(end + 4, end + 4 + length) })
        received = received.subarray(end + 4 + length)
        if (received.length > 0) requests.push({ head: `left over: ${received.toString()}`, body: received })
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, requests }
}

const body = '["alovelace", "Žofie"]\n'
const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE']

describe.each([
  ['directly', {}],
  // Requests to another host than the proxy's go through it. It needs no name server.
  ['through a proxy', { proxied: true }],
])('personctl api over a plain socket, %s', (_, { proxied = false }: { proxied?: boolean }) => {
  const env = (port: number) => ({
    PERSONCTL_CERN_URL: proxied ? 'http://cern.invalid' : `http://127.0.0.1:${port}`,
    PERSONCTL_CERN_TOKEN: 'given',
    ...(proxied && { HTTP_PROXY: `127.0.0.1:${port}` }),
  })

  it.each(methods)('sends the length of the body with %s', async (method) => {
    const { port, requests } = await startPlainServer()
    const args = ['api', 'cern', '/api/v1.0/Group/a/members/identities', '-X', method, '--body-file', '-']
    const { exitCode } = await runPersonctl(args, { env: env(port), stdin: body })
    expect(exitCode).toBe(0)
    expect(requests).toHaveLength(1)
    const [{ head, body: sent }] = requests as [{ head: string; body: Buffer }]
    expect(head).toMatch(new RegExp(`^${method} `))
    expect(head.match(/^(content-length|transfer-encoding): .*$/gim)).toEqual([
      expect.stringMatching(new RegExp(`^content-length: ${Buffer.byteLength(body)}$`, 'i')),
    ])
    expect(sent.toString()).toBe(body)
  })

  it.each(['GET', 'HEAD', ...methods])('sends no body with %s if none is given', async (method) => {
    const { port, requests } = await startPlainServer()
    const { exitCode } = await runPersonctl(['api', 'cern', '/api/v1.0/Group', '-X', method], {
      env: env(port),
    })
    expect(exitCode).toBe(0)
    expect(requests).toMatchObject([{ head: expect.stringMatching(new RegExp(`^${method} `)) }])
    expect(requests[0]?.head).not.toMatch(/^transfer-encoding:|^content-length: [1-9]/im)
  })
})
