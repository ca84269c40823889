import { type CernClient, filter, InvalidRequestError, NotFoundError } from '@personctl/sdk'
import { createCernClient } from '@personctl/sdk/cern'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked, cernOf, cernService, failure, secret, single } from './helpers/cernService.ts'
import { cacheWith, json, rejection, tokenResponse } from './helpers/fakeService.ts'

const list = (data: unknown[] = []) => json({ request_id: null, message: null, data })
const uuid = '4499f2b8-2bcd-4d0a-bf81-73c119fb7bf9'

describe('the CERN client', () => {
  const calls: Record<string, [(cern: CernClient) => Promise<unknown>, string]> = {
    'an identity': [(cern) => cern.identities.get('ada'), 'GET /api/v1.0/Identity/ada'],
    'fields of an identity': [
      (cern) => cern.identities.get('ada', { fields: ['primaryAccountEmail', 'upn'] }),
      'GET /api/v1.0/Identity/ada?field=primaryAccountEmail&field=upn',
    ],
    me: [(cern) => cern.identities.me({ fields: ['upn'] }), 'GET /api/v1.0/Identity/my?field=upn'],
    'all identities': [
      (cern) => cern.identities.list({ pageSize: 5000 }).first(),
      'GET /api/v1.0/Identity?limit=5000',
    ],
    'by e-mail': [
      (cern) => cern.identities.byEmail('a+b/c@example.org').first(),
      'GET /api/v1.0/Identity/by_email/a%2Bb%2Fc%40example.org',
    ],
    'direct groups': [(cern) => cern.identities.groups('ada').first(), 'GET /api/v1.0/Identity/ada/groups'],
    'all groups of an identity': [
      (cern) => cern.identities.groups('ada', { recursive: true, fields: ['groupIdentifier'] }).first(),
      'GET /api/v1.0/Identity/ada/groups/recursive?field=groupIdentifier',
    ],
    'a group': [(cern) => cern.groups.get('atlas'), 'GET /api/v1.0/Group/atlas'],
    'groups by offset': [
      (cern) => cern.groups.list({ paging: 'offset' }).first(),
      'GET /api/v1.0/Group?offset=0',
    ],
    'a query': [
      (cern) => cern.groups.query({ property: 'groupIdentifier', value: 'a' }, { fields: ['id'] }).first(),
      'POST /api/v1.0/Group/-/Query?includeArchivedAndDeleted=false&field=id {"operator":"Equals","property":"groupIdentifier","value":"a"}',
    ],
    'direct members': [
      (cern) => cern.groups.members('atlas', { sort: ['displayName', 'upn'] }).first(),
      'GET /api/v1.0/Group/atlas/members/identities?sort=displayName&sort=upn',
    ],
    'all members': [
      (cern) => cern.groups.members('atlas', { recursive: true }).first(),
      'GET /api/v1.0/Group/atlas/members/identities/recursive',
    ],
    'adding members': [
      (cern) => cern.groups.addMembers('crew', ['806747', uuid]),
      `POST /api/v1.0/Group/crew/members/identities [{"id":"806747"},{"id":"${uuid}"}]`,
    ],
    'removing members': [
      (cern) => cern.groups.removeMembers('crew', ['ada', 'a/b']),
      'DELETE /api/v1.0/Group/crew/members/identities ["ada","a/b"]',
    ],
    applications: [
      (cern) => cern.applications.list({ filter: 'ownerId:x' }).first(),
      'GET /api/v1.0/Application?filter=ownerId%3Ax',
    ],
    roles: [(cern) => cern.applications.roles.list('app').first(), 'GET /api/v1.0/Application/app/roles'],
    'a group for a role': [
      (cern) => cern.applications.roles.assignGroup('app', 'r/1', 'crew'),
      'POST /api/v1.0/Application/app/roles/r%2F1/groups/crew',
    ],
    'any collection': [
      (cern) =>
        cern
          .paginate('/api/v1.0/Application/app/roles/r/groups/', { filter: ['a:b', 'c:d'] }, { pageSize: 2 })
          .first(),
      'GET /api/v1.0/Application/app/roles/r/groups?filter=a%3Ab&filter=c%3Ad&limit=2',
    ],
  }
  test.each(Object.entries(calls))('sends the documented request for %s', async (_name, [call, request]) => {
    const service = cernService({
      api: (_count, { url }) =>
        /Identity\/(?:ada|my)(?:\?|$)|Group\/atlas$|roles\/r%2F1/.test(url)
          ? single({ id: uuid })
          : list([{ id: uuid }]),
    })
    await call(cernOf(service))
    const sent = service.apiRequests.map(({ method, url, body }) =>
      [method, url.replace('https://authorization-service-api.web.cern.ch', ''), body ?? []].flat().join(' '),
    )
    expect(sent).toEqual([request])
  })

  test('create sends the given object, and fills in the omitted properties of a role', async () => {
    const service = cernService({ api: () => single({ id: uuid }) })
    const cern = cernOf(service)
    const group = { groupIdentifier: 'crew', displayName: 'Crew', description: 'On duty' }
    expect(await cern.groups.create(group)).toEqual({ id: uuid })
    await cern.applications.create({ applicationIdentifier: 'app', displayName: 'App' })
    await cern.applications.roles.create('app', {
      name: 'shifter',
      displayName: 'Shifter',
      multifactor: true,
    })
    expect(service.apiRequests.map(({ body }) => JSON.parse(body ?? ''))).toEqual([
      group,
      { applicationIdentifier: 'app', displayName: 'App' },
      {
        name: 'shifter',
        displayName: 'Shifter',
        description: '',
        required: false,
        multifactor: true,
        applyToAllUsers: false,
      },
    ])
  })

  test('applications.get searches by id for a UUID, and by identifier otherwise', async () => {
    const service = cernService({ api: (count) => list(count < 3 ? [{ id: uuid }] : []) })
    const cern = cernOf(service)
    expect(await cern.applications.get(uuid)).toEqual({ id: uuid })
    await cern.applications.get('my-app', { fields: ['ownerId'] })
    expect(asked(service)).toEqual([
      `/api/v1.0/Application?filter=id:eq:${uuid}`,
      '/api/v1.0/Application?field=ownerId&filter=applicationIdentifier:eq:my-app',
    ])
    expect(await rejection(cern.applications.get('nope'))).toBeInstanceOf(NotFoundError)
  })

  test('isMember returns the value in the response', async () => {
    const service = cernService({ api: (count) => single({ isMember: count === 1 }) })
    const cern = cernOf(service)
    expect(await cern.identities.isMember('ada', 'atlas')).toBe(true)
    expect(await cern.identities.isMember('ada', 'cms')).toBe(false)
    expect(asked(service)[0]).toBe('/api/v1.0/Identity/ada/isMemberRecursive/atlas')
  })

  test('addMembers and removeMembers send nothing for an empty list', async () => {
    const service = cernService()
    expect(await cernOf(service).groups.addMembers('crew', [])).toEqual([])
    expect(await cernOf(service).groups.removeMembers('crew', [])).toEqual([])
    expect(service.apiRequests).toEqual([])
  })
})

