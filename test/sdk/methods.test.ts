// What all methods of all clients have in common: options of a call, the response, the life of a client.
import {
  type CisClient,
  type CisUserKey,
  createCisClient,
  type FetchInit,
  NotFoundError,
  type PersonctlError,
  staticToken,
  TimeoutError,
} from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { cernOf, cernService } from './helpers/cernService.ts'
import { ada, dabpOf, dabpService } from './helpers/dabpService.ts'
import { clientOf, fakeService, gate, internalServerError, json, rejection } from './helpers/fakeService.ts'

const profile = { schema: 's', uuid: { value: 'u' } }
const key: CisUserKey = { primaryEmail: 'ada@example.org' }

function cisOf(api: Parameters<typeof fakeService>[0] = {}) {
  const service = fakeService({ api: () => json(profile), ...api })
  return { service, cis: clientOf(service) }
}

/** Every method that sends one request, with the status and body that it accepts. */
function methods() {
  const cis = fakeService({
    api: (_, { url }) =>
      url.includes('/metadata/')
        ? json({ exists: { cis: true, ldap: false } })
        : json({ ...profile, message: '1' }, { headers: { 'x-request-id': 'r-1' } }),
  })
  const cern = cernService({
    documented: false,
    api: (_, { method, url }) => {
      const isList = /members|Application\?/.test(url) && method !== 'PUT'
      const data = isList ? [{ id: 'i' }] : { id: 'i', isMember: true }
      return json({ data }, { headers: { 'x-request-id': 'r-1' } })
    },
  })
  const dabp = dabpService()
  const [c, a, d] = [clientOf(cis), cernOf(cern), dabpOf(dabp)]
  type Call = object | undefined
  const calls: Readonly<Record<string, [service: typeof cis, call: (options: Call) => unknown]>> = {
    'cis.users.get': [cis, (o) => c.users.get(key, o)],
    'cis.users.find': [cis, (o) => c.users.find(key, o)],
    'cis.users.getMany': [cis, (o) => c.users.getMany([key], o)],
    'cis.users.exists': [cis, (o) => c.users.exists('ada@example.org', o)],
    'cis.version': [cis, (o) => c.version(o)],
    'cis.discovery': [cis, (o) => c.discovery(o)],
    'cis.schema': [cis, (o) => c.schema(o)],
    'cis.request': [cis, (o) => c.request('/v2/x', o)],
    'cern.identities.get': [cern, (o) => a.identities.get('ada', o)],
    'cern.identities.me': [cern, (o) => a.identities.me(o)],
    'cern.identities.isMember': [cern, (o) => a.identities.isMember('ada', 'g', o)],
    'cern.groups.get': [cern, (o) => a.groups.get('g', o)],
    'cern.groups.addMembers': [cern, (o) => a.groups.addMembers('g', ['1'], o)],
    'cern.groups.removeMembers': [cern, (o) => a.groups.removeMembers('g', ['ada'], o)],
    'cern.groups.setMembers': [cern, (o) => a.groups.setMembers('g', ['i'], o)],
    'cern.groups.create': [
      cern,
      (o) => a.groups.create({ groupIdentifier: 'g', displayName: 'G', description: 'g' }, o),
    ],
    'cern.applications.get': [cern, (o) => a.applications.get('app', o)],
    'cern.applications.create': [cern, (o) => a.applications.create({ applicationIdentifier: 'app' }, o)],
    'cern.applications.roles.create': [
      cern,
      (o) => a.applications.roles.create('app', { name: 'r', displayName: 'R' }, o),
    ],
    'cern.applications.roles.assignGroup': [
      cern,
      (o) => a.applications.roles.assignGroup('app', 'r', 'g', o),
    ],
    'cern.request': [cern, (o) => a.request('/api/v1.0/x', o)],
    'dabp.people.getReport': [dabp, (o) => d.people.getReport(ada, o)],
    'dabp.request': [dabp, (o) => d.request('/delegation/api/v2/people/a/report', o)],
  }
  return calls
}

