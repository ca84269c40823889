import {
  type CernClient,
  type Hooks,
  InvalidResponseError,
  type PersonctlError,
  staticToken,
} from '@personctl/sdk'
import { describe, expect, test } from 'vitest'
import { cernOf, cernService } from './helpers/cernService.ts'
import { clientOf, fakeService, json, rejection } from './helpers/fakeService.ts'

const key = { userId: 'ad|Mozilla-LDAP|ada' }

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
      'Validation failed.: ownerId: It does not exist.; name: Too long.',
    ],
    ['Google', { error: { code: 'E7', message: 'Denied.' } }, 'E7: Denied.'],
    [
      'Nest',
      { statusCode: 400, error: 'Bad Request', message: ['a is short', 'b is long'] },
      'Bad Request: a is short; b is long',
    ],
    ['FastAPI', { detail: [{ loc: ['body', 'name'], msg: 'field required' }] }, 'body.name: field required'],
    ['a list of fields', { errors: [{ field: 'upn', message: 'is unknown' }] }, 'upn: is unknown'],
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

  test('reports JSON that is nested too deeply to be used', async () => {
    const deep = `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    const error = await failureOf(
      () => new Response(deep, { headers: { 'content-type': 'application/json' } }),
    )
    expect(error).toBeInstanceOf(InvalidResponseError)
  })
})

describe('a body', () => {
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
