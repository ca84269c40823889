import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { PersonList, PersonSummary } from '@personctl/generated/admin'
import { type Admin, createPersonMock } from '@personctl/mock-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { recordOf } from '../helpers/cisRecords.ts'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'

const withoutActive = recordOf('test|no-active')
delete withoutActive.active
const withoutDisplay = recordOf('test|no-display')
delete withoutDisplay.pronouns.metadata.display
const strangeIds = [
  'ad|Mozilla-LDAP|ada',
  'a+b c',
  'a%b',
  'a%41b',
  'a/b',
  'ünïcödé|😀',
  'a\ufeffb',
  'a?b#c',
  'a\\b',
  '%',
]

const profiles = [
  ...strangeIds.map((id) => recordOf(id)),
  recordOf('test|active', { primary_email: 'active@example.org' }),
  recordOf('test|inactive', { active: false, primary_email: 'inactive@example.org' }),
  recordOf('test|null', { active: null }),
  recordOf('test|one', { active: 1 }),
  recordOf('test|zero', { active: 0 }),
  recordOf('test|text', { active: 'true' }),
  withoutActive,
  withoutDisplay,
  recordOf('twin|😀', { primary_email: 'twins@example.org' }),
  recordOf('twin|b', { primary_email: 'twins@example.org', first_name: 'second' }),
  recordOf('twin|\uffee', { primary_email: 'twins@example.org' }),
  recordOf('twin|a', { primary_email: 'twins@example.org', first_name: 'first', active: false }),
  recordOf(null, { uuid: '0b9ce4ee-8b5d-5b6c-9e3a-5d4d5b0ff3a9', primary_username: 'nameless' }),
  recordOf('test|keys', { primary_username: 'constructor' }),
]

let mock: MockCommand
let headers: { authorization: string }
beforeAll(async () => {
  mock = await launchMock([
    '--data',
    await temporaryFile('people.json', JSON.stringify({ cis: { profiles } })),
  ])
  headers = { authorization: `Bearer ${await accessToken(mock.url)}` }
})
afterAll(() => mock.stop())

const get = (path: string) => fetch(`${mock.url}/v2/user/${path}`, { headers })
const userIdAt = async (path: string) => (await (await get(path)).json()).user_id?.value

/** Sends a path as it is, which `fetch` does not. */
function getAsWritten(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(mock.url, { path, headers }, async (response) =>
      resolve({ status: response.statusCode ?? 0, body: await text(response) }),
    )
    sent.on('error', reject).end()
  })
}

