import { createApp } from '@personctl/mock-server/app'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { type Json, recordOf } from '../helpers/cisRecords.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const origin = 'http://mock.test'
type Options = NonNullable<Parameters<typeof createApp>[0]>

/** Sends a request to a mock of these profiles with a token of these scopes, by default of all. */
async function asker(profiles: Json[], options: Options = {}, scope?: string) {
  const app = createApp({ data: { cis: { profiles } }, ...options })
  const token = await accessToken(origin, scope === undefined ? {} : { scope }, (url, init) =>
    app(new Request(url, init)),
  )
  return async (path: string) => {
    const response = await app(
      new Request(`${origin}${path}`, { headers: { authorization: `Bearer ${token}` } }),
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type') === 'application/json'
    return { status: response.status, text, body: isJson ? JSON.parse(text) : undefined }
  }
}

function person(userId: string, change: (record: Json) => void = () => {}): Json {
  const record = recordOf(userId, {
    uuid: `uuid of ${userId}`,
    primary_email: `${userId.split('|').at(-1)}@example.org`,
  })
  change(record)
  return record
}

const inactive = (record: Json) => {
  record.active.value = false
}
const failure = { status: 500, body: { message: 'Internal Server Error' } }
const idsOf = ({ body }: { body: Json }) =>
  (body.Items ?? body.users).map((row: Json) => row.user_id?.value ?? row.user_id ?? row.id)

/** Walks a list to its end as its clients do, until nextPage is null. */
async function walk(
  ask: (path: string) => Promise<{ body: Json }>,
  path: string,
): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = []
  let nextPage: unknown = null
  let pages = 0
  do {
    const cursor = typeof nextPage === 'string' ? nextPage : JSON.stringify(nextPage)
    const join = path.includes('?') ? '&' : '?'
    const response = await ask(
      nextPage === null ? path : `${path}${join}nextPage=${encodeURIComponent(cursor)}`,
    )
    ids.push(...idsOf(response))
    nextPage = response.body.nextPage
    pages += 1
  } while (nextPage !== null)
  return { ids, pages }
}

describe('CIS lists', () => {
  const lists = {
    users: '/v2/users',
    ids: '/v2/users/id/all?connectionMethod=ad',
    search: '/v2/users/id/all/by_attribute_contains?not_staff_information.team=x&active=1',
  }
  test.each(Object.entries(lists))(
    '%s: the list gives everybody once for every page size',
    { tags: 'property' },
    async (_name, path) => {
      const userId = fc
        .string({ unit: 'binary', minLength: 1, maxLength: 6 })
        .filter((text) => text.isWellFormed())
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(userId, { maxLength: 12 }),
          fc.integer({ min: 1, max: 5 }),
          async (ids, pageSize) => {
            const wanted = ids.map((id) => `ad|${id}`)
            const ask = await asker(
              wanted.map((id) => person(id)),
              { pageSize },
            )
            const walked = await walk(ask, path)
            expect(walked.ids.toSorted()).toEqual(wanted.toSorted())
          },
        ),
        propertyRuns(40),
      )
    },
  )

  test.each(Object.entries(lists))('%s: the list requires a token', async (_name, path) => {
    const app = createApp()
    expect((await app(new Request(`${origin}${path}`))).status).toBe(500)
    expect((await createApp({ conformance: 'documented' })(new Request(`${origin}${path}`))).status).toBe(401)
  })
})

