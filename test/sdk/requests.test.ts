import {
  type CisClient,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  type PersonctlError,
  ServerError,
} from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { cernOf, cernService } from './helpers/cernService.ts'
import { dabpOf, dabpService } from './helpers/dabpService.ts'
import {
  cacheWith,
  clientOf,
  fakeService,
  internalServerError,
  json,
  rejection,
} from './helpers/fakeService.ts'

const baseUrl = 'https://cis.example.org/prefix'
const text = (body: string, init: ResponseInit = {}) =>
  new Response(body, { ...init, headers: { 'content-type': 'text/plain', ...init.headers } })

function cisAt(base: string, api: () => Response = () => json({})) {
  const service = fakeService({ api })
  return { service, cis: clientOf(service, { baseUrl: base }) }
}

describe('a request', () => {
  test('is sent to the path with the token, and returns the whole response', async () => {
    const { service, cis } = cisAt(baseUrl, () =>
      json({ a: 1 }, { status: 201, headers: { 'x-more': 'yes' } }),
    )
    const response = await cis.request('/v2/users?active=any', {
      query: { tag: ['x y', 'z'], none: undefined, limit: 5 },
    })
    expect(response).toBeInstanceOf(Response)
    expect(response.status).toBe(201)
    expect(response.headers.get('x-more')).toBe('yes')
    expect(await response.json()).toEqual({ a: 1 })
    const [seen] = service.apiRequests
    expect(seen).toMatchObject({ method: 'GET', body: undefined })
    expect(seen?.url).toBe(`${baseUrl}/v2/users?active=any&tag=x+y&tag=z&limit=5`)
    expect(Object.fromEntries(seen?.headers ?? [])).toMatchObject({
      authorization: 'Bearer token-1',
      accept: 'application/json',
    })
  })

  test.each<[string, Parameters<CisClient['request']>[1], string, string, string | undefined]>([
    ['an object', { body: { a: 1 } }, 'POST', '{"a":1}', 'application/json'],
    ['null', { body: null }, 'POST', 'null', 'application/json'],
    ['a text', { body: 'a=1', headers: { 'Content-Type': 'x/y' } }, 'POST', 'a=1', 'x/y'],
    ['with a method', { body: '[]', method: 'patch' }, 'PATCH', '[]', 'application/json'],
  ])('sends a body: %s', async (_, options, method, body, type) => {
    const { service, cis } = cisAt(baseUrl)
    await cis.request('/v2/x', options)
    expect(service.apiRequests[0]).toMatchObject({ method, body })
    expect(service.apiRequests[0]?.headers.get('content-type')).toBe(type)
  })

  test('sends the headers of the caller, including repeated ones', async () => {
    const { service, cis } = cisAt(baseUrl)
    const headers = new Headers({ accept: 'text/csv', 'user-agent': 'mine' })
    headers.append('x-tag', 'a')
    headers.append('x-tag', 'b')
    await cis.request('/v2/x', { headers })
    expect(Object.fromEntries(service.apiRequests[0]?.headers ?? [])).toMatchObject({
      accept: 'text/csv',
      'user-agent': 'mine',
      'x-tag': 'a, b',
    })
  })

  test.each([
    ['nothing', new Response(null, { status: 204 }), ''],
    ['an empty body', text(''), ''],
    ['text', text('id,name\n'), 'id,name\n'],
    ['HTML', new Response('<p>', { headers: { 'content-type': 'text/html' } }), '<p>'],
  ])('returns a response that is %s', async (_, response, body) => {
    const { cis } = cisAt(baseUrl, () => response)
    expect(await (await cis.request('/v2/x')).text()).toBe(body)
  })

  test('fails if a JSON response is cut short', async () => {
    const { service, cis } = cisAt(
      baseUrl,
      () => new Response('{"a": ', { headers: { 'content-type': 'application/json' } }),
    )
    expect(await rejection(cis.request('/v2/x'))).toBeInstanceOf(InvalidResponseError)
    expect(service.apiRequests).toHaveLength(3)
  })

  test('is retried and gets a new token like any other, but a POST is not sent twice', async () => {
    const responses = [internalServerError(), text('busy', { status: 503 }), json({})]
    const service = fakeService({ api: () => responses.shift() ?? json({}) })
    const cis = clientOf(service, { baseUrl }, { cache: cacheWith('old') })
    expect((await cis.request('/v2/x')).status).toBe(200)
    expect(service.apiRequests).toHaveLength(3)
    expect(service.tokenRequests).toHaveLength(1)
    const failing = cisAt(baseUrl, () => text('busy', { status: 503 }))
    expect(await rejection(failing.cis.request('/v2/x', { body: {} }))).toBeInstanceOf(ServerError)
    expect(failing.service.apiRequests).toHaveLength(1)
  })

  test('accepts a whole URL below the base URL', async () => {
    const { service, cis } = cisAt(baseUrl)
    await cis.request(`${baseUrl}/v2/x?a=b`)
    expect(service.apiRequests[0]?.url).toBe(`${baseUrl}/v2/x?a=b`)
  })

  test.each<[string, string, Parameters<CisClient['request']>[1]]>([
    ['a whole URL of another origin', 'https://evil.example.org/v2/x', {}],
    ['another scheme', 'http://cis.example.org/prefix/v2/x', {}],
    ['another port', 'https://cis.example.org:444/prefix/v2/x', {}],
    ['credentials', 'https://a:b@cis.example.org/prefix/v2/x', {}],
    ['a host alone', '//evil.example.org/v2/x', {}],
    ['a host behind backslashes', '\\\\evil.example.org/v2/x', {}],
    ['a scheme alone', 'javascript:alert(1)', {}],
    ['dots that lead out', '/../v2/x', {}],
    ['encoded dots that lead out', '/v2/%2e%2E/%2e./x', {}],
    ['a line break', '/v2/x\r\nhost: evil', {}],
    ['a fragment', '/v2/x#y', {}],
    ['nothing', ' ', {}],
    ['a token of its own', '/v2/x', { headers: { Authorization: 'Bearer mine' } }],
    ['a cookie', '/v2/x', { headers: { cookie: 'a=b' } }],
    ['another host', '/v2/x', { headers: { Host: 'evil' } }],
    ['a broken header', '/v2/x', { headers: { 'x-a': 'b\r\nc: d' } }],
    ['a body that nothing can carry', '/v2/x', { method: 'GET', body: {} }],
    ['no method', '/v2/x', { method: 'GE T' }],
    ['a method that is the connection’s', '/v2/x', { method: 'connect' }],
  ])('is refused before anything is sent: %s', async (_, path, options) => {
    const { service, cis } = cisAt(baseUrl)
    const error = await rejection(cis.request(path, options))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ service: 'cis', attempts: 0 })
    expect([...service.tokenRequests, ...service.apiRequests]).toEqual([])
  })

  test('never leaves the base URL, with any path', { tags: 'property' }, async () => {
    const part = fc.constantFrom(
      '/',
      '//',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '@',
      ':',
      '?',
      'evil.org',
      'https:',
      'x',
      ' ',
      '\t',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const { service, cis } = cisAt(baseUrl)
        await cis.request(parts.join('')).catch((error: unknown) => {
          expect(error).toBeInstanceOf(InvalidRequestError)
        })
        for (const { url } of service.apiRequests) {
          expect(new URL(url).href).toMatch(/^https:\/\/cis\.example\.org\/prefix(?:[/?]|$)/)
        }
      }),
      propertyRuns(500),
    )
  })
})