test('an identifier with any characters remains one segment of the path', { tags: 'property' }, async () => {
  const nasty = fc.constantFrom('a/b', '100%', '%2F', '?x=1#y', '{identity}', "$&$'", '名')
  const text = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((value) => value.trim() !== '' && !/^\.{1,2}$/.test(value))
  const service = cernService()
  const cern = cernOf(service)
  await fc.assert(
    fc.asyncProperty(fc.oneof(nasty, text), async (value) => {
      await cern.identities.get(value)
      const parts = new URL(service.apiRequests.at(-1)?.url ?? '').pathname.split('/')
      expect(parts.slice(0, -1)).toEqual(['', 'api', 'v1.0', 'Identity'])
      expect(decodeURIComponent(parts.at(-1) ?? '')).toBe(value)
    }),
  )
})

test.each(['.', '..', '../Group', 'a/../b', '..\\x'])(
  'an identifier that would lead to another path, %j, is refused before anything is sent',
  async (identifier) => {
    const service = cernService()
    const cern = cernOf(service)
    for (const call of [
      () => cern.identities.get(identifier),
      () => cern.identities.isMember('ada', identifier),
      () => cern.groups.get(identifier),
      () => cern.groups.addMembers(identifier, ['1']),
      () => cern.groups.removeMembers(identifier, ['1']),
      () => cern.groups.setMembers(identifier, ['1']),
      () => cern.applications.roles.assignGroup('app', 'role', identifier),
      async () => cern.groups.members(identifier),
      async () => cern.identities.groups(identifier),
      async () => cern.identities.byEmail(identifier),
      async () => cern.applications.roles.list(identifier),
    ]) {
      expect(await rejection(call())).toMatchObject({ name: 'InvalidRequestError', attempts: 0 })
    }
    expect(service.apiRequests).toEqual([])
  },
)

