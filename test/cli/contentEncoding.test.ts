import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'

/** Settings for a service that sends these bytes. */
async function startServiceSending(
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<Record<string, string>> {
  const server = createServer((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { PERSONCTL_CIS_URL: origin, PERSONCTL_CIS_TOKEN: 'given' }
}

const text = Buffer.from(JSON.stringify(profile({ first_name: value('Žofie 日本 👩‍💻'.repeat(5000)) })))

it.each<[string, Uint8Array, Record<string, string>]>([
  ['as it is', text, {}],
  ['as it is, and says so', text, { 'content-encoding': 'identity' }],
  ['with gzip', gzipSync(text), { 'content-encoding': 'gzip' }],
  ['with deflate', deflateSync(text), { 'content-encoding': 'deflate' }],
  ['with deflate, without a header', deflateRawSync(text), { 'content-encoding': 'deflate' }],
  ['with two encodings', brotliCompressSync(gzipSync(text)), { 'content-encoding': 'gzip, br' }],
  ['with brotli', brotliCompressSync(text), { 'content-encoding': 'br' }],
])('user get reads a response that is sent %s', async (_, body, headers) => {
  const env = await startServiceSending(body, headers)
  const { exitCode, stdout } = await runPersonctl(['user', 'get', 'ada'], { env })
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout).first_name).toBe('Žofie 日本 👩‍💻'.repeat(5000))
})

it('user get ends with 7 if the encoding of a response is wrong', async () => {
  const env = await startServiceSending(text, { 'content-encoding': 'gzip' })
  expect(await runPersonctl(['user', 'get', 'ada'], { env })).toMatchObject({ exitCode: 7, stdout: '' })
})