describe('the options of a call', () => {
  test.each(Object.entries(methods()))('reach the request of %s', async (_, [service, call]) => {
    const before = service.apiRequests.length
    await call({ headers: { 'X-Trace': 'abc' } })
    expect(service.apiRequests.slice(before).map(({ headers }) => headers.get('x-trace'))).toContain('abc')
  })

  test.each(Object.entries(methods()))('are checked by %s', async (_, [service, call]) => {
    const before = service.apiRequests.length
    for (const [options, param] of [
      [{ timeoutMs: 0 }, 'timeoutMs'],
      [{ deadlineMs: Number.NaN }, 'deadlineMs'],
      [{ retry: { retries: -1 } }, 'retry.retries'],
      [{ retry: 3 }, 'retry'],
      [{ headers: { authorization: 'Bearer x' } }, 'headers'],
      [{ headers: { 'x-a': 'a\r\nb' } }, 'headers'],
      [{ headers: 'x' }, 'headers'],
      [{ signal: {} }, 'signal'],
      [{ timeOutMs: 1 }, 'timeOutMs'],
    ] as const) {
      const error = await rejection((async () => call(options))())
      expect(error).toMatchObject({ name: 'InvalidRequestError', param, attempts: 0 })
    }
    expect(service.apiRequests.length).toBe(before)
  })

  test('limit and repeat this call alone', async () => {
    const { service, cis } = cisOf({ api: () => json({}, { status: 503 }) })
    expect(await rejection(cis.users.get(key, { retry: false }))).toMatchObject({ attempts: 1 })
    expect(await rejection(cis.users.get(key, { retry: { retries: 1, baseMs: 0 } }))).toMatchObject({
      attempts: 2,
    })
    expect(await rejection(cis.users.get(key))).toMatchObject({ attempts: 3 })
    expect(service.apiRequests).toHaveLength(6)
  })

  test('end a call that takes too long', async () => {
    const { cis } = cisOf({ api: () => new Promise<Response>(() => {}) })
    const error = await rejection(cis.users.get(key, { deadlineMs: 20 }))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ code: 'deadline_exceeded' })
  })

  test('may be undefined, one by one', async () => {
    const { cis } = cisOf()
    const none = { signal: undefined, timeoutMs: undefined, deadlineMs: undefined, retry: undefined }
    expect(await cis.users.get(key, { ...none, headers: undefined, active: undefined })).toEqual(profile)
  })
})

