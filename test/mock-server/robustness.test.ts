import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'

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

test('the server serves an old client without a Host header', async () => {
  expect(await sendRaw('GET /.well-known/openid-configuration HTTP/1.0\r\n\r\n')).toContain(
    `"issuer":"${mock.url}/"`,
  )
})
