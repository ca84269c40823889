import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { type MockServer, startMockServer } from '@personctl/mock-server'
import { http } from 'msw'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'
import { startMock } from '../helpers/startMock.ts'

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets the requests in flight finish, then the process exits with 0',
    async (signal) => {
      const mock = await startMockProcessForTest(['--latency', '300'])
      const unused = connect(Number(new URL(mock.url).port), '127.0.0.1')
      await once(unused, 'connect')
      const pending = await requestInFlight(mock.url)
      mock.child.kill(signal)
      expect(JSON.parse(await pending.body)).toHaveProperty('keys')
      expect(await mock.exited).toBe(0)
    },
  )

  test.each([
    ['--latency', ['--latency', '600000'], undefined],
    ['a fault', [], { effect: { type: 'delay', delayMs: 600_000 } }],
  ])('SIGTERM ends a delay of ten minutes by %s, and the response is sent', async (_, flags, fault) => {
    const mock = await startMockProcessForTest(flags)
    if (fault !== undefined)
      await fetch(`${mock.url}/__admin/faults`, { method: 'POST', body: JSON.stringify(fault) })
    const pending = await requestInFlight(mock.url)
    mock.child.kill('SIGTERM')
    expect(JSON.parse(await pending.body)).toHaveProperty('keys')
    expect(await mock.exited).toBe(0)
  })

  test('a server that closes ends a pending wait for requests, and sends its response', async () => {
    const mock = await startMock()
    const pending = await requestInFlight(mock.url, '/__admin/requests/wait?timeoutSeconds=60')
    await mock.close()
    expect(JSON.parse(await pending.body)).toMatchObject({ error: { code: 'expectation_failed' } })
  })

  test('SIGTERM does not wait for a client that stalls in the middle of its body', async () => {
    const mock = await startMockProcessForTest()
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
    const head = ['POST /oauth/token HTTP/1.1', 'Host: mock', 'Content-Length: 100', 'Expect: 100-continue']
    socket.write(`${head.join('\r\n')}\r\n\r\n{"grant`)
    // The server has read the head.
    await once(socket, 'data')
    mock.child.kill('SIGTERM')
    expect(await mock.exited).toBe(0)
  })

  test('close interrupts a handler that never responds after eight seconds, or when it is called again', async () => {
    for (const interrupt of [() => vi.advanceTimersByTime(8000), (mock: MockServer) => void mock.close()]) {
      let reached: () => void = () => {}
      const arrival = new Promise<void>((resolve) => {
        reached = resolve
      })
      const handler = http.get('*', () => {
        reached()
        return new Promise<Response>(() => {})
      })
      const mock = await startMockServer({ port: 0, handlers: [handler] })
      const sent = request(`${mock.url}/v2/version`)
      const failure = once(sent, 'response').catch((error) => error)
      sent.end()
      await arrival
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => void vi.useRealTimers())
      const closed = mock.close()
      interrupt(mock)
      await closed
      vi.useRealTimers()
      expect(await failure).toMatchObject({ code: 'ECONNRESET' })
    }
  })

  test('an idle connection stays open for longer than clients keep theirs', async () => {
    const mock = await startMock()
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const [response] = await once(request(`${mock.url}/v2/version`, { agent }).end(), 'response')
    await text(response)
    expect(response.headers['keep-alive']).toBe('timeout=72')
  })

  /** Resolves, with the response to come, once the server has read a request on a persistent connection. */
  async function requestInFlight(
    url: string,
    path = '/.well-known/jwks.json',
  ): Promise<{ body: Promise<string> }> {
    const sent = request(`${url}${path}`, { agent: new Agent({ keepAlive: true }) })
    const body = once(sent, 'response').then(([response]) => text(response))
    body.catch(() => {})
    sent.end()
    await once(sent, 'finish')
    // A later connection is read later, and the HTTP parser responds to nonsense without any latency.
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('nonsense\r\n\r\n')
    expect(await text(socket)).toContain('400')
    return { body }
  }
})