describe('withResponse', () => {
  test.each(Object.entries(methods()).filter(([name]) => !/getMany|setMembers/.test(name)))(
    'of %s gives the data with status, headers and number of attempts',
    async (_, [, call]) => {
      const promise = call(undefined) as ReturnType<CisClient['users']['get']>
      const { data, response } = await promise.withResponse()
      if (!(data instanceof Response)) expect(data).toEqual(await promise)
      expect(response).toMatchObject({ status: 200, attempts: 1 })
      expect(response?.headers.get('content-type')).toBe('application/json')
    },
  )

  test('counts the attempts, and has the id of the last response', async () => {
    const { cis } = cisOf({
      api: (count) =>
        count < 3
          ? json({}, { status: 503 })
          : json(profile, { headers: { 'x-request-id': `r-${count}`, 'x-ratelimit-remaining': '7' } }),
    })
    const { response } = await cis.users.get(key).withResponse()
    expect(response).toMatchObject({ status: 200, attempts: 3, requestId: 'r-3' })
    expect(response?.headers.get('x-ratelimit-remaining')).toBe('7')
  })

  test('gives no response if none was needed', async () => {
    const { data, response } = await cernOf(cernService()).groups.addMembers('crew', []).withResponse()
    expect({ data, response }).toEqual({ data: [], response: undefined })
  })

  test('rejects with the error of the call, and leaves no rejection unhandled', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { cis } = cisOf({ api: () => json({}) })
    expect(await rejection(cis.users.get(key).withResponse())).toBeInstanceOf(NotFoundError)
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('a client that is closed', () => {
  test('refuses calls, walks and requests with a clear error', async () => {
    const { service, cis } = cisOf()
    await cis.users.get(key)
    await cis.close()
    for (const call of [
      () => cis.users.get(key),
      () => cis.version(),
      () => cis.users.list().first(),
      () => cis.request('/v2/x'),
      () => cis.token(),
      () => cis.paginate('/v2/users').first(),
    ])
      expect(await rejection(call())).toMatchObject({
        name: 'InvalidRequestError',
        code: 'client_closed',
        message: 'The cis client is closed.',
        attempts: 0,
      })
    expect(service.apiRequests).toHaveLength(1)
    await cis.close()
  })

  test('has waited for the calls in flight', async () => {
    const response = gate<Response>()
    const { cis } = cisOf({ api: () => response.promise })
    const call = cis.users.get(key)
    await vi.waitFor(() => expect(call).toBeDefined())
    let isClosed = false
    const closing = cis.close().then(() => {
      isClosed = true
    })
    expect(await rejection(cis.users.get(key))).toMatchObject({ code: 'client_closed' })
    expect(isClosed).toBe(false)
    response.open(json(profile))
    expect(await call).toEqual(profile)
    await closing
  })

  test('has let a method of several requests send all of them', async () => {
    const first = gate<Response>()
    const service = fakeService({ api: (count) => (count === 1 ? first.promise : json(profile)) })
    const cis = clientOf(service)
    const keys = ['a', 'b', 'c'].map((uuid) => ({ uuid }))
    const lookups = cis.users.getMany(keys, { concurrency: 1 })
    const closing = cis.close()
    first.open(json(profile))
    expect((await lookups).map(({ error }) => error)).toEqual([undefined, undefined, undefined])
    await closing
    expect(service.apiRequests).toHaveLength(3)
  })

  test('ends the background work of its own source of tokens only', async () => {
    const closed: string[] = []
    const auth = {
      connect: ({ service }: { service: string }) => ({
        token: async () => 't',
        reject: () => 'fixed' as const,
        close: () => void closed.push(service),
      }),
    }
    const service = fakeService({ api: () => json(profile) })
    const cis = createCisClient({ auth, fetch: service.fetch })
    const other = createCisClient({ auth, fetch: service.fetch, environment: 'testing' })
    {
      await using using = cis
      await using.users.get(key)
      expect(closed).toEqual([])
    }
    expect(closed).toEqual(['cis'])
    expect(await other.users.get(key)).toEqual(profile)
  })
})

describe('token', () => {
  test('tells scopes and expiry of an issued token, but not the token', async () => {
    const service = fakeService({
      token: () =>
        json({ access_token: 'opaque-token-1', token_type: 'Bearer', expires_in: 60, scope: 'a b' }),
    })
    const info = await clientOf(service).token()
    expect(info).toEqual({
      scopes: ['a', 'b'],
      audience: ['api.sso.mozilla.com'],
      expiresAt: expect.any(Number),
    })
    expect(info.expiresAt).toBeGreaterThan(Date.now() + 50_000)
    expect(JSON.stringify(info)).not.toContain('opaque')
  })

  test('reads the claims of a token that was given', async () => {
    const exp = 2_000_000_000
    const claims = { scope: 'display:staff', aud: ['x', 'y'], exp }
    const jwt = [{ alg: 'none' }, claims, 0]
      .map((part) => btoa(JSON.stringify(part)).replaceAll('=', ''))
      .join('.')
    const cis = createCisClient({ auth: staticToken(jwt), fetch: fakeService().fetch })
    expect(await cis.token()).toEqual({
      scopes: ['display:staff'],
      audience: ['x', 'y'],
      expiresAt: exp * 1000,
    })
  })

  test('leaves undefined what nobody says', async () => {
    const dabp = dabpOf(dabpService(), { auth: staticToken('opaque') })
    expect(await dabp.token()).toEqual({ scopes: undefined, audience: undefined, expiresAt: undefined })
  })

  test('end with the deadline of the call', async () => {
    const service = fakeService({ token: () => new Promise<never>(() => {}) })
    const hanging = clientOf(service, { deadlineMs: 2_000 })
    expect(await rejection(hanging.token({ deadlineMs: 20 }))).toMatchObject({
      name: 'TimeoutError',
      message: 'No token for cis arrived within 20 ms in total.',
      code: 'deadline_exceeded',
      during: 'token',
    })
  })
})

describe('the user agent', () => {
  const sent = async (userAgent?: string | false) => {
    const service = fakeService({ api: () => json(profile) })
    const cis = clientOf(service, { userAgent })
    // At once: Node.js uses the global process for its own work, such as messages to this worker, and fails without it.
    vi.unstubAllGlobals()
    await cis.users.get(key)
    return service.apiRequests[0]?.headers.get('user-agent')
  }

  test('is that of the package on Node.js, can be replaced and left out', async () => {
    expect(await sent()).toMatch(/^personctl-sdk\/\d/)
    expect(await sent('my-app/1')).toBe('my-app/1')
    expect(await sent(false)).toBeNull()
  })

  test.each<[string, object, boolean]>([
    ['a page or a worker of a browser', { navigator: { userAgent: 'Mozilla/5.0' } }, false],
    ['a service worker without a navigator', {}, false],
    ['a bundle with a stand-in for process', { process: { env: {}, versions: {} } }, false],
    ['Cloudflare Workers', { navigator: { userAgent: 'Cloudflare-Workers' } }, true],
    ['Deno', { Deno: { version: { deno: '2' } } }, true],
    ['Bun', { Bun: { version: '1' } }, true],
  ])('in %s is as it should be', async (_, globals, isSent) => {
    for (const name of ['process', 'Deno', 'Bun', 'navigator'])
      vi.stubGlobal(name, (globals as Record<string, unknown>)[name])
    const userAgent = await sent()
    if (isSent) expect(userAgent).toMatch(/^personctl-sdk\//)
    else expect(userAgent).toBeNull()
  })

  test.each(['a\r\nb', '', ' ', 'naïve 名', 5, true, null])('is refused if it is %j', async (userAgent) => {
    const service = fakeService()
    expect(() => clientOf(service, { userAgent: userAgent as string })).toThrow(
      expect.objectContaining({ name: 'InvalidRequestError', param: 'userAgent' }),
    )
  })
})

describe('users.getMany', () => {
  const keys = (...uuids: string[]) => uuids.map((uuid) => ({ uuid }))
  const uuidOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? ''

  test('gives one result for each key in their order, and asks once for each', async () => {
    const service = fakeService({
      api: (_, { url }) => {
        const uuid = uuidOf(url)
        if (uuid === 'nobody') return json({})
        return uuid === 'broken' ? json({ message: 'no' }, { status: 403 }) : json({ uuid: { value: uuid } })
      },
    })
    const wanted = keys('a', 'nobody', 'b', 'broken', 'a', 'b')
    const results = await clientOf(service).users.getMany(wanted)
    expect(results.map(({ key }) => key)).toEqual(wanted)
    expect(results.map(({ profile }) => profile?.uuid?.value)).toEqual([
      'a',
      undefined,
      'b',
      undefined,
      'a',
      'b',
    ])
    expect(results.map(({ error }) => error?.name)).toEqual([
      ...[undefined, undefined, undefined],
      ...['PermissionError', undefined, undefined],
    ])
    expect(service.apiRequests.map(({ url }) => uuidOf(url)).sort()).toEqual(['a', 'b', 'broken', 'nobody'])
  })

  test('sends as many requests at a time as it may, with any keys', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (uuids, concurrency) => {
          let running = 0
          let most = 0
          const service = fakeService({
            api: async (_, { url }) => {
              running += 1
              most = Math.max(most, running)
              await new Promise((resolve) => setImmediate(resolve))
              running -= 1
              return json({ uuid: { value: uuidOf(url) } })
            },
          })
          const cis = clientOf(service, { auth: staticToken('t') })
          const results = await cis.users.getMany(keys(...uuids), { concurrency })
          expect(results.map(({ profile }) => profile?.uuid?.value)).toEqual(uuids)
          expect(most).toBe(Math.min(concurrency, new Set(uuids).size))
          expect(service.apiRequests).toHaveLength(new Set(uuids).size)
        },
      ),
      propertyRuns(100),
    )
  })

  test('refuses an invalid key before anything is sent', async () => {
    const service = fakeService()
    const cis = clientOf(service)
    for (const wrong of [[{ uuid: 'a' }, {}], [{ uuid: 'a' }, null], 'abc', { uuid: 'a' }, undefined])
      expect(await rejection(cis.users.getMany(wrong as never))).toMatchObject({
        name: 'InvalidRequestError',
      })
    for (const concurrency of [0, 101, 1.5])
      expect(await rejection(cis.users.getMany(keys('a'), { concurrency }))).toMatchObject({
        param: 'concurrency',
      })
    expect(service.apiRequests).toEqual([])
  })

  test('ends as a whole when its signal aborts', async () => {
    const controller = new AbortController()
    const service = fakeService({
      api: (count) => {
        if (count === 2) controller.abort(new Error('enough'))
        return json(profile)
      },
    })
    const many = clientOf(service).users.getMany(keys('a', 'b', 'c', 'd'), {
      concurrency: 1,
      signal: controller.signal,
    })
    expect(await rejection(many)).toMatchObject({ message: 'enough' })
    expect(service.apiRequests).toHaveLength(2)
  })
})

describe('a response of the Person API with status 200', () => {
  test.each([
    [{ message: 'Internal Server Error' }],
    [{ error: 'x', status: 200 }],
    [{ error: { code: 1 } }],
    [[]],
    ['text'],
  ])('that is %j is not a person, and is tried again', async (body) => {
    const service = fakeService({ api: (count) => json(count < 3 ? body : profile) })
    expect(await clientOf(service).users.get(key)).toEqual(profile)
    const lasting = clientOf(fakeService({ api: () => json(body) }))
    expect(await rejection(lasting.users.find(key))).toMatchObject({
      name: 'InvalidResponseError',
      attempts: 3,
    })
  })

  test.each([
    [{ schema: 's' }],
    [{ access_information: {}, identities: {}, staff_information: {} }],
    [{ uuid: { signature: {}, metadata: {}, value: null } }],
    [{ usernames: { signature: {}, metadata: {}, values: null } }],
  ])('that is %j is a profile of which the token sees little', async (body) => {
    expect(await clientOf(fakeService({ api: () => json(body) })).users.get(key)).toEqual(body)
  })
})

describe('request', () => {
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0xff])

  test.each<[string, unknown, string, string]>([
    ['bytes', bytes, 'application/octet-stream', '89504eff'],
    ['a part of a buffer', bytes.subarray(1, 3), 'application/octet-stream', '504e'],
    ['an ArrayBuffer', bytes.buffer, 'application/octet-stream', '89504eff'],
    ['a Blob', new Blob([bytes], { type: 'image/png' }), 'image/png', '89504eff'],
    [
      'URLSearchParams',
      new URLSearchParams({ a: '1 2' }),
      'application/x-www-form-urlencoded;charset=UTF-8',
      Buffer.from('a=1+2').toString('hex'),
    ],
  ])('sends %s as they are', async (_, body, type, hex) => {
    let seen: FetchInit | undefined
    const fetch = async (_: string, init: FetchInit) => {
      seen = init
      return json({})
    }
    await createCisClient({ auth: staticToken('t'), fetch }).request('/v2/x', { body })
    expect(seen?.headers['content-type']).toBe(type)
    expect(Buffer.from(seen?.body as Uint8Array).toString('hex')).toBe(hex)
  })

  test('sends a form with its boundary, and the same bytes again', async () => {
    const { service, cis } = cisOf({
      api: (count) => (count === 1 ? json({}, { status: 503, headers: { 'retry-after': '0' } }) : json({})),
    })
    const form = new FormData()
    form.set('file', new Blob([bytes]), 'a.png')
    await cis.request('/v2/x', { body: form, method: 'PUT' })
    const sent = service.apiRequests.map(({ headers, body }) => [headers.get('content-type'), String(body)])
    expect(sent).toHaveLength(2)
    expect(sent[0]?.[0]).toMatch(/^multipart\/form-data; boundary=/)
    expect(sent[1]).toEqual(sent[0])
  })

  test.each<[string, unknown]>([
    ['a stream', new Blob(['a']).stream()],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a big integer', 1n],
  ])('refuses %s as a body', async (_, body) => {
    const { service, cis } = cisOf()
    expect(await rejection(cis.request('/v2/x', { body }))).toMatchObject({ param: 'body', attempts: 0 })
    expect(service.apiRequests).toEqual([])
  })

  test('returns the bytes of a response as they came, and its URL', async () => {
    const { cis } = cisOf({ api: () => new Response(bytes, { headers: { 'content-type': 'image/png' } }) })
    const response = await cis.request('/v2/picture?size=1')
    expect(response.url).toBe('https://person.api.sso.mozilla.com/v2/picture?size=1')
    expect(Buffer.from(await response.arrayBuffer()).toString('hex')).toBe('89504eff')
  })

  test.each([
    '/..%2ftenant2/x',
    '/%2e%2e%2Fx',
    '/v2/..%5cx',
    '/v2%2f..%2f..%2fx',
    '/v2/%252e%252e%252fx',
    '/v2/a%2f%2e%2e',
    '/v2/.%2e%2fx',
  ])('refuses %s, which leads up for a server that decodes it first', async (path) => {
    const { service, cis } = cisOf()
    expect(await rejection(cis.request(path))).toMatchObject({ name: 'InvalidRequestError', param: 'path' })
    expect(service.apiRequests).toEqual([])
  })

  test.each(['/v2/a%2fb', '/v2/..a%2fb', '/v2/a..%2fb', '/v2/x?next=..%2f..'])('sends %s', async (path) => {
    const { service, cis } = cisOf()
    await cis.request(path)
    expect(service.apiRequests[0]?.url).toBe(`https://person.api.sso.mozilla.com${path}`)
  })
})

test('a fetch function gets a plain object of headers, also with headers of the call', async () => {
  let seen: FetchInit | undefined
  const cis = createCisClient({
    auth: staticToken('t'),
    fetch: async (_, init) => {
      seen = init
      return json(profile)
    },
  })
  await cis.users.get(key, { headers: new Headers({ 'X-A': '1' }) })
  expect(Object.getPrototypeOf(seen?.headers)).toBe(Object.prototype)
  expect(seen?.headers).toMatchObject({ 'x-a': '1', authorization: 'Bearer t' })
})

test('an error of a lookup says which call it was', async () => {
  const { cis } = cisOf({ api: internalServerError })
  const error = (await rejection(cis.users.get(key))) as PersonctlError
  expect(error).toMatchObject({ during: 'request', method: 'GET' })
  expect(error.url).toContain('/v2/user/primary_email/')
})
