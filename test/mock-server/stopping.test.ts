import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'

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

  test('a second signal interrupts the requests in flight', async () => {
    const mock = await startMockProcessForTest(['--latency', '60000'])
    const pending = await requestInFlight(mock.url)
    mock.child.kill('SIGTERM')
    await nothingListens(mock.url)
    mock.child.kill('SIGTERM')
    await expect(pending.body).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await mock.exited).toBe(1)
  })

  /** Resolves, with the answer to come, once the server has read a request on a connection that is kept alive. */
  async function requestInFlight(url: string): Promise<{ body: Promise<string> }> {
    const sent = request(`${url}/.well-known/jwks.json`, { agent: new Agent({ keepAlive: true }) })
    const body = once(sent, 'response').then(([response]) => text(response))
    body.catch(() => {})
    sent.end()
    await once(sent, 'finish')
    // Whoever connects later is read later, and nonsense is answered by the HTTP parser, which waits for no latency.
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('nonsense\r\n\r\n')
    expect(await text(socket)).toContain('400')
    return { body }
  }

  async function nothingListens(url: string): Promise<void> {
    for (;;) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      try {
        await once(socket, 'connect')
        socket.destroy()
      } catch {
        return
      }
    }
  }
})
