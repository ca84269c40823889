// A publisher against the mock, which has the checks of the real service, and against services that fail.
import {
  type CisClientOptions,
  createCisClient,
  type FetchInit,
  NotFoundError,
  PermissionError,
  ServerError,
  staticToken,
} from '@personctl/sdk'
import {
  type AttributeValue,
  type CisPublisherClient,
  type CisPublisherClientOptions,
  createCisPublisherClient,
  type ProfileChanges,
  parseExactJson,
  planUpdate,
  signAttribute,
  verifyProfile,
} from '@personctl/sdk/cis-publisher'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { startMock } from '../helpers/startMock.ts'
import { rejection } from './helpers/fakeService.ts'

type PublisherName = CisPublisherClientOptions['publisher']

const publishers: readonly PublisherName[] = ['ldap', 'mozilliansorg', 'hris', 'access_provider', 'cis']
const ada = 'ad|Mozilla-LDAP|ada'
const grace = 'github|19061209'

interface Sent {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** The mock, what was sent to it, and clients of its publishers. */
async function world() {
  const { url: origin } = await startMock()
  const token = await accessToken(origin)
  const sent: Sent[] = []
  const fetch = async (url: string, { method, headers, body }: FetchInit): Promise<Response> => {
    sent.push({
      method,
      path: url.slice(origin.length),
      body: body === undefined ? undefined : JSON.parse(String(body)),
    })
    return globalThis.fetch(url, { method, headers, ...(body !== undefined && { body }) })
  }
  const options = {
    baseUrl: origin,
    auth: staticToken(token),
    fetch,
    retry: false,
  } satisfies CisClientOptions
  const people = createCisClient(options)
  const as = async (publisher: PublisherName, more: Partial<CisPublisherClientOptions> = {}) =>
    createCisPublisherClient({ ...options, publisher, key: await keyOf(origin, publisher), ...more })
  const writes = () => sent.filter(({ method }) => method !== 'GET')
  const read = (userId: string) => people.users.get({ userId }, { active: 'any' })
  /** Returns the reads of people and the writes in their order, without documents. */
  const log = () =>
    sent.flatMap(({ method, path, body }) => {
      if (method !== 'GET') return [`sent ${Array.isArray(body) ? body.length : 1}`]
      return path.includes('/user_id/') ? ['read'] : []
    })
  /** Returns the user ids of everybody who has one. */
  const everybody = async () => {
    const found: string[] = []
    for await (const { user_id: id } of createCisClient({ ...options, fetch: globalThis.fetch }).users.list())
      if (id?.value) found.push(id.value)
    return found
  }
  return { origin, as, writes, read, log, everybody }
}

const userIdOf = (body: unknown) => (body as { user_id: { value: string } }).user_id.value

const batches = { method: 'POST', path: '/v2/users' }

async function admin(origin: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${origin}/__admin/${path}`, { method: 'POST', body: JSON.stringify(body) })
  expect(await response.json()).not.toHaveProperty('error')
}

async function keyOf(origin: string, publisher: string): Promise<string> {
  const response = await fetch(`${origin}/__admin/publisher-keys/${publisher}`)
  return JSON.stringify((await response.json()).privateKey)
}

describe('users.update', () => {
  test('sends what really changes, signed, and says what came of it', async () => {
    const { as, writes, read } = await world()
    const client = await as('mozilliansorg')
    const before = await read(ada)
    const changes: ProfileChanges = {
      fun_title: { value: 'Countess', display: 'staff' },
      first_name: before.first_name?.value ?? '',
    }
    const result = await client.users.update(ada, changes)
    expect(result).toMatchObject({
      userId: ada,
      outcome: 'updated',
      sequenceNumber: expect.stringMatching(/^\d+$/),
    })
    expect(result.changes.map(({ path }) => path)).toEqual(['fun_title'])
    const [write] = writes()
    expect(write?.path).toBe('/v2/user?user_id=ad%7CMozilla-LDAP%7Cada')
    expect(Object.keys(write?.body as object)).toEqual(['user_id', 'fun_title'])
    const after = await read(ada)
    expect(after.fun_title).toMatchObject({ value: 'Countess', metadata: { display: 'staff' } })
    expect(await verifyProfile({ fun_title: after.fun_title }, await client.publisherKeys())).toMatchObject({
      ok: true,
    })
    expect(await client.status(result.sequenceNumber ?? '')).toBe(true)
  })

  test('sends numbers in a value as they are, alone and in a batch', async () => {
    const { as, read } = await world()
    const client = await as('mozilliansorg')
    const first = parseExactJson('{"small":5,"large":12345678901234567890}') as AttributeValue
    expect(await client.users.update(ada, { usernames: first })).toMatchObject({ outcome: 'updated' })
    const second = parseExactJson('{"small":6,"large":12345678901234567891}') as AttributeValue
    const [result] = await client.users.updateMany([{ userId: ada, changes: { usernames: second } }])
    expect(result).toMatchObject({ outcome: 'updated' })
    const { usernames } = await read(ada)
    expect(usernames?.values).toMatchObject({ small: 6 })
  })

  test('sends nothing if nothing changes', async () => {
    const { as, writes, read } = await world()
    const { last_name: lastName } = await read(ada)
    const client = await as('mozilliansorg')
    const result = await client.users.update(ada, { last_name: lastName?.value ?? '' })
    expect(result).toMatchObject({ outcome: 'unchanged', sequenceNumber: null, changes: [] })
    expect(writes()).toEqual([])
  })

  test('says that a profile which was given may be stale', async () => {
    const { as, read } = await world()
    const client = await as('mozilliansorg')
    const result = await client.users.update(ada, { fun_title: 'x' }, { current: await read(ada) })
    expect(result.notices).toEqual([expect.stringContaining('is based on a profile that was read before')])
  })

  test('refuses what the rules refuse, in the words of the service, and sends nothing', async () => {
    const { as, writes } = await world()
    const client = await as('ldap')
    const error = await rejection(client.users.update(ada, { first_name: 'Eve' }))
    expect(error).toBeInstanceOf(PermissionError)
    expect(error).toMatchObject({
      code: 'invalid_publisher',
      param: 'first_name',
      attempts: 0,
      message: '[update] ldap is NOT allowed to publish field first_name',
    })
    expect(writes()).toEqual([])
  })

  test('names an unknown person, and an attribute that is misspelt', async () => {
    const { as } = await world()
    const client = await as('mozilliansorg')
    expect(await rejection(client.users.update('ad|x', { fun_title: 'x' }))).toBeInstanceOf(NotFoundError)
    const changes = { frist_name: 'Ada' } as ProfileChanges
    const error = await rejection(client.users.update(ada, changes))
    expect(error).toMatchObject({ code: 'invalid_request', hint: 'Did you mean first_name?' })
  })

  test('refuses a key of another publisher before anything is sent', async () => {
    const { origin, as, writes } = await world()
    const client = await as('mozilliansorg', { key: await keyOf(origin, 'hris') })
    const error = await rejection(client.users.update(ada, { fun_title: 'x' }))
    expect(error).toMatchObject({ param: 'key', message: 'The key is that of hris, not of mozilliansorg.' })
    expect(writes()).toEqual([])
  })

  test.each<[string, ProfileChanges, RegExp]>([
    ['null', { first_name: null as unknown as string }, /null, which the service ignores/],
    ['a number', { first_name: 5 as unknown as string }, /it takes a string/],
    ['half a surrogate pair', { first_name: '\ud800' }, /half of a surrogate pair/],
    ['a fraction', { 'access_information.hris': { value: { a: 0.5 } } }, /with a fraction/],
    ['a display that the attribute cannot have', { uuid: { display: 'staff' } }, /it takes one of public/],
    ['another user id', { user_id: 'x' }, /user_id cannot be changed/],
  ])('refuses %s before anything is sent', async (_, changes, message) => {
    const { as, writes } = await world()
    const client = await as('hris')
    expect(await rejection(client.users.update(ada, changes))).toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(message),
    })
    expect(writes()).toEqual([])
  })

  test('lets every publisher switch a person off, with nothing else beside it', async () => {
    for (const publisher of publishers) {
      const { as, read } = await world()
      const client = await as(publisher)
      expect(await client.users.update(ada, { active: false })).toMatchObject({ outcome: 'updated' })
      expect((await read(ada)).active?.value).toBe(false)
    }
  })
})

describe('users.create', () => {
  test('creates a person from the whole null profile', async () => {
    const { as, read, writes } = await world()
    const client = await as('hris')
    const userId = 'ad|Mozilla-LDAP|new'
    const result = await client.users.create({
      user_id: userId,
      primary_email: 'new@example.org',
      'staff_information.title': 'Countess',
    })
    expect(result).toMatchObject({ userId, outcome: 'created' })
    expect(Object.keys(writes()[0]?.body as object)).toHaveLength(28)
    const profile = await read(userId)
    expect(profile).toMatchObject({
      active: { value: true },
      staff_information: { title: { value: 'Countess' } },
    })
    expect(profile.uuid?.value).toMatch(/^[\da-f-]{36}$/)
    const later = await client.users.update(userId, { 'staff_information.team': 'Engines' })
    expect(later.outcome).toBe('updated')
  })

  test.each<[string, ProfileChanges, RegExp]>([
    ['an e-mail', { user_id: 'x' }, /needs primary_email/],
    ['a user id', { primary_email: 'x@example.org' }, /needs user_id/],
  ])('refuses a person without %s', async (_, changes, message) => {
    const { as, writes } = await world()
    const client = await as('ldap')
    expect(await rejection(client.users.create(changes))).toMatchObject({
      message: expect.stringMatching(message),
    })
    expect(writes()).toEqual([])
  })

  test('refuses a uuid, which the service sets itself', async () => {
    const { as } = await world()
    const client = await as('ldap')
    const changes = { user_id: 'x', primary_email: 'x@example.org', uuid: 'u' }
    expect(await rejection(client.users.create(changes))).toMatchObject({ param: 'uuid' })
  })
})

describe('users.updateMany', () => {
  test('changes people in batches, and creates those who are missing apart', async () => {
    const { as, writes, read } = await world()
    const client = await as('hris')
    const title = (userId: string, text: string) => ({ userId, changes: { 'staff_information.title': text } })
    const email = (name: string) => ({ primary_email: `${name}@example.org` })
    const results = await client.users.updateMany(
      [
        title(ada, 'One'),
        { userId: 'ad|Mozilla-LDAP|n1', changes: { ...email('n1'), 'staff_information.title': 'New' } },
        title(grace, 'Two'),
        { userId: 'ad|Mozilla-LDAP|n2', changes: email('n2') },
        { userId: 'ad|nobody', changes: {} },
      ],
      { create: true },
    )
    expect(results.map(({ outcome, error }) => outcome ?? error?.param)).toEqual([
      'updated',
      'created',
      'updated',
      'created',
      'primary_email',
    ])
    expect(writes().map(({ path, body }) => [path, (body as unknown[]).length])).toEqual([
      ['/v2/users', 2],
      ['/v2/users', 2],
    ])
    expect((await read(grace)).staff_information?.title?.value).toBe('Two')
  })

  test('does not send what the rules refuse, and reports it beside the others', async () => {
    const { as, writes } = await world()
    const client = await as('hris')
    const results = await client.users.updateMany([
      { userId: ada, changes: { first_name: 'Eve' } },
      { userId: 'ad|nobody', changes: { 'staff_information.title': 'x' } },
      { userId: grace, changes: { 'staff_information.title': 'x' } },
    ])
    expect(results.map(({ outcome, error }) => outcome ?? error?.code)).toEqual([
      'invalid_publisher',
      'not_found',
      'updated',
    ])
    expect(writes()).toHaveLength(1)
  })

  test('reads the people of each batch just before it is sent, and tells their results at once', async () => {
    const { as, log, everybody } = await world()
    const client = await as('hris')
    const people = (await everybody()).slice(0, 5)
    const told: (string | undefined)[] = []
    const results = await client.users.updateMany(
      people.map((userId) => ({ userId, changes: { 'staff_information.title': 'x' } })),
      { batchSize: 2, onResult: ({ outcome }) => told.push(outcome && `${outcome} after ${log().length}`) },
    )
    expect(results.map(({ userId, outcome }) => [userId, outcome])).toEqual(
      people.map((userId) => [userId, 'updated']),
    )
    expect(log()).toEqual(['read', 'read', 'sent 2', 'read', 'read', 'sent 2', 'read', 'sent 1'])
    expect(told).toEqual([3, 3, 6, 6, 8].map((count) => `updated after ${count}`))
  })

  test.each([403, 500])(
    'after a batch refused with %i, each person has an own outcome, nobody is lost, and nobody is sent twice',
    async (status) => {
      const { as, origin, writes, read, everybody } = await world()
      const client = await as('hris')
      const broken = 'ad|Mozilla-LDAP|broken'
      const people = [ada, broken, ...(await everybody()).filter((userId) => userId !== ada).slice(0, 4)]
      // Its signature is that of another user id.
      const profile = { ...(await read(ada)), user_id: { ...(await read(ada)).user_id, value: broken } }
      await admin(origin, 'people', { profile })
      if (status === 500)
        await admin(origin, 'faults', { match: batches, effect: { type: 'status', status } })
      const results = await client.users.updateMany(
        people.map((userId) => ({ userId, changes: { 'staff_information.title': `Chief ${userId}` } })),
        { batchSize: 4 },
      )
      expect(results.map(({ userId, outcome, error }) => [userId, outcome ?? error?.code])).toEqual(
        people.map((userId) => [userId, userId === broken ? 'invalid_signature' : 'updated']),
      )
      const alone = writes().filter(({ path }) => path.startsWith('/v2/user?'))
      const inBatches = status === 403 ? people.slice(0, 4) : people
      expect(alone.map(({ body }) => userIdOf(body))).toEqual(inBatches)
      for (const userId of people) {
        const title = (await read(userId)).staff_information?.title?.value
        if (userId === broken) expect(title).not.toBe(`Chief ${userId}`)
        else expect(title).toBe(`Chief ${userId}`)
      }
    },
  )

  test('takes what a batch has stored before it failed for done', async () => {
    const { as, origin, writes, read } = await world()
    const client = await as('hris')
    await admin(origin, 'faults', { match: batches, effect: { type: 'patch', status: 500 }, times: 1 })
    const results = await client.users.updateMany(
      [ada, grace].map((userId) => ({ userId, changes: { 'staff_information.title': 'x' } })),
    )
    expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'updated'])
    expect(writes().map(({ path }) => path.split('?')[0])).toEqual(['/v2/users', '/v2/user', '/v2/user'])
    expect((await read(grace)).staff_information?.title?.value).toBe('x')
  })

  test('tells what was done before it is aborted; a repetition does the rest', async () => {
    const { as, writes, everybody } = await world()
    const client = await as('hris')
    const people = (await everybody()).slice(0, 6)
    const changes = people.map((userId) => ({ userId, changes: { 'staff_information.title': 'x' } }))
    const controller = new AbortController()
    const told: string[] = []
    const aborted = client.users.updateMany(changes, {
      batchSize: 2,
      signal: controller.signal,
      onResult({ userId }) {
        told.push(userId)
        if (told.length === 4) controller.abort()
      },
    })
    expect(await rejection(aborted)).toMatchObject({ name: 'AbortError' })
    expect(told).toEqual(people.slice(0, 4))
    expect(writes()).toHaveLength(2)
    const again = await client.users.updateMany(changes)
    expect(again.map(({ outcome }) => outcome)).toEqual([
      ...told.map(() => 'unchanged'),
      'updated',
      'updated',
    ])
  })

  test('refuses a person who is listed twice, before anything is sent', async () => {
    const { as, writes } = await world()
    const client = await as('hris')
    const twice = [ada, ada].map((userId) => ({ userId, changes: { 'staff_information.title': 'x' } }))
    expect(await rejection(client.users.updateMany(twice))).toMatchObject({ param: 'changes' })
    expect(writes()).toEqual([])
  })
})

describe('a change with confirm', () => {
  const fault = (match: object = {}) => ({
    match,
    effect: { type: 'failedWrite', failure: 'lostUpdate' },
    times: 1,
  })

  test('returns once the profile shows it', async () => {
    const { as, log } = await world()
    const client = await as('mozilliansorg')
    const result = await client.users.update(ada, { fun_title: 'Countess' }, { confirm: true })
    expect(result).toMatchObject({ outcome: 'updated', notices: [] })
    expect(log()).toEqual(['read', 'sent 1', 'read'])
  })

  test('rejects a lost update with the attributes that the profile does not show', async () => {
    const { as, origin, log } = await world()
    const client = await as('mozilliansorg')
    await admin(origin, 'faults', fault())
    const changes = { fun_title: 'Countess', last_name: { display: 'staff' } } as const
    const error = await rejection(client.users.update(ada, changes, { confirm: true }))
    expect(error).toMatchObject({
      name: 'ConflictError',
      code: 'lost_update',
      service: 'cis',
      message: expect.stringMatching(
        /"ad\|Mozilla-LDAP\|ada".* does not show it in (?:last_name, )?fun_title/,
      ),
    })
    expect(log()).toEqual(['read', 'sent 1', 'read', 'read', 'read'])
    const result = await client.users.update(ada, changes, { confirm: true })
    expect(result.outcome).toBe('updated')
  })

  test('accepts a read that lags behind if the number of the change is that of the record', async () => {
    const { as, origin, read } = await world()
    const old = JSON.stringify(await read(ada))
    let reads = 0
    const fetch = async (url: string, { method, headers, body }: FetchInit): Promise<Response> => {
      if (url.includes('/user_id/')) {
        reads += 1
        return new Response(old, { headers: { 'content-type': 'application/json' } })
      }
      return globalThis.fetch(url, { method, headers, ...(body !== undefined && { body }) })
    }
    const client = await as('mozilliansorg', { fetch, baseUrl: origin })
    const result = await client.users.update(ada, { fun_title: 'Countess' }, { confirm: true })
    expect(result).toMatchObject({ outcome: 'updated', notices: [] })
    expect(reads).toBe(2)
  })

  test('has a notice if the profile cannot be read afterwards', async () => {
    const { as, origin } = await world()
    const client = await as('mozilliansorg')
    const current = await (await world()).read(ada)
    await admin(origin, 'faults', { match: { method: 'GET' }, effect: { type: 'status', status: 503 } })
    const result = await client.users.update(ada, { fun_title: 'Countess' }, { confirm: true, current })
    expect(result).toMatchObject({ outcome: 'updated' })
    expect(result.notices).toContainEqual(
      expect.stringMatching(/^The change was sent, and the profile could not be read afterwards.*503/),
    )
  })

  test('names the one of many whose update was lost', async () => {
    const { as, origin } = await world()
    const client = await as('hris')
    const people = [ada, grace].map((userId) => ({ userId, changes: { 'staff_information.title': 'x' } }))
    await client.users.updateMany(people.slice(0, 1), { confirm: true })
    await admin(origin, 'faults', fault())
    const told: unknown[] = []
    const results = await client.users.updateMany(people, {
      confirm: true,
      onResult: ({ outcome, error }) => told.push(outcome ?? error?.code),
    })
    expect(results.map(({ outcome, error }) => outcome ?? error?.code)).toEqual(['unchanged', 'lost_update'])
    expect(told).toEqual(['unchanged', 'lost_update'])
  })

  test('tells what the token no longer sees neither lost nor failed', async () => {
    const { as, origin } = await world()
    const client = await as('mozilliansorg', {
      auth: staticToken(await accessToken(origin, { scope: 'classification:public display:public' })),
    })
    const changes = { first_name: { display: 'private' } } as const
    const result = await client.users.update(ada, changes, { confirm: true })
    expect(result).toMatchObject({ outcome: 'updated', notices: [] })
  })
})

describe('users.updateMany after failures that everybody would have', () => {
  const change = (people: readonly string[]) =>
    people.map((userId) => ({ userId, changes: { 'staff_information.title': 'x' } }))

  test.each([
    ['a token that is not accepted', 401, 'token_rejected'],
    ['a token that does not permit it', 403, 'not_permitted'],
  ])('stops after the first batch for %s', async (_, status, code) => {
    const { as, origin, writes, everybody } = await world()
    const client = await as('hris')
    const people = (await everybody()).slice(0, 12)
    await admin(origin, 'faults', { match: { method: 'POST' }, effect: { type: 'status', status } })
    const told: unknown[] = []
    const error = await rejection(
      client.users.updateMany(change(people), {
        batchSize: 4,
        onResult: ({ error: one }) => told.push(one?.code),
      }),
    )
    expect(error).toMatchObject({ code, status })
    expect(told).toEqual([code, code, code, code])
    expect(writes().length).toBeLessThanOrEqual(5)
  })

  test('stops after three people if the service cannot be reached', async () => {
    const { as, everybody } = await world()
    const people = (await everybody()).slice(0, 12)
    let requests = 0
    const fetch = async (): Promise<Response> => {
      requests += 1
      throw new TypeError('fetch failed')
    }
    const client = await as('hris', { fetch })
    const error = await rejection(client.users.updateMany(change(people), { batchSize: 1 }))
    expect(error).toMatchObject({ code: 'network_failure' })
    expect(requests).toBe(3)
  })

  test('continues after those that are about their people', async () => {
    const { as } = await world()
    const client = await as('hris')
    const people = [...Array.from({ length: 8 }, (_, index) => `nobody|${index}`), ada]
    const results = await client.users.updateMany(change(people), { batchSize: 4 })
    expect(results.map(({ outcome, error }) => outcome ?? error?.code)).toEqual([
      ...people.slice(1).map(() => 'not_found'),
      'updated',
    ])
  })

  test('returns the failures of a single batch as results', async () => {
    const { as, origin } = await world()
    const client = await as('hris')
    await admin(origin, 'faults', { match: { method: 'POST' }, effect: { type: 'status', status: 401 } })
    const results = await client.users.updateMany(change([ada, grace]))
    expect(results.map(({ error }) => error?.status)).toEqual([401, 401])
  })
})

/** A client whose writes get these responses, one after the other, and whose reads find Ada. */
async function withResponses(
  responses: (Response | Error)[],
  publisher: PublisherName = 'mozilliansorg',
): Promise<{ client: CisPublisherClient; bodies: string[] }> {
  const { url: origin } = await startMock()
  const token = await accessToken(origin)
  const bodies: string[] = []
  const fetch = async (url: string, { method, headers, body }: FetchInit): Promise<Response> => {
    if (method === 'GET') return globalThis.fetch(url, { method, headers })
    bodies.push(String(body))
    const response = responses.shift()
    if (response === undefined || response instanceof Error) throw response ?? new Error('too many requests')
    return response
  }
  const client = createCisPublisherClient({
    baseUrl: origin,
    auth: staticToken(token),
    fetch,
    retry: { retries: 2, baseMs: 0 },
    publisher,
    key: await keyOf(origin, publisher),
  })
  return { client, bodies }
}

const html = () =>
  new Response('<title>500 Internal Server Error</title>', {
    status: 500,
    headers: { 'content-type': 'text/html' },
  })
const noop = () => Response.json({ condition: 'noop', sequence_number: null, status_code: 202 })
const failure = (status: number, code: string, description: string) =>
  Response.json({ code, description }, { status })

describe('failures of the service', () => {
  test('are sent again if their outcome is unknown; then nothing to do means that it was done', async () => {
    for (const first of [html(), new Error('reset')]) {
      const { client, bodies } = await withResponses([first, noop()])
      expect(await client.users.update(ada, { fun_title: 'x' })).toMatchObject({
        outcome: 'updated',
        sequenceNumber: null,
      })
      expect(bodies[0]).toBe(bodies[1])
    }
  })

  test('are not taken for success without a repetition', async () => {
    const { client } = await withResponses([noop()])
    expect(await client.users.update(ada, { fun_title: 'x' })).toMatchObject({ outcome: 'unchanged' })
  })

  test.each<[number, string, string, object]>([
    [403, 'invalid_publisher', '[update] x is NOT allowed to publish field y', { name: 'PermissionError' }],
    [403, 'uuid_or_primary_username_set', 'The fields have been set', { name: 'PermissionError' }],
    [403, 'invalid_signature', "Signature data … {'value': 'secret'}", { name: 'PermissionError' }],
    [
      400,
      'integration_exception',
      'user_id query parameter',
      { name: 'InvalidRequestError', code: 'invalid_request' },
    ],
    [500, 'integration_exception', 'No operation occurred', { name: 'ServerError' }],
  ])(
    'with status %i and code %s are typed, and not sent again',
    async (status, code, description, expected) => {
      const { client, bodies } = await withResponses([failure(status, code, description)])
      const error = await rejection(client.users.update(ada, { fun_title: 'x' }))
      expect(error).toMatchObject({ code, status, attempts: 1, ...expected })
      expect(JSON.stringify(error)).not.toContain('secret')
      expect(bodies).toHaveLength(1)
    },
  )

  test('that remain after all attempts are errors of the server', async () => {
    const { client, bodies } = await withResponses([html(), html(), html()])
    expect(await rejection(client.users.update(ada, { fun_title: 'x' }))).toBeInstanceOf(ServerError)
    expect(bodies).toHaveLength(3)
  })

  test('that drop creations of a batch in silence are noticed, and the people sent one by one', async () => {
    const created = { condition: 'create', sequence_number: '1', status_code: 200 }
    const { client, bodies } = await withResponses(
      [
        Response.json({ creates: null, status: 200, updates: null }),
        Response.json(created),
        failure(500, 'integration_exception', 'No operation occurred'),
      ],
      'ldap',
    )
    const results = await client.users.updateMany(
      ['a', 'b'].map((userId) => ({ userId, changes: { primary_email: `${userId}@example.org` } })),
      { create: true },
    )
    expect(results.map(({ outcome, error }) => outcome ?? error?.code)).toEqual([
      'created',
      'integration_exception',
    ])
    expect(bodies).toHaveLength(3)
  })
})

describe('arguments that the types do not allow', () => {
  const wrong = (value: unknown) => value as never

  test.each<[string, Partial<CisPublisherClientOptions>, string]>([
    ['rules that are null', { rules: wrong(null) }, 'rules'],
    ['rules without any', { rules: wrong({}) }, 'rules'],
    ['a Person API without a URL', { personBaseUrl: 'x' }, 'personBaseUrl'],
  ])('are reported when a client is created: %s', (_, options, param) => {
    const create = () =>
      createCisPublisherClient({ auth: staticToken('x'), publisher: 'hris', key: '{}', ...options })
    expect(create).toThrow(expect.objectContaining({ code: 'invalid_request', param }))
  })

  test('are reported before a request', async () => {
    const { as, log } = await world()
    const { users } = await as('hris')
    const change = { 'staff_information.title': 'x' }
    const cases: [Promise<unknown>, object][] = [
      [users.update(ada, change, { current: wrong(null) }), { param: 'current' }],
      [users.updateMany([], { onResult: wrong(5) }), { param: 'onResult' }],
    ]
    for (const [call, expected] of cases)
      expect(await rejection(call)).toMatchObject({ code: 'invalid_request', ...expected })
    expect(log()).toEqual([])
    const plan = (options: object) => () => planUpdate({}, change, { publisher: 'hris', ...options })
    expect(plan({ now: 5 })).toThrow(expect.objectContaining({ param: 'now' }))
    expect(plan({ now: new Date(Number.NaN) })).toThrow(expect.objectContaining({ param: 'now' }))
    expect(plan({ rules: {} })).toThrow(expect.objectContaining({ param: 'rules' }))
    expect(() => planUpdate({}, { active: wrong(null) }, { publisher: 'hris' })).toThrow(
      expect.objectContaining({ hint: 'Null never takes a value away. Use true or false.' }),
    )
  })
})

test('a plan that is allowed is accepted by the mock, and one that is refused is refused in the same words', {
  tags: 'property',
  timeout: 120_000,
}, async () => {
  const { as, origin, read } = await world()
  const clients = new Map(await Promise.all(publishers.map(async (name) => [name, await as(name)] as const)))
  const keys = new Map(
    await Promise.all(publishers.map(async (name) => [name, await keyOf(origin, name)] as const)),
  )
  const texts = [
    'first_name',
    'fun_title',
    'staff_information.title',
    'identities.github_id_v3',
    'primary_email',
    'timezone',
  ]
  const sets = ['usernames', 'ssh_public_keys', 'access_information.ldap', 'access_information.hris']
  const displays = fc.constantFrom('public' as const, 'staff' as const, null)
  const change = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof(
      value.map((one) => ({ value: one })),
      fc.record({ value, display: displays }),
      fc.record({ display: displays, verified: fc.boolean() }),
    )
  const arbitraryChanges = fc.uniqueArray(
    fc.oneof(
      fc.tuple(fc.constantFrom(...texts), change(fc.constantFrom('', 'Ada', 'Zo\u00eb'))),
      fc.tuple(fc.constantFrom(...sets), change(fc.constantFrom({}, { a: null }, { a: 'x', 2: null }))),
      fc.tuple(fc.constant('active'), change(fc.boolean())),
    ),
    { minLength: 1, maxLength: 3, selector: ([path]) => path },
  )
  const outcomes = { allowed: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...publishers), arbitraryChanges, async (publisher, pairs) => {
      const client = clients.get(publisher)
      if (client === undefined) return
      const current = await read(ada)
      let plan: ReturnType<typeof client.users.plan>
      try {
        plan = client.users.plan(current, Object.fromEntries(pairs) as ProfileChanges)
      } catch {
        // A display that the attribute cannot have, or an empty e-mail.
        return
      }
      if (plan.changes.length === 0) return
      const key = keys.get(publisher) ?? ''
      const document = structuredClone(plan.document) as Record<string, Record<string, unknown>>
      for (const { path } of plan.changes) {
        const [name = '', leaf] = path.split('.')
        const holder: Record<string, unknown> = (leaf === undefined ? document : document[name]) ?? {}
        const member = leaf ?? name
        holder[member] = await signAttribute(holder[member] as object, { publisher, key })
      }
      const failure = await client.request('/v2/user', { body: document }).catch((error) => error)
      const description = failure instanceof PermissionError ? failure.serviceDetails[0] : undefined
      outcomes[plan.isSendable ? 'allowed' : 'refused'] += 1
      if (plan.isSendable) expect(failure.status).toBe(200)
      else expect(plan.refusals.map(({ message }) => message)).toContain(description)
    }),
    propertyRuns(1000),
  )
  expect(outcomes.allowed).toBeGreaterThan(10)
  expect(outcomes.refused).toBeGreaterThan(10)
})
