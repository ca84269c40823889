import { createPersonMock } from '@personctl/mock-server'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../../helpers/propertyRuns.ts'
import { bearer, type World, worlds } from '../helpers/worlds.ts'

type Json = any

describe.each(worlds)('%s', (_, start) => {
  const profileOf = async (world: World, email: string): Promise<Json> =>
    (await world.get(`/v2/user/primary_email/${email}?active=any`, await bearer(world))).json()

  /** Who is where: in each list of CIS, at CERN by e-mail, and whether DABP has a report. */
  async function whereabouts(world: World, email: string) {
    const authorization = await bearer(world)
    const get = async (path: string, header = authorization): Promise<Json> =>
      (await world.get(path, header)).json()
    const { token } = await world.admin.tokens.mint({ service: 'cern' })
    const { token: dabp } = await world.admin.tokens.mint({ service: 'dabp' })
    const profile = await profileOf(world, email)
    const identities = await get(`/api/v1.0/Identity/by_email/${email}`, `Bearer ${token}`)
    const report = await world.get(
      `/delegation/api/v2/people/${profile.uuid?.value}/report`,
      `Bearer ${dabp}`,
    )
    const users = await get(`/v2/users?primaryEmail=${email}`)
    const ids = await get('/v2/users/id/all?connectionMethod=&active=any').catch(() => ({}))
    expect(ids.message).toBe('Internal Server Error')
    const all: Json[] = []
    for (const method of ['ad', 'github', 'email', 'google-oauth2', 'oauth2'])
      all.push(...(await get(`/v2/users/id/all?connectionMethod=${method}&active=any`)).users)
    return {
      profile: Object.keys(profile).length > 0,
      active: users.Items.length === 1,
      listed: all.some((user) => user.primary_email === email),
      exists: (await get(`/v2/user/metadata/${email}`)).exists.cis,
      identities: identities.data.map((identity: Json) => [identity.displayName, identity.blocked]),
      report: report.status === 200,
    }
  }

  test('a new person is in every service at once', async () => {
    const world = await start()
    const person = await world.admin.people.create({
      attributes: { primary_email: 'mary@example.org', first_name: 'Mary', last_name: 'Somerville' },
    })
    expect(person).toMatchObject({
      user_id: expect.stringMatching(/^email\|[0-9a-f]{32}$/),
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      primary_username: expect.stringMatching(/^r--/),
      primary_email: 'mary@example.org',
      active: true,
      origin: 'added',
    })
    expect(await world.admin.people.get('mary@example.org')).toMatchObject({
      cern: { upn: 'mary', identityId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      dabp: { referenceId: person.uuid, lastActivity: null },
    })
    expect(await whereabouts(world, 'mary@example.org')).toEqual({
      profile: true,
      active: true,
      listed: true,
      exists: true,
      identities: [['Mary Somerville', false]],
      report: true,
    })
    expect((await world.admin.people.list()).total).toBe(101)
  })

  test('a person who is deactivated or deleted is so in every service', async () => {
    const world = await start()
    const grace = 'grace.hopper@example.org'
    const before = await whereabouts(world, grace)
    expect(before).toMatchObject({ active: true, listed: true, report: true })
    expect((await world.admin.people.deactivate(grace)).active).toBe(false)
    const inactive = await whereabouts(world, grace)
    expect(inactive).toMatchObject({ profile: true, active: false, listed: true })
    expect(inactive.identities).toEqual([[before.identities[0]?.[0], true]])
    await world.admin.people.delete(grace)
    expect(await whereabouts(world, grace)).toEqual({
      profile: false,
      active: false,
      listed: false,
      exists: false,
      identities: [],
      report: false,
    })
    expect((await world.admin.people.list()).total).toBe(99)
    await expect(world.admin.people.get(grace)).rejects.toMatchObject({ code: 'not_found' })
    const others = (await whereabouts(world, 'ada.lovelace@example.org')).identities
    expect(others).toHaveLength(1)
  })

  test('ids and logins at CERN do not change when other people are created or deleted', async () => {
    const world = await start()
    const { token } = await world.admin.tokens.mint({ service: 'cern' })
    const everybody = async (): Promise<Map<string, string>> => {
      const response = await world.get('/api/v1.0/Identity?limit=5000&field=id&field=upn', `Bearer ${token}`)
      return new Map((await response.json()).data.map((row: Json) => [row.id, row.upn]))
    }
    const before = await everybody()
    const { cern } = await world.admin.people.get('grace')
    await world.admin.people.delete('grace')
    // A login that somebody has already.
    await world.admin.people.create({ attributes: { primary_email: 'a.lovelace@example.com' } })
    const twin = await world.admin.people.get('a.lovelace@example.com')
    const after = await everybody()
    expect(twin.cern.upn).toBe('alovelace2')
    expect([...after]).toEqual(
      [...before]
        .filter(([id]) => id !== cern.identityId)
        .concat([[String(twin.cern.identityId), 'alovelace2']])
        .sort(),
    )
  })

  test('a changed person is found by their new values', async () => {
    const world = await start()
    const authorization = await bearer(world)
    const changed = await world.admin.people.change('ada', {
      attributes: {
        primary_email: 'countess@example.org',
        'staff_information.title': 'Countess',
        pronouns: null,
      },
      displays: { 'staff_information.title': 'public' },
    })
    expect(changed).toMatchObject({ primary_email: 'countess@example.org', origin: 'changed' })
    expect(await profileOf(world, 'ada.lovelace@example.org')).toEqual({})
    const profile = await profileOf(world, 'countess@example.org')
    expect(profile.staff_information.title).toMatchObject({
      value: 'Countess',
      metadata: { display: 'public' },
    })
    expect(profile.pronouns.value).toBeNull()
    expect(profile.first_name.value).toBe('Ada')
    const search = '/v2/users/id/all/by_attribute_contains?active=1&staff_information.title=Countess'
    expect(await (await world.get(search, authorization)).json()).toEqual({
      users: [{ id: 'ad|Mozilla-LDAP|ada' }],
      nextPage: null,
    })
  })

  test('a merge patch changes the raw profile, and null removes a member', async () => {
    const world = await start()
    const { profile } = await world.admin.people.change('ada', {
      profile: { first_name: { value: 'Augusta', signature: null }, odd: { x: 1 }, pronouns: null },
      attributes: { last_name: 'King' },
    })
    expect(profile).toMatchObject({ odd: { x: 1 }, last_name: { value: 'King' } })
    expect(profile).not.toHaveProperty('pronouns')
    expect(profile['first_name']).toEqual({ value: 'Augusta', metadata: expect.anything() })
    const restored = await world.admin.people.change('ada', { attributes: { pronouns: 'she/her' } })
    expect(restored.profile['pronouns']).toMatchObject({ value: 'she/her', metadata: { display: null } })
  })

  test('a raw profile is stored unchanged', async () => {
    const world = await start()
    const profile = { user_id: { value: 'x|1', metadata: { display: 'public' } }, strange: [1, 2] }
    expect((await world.admin.people.create({ profile })).profile).toEqual(profile)
    expect((await world.admin.people.get('x|1')).profile).toEqual(profile)
  })

  test('times of people come from the clock of the session', async () => {
    const world = await start()
    await world.admin.clock.freeze('2031-05-06T07:08:09Z')
    await world.admin.people.create({ attributes: { primary_email: 'new@example.org' } })
    const profile = await profileOf(world, 'new@example.org')
    for (const name of ['created', 'last_modified'])
      expect(profile[name].value).toBe('2031-05-06T07:08:09.000Z')
    await world.admin.clock.advance({ seconds: 60 })
    await world.admin.people.change('ada', { attributes: { fun_title: 'x' } })
    const ada = await profileOf(world, 'ada.lovelace@example.org')
    expect(ada.last_modified.value).toBe('2031-05-06T07:09:09.000Z')
    expect(ada.fun_title.metadata.last_modified).toBe('2031-05-06T07:09:09.000Z')
  })

  test('DABP records the last activity of a person', async () => {
    const world = await start()
    await world.admin.clock.freeze('2031-01-01T00:00:00Z')
    const { token } = await world.admin.tokens.mint({ service: 'dabp' })
    const { uuid } = await world.admin.people.get('ada')
    const report = `/delegation/api/v2/people/${uuid}/report`
    await world.get(`${report}?skipUpdatingActivity=true`, `Bearer ${token}`)
    expect((await world.admin.people.get('ada')).dabp.lastActivity).toBeNull()
    await world.get(report, `Bearer ${token}`)
    expect((await world.admin.people.get('ada')).dabp.lastActivity).toBe('2031-01-01T00:00:00.000Z')
    await world.admin.reset('activity')
    expect((await world.admin.people.get('ada')).dabp.lastActivity).toBeNull()
  })

  test('people are listed in pages', async () => {
    const world = await start()
    await world.admin.people.create({ attributes: { user_id: 'zz|last', primary_email: 'z@example.org' } })
    const seen: unknown[] = []
    let after: string | undefined
    do {
      const page = await world.admin.people.list({ limit: 30, ...(after === undefined ? {} : { after }) })
      expect(page.total).toBe(101)
      seen.push(...page.people.map((person) => person.user_id))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen).toHaveLength(101)
    expect(new Set(seen).size).toBe(101)
    expect(seen.at(-1)).toBe('zz|last')
  })

  test.each<[person: object, message: string]>([
    [{}, 'The body is {}'],
    [{ attributes: {} }, 'Both attributes.primary_email and attributes.user_id are missing'],
    [{ attributes: { primary_email: 5 } }, 'attributes.primary_email is 5: expected a string, or null'],
    [
      { attributes: { user_id: 'x', firstname: 'y' } },
      'attributes.firstname is not an attribute of profiles: did you mean first_name?',
    ],
    [
      { attributes: { user_id: 'x', active: 'yes' } },
      'attributes.active is "yes": expected true or false, or null',
    ],
    [
      { attributes: { user_id: 'x', languages: ['en'] } },
      'attributes.languages is ["en"]: expected an object, or null',
    ],
    [{ attributes: { user_id: 'x' }, displays: { first_name: 'world' } }, 'displays.first_name is "world"'],
    [
      { attributes: { user_id: 'x' }, displays: { 'staff_information.cost_center': 'public' } },
      'displays.staff_information.cost_center is "public": expected "staff"',
    ],
    [{ attributes: { user_id: 'x' }, profile: {} }, 'The body has both a profile and attributes or displays'],
    [
      { profile: { uuid: { value: 5 } } },
      'profile.uuid.value cannot be stored: expected a string or null, found 5',
    ],
    [{ profile: 'x' }, 'profile is "x"'],
    [{ atributes: {} }, 'The body has no member atributes: did you mean attributes?'],
  ])('an invalid person is rejected: %j', async (person, message) => {
    const world = await start()
    const creating = world.admin.people.create(person)
    await expect(creating).rejects.toMatchObject({ status: 400, code: 'invalid_request' })
    await expect(creating).rejects.toThrow(message)
    expect((await world.admin.people.list()).total).toBe(100)
  })

  test('a user id can be used only once', async () => {
    const world = await start()
    const taken = { user_id: 'ad|Mozilla-LDAP|ada' }
    await expect(world.admin.people.create({ attributes: taken })).rejects.toMatchObject({
      code: 'user_id_taken',
    })
    await expect(world.admin.people.change('grace', { attributes: taken })).rejects.toMatchObject({
      status: 409,
    })
    await world.admin.people.change('ada', { attributes: taken })
    await world.admin.people.delete('ada')
    expect((await world.admin.people.create({ attributes: taken })).user_id).toBe(taken.user_id)
  })
})

test('the mock shares neither its input nor its output with the caller', async () => {
  const { admin } = createPersonMock()
  const given = { user_id: { value: 'x|1' }, odd: { list: [1] } }
  const { profile } = await admin.people.create({ profile: given })
  given.odd.list.push(2)
  Object.assign(profile['odd'] as object, { list: 'spoilt' })
  Object.assign((await admin.people.get('ada')).profile['uuid'] as object, { value: 'spoilt' })
  expect((await admin.people.get('x|1')).profile['odd']).toEqual({ list: [1] })
  expect((await admin.session('other').people.get('ada')).profile['uuid']).not.toMatchObject({
    value: 'spoilt',
  })
})

test('a changed directory equals one that started with these people', { tags: 'property' }, async () => {
  const emails = ['a', 'b', 'c', 'ada.lovelace'].map((name) => `${name}@example.org`)
  const ids = ['ad|0', 'email|5', 'github|9', 'zz|1', 'ad|Mozilla-LDAP|ada']
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('create' as const),
      id: fc.constantFrom(...ids),
      email: fc.constantFrom(...emails),
    }),
    fc.record({
      kind: fc.constant('change' as const),
      id: fc.constantFrom(...ids),
      email: fc.constantFrom(...emails),
    }),
    fc.record({ kind: fc.constant('delete' as const), id: fc.constantFrom(...ids), email: fc.constant('') }),
    fc.record({
      kind: fc.constant('rename' as const),
      id: fc.constantFrom(...ids),
      email: fc.constant(''),
      newId: fc.constantFrom(...ids),
    }),
    fc.record({
      kind: fc.constantFrom<'save' | 'restore'>('save', 'restore'),
      id: fc.constant(''),
      email: fc.constant(''),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (changes) => {
      const { admin, fetch } = createPersonMock({ people: 10 })
      const { token } = await admin.tokens.mint()
      const get = async (path: string): Promise<Json> =>
        (await fetch(`http://mock.test${path}`, { headers: { authorization: `Bearer ${token}` } })).json()
      const ofMock = async () => {
        const found = []
        for (const email of emails)
          found.push((await get(`/v2/user/primary_email/${email}?active=any`)).user_id?.value)
        const { people, total } = await admin.people.list()
        return { found, total, listed: people.map((person) => [person.user_id, person.primary_email]) }
      }
      let everybody = new Map(
        (await admin.people.list()).people.map((person) => [
          String(person.user_id),
          String(person.primary_email),
        ]),
      )
      let saved: typeof everybody | undefined
      for (const step of changes) {
        const { kind, id, email } = step
        if (kind === 'save') {
          await admin.snapshots.create('saved')
          saved = new Map(everybody)
        }
        if (kind === 'restore' && saved !== undefined) {
          await admin.snapshots.restore('saved')
          everybody = new Map(saved)
        }
        const exists = everybody.has(id)
        if (kind === 'create' ? exists : !exists) continue
        if (kind === 'create')
          await admin.people.create({ attributes: { user_id: id, primary_email: email } })
        if (kind === 'change') await admin.people.change(id, { attributes: { primary_email: email } })
        if (kind === 'delete') await admin.people.delete(id)
        if (step.kind === 'rename') {
          const { newId } = step
          if (everybody.has(newId)) continue
          await admin.people.change(id, { attributes: { user_id: newId } })
          everybody.set(newId, everybody.get(id) ?? '')
        }
        if (kind === 'delete' || kind === 'rename') everybody.delete(id)
        else everybody.set(id, email)
      }
      const expected = [...everybody].sort(([one], [other]) => (one < other ? -1 : 1))
      expect(await ofMock()).toEqual({
        found: emails.map((email) => expected.find(([, one]) => one === email)?.[0]),
        total: expected.length,
        listed: expected,
      })
      await admin.reset('people')
      expect((await admin.people.list()).people.every(({ origin }) => origin === 'initial')).toBe(true)
    }),
    propertyRuns(60),
  )
})
