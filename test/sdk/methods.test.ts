// What all methods of all clients have in common: options of a call, the response, the life of a client.
import {
  type CernClient,
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
import { afterEach, describe, expect, test, vi } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { cernOf, cernService, failure, single } from './helpers/cernService.ts'
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
    await clientOf(service, { userAgent }).users.get(key)
    return service.apiRequests[0]?.headers.get('user-agent')
  }
  afterEach(() => vi.unstubAllGlobals())

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

  test('sends as many requests at a time as it may, with any keys', async () => {
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

describe('a write at CERN', () => {
  const empty = () => new Response(null, { status: 204 })
  const writes: readonly (readonly [string, (cern: CernClient) => Promise<unknown>, unknown])[] = [
    ['groups.addMembers', (cern) => cern.groups.addMembers('g', ['1']), []],
    ['groups.removeMembers', (cern) => cern.groups.removeMembers('g', ['ada']), []],
    [
      'groups.create',
      (cern) => cern.groups.create({ groupIdentifier: 'g', displayName: 'G', description: 'g' }),
      undefined,
    ],
    ['applications.create', (cern) => cern.applications.create({ applicationIdentifier: 'a' }), undefined],
    [
      'applications.roles.create',
      (cern) => cern.applications.roles.create('a', { name: 'r', displayName: 'R' }),
      undefined,
    ],
    [
      'applications.roles.assignGroup',
      (cern) => cern.applications.roles.assignGroup('a', 'r', 'g'),
      undefined,
    ],
  ]

  test.each(writes)('%s succeeds with an empty response, and sends one request', async (_, write, result) => {
    for (const response of [
      empty,
      () => new Response('', { status: 200 }),
      () => new Response('', { status: 202, headers: { 'content-type': 'application/json' } }),
      () => json({ request_id: 'r', message: null, data: null }),
    ]) {
      const service = cernService({ api: response })
      expect(await write(cernOf(service))).toEqual(result)
      expect(service.apiRequests).toHaveLength(1)
    }
  })

  test('without a result does not read the body', async () => {
    const service = cernService({
      api: () => new Response('OK, done', { headers: { 'content-type': 'text/plain' } }),
    })
    await cernOf(service).applications.roles.assignGroup('a', 'r', 'g')
    expect(service.apiRequests).toHaveLength(1)
  })

  test.each(writes.filter(([name]) => name !== 'applications.roles.assignGroup'))(
    '%s with a response that cannot be used may have been done, and is not sent again',
    async (_, write) => {
      for (const api of [() => new Response('OK'), () => json({}), () => json({ data: 'done' })]) {
        const service = cernService({ api })
        expect(await rejection(write(cernOf(service)))).toMatchObject({
          name: 'InvalidResponseError',
          mayHaveBeenDone: true,
        })
        expect(service.apiRequests).toHaveLength(1)
      }
    },
  )

  test.each([
    ['404', () => failure(404, 'Not found')],
    ['400', () => failure(400, 'Nobody of them is in the group')],
  ])('removeMembers counts as done if the response was lost and the second one is %s', async (_, second) => {
    const service = cernService({
      api: (count) => (count === 1 ? json({}, { status: 504 }) : second()),
    })
    expect(await cernOf(service).groups.removeMembers('g', ['ada'])).toEqual([])
    expect(service.apiRequests).toHaveLength(2)
  })

  test('removeMembers of somebody who is not there is refused', async () => {
    const service = cernService({ api: () => failure(400, 'Nobody of them is in the group') })
    expect(await rejection(cernOf(service).groups.removeMembers('g', ['ada']))).toMatchObject({
      name: 'InvalidRequestError',
      status: 400,
    })
  })

  test.each([
    ['400 and "already"', failure(400, "There is a group 'g' already")],
    ['409', failure(409, 'Duplicate')],
  ])('of what exists is a ConflictError: %s', async (_, response) => {
    const service = cernService({ api: () => response.clone() })
    const create = cernOf(service).groups.create({ groupIdentifier: 'g', displayName: 'G', description: 'g' })
    expect(await rejection(create)).toMatchObject({ name: 'ConflictError', code: 'conflict' })
    expect(service.apiRequests).toHaveLength(1)
  })

  test('isMember without a statement is an invalid response', async () => {
    for (const data of [{}, { isMember: null }, { isMember: 'true' }]) {
      const service = cernService({ api: () => single(data) })
      expect(await rejection(cernOf(service).identities.isMember('ada', 'g'))).toMatchObject({
        name: 'InvalidResponseError',
      })
    }
  })
})

describe('groups.setMembers', () => {
  interface Member {
    id: string
    upn: string | null
    personId: string | null
  }
  const person = (number: number): Member => ({
    id: `08d779a6-17b6-9037-5343-${String(number).padStart(12, '0')}`,
    upn: `user${number}`,
    personId: String(700_000 + number),
  })

  /** A group, and the identities of the service. */
  function groupService(initial: readonly Member[], everybody: readonly Member[] = initial, total?: number) {
    let members = [...initial]
    const writes: { method: string; body: unknown }[] = []
    const service = cernService({
      api: (_, { method, url, body }) => {
        const { pathname } = new URL(url)
        if (pathname.includes('/Identity/')) {
          const name = decodeURIComponent(pathname.split('/').at(-1) ?? '')
          const found = everybody.find(({ id, upn }) => id === name || upn === name)
          return found === undefined ? failure(404, 'Not found') : single({ id: found.id, upn: found.upn })
        }
        if (method === 'GET') {
          return json({
            pagination: {
              total: total ?? members.length,
              offset: 0,
              limit: 1000,
              next: null,
              token: null,
              links: {},
            },
            data: members,
          })
        }
        const list = JSON.parse(String(body)) as (string | { id: string })[]
        writes.push({ method, body: list })
        if (method === 'POST') {
          const ids = list.map((one) => (typeof one === 'string' ? one : one.id))
          members.push(
            ...everybody.filter(({ id, personId }) => ids.includes(id) || ids.includes(personId ?? '')),
          )
        } else members = members.filter(({ upn }) => !list.includes(upn ?? ''))
        return json({ data: [] })
      },
    })
    return { service, writes, cern: cernOf(service), members: () => members }
  }

  test('adds who is missing and removes who is not wanted, by id, upn and personId', async () => {
    const people = [0, 1, 2, 3, 4, 5].map(person)
    const { cern, writes, members } = groupService(people.slice(0, 3), people)
    const wanted = ['user0', '700001', person(3).id.toUpperCase(), 'user4', '700005']
    expect(await cern.groups.setMembers('crew', wanted)).toEqual({
      added: [person(3).id.toUpperCase(), 'user4', '700005'],
      removed: ['user2'],
      unchanged: ['user0', '700001'],
      unremovable: [],
    })
    expect(writes).toEqual([
      { method: 'POST', body: [{ id: person(3).id.toUpperCase() }, { id: person(4).id }, { id: '700005' }] },
      { method: 'DELETE', body: ['user2'] },
    ])
    expect(members().map(({ upn }) => upn)).toContain('user4')
  })

  test('changes nothing in a dry run, and says what it would change', async () => {
    const people = [0, 1, 2].map(person)
    const { cern, service, writes } = groupService(people.slice(0, 2), people)
    expect(await cern.groups.setMembers('crew', ['user1', 'user2'], { dryRun: true })).toEqual({
      ...{ added: ['user2'], removed: ['user0'], unchanged: ['user1'], unremovable: [] },
    })
    expect(writes).toEqual([])
    expect(service.apiRequests.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('removes nobody if the list of members was not complete', async () => {
    const people = [0, 1, 2].map(person)
    const { cern, writes } = groupService(people, people, 5)
    expect(await rejection(cern.groups.setMembers('crew', ['user1']))).toMatchObject({
      name: 'InvalidResponseError',
      code: 'incomplete_list',
    })
    expect(writes).toEqual([])
  })

  test('changes nothing if somebody who is wanted does not exist', async () => {
    const { cern, writes } = groupService([person(0)])
    expect(await rejection(cern.groups.setMembers('crew', ['user1']))).toBeInstanceOf(NotFoundError)
    expect(writes).toEqual([])
  })

  test('changes nothing if an entry is not a string', async () => {
    const { cern, service } = groupService([person(0)])
    for (const wanted of [undefined, 'user0', ['user0', undefined], ['user0', ''], [null]])
      expect(await rejection(cern.groups.setMembers('crew', wanted as never))).toMatchObject({
        param: 'wanted',
      })
    expect(service.apiRequests).toEqual([])
  })

  test('leaves rows that are not of identities, and says so', async () => {
    const rows = [{ ...person(1), upn: null }, { ...person(2), upn: 'group|abc' }, person(0)]
    const { cern, writes } = groupService(rows)
    expect(await cern.groups.setMembers('crew', ['user0'])).toEqual({
      ...{ added: [], removed: [], unchanged: ['user0'], unremovable: [person(1).id, person(2).id] },
    })
    expect(writes).toEqual([])
  })

  test('sends at most 100 members in a request', async () => {
    const people = Array.from({ length: 450 }, (_, index) => person(index))
    const { cern, writes } = groupService(people.slice(0, 150), people)
    await cern.groups.setMembers(
      'crew',
      people.slice(150).map(({ id }) => id),
    )
    expect(writes.map(({ method, body }) => [method, (body as unknown[]).length])).toEqual([
      ...[
        ['POST', 100],
        ['POST', 100],
        ['POST', 100],
      ],
      ...[
        ['DELETE', 100],
        ['DELETE', 50],
      ],
    ])
  })

  test('makes any group what is wanted, and the second time finds nothing to do', async () => {
    const people = Array.from({ length: 12 }, (_, index) => person(index))
    const some = fc.uniqueArray(fc.nat({ max: 11 }))
    const naming = fc.constantFrom('id', 'upn', 'personId') as fc.Arbitrary<keyof Member>
    await fc.assert(
      fc.asyncProperty(some, fc.array(fc.tuple(fc.nat({ max: 11 }), naming)), async (before, after) => {
        const { cern, members } = groupService(
          before.map((index) => person(index)),
          people,
        )
        const wanted = after.map(([index, name]) => String(person(index)[name]))
        await cern.groups.setMembers('crew', wanted)
        const ids = new Set(after.map(([index]) => person(index).id))
        expect(new Set(members().map(({ id }) => id))).toEqual(ids)
        const again = await cern.groups.setMembers('crew', wanted)
        expect({ added: again.added, removed: again.removed }).toEqual({ added: [], removed: [] })
      }),
      propertyRuns(100),
    )
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
