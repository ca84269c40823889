import { request } from 'node:http'
import { createPersonMock, startMockServer } from '@personctl/mock-server'
import { describe, expect, onTestFinished, test } from 'vitest'

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

async function started(options: Parameters<typeof startMockServer>[0] = {}): Promise<string> {
  const server = await startMockServer({ port: 0, ...options })
  onTestFinished(() => server.close())
  return server.url
}

/** Sends headers that fetch would not. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { ...browser, ...headers } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('the page at /', () => {
  test('is served to browsers and loads nothing from other origins', async () => {
    const url = await started()
    const response = await fetch(`${url}/`, { headers: browser })
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    const page = await response.text()
    expect(page).not.toMatch(/https?:|\sstyle=|\son\w+=/)
    const parts = [...page.matchAll(/(?:href|src)="(__[^"]+)"/g)].map(([, path]) => path)
    expect(parts).toEqual(['__page/page.css', '__page/page.js'])
    for (const part of parts) {
      const found = await fetch(`${url}/${part}`)
      const text = await found.text()
      expect(found.status).toBe(200)
      expect(found.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
      const head = await fetch(`${url}/${part}`, { method: 'HEAD' })
      expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
    }
  })

  test('is served for a session', async () => {
    const response = await fetch(`${await started()}/__session/one/`, { headers: browser })
    expect(await response.text()).toContain('<title>personctl-mock</title>')
  })

  test('is not served to other clients, which get the response of the service', async () => {
    const url = await started()
    expect((await fetch(`${url}/`)).status).toBe(404)
    expect((await fetch(`${url}/`, { method: 'POST', headers: browser })).status).toBe(404)
    expect((await fetch(`${url}/__page/page.js`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${url}/__page/nothing`)).status).toBe(404)
    const { fetch: inProcess } = createPersonMock()
    expect((await inProcess('https://auth.mozilla.com/', { headers: browser })).status).toBe(404)
  })

  test('is disabled together with the admin routes', async () => {
    const url = await started({ admin: false })
    expect((await fetch(`${url}/`, { headers: browser })).status).toBe(404)
    expect((await fetch(`${url}/__page/page.js`)).status).toBe(404)
  })

  test('is not in the journal', async () => {
    const url = await started()
    await fetch(`${url}/`, { headers: browser })
    await fetch(`${url}/__page/page.css`)
    expect(await (await fetch(`${url}/__admin/requests/count`)).json()).toEqual({ count: 0 })
  })

  test.each([
    ['of another origin', { origin: 'http://evil.test' }],
    ['under another host name', { host: 'evil.test' }],
    ['embedded in another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }],
  ])('is not served to a page %s', async (_, headers) => {
    const url = await started()
    expect(await statusOf(`${url}/`, headers)).toBe(403)
    expect(await statusOf(`${url}/__page/page.js`, headers)).toBe(403)
  })

  test('opens through a link on another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }
    expect(await statusOf(`${await started()}/`, headers)).toBe(200)
  })
})