describe('/v2/users', () => {
  const people = [person('ad|a'), person('ad|b', inactive), person('ad|c', inactive), person('ad|d')]

  test('/v2/users filters a page after it is cut, so that a page before the last one may be empty', async () => {
    const ask = await asker(people, { pageSize: 1 })
    const second = await ask('/v2/users?nextPage={"id":"ad|a"}')
    expect(second.body).toEqual({ Items: [], nextPage: { id: 'ad|b' } })
    expect(await walk(ask, '/v2/users')).toEqual({ ids: ['ad|a', 'ad|d'], pages: 4 })
  })

  test.each([
    ['', ['ad|a', 'ad|d']],
    ['?active=FALSE', ['ad|b', 'ad|c']],
    ['?active=any', ['ad|a', 'ad|d']],
    ['?active=', ['ad|a', 'ad|d']],
    ['?primaryEmail=a@example.org', ['ad|a']],
    ['?primaryEmail=A@example.org', []],
    ['?primaryEmail=b@example.org', []],
    ['?primaryEmail=b@example.org&active=false', ['ad|b']],
    ['?primaryEmail=', []],
  ])('/v2/users%s selects people by active', async (query, expected) => {
    const response = await (await asker(people))(`/v2/users${query}`)
    expect(idsOf(response)).toEqual(expected)
    expect(response.body.nextPage).toBeNull()
  })

  test('/v2/users returns everybody with the same e-mail', async () => {
    const twins = ['ad|a', 'github|1'].map((id) =>
      person(id, (record) => (record.primary_email.value = 'same@example.org')),
    )
    expect(idsOf(await (await asker(twins))('/v2/users?primaryEmail=same@example.org'))).toEqual([
      'ad|a',
      'github|1',
    ])
  })

  test.each([
    `{"id": "ad|a"}`,
    `{'id': 'ad|a'}`,
    `{u'id': u'ad|a'}`,
    `{'id': "ad|a"}`,
    `{"id":"ad|aa-nobody"}`,
  ])('/v2/users continues after the next page %s', async (nextPage) => {
    const ask = await asker(people)
    expect(idsOf(await ask(`/v2/users?active=false&nextPage=${encodeURIComponent(nextPage)}`))).toEqual([
      'ad|b',
      'ad|c',
    ])
  })

  test('/v2/users returns the first page for a next page of null', async () => {
    expect(idsOf(await (await asker(people))('/v2/users?nextPage=null'))).toEqual(['ad|a', 'ad|d'])
  })

  test.each(['', 'ad|a', '"ad|a"', '{}', '[]', '{"id": 7}', '{"id":"a","x":1}', `{'id': 'o'neil'}`])(
    '/v2/users fails for nextPage=%s',
    async (nextPage) => {
      expect(await (await asker(people))(`/v2/users?nextPage=${encodeURIComponent(nextPage)}`)).toMatchObject(
        failure,
      )
    },
  )

  test('/v2/users filters each profile like a lookup does', async () => {
    const ask = await asker(people, {}, 'display:none')
    const one = await ask('/v2/user/user_id/ad|a')
    expect((await ask('/v2/users')).body.Items[0]).toEqual(one.body)
    expect(Object.keys((await ask('/v2/users?filterDisplay=staff')).body.Items[0])).not.toContain('user_id')
  })

  test('/v2/users writes JSON with sorted keys and without spaces', async () => {
    const { text } = await (await asker([person('ad|ü')], {}, ''))('/v2/users')
    expect(text).toMatch(
      /^\{"Items":\[\{"access_information":\{\},"identities":\{\},"primary_username":.*\],"nextPage":null\}\n$/,
    )
  })
})

describe('/v2/users/id/all', () => {
  const people = [
    person('ad|Mozilla-LDAP|a'),
    person('ad|Mozilla-LDAP|b', inactive),
    person('email|c'),
    person('ad|x', (record) => (record.active.value = null)),
  ]

  test.each([
    ['connectionMethod=ad', ['ad|Mozilla-LDAP|a']],
    ['connectionMethod=ad&active=False', ['ad|Mozilla-LDAP|b']],
    ['connectionMethod=ad&active=ANY', ['ad|Mozilla-LDAP|a', 'ad|Mozilla-LDAP|b', 'ad|x']],
    ['connectionMethod=ad|Mozilla&active=any', ['ad|Mozilla-LDAP|a', 'ad|Mozilla-LDAP|b']],
    ['connectionMethod=AD', []],
    ['connectionMethod=ad&cached=true&filterDisplay=public', ['ad|Mozilla-LDAP|a']],
  ])('/v2/users/id/all?%s selects people', async (query, expected) => {
    expect(idsOf(await (await asker(people))(`/v2/users/id/all?${query}`))).toEqual(expected)
  })

  test.each(['', '?connectionMethod='])(
    '/v2/users/id/all%s fails without a connection method',
    async (query) => {
      expect(await (await asker(people))(`/v2/users/id/all${query}`)).toMatchObject(failure)
    },
  )

  test('/v2/users/id/all shows its four identifiers to every token, as Python writes JSON', async () => {
    const { text } = await (await asker([person('email|ü')], {}, ''))(
      '/v2/users/id/all?connectionMethod=email',
    )
    expect(text).toBe(
      '{"users": [{"uuid": "uuid of email|\\u00fc", "user_id": "email|\\u00fc", "primary_email": "\\u00fc@example.org", "active": true}], "nextPage": null}\n',
    )
  })

  test('/v2/users/id/all returns everybody at once as observed, and pages of 25 as documented', async () => {
    const many = Array.from({ length: 60 }, (_, index) => person(`ad|${index}`))
    const path = '/v2/users/id/all?connectionMethod=ad'
    expect((await walk(await asker(many), path)).pages).toBe(1)
    expect((await walk(await asker(many, { conformance: 'documented' }), path)).pages).toBe(3)
  })

  test('/v2/users/id/all decodes its cursor twice', async () => {
    const ask = await asker(people, { pageSize: 1 })
    const response = await ask(
      '/v2/users/id/all?connectionMethod=ad&active=any&nextPage=ad%257CMozilla-LDAP%257Ca',
    )
    expect(idsOf(response)).toEqual(['ad|Mozilla-LDAP|b'])
  })
})

describe('/v2/users/id/all/by_attribute_contains', () => {
  const staff = (userId: string, values: Json) =>
    person(userId, (record) => {
      for (const [name, value] of Object.entries(values)) record.staff_information[name].value = value
    })
  const grouped = (userId: string, values: Json) =>
    person(userId, (record) => (record.access_information.ldap.values = values))
  const people = [
    staff('ad|a', { staff: true, team: 'Red' }),
    staff('ad|b', { staff: false, team: 'red' }),
    grouped('ad|c', { admins: null, 'with.dot': null }),
    grouped('ad|d', { admins: 'odd' }),
    { ...staff('ad|e', { staff: true }), active: person('x', inactive).active },
  ]
  const search = async (query: string, options?: Options, scope?: string) =>
    (await asker(people, options, scope))(`/v2/users/id/all/by_attribute_contains?${query}`)

  test.each([
    ['staff_information.staff=True&active=True', ['ad|a']],
    ['staff_information.staff=False&active=False', ['ad|a']],
    ['staff_information.staff=&active=1', ['ad|b']],
    ['staff_information.staff=false&active=false', ['ad|a']],
    ['staff_information.staff=True&active=', ['ad|e']],
    ['staff_information.staff=True', []],
    ['not_staff_information.staff=True&active=1', ['ad|b', 'ad|c', 'ad|d']],
    ['staff_information.team=Red&active=1', ['ad|a']],
    ['not_staff_information.team=Red&active=1', ['ad|b', 'ad|c', 'ad|d']],
    ['access_information.ldap=admins&active=1', ['ad|c']],
    ['not_access_information.ldap=admins&active=1', ['ad|a', 'ad|b']],
    ['access_information.ldap=with.dot&active=1', []],
    ['not_access_information.ldap=with.dot&active=1', ['ad|a', 'ad|b', 'ad|c', 'ad|d']],
    ['staff_information.staff=True&staff_information.team=nobody&active=1', ['ad|a']],
    ['staff_information.team=Red&access_information.ldap=admins&active=1', ['ad|c']],
    ['not_staff_information.staff=True&staff_information.team=red&active=1', ['ad|b']],
    ['staff_information.staff=True&active=1&first_name=x', ['ad|a']],
  ])('by_attribute_contains?%s finds people', async (query, expected) => {
    expect(idsOf(await search(query))).toEqual(expected)
  })

  test.each([
    ['staff_information.staff=True', ['ad|a']],
    ['staff_information.staff=false', ['ad|b']],
    ['staff_information.staff=True&active=False', ['ad|e']],
    ['staff_information.staff=True&active=Any', ['ad|a', 'ad|e']],
  ])('by_attribute_contains?%s finds people, as documented', async (query, expected) => {
    expect(idsOf(await search(query, { conformance: 'documented' }))).toEqual(expected)
  })

  test.each(['active=True', 'first_name=Ada&active=True', 'Staff_information.staff=True&active=1'])(
    'by_attribute_contains?%s fails without a known attribute',
    async (query) => {
      expect(await search(query)).toMatchObject(failure)
    },
  )

  test('by_attribute_contains fails without search:all, and gives the reason as documented', async () => {
    const query = 'staff_information.staff=True&active=True'
    expect(await search(query, {}, 'display:all')).toMatchObject(failure)
    expect(await search(query, { conformance: 'documented' }, 'display:all')).toMatchObject({
      status: 401,
      body: { code: 'scope_missing' },
    })
  })

  test('by_attribute_contains finds people by attributes that the token must not show', async () => {
    expect(idsOf(await search('staff_information.team=Red&active=1', {}, 'search:all'))).toEqual(['ad|a'])
  })

  test('by_attribute_contains puts the attribute user_id into rows with full profiles, and fails if it is filtered away', async () => {
    const query = 'staff_information.staff=True&active=1&fullProfiles=False'
    const { body } = await search(query, {}, 'search:all display:none')
    expect(body.users).toHaveLength(1)
    expect(body.users[0].id).toEqual(body.users[0].profile.user_id)
    expect(body.users[0].id.value).toBe('ad|a')
    expect(body.users[0].profile).not.toHaveProperty('active')
    expect(await search(query, {}, 'search:all')).toMatchObject(failure)
    expect(await search(`${query}&filterDisplay=private`, {}, 'search:all display:none')).toMatchObject(
      failure,
    )
  })

  test('by_attribute_contains ends a page after 10 people, or after 25 as documented', async () => {
    const many = Array.from({ length: 60 }, (_, index) => staff(`ad|${index}`, { team: 'Red' }))
    const path = '/v2/users/id/all/by_attribute_contains?staff_information.team=Red&active=1'
    expect(await walk(await asker(many), path)).toMatchObject({ pages: 6 })
    expect(await walk(await asker(many, { conformance: 'documented' }), path)).toMatchObject({ pages: 3 })
  })
})

describe('CIS routes without a token', () => {
  const people = [
    person('ad|a', (record) => {
      inactive(record)
      record.access_information.ldap.values = {}
    }),
    person('github|b'),
  ]
  const ask = (path: string) =>
    createApp({ data: { cis: { profiles: people } } })(new Request(`${origin}${path}`))

  test.each([
    ['a@example.org', { cis: true, ldap: true }],
    ['b@example.org', { cis: true, ldap: false }],
    ['a%40example.org', { cis: true, ldap: true }],
    ['a%2540example.org', { cis: false, ldap: false }],
    ['nobody', { cis: false, ldap: false }],
  ])('/v2/user/metadata/%s reports existence', async (email, exists) => {
    expect(await (await ask(`/v2/user/metadata/${email}`)).json()).toEqual({ exists })
  })

  test('/v2 and /v2/version respond without a token', async () => {
    expect(await (await ask('/v2')).text()).toBe('Mozilla Profile Retrieval Service Endpoint')
    expect(await (await ask('/v2/version')).text()).toBe('{"message":"0.0.1"}\n')
  })

  test.each([
    '/v2/',
    '/v2/users/',
    '/v2/user',
    '/v2/user/user_email/a@example.org',
    '/graphql',
    '/v2/user/metadata/',
  ])('%s does not exist', async (path) => {
    const response = await ask(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  })
})

describe('CORS', () => {
  test('a response has CORS headers only if the request has an origin', async () => {
    const app = createApp()
    const plain = await app(new Request(`${origin}/v2/version`))
    expect(plain.headers.has('access-control-allow-origin')).toBe(false)
    const foreign = await app(
      new Request(`${origin}/v2/users`, { headers: { origin: 'https://page.example' } }),
    )
    expect(foreign.status).toBe(500)
    expect(Object.fromEntries(foreign.headers)).toMatchObject({
      'access-control-allow-origin': 'https://page.example',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
  })

  test('a preflight gets the allowed methods and headers', async () => {
    const headers = {
      origin: 'https://page.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'X-Other, Authorization, accept',
    }
    const response = await createApp()(new Request(`${origin}/v2/users`, { method: 'OPTIONS', headers }))
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-headers')).toBe('Authorization, accept')
    expect(response.headers.get('access-control-allow-methods')).toBe(
      'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
    )
  })
})