describe('a failure of a request', () => {
  test('has the response without the token', async () => {
    const { cis } = cisAt(baseUrl, () =>
      text('not for token-1', { status: 403, headers: { 'x-echo': 'Bearer token-1' } }),
    )
    const error = (await rejection(cis.request('/v2/x'))) as PersonctlError
    expect(error).toBeInstanceOf(PermissionError)
    expect(error.response?.body).toBe('not for [hidden]')
    expect(error.response?.headers.get('x-echo')).toBe('Bearer [hidden]')
  })

  test('reports an unknown path without advice about the base URL', async () => {
    const { cis } = cisAt(baseUrl, () => text('unknown route', { status: 404 }))
    const error = await rejection(cis.request('/v2/nothing'))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ status: 404, response: { body: 'unknown route' } })
    expect(error).not.toHaveProperty('hint')
  })

  test('has the response also if a method chose the path', async () => {
    const { cis } = cisAt(baseUrl, () => json({ message: 'no' }, { status: 403 }))
    const error = (await rejection(cis.users.get({ userId: 'a' }))) as PersonctlError
    expect(error.response?.body).toBe('{"message":"no"}')
    expect(Object.keys(error)).not.toContain('response')
  })
})

test('paginate of CIS walks and resumes any list', async () => {
  const pages: Record<string, unknown> = {
    first: { users: [1, 2], nextPage: 'b' },
    b: { Items: [3], nextPage: { id: 'c' } },
    '{"id":"c"}': { users: [] },
  }
  const service = fakeService({
    api: (_, { url }) => json(pages[new URL(url).searchParams.get('nextPage') ?? 'first']),
  })
  const cis = clientOf(service)
  const list = (startAt?: string) =>
    cis.paginate('/v2/any?a=b', { c: ['d', 'e'] }, startAt === undefined ? {} : { startAt })
  expect(await list().toArray()).toEqual([1, 2, 3])
  expect(service.apiRequests.map(({ url }) => new URL(url).search)).toEqual([
    '?a=b&c=d&c=e',
    '?a=b&c=d&c=e&nextPage=b',
    '?a=b&c=d&c=e&nextPage=%7B%22id%22%3A%22c%22%7D',
  ])
  for await (const page of list().pages()) {
    expect(await list(page.resumeTokenAfter(1)).toArray()).toEqual([2, 3])
    break
  }
  expect(() => cis.paginate('/v2/any?nextPage=b')).toThrow(/which the walk sets itself/)
  expect(() => cis.paginate('https://evil.example.org/v2')).toThrow(/leads away from/)
  const broken = clientOf(fakeService({ api: () => json([]) }))
  expect(await rejection(broken.paginate('/v2/any').first())).toBeInstanceOf(InvalidResponseError)
})

test('request of DABP sends the tenant, and is retried only if that is safe', async () => {
  const tenantId = '11111111-2222-4333-8444-555555555555'
  const service = dabpService({ api: () => text('busy', { status: 503 }) })
  const dabp = dabpOf(service, { tenantId })
  const path = '/delegation/api/v2/people/ada/report'
  expect(await rejection(dabp.request(path))).toBeInstanceOf(ServerError)
  expect(service.apiRequests).toHaveLength(1)
  expect(service.apiRequests[0]?.headers.get('tenant-id')).toBe(tenantId)
  await rejection(dabp.request(path, { query: { skipUpdatingActivity: true } }))
  expect(service.apiRequests).toHaveLength(4)
})

test('request of CERN takes paths relative to the host', async () => {
  const service = cernService()
  const cern = cernOf(service, { baseUrl: 'https://authorization.example.org/api/v1.0/' })
  const response = await cern.request('/api/v1.0/Identity/ada')
  expect(await response.json()).toHaveProperty('data')
  expect(service.apiRequests[0]?.url).toBe('https://authorization.example.org/api/v1.0/Identity/ada')
})