describe('filters', () => {
  test('a value with colons and ampersands arrives unchanged', { tags: 'property' }, async () => {
    const service = cernService({ api: () => list() })
    const cern = cernOf(service)
    const operator = fc.constantFrom('eq', 'contains', 'gt') as fc.Arbitrary<'eq' | 'contains' | 'gt'>
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.trim() !== '')
    await fc.assert(
      fc.asyncProperty(operator, text, async (operator, value) => {
        await cern.groups.list({ filter: filter[operator]('displayName', value) }).first()
        const sent = new URL(service.apiRequests.at(-1)?.url ?? '').searchParams.getAll('filter')
        expect(sent).toEqual([`displayName:${operator}:${value}`])
      }),
    )
  })

  test('numbers, booleans and dates are formatted as the service expects them', () => {
    expect(filter.gt('modificationTime', new Date('2024-01-01'))).toBe(
      'modificationTime:gt:2024-01-01T00:00:00.000Z',
    )
    expect(filter.eq('blocked', false)).toBe('blocked:eq:false')
    expect(filter.eq('gid', 7)).toBe('gid:eq:7')
  })

  test.each([
    'blocked:false',
    'modificationTime:2024-01-01T00:00:00Z',
    'modificationTime:gt:2024-01-01T00:00:00Z',
    'id: 4499f2b8',
    'groupIdentifier:eq:mailto:x',
    'displayName:a b: c',
  ])('the filter %s is sent unchanged', async (text) => {
    const service = cernService({ api: () => list() })
    await cernOf(service).groups.list({ filter: text }).first()
    expect(asked(service)).toEqual([`/api/v1.0/Group?filter=${text}`])
  })
})

