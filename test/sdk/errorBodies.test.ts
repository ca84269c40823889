import { inspect } from 'node:util'
import {
  type CernClient,
  clientCredentials,
  type Hooks,
  InvalidResponseError,
  type PersonctlError,
  staticToken,
} from '@personctl/sdk'
import { describe, expect, test, vi } from 'vitest'
import { cernOf, cernService } from './helpers/cernService.ts'
import { dabpOf, dabpService } from './helpers/dabpService.ts'
import { clientOf, fakeService, json, rejection } from './helpers/fakeService.ts'

const key = { userId: 'ad|Mozilla-LDAP|ada' }

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } })
}

async function failureOf(
  response: () => Response,
  call: (cern: CernClient) => Promise<unknown> = (cern) => cern.groups.get('atlas'),
): Promise<PersonctlError> {
  return (await rejection(call(cernOf(cernService({ api: response }))))) as PersonctlError
}

describe('the message of an error', () => {
  test.each<[form: string, body: unknown, words: string]>([
    ['OAuth', { error: 'bad_thing', error_description: 'It is bad.' }, 'bad_thing: It is bad.'],
    ['CERN', { request_id: null, message: 'No.', data: null }, 'No.'],
    ['AWS API Gateway', { Message: 'User is not authorized' }, 'User is not authorized'],
    ['problem details', { title: 'Bad filter', detail: 'Unknown field.' }, 'Bad filter: Unknown field.'],
    [
      'ASP.NET',
      {
        title: 'Validation failed.',
        status: 400,
        errors: { ownerId: ['It does not exist.'], name: ['Too long.'] },
      },
      'Validation failed: ownerId: It does not exist; name: Too long.',
    ],
    ['Google', { error: { code: 'E7', message: 'Denied.' } }, 'E7: Denied.'],
    [
      'Nest',
      { statusCode: 400, error: 'Bad Request', message: ['a is short', 'b is long'] },
      'Bad Request: a is short; b is long',
    ],
    ['FastAPI', { detail: [{ loc: ['body', 'name'], msg: 'field required' }] }, 'body.name: field required'],
    ['a list of fields', { errors: [{ field: 'upn', message: 'is unknown' }] }, 'upn: is unknown'],
    [
      'FastAPI, with a path of objects that cannot be strings',
      { detail: [{ loc: ['body', { toString: 1, valueOf: 1 }, 0], msg: 'is bad' }] },
      'body.0: is bad',
    ],
    ['AWS Lambda', { errorMessage: 'Task timed out' }, 'Task timed out'],
    ['a string', 'Just this', 'Just this'],
    ['unknown', { odd: [1, 2] }, '{"odd":[1,2]}'],
  ])('has the words of a body in the form of %s', async (_form, body, words) => {
    const { message } = await failureOf(() => json(body, { status: 400 }))
    expect(message).toBe(`cern responded with 400: ${words}`)
  })

  test('names a page by its title', async () => {
    const page = new Response('<html><head><title>Sign in</title>', {
      status: 502,
      headers: { 'content-type': 'text/html' },
    })
    expect((await failureOf(() => page.clone())).message).toBe(
      'cern responded with 502: an HTML page, "Sign in"',
    )
  })

  test('quotes 200 characters at most, and says of which type they are', async () => {
    const { message } = await failureOf(
      () =>
        new Response(`<e>${'x'.repeat(50_000)}`, {
          status: 400,
          headers: { 'content-type': 'application/xml' },
        }),
    )
    expect(message).toMatch(/^cern responded with 400: application\/xml: <e>x+…$/)
    expect(message.length).toBeLessThan(240)
  })

  test('about a body that is not JSON has its type and its beginning', async () => {
    const error = await failureOf(
      () => new Response('<p>Hello</p>', { headers: { 'content-type': 'text/plain' } }),
    )
    expect(error).toBeInstanceOf(InvalidResponseError)
    expect(error.message).toBe(
      'cern responded with 200 and a body that is not JSON (text/plain): <p>Hello</p>',
    )
    expect(error.hint).toContain('base URL')
  })
})

