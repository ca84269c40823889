import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessToken } from './accessToken.ts'
import type { MockProcess } from './mockProcess.ts'
import { startMockProcess } from './mockProcess.ts'

let mock: MockProcess
let token: string
beforeAll(async () => {
  mock = await startMockProcess()
  token = await accessToken(mock.url)
})
afterAll(() => mock.stop())

/** Sends bytes on a connection of their own. Returns what comes back until the server closes. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.end(Buffer.from(bytes, 'latin1'))
  return text(socket).catch(() => '')
}

const isAlive = async () => (await fetch(`${mock.url}/.well-known/jwks.json`)).status === 200

const targets = [
  '/v2/user/user_id/',
  '/v2/user/uuid/',
  '/oauth/token',
  '/__admin/',
  '/__admin/people/',
  '/__session/a/v2/user/uuid/',
  '/__session/a/__admin/',
  '/.well-known/mozilla-iam',
  '/',
  '*',
  'http://',
]
const pieces = [
  '%',
  '%2',
  '%25',
  '%00',
  '%FF',
  '%F0%9F',
  '/',
  '//',
  '..',
  '.',
  '?',
  '#',
  '&',
  '=',
  ':',
  '@',
  '[',
  ']',
  'a',
]
const target = fc
  .tuple(fc.constantFrom(...targets), fc.array(fc.constantFrom(...pieces), { maxLength: 8 }))
  .map(([start, rest]) => start + rest.join(''))
const host = fc.oneof(
  fc.constantFrom(
    'x',
    'X:99999',
    '[::1',
    'a b',
    '',
    '%',
    'a/b',
    'a@b',
    '127.0.0.1:4010',
    'é',
    'x'.repeat(300),
  ),
  fc.string({ maxLength: 8 }),
)
const method = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'OPTIONS',
  'DELETE',
  'PUT',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'get',
)
const header = fc.oneof(
  fc.constantFrom(
    ...[
      'Authorization: Bearer',
      'Authorization: Basic =',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ],
    ...[
      'Content-Length: 5',
      'Expect: 100-continue',
      'Upgrade: websocket',
      'Accept: x',
      'Cookie: a=b',
      'Range: bytes=0-1',
    ],
  ),
  fc.constant(0).map(() => `Authorization: Bearer ${token}`),
)

test('whatever is sent, the server answers in HTTP or closes, and stays', async () => {
  await fc.assert(
    fc.asyncProperty(
      method,
      target,
      host,
      fc.array(header, { maxLength: 4 }),
      fc.constantFrom('', '{', '{}', '5\r\nhello\r\n0\r\n\r\n', 'a=b&grant_type=x'),
      async (verb, path, name, headers, body) => {
        const head = [`${verb} ${path} HTTP/1.1`, `Host: ${name}`, 'Connection: close', ...headers].join(
          '\r\n',
        )
        const answer = await sendRaw(`${head}\r\n\r\n${body}`)
        expect(answer).toMatch(/^(HTTP\/1\.1 [1-5]\d\d |$)/)
      },
    ),
    { numRuns: 300 },
  )
  expect(await isAlive()).toBe(true)
  expect(mock.child.exitCode).toBe(null)
  expect(mock.stderr()).toBe('')
})

test('clients that go away in the middle do no harm', async () => {
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

test('an old client that names no host is served', async () => {
  expect(await sendRaw('GET /.well-known/openid-configuration HTTP/1.0\r\n\r\n')).toContain(
    `"issuer":"${mock.url}/"`,
  )
})