describe('an invalid argument', () => {
  const auth = { connect: () => ({ token: async () => 't', reject: () => 'fixed' as const }) }
  const calls: [string, (cern: CernClient) => unknown, string, RegExp][] = [
    ['page size 0', (cern) => cern.groups.list({ pageSize: 0 }), 'pageSize', /1 to 5000/],
    ['page size 5001', (cern) => cern.groups.members('a', { pageSize: 5001 }), 'pageSize', /1 to 5000/],
    ['page size 1.5', (cern) => cern.paginate('Group', {}, { pageSize: 1.5 }), 'pageSize', /1 to 5000/],
    [
      'an unknown field',
      (cern) => cern.groups.list({ fields: ['groupIdentifer' as never] }),
      'fields',
      /mean groupIdentifier\?/,
    ],
    [
      'an unknown field to sort by',
      (cern) => cern.identities.list({ sort: 'displayname' }),
      'sort',
      /mean displayName\?/,
    ],
    [
      'an unknown field of one identity',
      (cern) => cern.identities.get('ada', { fields: ['email' as never] }),
      'fields',
      /field "email"/,
    ],
    [
      'an unknown field of a filter',
      (cern) => cern.groups.list({ filter: 'displyName:x' }),
      'filter',
      /mean displayName\?/,
    ],
    [
      'an unknown operator',
      (cern) => cern.groups.list({ filter: 'displayName:contain:x' }),
      'filter',
      /mean contains\?/,
    ],
    ['a filter without a colon', (cern) => cern.groups.list({ filter: 'atlas' }), 'filter', /field:value/],
    ['a filter without a field', (cern) => cern.groups.list({ filter: ':atlas' }), 'filter', /field:value/],
    [
      'a filter without a value',
      (cern) => cern.groups.list({ filter: 'displayName:contains: ' }),
      'filter',
      /it has no value/,
    ],
    ['a built filter without a value', () => filter.eq('upn', ''), 'filter', /it has no value/],
    ['a built filter without a field', () => filter.eq('', 'x'), 'filter', /field/],
    [
      'several pages at a time by token',
      (cern) => cern.groups.list({ concurrency: 4 }),
      'concurrency',
      /offset/,
    ],
    [
      'no page at a time',
      (cern) => cern.groups.list({ paging: 'offset', concurrency: 0 }),
      'concurrency',
      /1 to 16/,
    ],
    [
      'another way of paging',
      (cern) => cern.groups.list({ paging: 'page' as never }),
      'paging',
      /one of token, offset/,
    ],
    ['an empty identifier', (cern) => cern.identities.get(' '), 'identity', /identity is " "/],
    ['half a character', (cern) => cern.groups.get('a\ud800'), 'group', /surrogate/],
    ['a path to another host', (cern) => cern.paginate('https://evil.example/Group'), 'path', /path is/],
    ['a path out of the API', (cern) => cern.paginate('../../auth'), 'path', /path is/],
    ['a path with a query', (cern) => cern.paginate('Group?limit=3'), 'path', /path is/],
    ['a limit in the query', (cern) => cern.paginate('Group', { limit: 3 }), 'query', /pageSize/],
    ['an invalid resume token', (cern) => cern.groups.list({ startAt: 'x' }), 'startAt', /resume token/],
    [
      'a group without a name',
      (cern) => cern.groups.create({ groupIdentifier: 'a', displayName: '', description: 'd' }),
      'displayName',
      /displayName/,
    ],
    [
      'an unknown environment',
      () => createCernClient({ environment: 'test' as never, auth }),
      'environment',
      /production, qa, dev/,
    ],
    ['an invalid base URL', () => createCernClient({ baseUrl: 'cern', auth }), 'baseUrl', /http or https/],
    ['no authentication', () => createCernClient({} as never), 'auth', /staticToken/],
    ['a time limit of 0', () => createCernClient({ timeoutMs: 0, auth }), 'timeoutMs', /more than 0/],
  ]
  test.each(calls)(
    'is refused before anything is sent, and named in the error: %s',
    async (_name, call, param, text) => {
      const service = cernService()
      const error = (await rejection((async () => call(cernOf(service)))())) as InvalidRequestError
      expect(error).toBeInstanceOf(InvalidRequestError)
      expect(error).toMatchObject({ param, attempts: 0 })
      expect(`${error.message} ${error.hint}`).toMatch(text)
      expect([...service.tokenRequests, ...service.apiRequests]).toEqual([])
    },
  )

  test('is sent with allowUnknown, if it is an unknown field or operator', async () => {
    const service = cernService({ api: () => list() })
    const options = { fields: ['newField' as never], filter: 'newField:startswith:x', sort: 'newField' }
    await cernOf(service)
      .groups.list({ ...options, allowUnknown: true })
      .first()
    expect(asked(service)).toEqual([
      '/api/v1.0/Group?field=newField&filter=newField:startswith:x&sort=newField',
    ])
  })
})