describe('the response of an error', () => {
  test('has headers and body, without being printed', async () => {
    const error = await failureOf(() =>
      json({ message: 'no' }, { status: 403, headers: { 'x-seen': 'yes' } }),
    )
    expect(error.response?.body).toBe('{"message":"no"}')
    expect(error.response?.headers.get('x-seen')).toBe('yes')
    expect(Object.keys(error)).not.toContain('response')
  })

  test('is that of a success in which a service reports that it found nobody', async () => {
    const service = fakeService({ api: () => json({}, { headers: { 'x-request-id': 'r-7' } }) })
    const error = (await rejection(clientOf(service).users.get(key))) as PersonctlError
    expect(error).toMatchObject({ code: 'not_found', requestId: 'r-7', method: 'GET', during: 'request' })
    expect(error.response?.body).toBe('{}')
  })

  test('is cut at 16 KB, without the half of a secret that the cut leaves', async () => {
    const token = 'opaque-'.repeat(12)
    const body = `${'x'.repeat(16 * 1024 - 40)}${token}${'y'.repeat(5000)}`
    const service = fakeService({ api: () => new Response(body, { status: 400 }) })
    const error = (await rejection(
      clientOf(service, { auth: staticToken(token) }).users.get(key),
    )) as PersonctlError
    expect(error.response?.body.length).toBeLessThanOrEqual(16 * 1024)
    expect(error.response?.body).not.toContain('opaque')
  })

  const secretUrl = '/v2/users?token=opaque%2Ftoken%2B123456'
  test.each<[name: string, api: () => Response]>([
    ['a failure', () => json({}, { status: 500 })],
    ['a redirect within the origin', () => redirect(secretUrl)],
    ['a redirect to another origin', () => redirect(`https://example.org${secretUrl}`)],
    ['a broken connection', () => Response.error()],
  ])('shows no token in a URL, nor do the hooks, after %s', async (_name, api) => {
    const seen: unknown[] = []
    const note = (event: unknown) => seen.push(inspect(event, { depth: 9 }))
    const hooks = { onRequest: note, onResponse: note, onRetry: note, onFailure: note, onToken: note }
    const auth = staticToken('opaque/token+123456')
    const service = fakeService({ api })
    const error = await rejection(clientOf(service, { auth, hooks }).request(secretUrl))
    expect(error).toMatchObject({ url: expect.stringContaining('token=[hidden]') })
    expect(service.apiRequests[0]?.url).toContain(secretUrl)
    for (const text of [...seen, inspect(error, { showHidden: true }), JSON.stringify(error)])
      expect(text).not.toContain('opaque')
  })

  test('hides a token in a request id and in headers', async () => {
    const token = 'opaque-token-123456'
    const seen: unknown[] = []
    const service = fakeService({
      api: () => json({}, { status: 400, headers: { 'x-request-id': token, 'x-echo': `a ${token}` } }),
    })
    const hooks: Hooks = {
      onResponse: ({ requestId, headers }) => seen.push(requestId, headers.get('x-echo')),
    }
    const error = (await rejection(
      clientOf(service, { auth: staticToken(token), hooks }).users.get(key),
    )) as PersonctlError
    expect(error.requestId).toBe('[hidden]')
    expect(error.response?.headers.get('x-echo')).toBe('a [hidden]')
    expect(seen).toEqual(['[hidden]', 'a [hidden]'])
  })
})

