import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'
import { startMock } from '../helpers/startMock.ts'

let mock: MockCommand
beforeAll(async () => {
  mock = await launchMock()
})
afterAll(() => mock.stop())

/** Sends bytes on a connection of their own, which stays open. Returns what comes back until the server closes. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(Buffer.from(bytes, 'latin1'))
  return text(socket).catch(() => '')
}

const isAlive = async () => (await fetch(`${mock.url}/.well-known/jwks.json`)).status === 200

test('the server survives clients that disconnect in the middle of a request', async () => {
  for (const bytes of [
    'GET /v2',
    'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"gr',
  ]) {
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(bytes)
    socket.destroy()
    await once(socket, 'close')
  }
  expect(await isAlive()).toBe(true)
  expect(mock.stderr()).toBe('')
})

/** Sends bytes and closes this half of the connection at once. Returns what comes back. */
async function sendAndClose(port: number, bytes: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.end(bytes)
  return text(socket)
}

test('a client that closes its half of the connection gets every response, also one that takes a while', async () => {
  const { admin, port } = await startMock()
  const body = 'grant_type=client_credentials&client_id=demo&client_secret=demo-secret'
  const get = 'GET /v2/version HTTP/1.1\r\nHost: mock\r\n\r\n'
  const head = ['POST /oauth/token HTTP/1.1', 'Host: mock', 'Content-Type: application/x-www-form-urlencoded']
  const post = [...head, `Content-Length: ${body.length}`, '', body].join('\r\n')
  expect((await sendAndClose(port, get)).match(/HTTP\/1.1 200 OK/g)).toHaveLength(1)
  expect(await sendAndClose(port, post)).toContain('"access_token"')
  await admin.faults.add({ effect: { type: 'delay', delayMs: 30 } })
  expect((await sendAndClose(port, `${get}${post}${get}`)).match(/HTTP\/1.1 200 OK/g)).toHaveLength(3)
})

test('a client that has closed its half of the connection waits for its response for five seconds', async () => {
  const { admin, port } = await startMock()
  await admin.faults.add({ effect: { type: 'delay', delayMs: 600_000 } })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const response = sendAndClose(port, 'GET /v2/version HTTP/1.1\r\nHost: mock\r\n\r\n')
  // The delay, and the limit.
  while (vi.getTimerCount() < 2) await new Promise(setImmediate)
  vi.advanceTimersByTime(5000)
  expect(await response).toBe('')
})

test('the server serves an old client without a Host header', async () => {
  expect(await sendRaw('GET /.well-known/openid-configuration HTTP/1.0\r\n\r\n')).toContain(
    `"issuer":"${mock.url}/"`,
  )
})
