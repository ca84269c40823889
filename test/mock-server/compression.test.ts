import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'
import { startMock } from '../helpers/startMock.ts'

interface RawResponse {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Sends a request of which nothing is decompressed. */
async function send(url: string, headers: Record<string, string>, method = 'GET'): Promise<RawResponse> {
  const sent = request(url, { method, headers }).end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
}

const path = '/v2/user/primary_email/ada.lovelace@example.org'

describe('with gzip', () => {
  it.each(['gzip', 'br, gzip;q=0.5', 'GZIP', '*'])(
    'a response is compressed for a client that accepts %s',
    async (accepted) => {
      const { url } = await startMock({ gzip: true })
      const authorization = `Bearer ${await accessToken(url)}`
      const plain = await send(url + path, { authorization })
      const { status, headers, body } = await send(url + path, { authorization, 'accept-encoding': accepted })
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-length': String(body.length),
        'content-type': 'application/json',
        vary: 'Accept-Encoding',
      })
      expect(gunzipSync(body)).toEqual(plain.body)
      expect(body.length).toBeLessThan(plain.body.length / 2)
    },
  )

  it.each(['identity', 'br', 'gzip;q=0', '*;q=0', 'gzip ; q=0, *'])(
    'a response is not compressed for a client that accepts %s',
    async (accepted) => {
      const { url } = await startMock({ gzip: true })
      const { headers } = await send(`${url}/v2/version`, { 'accept-encoding': accepted })
      expect(headers).not.toHaveProperty('content-encoding')
    },
  )

  it('responses of faults are compressed, and fetch decompresses them', async () => {
    const mock = await startMock({ gzip: true })
    await mock.admin.faults.add({
      match: { operation: 'getVersion' },
      effect: { type: 'status', status: 503, body: { reason: 'x'.repeat(100) } },
    })
    const fault = await send(`${mock.url}/v2/version`, { 'accept-encoding': 'gzip' })
    expect([fault.status, fault.headers['content-encoding']]).toEqual([503, 'gzip'])
    const response = await fetch(`${mock.url}/v2/version`)
    expect(await response.json()).toEqual({ reason: 'x'.repeat(100) })
  })

  it('a response without a body stays without an encoding', async () => {
    const { url } = await startMock({ gzip: true })
    const head = await send(`${url}/v2/version`, { 'accept-encoding': 'gzip' }, 'HEAD')
    expect(head.headers).not.toHaveProperty('content-encoding')
    const cleared = await send(`${url}/__admin/requests`, { 'accept-encoding': 'gzip' }, 'DELETE')
    expect([cleared.status, cleared.headers['content-encoding']]).toEqual([204, undefined])
  })

  it('a fault breaks the connection as it does without', async () => {
    const mock = await startMock({ gzip: true })
    await mock.admin.faults.add({ match: { operation: 'getVersion' }, effect: { type: 'truncate' } })
    await expect(send(`${mock.url}/v2/version`, { 'accept-encoding': 'gzip' })).rejects.toThrow('aborted')
  })
})

it('no response is compressed by default', async () => {
  const { url } = await startMock()
  const { headers } = await send(`${url}/v2/version`, { 'accept-encoding': 'gzip' })
  expect(headers).not.toHaveProperty('content-encoding')
})

it('--gzip compresses responses', async () => {
  const { url } = await startMockProcessForTest(['--gzip', '--people', '3'])
  const { headers } = await send(`${url}/v2/version`, { 'accept-encoding': 'gzip' })
  expect(headers['content-encoding']).toBe('gzip')
})