describe('the base URL and the token', () => {
  test.each([
    ['https://cern.example', 'https://cern.example/api/v1.0/Group/a'],
    ['https://cern.example/api/v1.0/', 'https://cern.example/api/v1.0/Group/a'],
    ['https://cern.example/x/API/v1.0', 'https://cern.example/x/api/v1.0/Group/a'],
  ])('the client adds /api/v1.0 to the base URL %s once', async (baseUrl, url) => {
    const service = cernService({ documented: false })
    await cernOf(service, { baseUrl }).groups.get('a')
    expect(service.apiRequests[0]?.url).toBe(url)
  })

  test.each([
    ['production', 'authorization-service-api.web.cern.ch', 'auth.cern.ch'],
    ['qa', 'authorization-service-api-qa.web.cern.ch', 'keycloak-qa.cern.ch'],
    ['dev', 'authorization-service-api-dev.web.cern.ch', 'keycloak-dev.cern.ch'],
  ] as const)('the client uses the hosts of the environment %s', async (environment, api, keycloak) => {
    const service = cernService()
    await cernOf(service, { environment }).groups.get('a')
    expect(new URL(service.apiRequests[0]?.url ?? '').host).toBe(api)
    expect(service.tokenRequests[0]?.url).toBe(`https://${keycloak}/auth/realms/cern/api-access/token`)
  })

  test('the client sends its id and secret in the form by default', async () => {
    const service = cernService()
    await cernOf(service).groups.get('a')
    const [request] = service.tokenRequests
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: secret,
      audience: 'authorization-service-api',
    })
    expect(service.apiRequests[0]?.headers.get('authorization')).toBe('Bearer token-1')
  })

  test('the client sends its id and secret only in the header with HTTP Basic', async () => {
    const service = cernService()
    const credentials = { clientId: 'a:b', clientSecret: 'p&ß w', clientAuthentication: 'basic' } as const
    await cernOf(service, {}, credentials).groups.get('a')
    const [request] = service.tokenRequests
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      audience: 'authorization-service-api',
    })
    const [id, given] = atob(request?.headers.get('authorization')?.replace('Basic ', '') ?? '').split(':')
    expect([...new URLSearchParams(`id=${id}&secret=${given}`).values()]).toEqual(['a:b', 'p&ß w'])
  })

  test('a rejected token is replaced once, and the error says what to check', async () => {
    const service = cernService({ api: () => failure(401, 'Invalid audience') })
    const error = await rejection(cernOf(service, {}, { cache: cacheWith('old') }).groups.get('a'))
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      hint: expect.stringContaining('authorization-service-api'),
    })
    // The new token is given a second chance.
    expect(service.apiRequests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer old',
      'Bearer token-1',
      'Bearer token-1',
    ])
  })

  test('no error contains a secret that the token endpoint echoes in any spelling', async () => {
    const service = cernService({
      token: (_count, { headers, body }) =>
        json(
          { error: 'invalid_client', error_description: `${body} ${headers.get('authorization')}` },
          { status: 401 },
        ),
    })
    for (const clientAuthentication of ['body', 'basic'] as const) {
      const error = (await rejection(cernOf(service, {}, { clientAuthentication }).groups.get('a'))) as Error
      expect(error).toMatchObject({ name: 'AuthenticationError' })
      expect(error.message).not.toContain(secret)
      expect(error.message).not.toContain(btoa(`client:${secret}`))
    }
  })
})

describe('an error of the service', () => {
  test.each([
    [404, 'NotFoundError', 'The group "a" does not exist.'],
    [403, 'PermissionError', 'authorization-service-groups-readers'],
    [400, 'InvalidRequestError', 'what the service says'],
  ])('with status %i becomes the error %s', async (status, name, said) => {
    const service = cernService({ api: () => failure(status, 'what the service says') })
    const error = (await rejection(cernOf(service).groups.get('a'))) as NotFoundError
    expect(error).toMatchObject({ name, status, service: 'cern', attempts: 1 })
    expect(`${error.message} ${error.hint}`).toContain(said)
    expect(await rejection(cernOf(service).groups.members('a').first())).toMatchObject({ name, status })
  })

  test('is retried for a DELETE, but not for a POST', async () => {
    const service = cernService({ api: () => failure(503, 'busy') })
    const cern = cernOf(service)
    await rejection(cern.groups.addMembers('a', ['1']))
    expect(service.apiRequests).toHaveLength(1)
    await rejection(cern.groups.get('a'))
    expect(service.apiRequests).toHaveLength(4)
  })

  test.each([{}, { data: null }, { data: [] }, [], 7])(
    'is an InvalidResponseError for a response without the expected data: %j',
    async (body) => {
      const service = cernService({ token: () => tokenResponse('t'), api: () => json(body) })
      expect(await rejection(cernOf(service).groups.get('a'))).toMatchObject({ name: 'InvalidResponseError' })
    },
  )
})
