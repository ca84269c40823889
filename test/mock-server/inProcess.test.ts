import { createPersonMock, startMockServer } from '@personctl/mock-server'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { apiToken } from '../helpers/cernMock.ts'

const person = 'https://person.api.sso.mozilla.com'
const ada = `${person}/v2/user/primary_email/ada.lovelace@example.org`

/** Production as a client sees it: a token from Auth0, then Ada. */
async function firstName(fetch: typeof globalThis.fetch = globalThis.fetch): Promise<unknown> {
  const send = (url: string, init: RequestInit) => fetch(url, init)
  const token = await accessToken('https://auth.mozilla.auth0.com', {}, send)
  const response = await fetch(ada, { headers: { authorization: `Bearer ${token}` } })
  return response.status === 200 ? (await response.json()).first_name?.value : response.status
}

test('createPersonMock().fetch replaces fetch on every origin, in each of its forms', async () => {
  const { fetch } = createPersonMock()
  expect(await firstName(fetch)).toBe('Ada')
  expect((await fetch(new URL(`${person}/v2/user/uuid/x`))).status).toBe(500)
  expect((await fetch(new Request('http://anywhere.test/.well-known/jwks.json'))).status).toBe(200)
})

describe('in msw', () => {
  function intercepting(...handlers: Parameters<typeof setupServer>) {
    const server = setupServer(...handlers)
    server.listen({ onUnhandledRequest: 'error' })
    onTestFinished(() => server.close())
    return server
  }

  test('the handlers serve the hosts of the real services, and let every other request pass', async () => {
    const elsewhere = http.get('https://elsewhere.test/', () => HttpResponse.text('elsewhere'))
    intercepting(...createPersonMock({ hosts: ['http://cis.test:8080/'] }).handlers, elsewhere)
    expect(await firstName()).toBe('Ada')
    expect(await (await fetch('https://elsewhere.test/')).text()).toBe('elsewhere')
    expect((await fetch('http://cis.test:8080/.well-known/mozilla-iam')).status).toBe(200)
    for (const host of [
      'person.api.test.sso.allizom.org',
      'person.api.dev.sso.allizom.org',
      'auth.allizom.org',
      'change.api.sso.mozilla.com',
      'change.api.test.sso.allizom.org',
      'change.api.dev.sso.allizom.org',
    ])
      expect((await fetch(`https://${host}/.well-known/jwks.json`)).status).toBe(200)
  })

  test.each([
    ['https://auth.cern.ch', 'https://authorization-service-api.web.cern.ch'],
    ['https://keycloak-qa.cern.ch', 'https://authorization-service-api-qa.web.cern.ch'],
    ['https://keycloak-dev.cern.ch', 'https://authorization-service-api-dev.web.cern.ch'],
  ])('the CERN realm at %s is trusted by the service at %s', async (realm, service) => {
    intercepting(...createPersonMock().handlers)
    const token = await apiToken(realm, { client: 'demo', secret: 'demo-secret' }, fetch)
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${service}/api/v1.0/Identity/alovelace?field=upn`, { headers })
    expect((await response.json()).data.upn).toBe('alovelace')
  })

  test('a test can override one route, once or until the handlers are reset', async () => {
    const server = intercepting(...createPersonMock().handlers)
    const busy = () => new HttpResponse(null, { status: 503 })
    server.use(http.get(`${person}/v2/user/primary_email/:email`, busy, { once: true }))
    expect(await firstName()).toBe(503)
    expect(await firstName()).toBe('Ada')
    server.use(http.get(`${person}/v2/user/primary_email/:email`, busy))
    expect(await firstName()).toBe(503)
    server.resetHandlers()
    server.restoreHandlers()
    expect(await firstName()).toBe('Ada')
  })

  test('a handler in front has precedence if it responds', async () => {
    const seen = vi.fn()
    intercepting(
      http.get(`${person}/v2/user/uuid/:uuid`, () => HttpResponse.json({ mine: true })),
      http.post('https://auth.mozilla.auth0.com/oauth/token', async ({ request }) => {
        seen(await request.clone().text())
      }),
      ...createPersonMock().handlers,
    )
    expect(await (await fetch(`${person}/v2/user/uuid/x`)).json()).toEqual({ mine: true })
    expect(await firstName()).toBe('Ada')
    expect(seen).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"client_id":"demo"'))
  })

  test("msw's events have the response, and the body of the request is unread", async () => {
    const server = intercepting(...createPersonMock().handlers)
    const bodies: Promise<string>[] = []
    server.events.on('response:mocked', ({ request, response }) => {
      bodies.push(request.clone().text(), response.clone().text())
    })
    await accessToken('https://auth.mozilla.auth0.com')
    const [sent, received] = await Promise.all(bodies)
    expect(sent).toContain('client_credentials')
    expect(received).toContain('access_token')
  })
})

describe('startMockServer', () => {
  test('startMockServer serves over HTTP, after the given handlers', async () => {
    const server = await startMockServer({
      port: 0,
      handlers: [
        http.get('*/v2/user/uuid/:uuid', ({ params }) => HttpResponse.json(params, { status: 418 })),
      ],
    })
    onTestFinished(() => server.close())
    expect(server.services.cis).toEqual({
      url: server.url,
      tokenUrl: `${server.url}/oauth/token`,
      audience: 'api.sso.mozilla.com',
    })
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    const overridden = await fetch(`${server.url}/v2/user/uuid/x`)
    expect(overridden.status).toBe(418)
    expect(await overridden.json()).toMatchObject({ uuid: 'x' })
    const headers = { authorization: `Bearer ${await accessToken(server.url)}` }
    const response = await fetch(`${server.url}/v2/user/primary_email/ada.lovelace@example.org`, { headers })
    expect((await response.json()).first_name.value).toBe('Ada')
  })

  test('startMockServer returns the admin as methods, also without admin routes', async () => {
    const server = await startMockServer({ port: 0, admin: false })
    onTestFinished(() => server.close())
    await server.admin.faults.add({ effect: { type: 'reset' }, times: 1 })
    const { token } = await server.admin.tokens.mint()
    const headers = { authorization: `Bearer ${token}` }
    await expect(fetch(`${server.url}/v2/users`, { headers })).rejects.toThrow('fetch failed')
    expect((await fetch(`${server.url}/v2/users`, { headers })).status).toBe(200)
    expect((await fetch(`${server.url}/__admin/requests`)).status).toBe(404)
    // An orchestrator has to see that the mock is alive, whether it has admin routes or not.
    expect((await fetch(`${server.url}/__admin/health`)).status).toBe(200)
  })

  test('startMockServer does not change the globals of the process', async () => {
    const before = [globalThis.Request, globalThis.Response, globalThis.fetch]
    const server = await startMockServer({ port: 0 })
    onTestFinished(() => server.close())
    await fetch(`${server.url}/.well-known/jwks.json`)
    expect([globalThis.Request, globalThis.Response, globalThis.fetch]).toEqual(before)
    expect(new Response('x')).toBeInstanceOf(before[1])
  })

  test('startMockServer rejects if the port is taken, or an option is out of its range', async () => {
    const server = await startMockServer({ port: 0 })
    onTestFinished(() => server.close())
    await expect(startMockServer({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(startMockServer({ port: 0, people: -1 })).rejects.toThrow('people must be an integer from 0')
    await expect(startMockServer({ port: 0, host: '' })).rejects.toThrow('host must not be empty')
  })

  test('several servers run side by side, each with its own people and tokens', async () => {
    const [one, other] = await Promise.all([startMockServer({ port: 0 }), startMockServer({ port: 0 })])
    onTestFinished(async () => {
      await Promise.all([one.close(), other.close()])
    })
    const headers = { authorization: `Bearer ${await accessToken(one.url)}` }
    expect((await fetch(`${one.url}/v2/user/uuid/x`, { headers })).status).toBe(200)
    expect((await fetch(`${other.url}/v2/user/uuid/x`, { headers })).status).toBe(500)
  })

  test('latencyMs delays each response', async () => {
    const server = await startMockServer({ port: 0, latencyMs: [30, 40] })
    onTestFinished(() => server.close())
    const start = performance.now()
    await fetch(`${server.url}/.well-known/jwks.json`)
    expect(performance.now() - start).toBeGreaterThanOrEqual(29)
  })
})