describe('an error', () => {
  test('names the request that failed', async () => {
    const error = await failureOf(() => json({}, { status: 500 }))
    expect(error).toMatchObject({
      during: 'request',
      method: 'GET',
      url: 'https://authorization-service-api.web.cern.ch/api/v1.0/Group/atlas',
      attempts: 3,
    })
  })

  test('has no fields without a value, and its message in JSON', async () => {
    const error = await failureOf(() => json({ message: 'no' }, { status: 403 }))
    expect(Object.values(error)).not.toContain(undefined)
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'PermissionError',
      message: error.message,
      status: 403,
    })
  })

  test.each([
    [404, 'text/html', 'InvalidResponseError', 'wrong_url'],
    [404, 'application/json', 'NotFoundError', 'not_found'],
    [409, 'application/json', 'ConflictError', 'conflict'],
  ])('for a %i of type %s is %s with the code %s', async (status, type, name, code) => {
    const error = await failureOf(
      () => new Response('{}', { status, headers: { 'content-type': type } }),
      (cern) => cern.identities.me(),
    )
    expect(error).toMatchObject({ name, code })
  })

  const walkOfGroups = (cern: CernClient) => cern.groups.list().toArray()
  test.each<[name: string, type: string, body: string]>([
    ['a page', 'text/html', '<title>404</title>'],
    ['a text', 'text/plain', '404 page not found'],
    ['XML', 'application/xml', '<error/>'],
    ['a page that says it is JSON', 'application/json', '<title>404</title>'],
  ])('for a 404 with %s names the URL, for one thing and for a list', async (_name, type, body) => {
    const api = () => new Response(body, { status: 404, headers: { 'content-type': type } })
    const wrongUrl = { name: 'InvalidResponseError', code: 'wrong_url', hint: expect.stringMatching(/URL/) }
    expect(await failureOf(api)).toMatchObject(wrongUrl)
    expect(await failureOf(api, walkOfGroups)).toMatchObject(wrongUrl)
    expect(await rejection(clientOf(fakeService({ api })).users.get(key))).toMatchObject(wrongUrl)
    expect(await rejection(dabpOf(dabpService({ api })).people.getReport('ada'))).toMatchObject(wrongUrl)
  })

  test.each(['', '{"request_id":"r-1","message":"The group does not exist","data":null}'])(
    'for a 404 with the body %j says that nothing was found',
    async (body) => {
      const api = () => new Response(body, { status: 404 })
      expect(await failureOf(api)).toMatchObject({ name: 'NotFoundError', code: 'not_found' })
      expect(await failureOf(api, walkOfGroups)).toMatchObject({ name: 'NotFoundError', code: 'not_found' })
    },
  )

  test('has the request id that CERN writes into its responses', async () => {
    const body = { request_id: 'r-77', message: 'no', data: null }
    expect(await failureOf(() => json(body, { status: 400 }))).toMatchObject({ requestId: 'r-77' })
  })

  test.each<[name: string, thrown: unknown]>([
    [
      'a property that throws',
      Object.defineProperty(new Error('cut'), 'more', {
        enumerable: true,
        get: () => {
          throw new TypeError('boom')
        },
      }),
    ],
    ['a message that is not a string', { message: Object.create(null) }],
    ['nothing that can be read', new Proxy({}, { get: () => Object.create(null) })],
  ])('describes what a fetch function rejects with: %s', async (_name, thrown) => {
    const fetch = () => Promise.reject(thrown)
    const error = await rejection(
      clientOf(fakeService(), { fetch, auth: staticToken('given') }).users.get(key),
    )
    expect(error).toMatchObject({ name: 'NetworkError', attempts: 3 })
    expect(error).not.toHaveProperty('cause')
  })

  test('describes a failed connection to a host whose name is the secret', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' })
    const tokenUrl = 'http://localhost:1/token'
    const auth = clientCredentials({ clientId: 'a', clientSecret: 'localhost', tokenUrl })
    const fetch = () => Promise.reject(refused)
    const error = await rejection(clientOf(fakeService(), { fetch, auth }).users.get(key))
    expect(error).toMatchObject({ name: 'NetworkError', during: 'token', nothingSent: true })
  })

  test('reports a redirect to another origin as a fault of the service, with the attempt', async () => {
    const location = 'https://sign-in.example.org/'
    const error = await failureOf(() => new Response(null, { status: 302, headers: { location } }))
    expect(error).toMatchObject({
      name: 'InvalidResponseError',
      code: 'other_origin',
      status: 302,
      attempts: 1,
    })
  })

  test.each<[name: string, open: string, close: string]>([
    ['in lists', '[', ']'],
    ['in lists with a space after each', '[', '] '],
    ['in lists with another entry after each', '[', ',1]'],
    ['in objects and lists by turns, with brackets in strings', '{"a":["}]}]}",', '],"b":1}'],
  ])('reports JSON that is nested too deeply to be used, %s', async (_name, open, close) => {
    const deep = `{"data":{"a":${open.repeat(5000)}0${close.repeat(5000)}}}`
    const error = await failureOf(
      () => new Response(deep, { headers: { 'content-type': 'application/json' } }),
    )
    expect(error).toBeInstanceOf(InvalidResponseError)
  })

  test('does not take brackets in a string for JSON that is nested deeply', async () => {
    const group = { id: 'g', description: `${'['.repeat(3000)}${']'.repeat(3000)}` }
    expect(await cernOf(cernService({ api: () => json({ data: group }) })).groups.get('g')).toEqual(group)
  })
})

describe('a body', () => {
  test.each([200, 400])('with the status %i that is not JSON is parsed once', async (status) => {
    const parse = vi.spyOn(JSON, 'parse')
    const body = '[[[[ not JSON'
    await failureOf(
      () => new Response(body, { status }),
      (cern) => cern.groups.get('a', { retry: false }),
    )
    expect(parse.mock.calls.filter(([text]) => text === body)).toHaveLength(1)
    parse.mockRestore()
  })

  const large = JSON.stringify({ data: 'x'.repeat(2000) })

  test.each<[string, () => Response]>([
    ['of a known length', () => new Response(large, { headers: { 'content-length': String(large.length) } })],
    ['of an unknown length', () => new Response(large)],
    [
      'of an unknown length once unpacked',
      () => new Response(large, { headers: { 'content-encoding': 'gzip', 'content-length': '10' } }),
    ],
  ])('beyond maxBodyBytes is refused: %s', async (_name, api) => {
    const error = await rejection(cernOf(cernService({ api }), { maxBodyBytes: 1000 }).groups.get('atlas'))
    expect(error).toMatchObject({ name: 'InvalidResponseError', attempts: 1 })
    expect((error as Error).message).toContain('more than 1000 bytes')
  })
})