describe('CIS lookups', () => {
  test.each(strangeIds)('%s is found by its id encoded twice', async (id) => {
    expect(await userIdAt(`user_id/${encodeURIComponent(encodeURIComponent(id))}`)).toBe(id)
  })

  test.each([
    ['encoded once', 'user_id/ad%7CMozilla-LDAP%7Cada', 'ad|Mozilla-LDAP|ada'],
    ['a raw bar', 'user_id/ad|Mozilla-LDAP|ada', 'ad|Mozilla-LDAP|ada'],
    ['a plus stays a plus', 'user_id/a+b%20c', 'a+b c'],
    ['an encoded plus', 'user_id/a%2Bb%20c', 'a+b c'],
    ['a literal %41 becomes A', 'user_id/a%2541b', undefined],
    ['an incomplete escape stays', 'user_id/a%b', 'a%b'],
    ['a lone percent', 'user_id/%', '%'],
    ['a slash encoded twice', 'user_id/a%252Fb', 'a/b'],
    ['another case', 'user_id/AD%7CMozilla-LDAP%7Cada', undefined],
    ['not UTF-8', 'user_id/a%FFb', undefined],
    ['an unknown id', 'user_id/nobody', undefined],
  ])('a lookup finds %s', async (_what, path, id) => {
    expect(await userIdAt(path)).toBe(id)
  })

  test('an unescaped backslash is part of an id', async () => {
    expect(JSON.parse((await getAsWritten('/v2/user/user_id/a\\b')).body).user_id.value).toBe('a\\b')
  })

  test('each key has its route', async () => {
    expect((await (await get('primary_username/nameless')).json()).primary_username.value).toBe('nameless')
    expect(
      (await (await get('uuid/0b9ce4ee-8b5d-5b6c-9e3a-5d4d5b0ff3a9')).json()).primary_username.value,
    ).toBe('nameless')
    expect(await userIdAt('primary_email/active@example.org')).toBe('test|active')
    expect(await userIdAt('primary_username/constructor')).toBe('test|keys')
  })

  test('an unknown person is 200 with an empty object, even if the id is the name of a built-in property', async () => {
    for (const value of ['nobody', 'toString', '__proto__', 'hasOwnProperty']) {
      const response = await get(`primary_username/${value}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(await response.text()).toBe('{}\n')
    }
  })

  test('of several people with one e-mail a lookup considers only the one with the lowest user id, even if it is excluded', async () => {
    expect(await userIdAt('primary_email/twins@example.org?active=any')).toBe('twin|a')
    expect(await userIdAt('primary_email/twins@example.org')).toBe(undefined)
    expect(await userIdAt('primary_email/twins@example.org?active=false')).toBe('twin|a')
  })
})

describe('the parameter active', () => {
  test.each([
    ['active', { true: true, false: false, any: true }],
    ['inactive', { true: false, false: true, any: true }],
    ['null', { true: false, false: false, any: true }],
    ['one', { true: true, false: false, any: true }],
    ['zero', { true: false, false: true, any: true }],
    ['text', { true: false, false: false, any: true }],
  ])('active selects a person by status: %s', async (name, found) => {
    const isFound = async (query: string) => (await userIdAt(`user_id/test%7C${name}${query}`)) !== undefined
    for (const query of [
      '',
      '?active=true',
      '?active=TRUE',
      '?active=',
      '?active=maybe',
      '?Active=false',
      '?active=true&active=false',
    ])
      expect.soft(await isFound(query), query).toBe(found.true)
    for (const query of [
      '?active=false',
      '?active=False',
      '?active=false&active=any',
      '?x=%FF&active=f%61lse',
    ])
      expect.soft(await isFound(query), query).toBe(found.false)
    for (const query of ['?active=any', '?active=ANY'])
      expect.soft(await isFound(query), query).toBe(found.any)
  })

  test('a record without the attribute active fails for every value of the parameter', async () => {
    expect((await get('user_id/test%7Cno-active')).status).toBe(500)
    expect((await get('user_id/test%7Cno-active?active=any')).status).toBe(500)
  })
})

test('an attribute without the checked metadata fails the request, unless an earlier check drops it', async () => {
  const ask = async (scope: string, query = '') => {
    const token = await accessToken(mock.url, { scope })
    const path = `${mock.url}/v2/user/user_id/test%7Cno-display${query}`
    return (await fetch(path, { headers: { authorization: `Bearer ${token}` } })).status
  }
  expect(await ask('')).toBe(200)
  expect(await ask('classification:workgroup')).toBe(500)
  expect(await ask('classification:workgroup display:all')).toBe(200)
  expect(await ask('classification:workgroup display:all', '?filterDisplay=staff')).toBe(500)
})

describe('CIS routes', () => {
  test.each([
    '/',
    '/v2/',
    '/v2/user',
    '/v2/user/user_id',
    '/v2/user/user_id/',
    '/v2/user/user_id/x/',
    '/v2/user/user_email/x',
  ])('%s does not exist', async (path) => {
    const response = await fetch(mock.url + path, { headers })
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  test('a slash that is encoded once is a slash before the route is found', async () => {
    expect((await get('user_id/a%2Fb')).status).toBe(404)
    expect((await fetch(`${mock.url}/v2%2Fuser%2Fuser_id/ad%7CMozilla-LDAP%7Cada`, { headers })).status).toBe(
      200,
    )
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
    'the method %s is not allowed',
    async (method) => {
      const response = await fetch(`${mock.url}/v2/user/uuid/x`, { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('OPTIONS, HEAD, GET')
      expect(await response.text()).toBe('{"message": "The method is not allowed for the requested URL."}\n')
    },
  )

  test('HEAD is GET without a body, and OPTIONS lists the methods', async () => {
    const full = await get('user_id/a+b%20c')
    const head = await fetch(full.url, { method: 'HEAD', headers })
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).toBe(String((await full.arrayBuffer()).byteLength))
    expect(await head.text()).toBe('')
    expect((await fetch(full.url, { method: 'HEAD' })).status).toBe(500)
    const options = await fetch(full.url, { method: 'OPTIONS' })
    expect(options.status).toBe(200)
    expect(options.headers.get('allow')).toBe('OPTIONS, HEAD, GET')
    expect(await options.text()).toBe('')
  })
})

test('each key of a generated person finds this person, and a value that is like it finds nobody', async () => {
  const { admin, fetch } = createPersonMock({ people: 1200 })
  const token = await accessToken('https://auth.mozilla.auth0.com', {}, fetch)
  const find = async (key: string, value: string | null) => {
    const path = `${key}/${encodeURIComponent(encodeURIComponent(value ?? ''))}?active=any`
    const response = await fetch(`https://person.api.sso.mozilla.com/v2/user/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    return (await response.json()).user_id?.value
  }
  const people = await listEverybody(admin)
  expect(people).toHaveLength(1200)
  const isNamesake = (email: string | null): boolean => /\d@/.test(email ?? '')
  const some = people.filter(({ primary_email: email }, index) => index % (isNamesake(email) ? 4 : 20) === 0)
  for (const person of some) {
    const { user_id: id, primary_email: email, primary_username: username, uuid } = person
    const found = await Promise.all([
      find('user_id', id),
      find('primary_email', email),
      find('primary_username', username),
      find('uuid', uuid),
    ])
    expect(found).toEqual([id, id, id, id])
    const [name = '', domain = ''] = email?.split('@') ?? []
    const near = [
      `${name}0@${domain}`,
      `${name}01@${domain}`,
      `${name}99999@${domain}`,
      `${name}@nowhere.test`,
    ]
    const others = await Promise.all([
      ...near.map((value) => find('primary_email', value)),
      find('user_id', `${id}0`),
      find('user_id', id?.toUpperCase() ?? ''),
      find('primary_username', `${username}0`),
    ])
    expect(others.filter((other) => other !== undefined)).toEqual([])
  }
})

async function listEverybody(admin: Admin) {
  const everybody: PersonSummary[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page: PersonList = await admin.people.list({ limit: 500, ...(after !== undefined && { after }) })
    everybody.push(...page.people)
    after = page.next
  }
  return everybody
}
