// The Change API: what it stores, what it refuses and in which words, and what the other services see of it at once.
import { createPublicKey, verify } from 'node:crypto'
import { verifyProfile } from '@personctl/sdk/cis-publisher'
import { describe, expect, test } from 'vitest'
import { origin } from '../helpers/mockInProcess.ts'
import { attributeAt, changeMock, emptyProfile, type Json, signJws } from './helpers/publishers.ts'

const id = 'ad|Mozilla-LDAP|mary'

const keysOf = async (mock: ReturnType<typeof changeMock>): Promise<Json> => {
  const response = await mock.send(`${origin}/.well-known/mozilla-iam`)
  return (await response.json()).api.publishers_jwks
}

describe('one person', () => {
  test('is created, updated, and left alone if nothing changes', async () => {
    const mock = changeMock()
    const person = await mock.newPerson(id, {
      first_name: await mock.attribute('first_name', 'Mary', 'ldap'),
    })
    const created = await mock.change(person)
    expect(created.body).toEqual({
      condition: 'create',
      sequence_number: expect.stringMatching(/^\d{30,39}$/),
      status_code: 200,
    })
    const nothing = { condition: 'noop', sequence_number: null, status_code: 202 }
    expect(await mock.change(person)).toMatchObject({ status: 200, body: nothing })
    const janet = await mock.attribute('first_name', 'Janet', 'mozilliansorg')
    const updated = await mock.change({ user_id: { value: id }, first_name: janet })
    expect(updated.body).toMatchObject({ condition: 'update', status_code: 200 })
    const stored = await mock.read(id)
    expect(stored.first_name).toEqual(janet)
    expect(stored.primary_username.value).toMatch(/^r--[\w-]{22}==$/)
    expect(await verifyProfile(stored, await keysOf(mock))).toMatchObject({ ok: true })
  })

  test('is found at once by every key, in the lists, at CERN and at DABP', async () => {
    const mock = changeMock({ people: 3 })
    await mock.change(
      await mock.newPerson(id, { first_name: await mock.attribute('first_name', 'Mary', 'ldap') }),
    )
    const { user_id, uuid, primary_email, primary_username } = await mock.read(id)
    const headers = { authorization: `Bearer ${await mock.token()}` }
    for (const [key, { value }] of Object.entries({ user_id, uuid, primary_email, primary_username })) {
      const found = await mock.send(`${origin}/v2/user/${key}/${encodeURIComponent(value)}`, { headers })
      expect((await found.json()).user_id.value).toBe(id)
    }
    const users = await (await mock.send(`${origin}/v2/users`, { headers })).json()
    const ids = users.Items.map((one: Json) => one.user_id.value)
    expect(ids).toContain(id)
    expect(ids).toEqual(ids.toSorted())
    const { body } = await mock.admin('GET', `/people/${encodeURIComponent(id)}`)
    expect(body).toMatchObject({
      cern: { upn: expect.any(String) },
      dabp: { referenceId: expect.any(String) },
    })
  })

  test('is gone after a reset and back after a snapshot is restored, and no other session sees it', async () => {
    const mock = changeMock()
    await mock.change(await mock.newPerson(id))
    await mock.admin('PUT', '/snapshots/before')
    await mock.admin('POST', '/reset')
    expect(await mock.read(id)).toEqual({})
    expect((await mock.admin('POST', '/snapshots/before/restore')).status).toBeLessThan(300)
    expect((await mock.read(id)).user_id.value).toBe(id)
    await mock.admin('POST', '/reset')
    await mock.change(await mock.newPerson(id), '/__session/other/v2/user')
    expect(await mock.read(id)).toEqual({})
  })

  test('has the same sequence numbers in every run', async () => {
    const run = async (): Promise<string> => {
      const mock = changeMock()
      return (await mock.change(await mock.newPerson(id))).body.sequence_number
    }
    expect(await run()).toBe(await run())
  })

  test('has a status that is true until it is written again', async () => {
    const mock = changeMock()
    const { sequence_number } = (await mock.change(await mock.newPerson(id))).body
    const status = async (query: string) => {
      const response = await mock.send(`${origin}/v2/status${query}`)
      return response.status === 200 ? response.json() : response.status
    }
    expect(await status(`?sequenceNumber=${sequence_number}`)).toEqual({ identity_vault: true })
    expect(await status('?sequenceNumber=nonsense')).toEqual({ identity_vault: false })
    expect([await status(''), await status('?sequenceNumber=')]).toEqual([500, 500])
    const name = await mock.attribute('first_name', 'Mary', 'mozilliansorg')
    await mock.change({ user_id: { value: id }, first_name: name })
    expect(await status(`?sequenceNumber=${sequence_number}`)).toEqual({ identity_vault: false })
  })

  test('of the generated people can be changed, for their signatures are true', async () => {
    const mock = changeMock({ people: 5 })
    const users = await (
      await mock.send(`${origin}/v2/users`, { headers: { authorization: `Bearer ${await mock.token()}` } })
    ).json()
    for (const user of users.Items)
      expect(await verifyProfile(user, await keysOf(mock))).toMatchObject({ ok: true })
    const { user_id } = users.Items[0]
    const fun = await mock.attribute('fun_title', 'Countess', 'mozilliansorg')
    expect((await mock.change({ user_id: { value: user_id.value }, fun_title: fun })).body.condition).toBe(
      'update',
    )
    expect((await mock.read(user_id.value)).fun_title).toEqual(fun)
  })
})

test('a person of a data file without signatures can be changed, and one who was changed by an admin route verifies', async () => {
  const raw = emptyProfile()
  for (const [path, value] of Object.entries({
    user_id: id,
    primary_email: 'a@example.org',
    active: true,
    uuid: 'u',
    primary_username: 'mary',
  }))
    raw[path].value = value
  const mock = changeMock({ data: { cis: { profiles: [raw] } } })
  expect(await mock.read(id)).toEqual(raw)
  const name = await mock.attribute('first_name', 'Mary', 'mozilliansorg')
  expect((await mock.change({ user_id: { value: id }, first_name: name })).body?.condition).toBe('update')
  await mock.admin('PATCH', `/people/${encodeURIComponent(id)}`, { attributes: { first_name: 'Marie' } })
  const stored = await mock.read(id)
  expect(stored.first_name.value).toBe('Marie')
  expect(await verifyProfile(stored, await keysOf(mock))).toMatchObject({ ok: true })
})

describe('the rules', () => {
  test.each<[string, string, unknown, string, string]>([
    ['first_name', 'ldap', 'Eve', '[update] ldap is NOT allowed to publish field first_name', 'Ada'],
    [
      'access_information.hris',
      'ldap',
      { a: 'b' },
      '[create] ldap is NOT allowed to publish field hris',
      'Ada',
    ],
    [
      'identities.github_id_v3',
      'cis',
      '1',
      '[create] cis is NOT allowed to publish field github_id_v3',
      'Ada',
    ],
  ])('name the field of a refused %s by %s', async (path, publisher, content, message, name) => {
    const mock = changeMock()
    await mock.change(
      await mock.newPerson(id, { first_name: await mock.attribute('first_name', name, 'ldap') }),
    )
    const [group = '', leaf] = path.split('.')
    const attribute = await mock.attribute(path, content, publisher)
    const body = { user_id: { value: id }, [group]: leaf === undefined ? attribute : { [leaf]: attribute } }
    expect(await mock.change(body)).toMatchObject({
      status: 403,
      body: { code: 'invalid_publisher', description: message },
    })
  })

  test('let active alone be changed by anybody, and beside others by hris only', async () => {
    const mock = changeMock()
    await mock.change(await mock.newPerson(id))
    const off = async (publisher: string) => ({
      user_id: { value: id },
      active: await mock.attribute('active', false, publisher),
    })
    expect((await mock.change(await off('mozilliansorg'))).body.condition).toBe('update')
    expect((await mock.read(id)).active.signature.publisher.name).toBe('mozilliansorg')
    await mock.change({ user_id: { value: id }, active: await mock.attribute('active', true, 'hris') })
    expect((await mock.read(id)).active.signature.publisher.name).toBe('cis')
    const fun = { fun_title: await mock.attribute('fun_title', 'x', 'mozilliansorg') }
    expect((await mock.change({ ...(await off('ldap')), ...fun })).body.description).toBe(
      '[update] ldap is NOT allowed to publish field active',
    )
    expect((await mock.change({ ...(await off('hris')), ...fun })).body.condition).toBe('update')
  })

  test('refuse a new person with a uuid, and a user id that is not that of the query', async () => {
    const mock = changeMock()
    const uuid = { ...emptyProfile().uuid, value: '' }
    expect((await mock.change(await mock.newPerson(id, { uuid }))).body.code).toBe(
      'uuid_or_primary_username_set',
    )
    expect(await mock.change(await mock.newPerson(id), '/v2/user?user_id=other')).toMatchObject({
      status: 400,
      body: { code: 'integration_exception' },
    })
  })
})

describe('signatures', () => {
  const forge = async (change: (attribute: Json) => Json) => {
    const mock = changeMock()
    await mock.change(await mock.newPerson(id))
    const fun = await mock.attribute('fun_title', 'Countess', 'mozilliansorg', { display: 'public' })
    const { status, body } = await mock.change({
      user_id: { value: id },
      fun_title: change(structuredClone(fun)),
    })
    return status === 200 ? body.condition : body.code
  }
  const withValue = (change: (value: string) => unknown) => (attribute: Json) => {
    attribute.signature.publisher.value = change(attribute.signature.publisher.value)
    return attribute
  }

  test.each<[string, (attribute: Json) => Json]>([
    ['padding', withValue((jws) => `${jws}==`)],
    [
      'the other alphabet',
      withValue((jws) => jws.replace(/[^.]+$/, (part) => part.replaceAll('-', '+').replaceAll('_', '/'))),
    ],
    ['junk in the signature', withValue((jws) => jws.replace(/\.([^.]{8})([^.]*)$/, '.$1!!!!$2'))],
    [
      'another alg beside it',
      (one) => ({
        ...one,
        signature: { publisher: { ...one.signature.publisher, alg: 'HS256' }, additional: null },
      }),
    ],
  ])('are valid with %s', async (_, change) => {
    expect(await forge(change)).toBe('update')
  })

  test.each<[string, (attribute: Json) => Json]>([
    ['another value', (one) => ({ ...one, value: 'Duchess' })],
    ['another display', (one) => ({ ...one, metadata: { ...one.metadata, display: 'staff' } })],
    ['a further member', (one) => ({ ...one, note: 1 })],
    ['an empty signature', withValue(() => '')],
    ['null for a signature', withValue(() => null)],
    ['a number for a signature', withValue(() => 1)],
    ['four segments', withValue((jws) => `${jws}.x`)],
    ['two segments', withValue((jws) => jws.slice(0, jws.lastIndexOf('.')))],
    ['a blank behind', withValue((jws) => `${jws} `)],
    ['a newline inside', withValue((jws) => jws.replace(/.{9}$/, '\n$&'))],
    ['a character less', withValue((jws) => jws.slice(0, -1))],
    [
      'an unknown publisher',
      (one) => {
        one.signature.publisher.name = 'nobody'
        return one
      },
    ],
  ])('are invalid with %s', async (_, change) => {
    expect(['invalid_signature', 'invalid_publisher']).toContain(await forge(change))
  })

  test('cover neither the name of the attribute nor the person, and 1 equals true', async () => {
    const mock = changeMock()
    await mock.change(await mock.newPerson(id))
    await mock.change(await mock.newPerson('github|2'))
    const first = await mock.attribute('first_name', 'Ada', 'mozilliansorg')
    expect((await mock.change({ user_id: { value: id }, last_name: first })).body.condition).toBe('update')
    expect((await mock.change({ user_id: { value: 'github|2' }, first_name: first })).body.condition).toBe(
      'update',
    )
    const { privateKey } = (await mock.admin('GET', '/publisher-keys/mozilliansorg')).body
    const base = await mock.attribute('fun_title', 'Countess', 'mozilliansorg')
    const signed = signJws(
      { ...base, metadata: { ...base.metadata, verified: 1 } },
      'mozilliansorg',
      privateKey,
    )
    const lax = { ...base, signature: signed.signature }
    expect((await mock.change({ user_id: { value: id }, fun_title: lax })).body.condition).toBe('update')
  })

  test('of every stored attribute are verified, so that a retired key blocks all changes of a person', async () => {
    const mock = changeMock()
    await mock.change(
      await mock.newPerson(id, { first_name: await mock.attribute('first_name', 'Mary', 'ldap') }),
    )
    const fun = { user_id: { value: id }, fun_title: await mock.attribute('fun_title', 'x', 'mozilliansorg') }
    expect((await mock.admin('DELETE', '/publisher-keys/ldap/LDAPKeyId')).status).toBe(204)
    expect((await mock.change(fun)).body.code).toBe('invalid_signature')
    await mock.admin('POST', '/reset', { parts: ['publisherKeys'] })
    expect((await mock.change(fun)).body.condition).toBe('update')
  })
})

describe('malformed requests', () => {
  test.each<[string, string, RequestInit]>([
    ['another content type', '{}', { headers: { 'content-type': 'text/plain' } }],
    ['no JSON', '{', {}],
    ['JSON wrapped twice', JSON.stringify(JSON.stringify(JSON.stringify({ user_id: { value: id } }))), {}],
    ['no user id', '{"first_name":null}', {}],
    ['a list', '[]', {}],
    ['an unknown person and a sparse body', JSON.stringify({ user_id: { value: 'nobody' } }), {}],
    ['a long user id', JSON.stringify({ user_id: { value: 'x'.repeat(2049) } }), {}],
    ['an empty user id', JSON.stringify({ user_id: { value: '' } }), {}],
    [
      'a token that is not a JWT',
      JSON.stringify({ user_id: { value: id } }),
      { headers: { authorization: 'Bearer abc' } },
    ],
  ])('with %s are a page with 500', async (_, body, init) => {
    const { status, text } = await changeMock().change(body, '/v2/user', init)
    expect([status, text.includes('<title>500 Internal Server Error</title>')]).toEqual([500, true])
  })

  test.each(['sequence_number', 'profile_json', 'self'])(
    'with the parameter %s are a page with 500',
    async (name) => {
      const mock = changeMock()
      expect((await mock.change(await mock.newPerson(id), `/v2/user?${name}=1`)).status).toBe(500)
      expect((await mock.change(await mock.newPerson(id), '/v2/user?other=1')).status).toBe(200)
    },
  )

  test('with JSON in a JSON string, and with any type that ends with +json, are understood', async () => {
    const mock = changeMock()
    const person = await mock.newPerson(id)
    const headers = { 'content-type': 'application/problem+json; charset=utf-8' }
    expect((await mock.change(JSON.stringify(JSON.stringify(person)), '/v2/user', { headers })).status).toBe(
      200,
    )
  })

  test.each<[string, string, number]>([
    ['PATCH', '/v2/user', 405],
    ['PATCH', '/v2/users', 405],
    ['DELETE', '/v2/users', 405],
    ['POST', '/v2/status', 405],
    ['HEAD', '/v2/user', 500],
    ['DELETE', '/v2/user', 500],
    ['POST', '/v2/user/', 404],
    ['GET', '/v2/user/status', 404],
    ['GET', '/change', 404],
  ])('%s %s is a page with %i', async (method, path, status) => {
    const mock = changeMock()
    const body = method === 'HEAD' || method === 'GET' ? {} : { body: '{}' }
    const authorization = `Bearer ${await mock.token()}`
    const response = await mock.send(origin + path, { method, headers: { authorization }, ...body })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('text/html')
  })

  test.each<[string | undefined, string, string]>([
    [undefined, 'authorization_header_missing', 'Authorization header is expected'],
    ['Basic abc', 'invalid_header', 'Authorization header must start with Bearer'],
    ['Bearer', 'invalid_header', 'Token not found'],
    ['Bearer a b', 'invalid_header', 'Authorization header must be Bearer token'],
  ])('with the Authorization header %s are a 401 with %s', async (authorization, code, description) => {
    const { send } = changeMock()
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const response = await send(`${origin}/v2/user`, { method: 'POST', headers, body: '{}' })
    expect([response.status, await response.json()]).toEqual([401, { code, description }])
  })

  test.each([
    ['expired', 401, 'token_expired'],
    ['wrongAudience', 401, 'invalid_claims'],
    ['wrongIssuer', 401, 'invalid_claims'],
    ['notYetValid', 401, 'invalid_claims'],
    ['wrongSignature', 401, 'invalid_header'],
    // It names no key.
    ['algorithmNone', 500, undefined],
    ['unknownKey', 401, 'invalid_header'],
    ['noKeyId', 500, undefined],
    ['malformed', 500, undefined],
  ])('with a token that is %s are a %i with %s', async (flaw, status, code) => {
    const mock = changeMock()
    const { body } = await mock.admin('POST', '/tokens', { flaw })
    const headers = { authorization: `Bearer ${body.token}` }
    const response = await mock.change(await mock.newPerson(id), '/v2/user', { headers })
    expect([response.status, response.body?.code]).toEqual([status, code])
  })

  test('with a token without an audience are accepted, and so are those without the scope write', async () => {
    const mock = changeMock()
    const { body } = await mock.admin('POST', '/tokens', { scopes: [], claims: { aud: null } })
    expect(body.claims.aud).toBe(null)
    const scopeless = await mock.admin('POST', '/tokens', { scopes: [] })
    const headers = { authorization: `Bearer ${scopeless.body.token}` }
    expect((await mock.change(await mock.newPerson(id), '/v2/user', { headers })).status).toBe(200)
  })
})

describe('the store', () => {
  const create = async (more: (mock: ReturnType<typeof changeMock>) => Promise<Json>) => {
    const mock = changeMock()
    const { status, body } = await mock.change(await mock.newPerson(id, await more(mock)))
    return [status, body?.code ?? body?.condition, Object.keys(await mock.read(id)).length > 0]
  }
  test.each<[string, string, unknown]>([
    ['primary_email', 'access_provider', 12],
    ['primary_email', 'access_provider', {}],
    ['active', 'access_provider', 'true'],
    ['active', 'access_provider', 0],
  ])(
    'drops a creation whose %s by %s is %j, and tells that nothing occurred',
    async (path, publisher, content) => {
      expect(
        await create(async (mock) => ({ [path]: await mock.attribute(path, content, publisher) })),
      ).toEqual([500, 'integration_exception', false])
    },
  )

  test.each<[string, string, string, unknown]>([
    ['an empty e-mail', 'primary_email', 'access_provider', ''],
    ['a fraction', 'description', 'ldap', 1.5],
    ['half a surrogate pair', 'description', 'ldap', '\ud800'],
    ['400,000 characters', 'description', 'ldap', 'x'.repeat(400_000)],
  ])('fails at a creation with %s', async (_, path, publisher, content) => {
    expect(
      await create(async (mock) => ({ [path]: await mock.attribute(path, content, publisher) })),
    ).toEqual([500, undefined, false])
  })

  test('takes any integer of up to 38 digits as it is, and none with an exponent', async () => {
    const mock = changeMock()
    const written = async (number: string): Promise<number> => {
      const person = await mock.newPerson(`github|${number}`)
      const hris = await mock.attribute('access_information.hris', { n: 777 }, 'hris')
      const { privateKey } = (await mock.admin('GET', '/publisher-keys/hris')).body
      // The number cannot be one of JavaScript, neither in the body nor in what is signed.
      const rest = JSON.stringify({ metadata: hris.metadata, values: hris.values }).replace('777', number)
      const { createSign } = await import('node:crypto')
      const encode = (text: string) => Buffer.from(text).toString('base64url')
      const input = `${encode('{"alg":"RS256","typ":"JWT"}')}.${encode(rest)}`
      const bytes = createSign('sha256').update(input).sign({ key: privateKey, format: 'jwk' })
      hris.signature.publisher.value = `${input}.${bytes.toString('base64url')}`
      person.access_information.hris = hris
      return (await mock.change(JSON.stringify(person).replace('"n":777', `"n":${number}`))).status
    }
    const longest = '9'.repeat(38)
    expect(await written(longest)).toBe(200)
    expect(await written(`${longest}9`)).toBe(500)
    expect(await written('1e3')).toBe(500)
    const response = await mock.send(`${origin}/v2/user/user_id/${encodeURIComponent(`github|${longest}`)}`, {
      headers: { authorization: `Bearer ${await mock.token()}` },
    })
    expect(await response.text()).toContain(`"values":{"n":${longest}}`)
    // The admin routes count the bytes of everybody who was changed.
    const attributes = { primary_email: 'next@example.org' }
    expect((await mock.admin('POST', '/people', { attributes })).status).toBe(201)
  })

  test('keeps an attribute that a creation left out unwritable for ever', async () => {
    const mock = changeMock()
    const { fun_title: _, ...person } = await mock.newPerson(id)
    expect((await mock.change(person)).status).toBe(200)
    const fun = await mock.attribute('fun_title', 'x', 'mozilliansorg')
    expect((await mock.change({ user_id: { value: id }, fun_title: fun })).status).toBe(500)
  })

  test('takes incomplete metadata, after which every filtered read of the person and its list fail until it is healed', async () => {
    const mock = changeMock()
    await mock.change(await mock.newPerson(id))
    const poison = await mock.sign({ ...emptyProfile().fun_title, metadata: {}, value: 'x' }, 'mozilliansorg')
    expect((await mock.change({ user_id: { value: id }, fun_title: poison })).body.condition).toBe('update')
    const headers = { authorization: `Bearer ${await mock.token({ scope: 'display:public' })}` }
    const status = async (path: string) => (await mock.send(origin + path, { headers })).status
    const paths = [`/v2/user/user_id/${encodeURIComponent(id)}`, '/v2/users']
    for (const path of paths) expect(await status(path)).toBe(500)
    expect((await mock.change({ user_id: { value: id }, fun_title: poison })).status).toBe(500)
    const whole = await mock.attribute('fun_title', 'y', 'mozilliansorg')
    expect((await mock.change({ user_id: { value: id }, fun_title: whole })).status).toBe(200)
    for (const path of paths) expect(await status(path)).toBe(200)
  })
})

describe('a batch', () => {
  test('has one number for what was stored, and parts without entries are null', async () => {
    const mock = changeMock()
    await mock.change(await mock.newPerson('github|1'))
    const name = await mock.attribute('first_name', 'Ada', 'mozilliansorg')
    const { body } = await mock.change(
      [
        await mock.newPerson('github|2'),
        JSON.stringify(await mock.newPerson('github|3')),
        { user_id: { value: 'github|1' }, first_name: name },
      ],
      '/v2/users',
    )
    const [number] = body.creates.sequence_numbers
    expect(body).toEqual({
      creates: { sequence_numbers: [number, number], status: 200 },
      status: 200,
      updates: { ResponseMetadata: { HTTPStatusCode: 200 }, sequence_numbers: [number], status: '200' },
    })
    const status = await mock.send(`${origin}/v2/status?sequenceNumber=${number}`)
    expect(await status.json()).toEqual({ identity_vault: false })
    for (const nothing of [[], {}, [{ user_id: { value: 'github|1' }, first_name: name }]])
      expect((await mock.change(nothing, '/v2/users')).body).toEqual({
        creates: null,
        status: 202,
        updates: null,
      })
  })

  test('is refused as a whole, and one creation that the store drops takes all others with it', async () => {
    const mock = changeMock()
    const bad = await mock.newPerson('github|2', {
      description: await mock.attribute('description', 'x', 'hris'),
    })
    expect((await mock.change([await mock.newPerson('github|1'), bad], '/v2/users')).status).toBe(403)
    expect(await mock.read('github|1')).toEqual({})
    const dropped = await mock.newPerson('github|3', {
      primary_email: await mock.attribute('primary_email', 5, 'ldap'),
    })
    expect((await mock.change([await mock.newPerson('github|1'), dropped], '/v2/users')).body).toEqual({
      creates: null,
      status: 200,
      updates: null,
    })
    expect(await mock.read('github|1')).toEqual({})
  })

  test.each<[string, unknown]>([
    ['an object', { a: 1 }],
    ['null inside', [null]],
    ['a number inside', [1]],
    ['a list inside', [[]]],
    ['a number', 1],
  ])('that is %s is a page with 500', async (_, body) => {
    expect((await changeMock().change(body, '/v2/users')).status).toBe(500)
  })

  test('of more than a hundred creations fails, and so does one with the same person twice', async () => {
    const mock = changeMock()
    const person = await mock.newPerson('github|0')
    expect((await mock.change([person, person], '/v2/users')).status).toBe(500)
    expect(await mock.read('github|0')).toEqual({})
    const sign = async (index: number) => ({
      ...person,
      user_id: await mock.attribute('user_id', `github|${index}`, 'access_provider'),
    })
    const people = await Promise.all(Array.from({ length: 101 }, (_, index) => sign(index)))
    expect((await mock.change(people, '/v2/users')).status).toBe(500)
    const { body } = await mock.change(people.slice(0, 100), '/v2/users')
    expect(body.creates.sequence_numbers).toHaveLength(100)
  })
})

describe('with other choices', () => {
  test('a person is deleted where development is mocked, without a look at signatures', async () => {
    const mock = changeMock({ data: { cis: { profiles: [] } }, quirks: { cisChangeDeletion: 'allowed' } })
    await mock.change(await mock.newPerson(id))
    const empty = { value: null }
    const body = { user_id: { value: id }, primary_email: empty, uuid: empty, primary_username: empty }
    const deleted = { condition: 'delete', message: `user profile deleted for user: ${id}`, status: 200 }
    for (let time = 0; time < 2; time++)
      expect((await mock.change(body, '/v2/user', { method: 'DELETE' })).body).toEqual(deleted)
    expect(await mock.read(id)).toEqual({})
  })

  test('documented checks the scope and the schema, reads the hosted rules, and responds with 202', async () => {
    const mock = changeMock({ data: { cis: { profiles: [] } }, conformance: 'documented' })
    const scopeless = await mock.admin('POST', '/tokens', { scopes: ['display:all'] })
    const headers = { authorization: `Bearer ${scopeless.body.token}` }
    const keys = await mock.attribute('ssh_public_keys', { a: 'ssh' }, 'mozilliansorg')
    const person = await mock.newPerson(id, { ssh_public_keys: keys })
    expect((await mock.change(person, '/v2/user', { headers })).body.code).toBe('scope_missing')
    expect((await mock.change(person)).body.condition).toBe('create')
    expect((await mock.change(person)).status).toBe(202)
    const wrong = await mock.newPerson('github|2', {
      first_name: await mock.attribute('first_name', 5, 'ldap'),
    })
    expect((await mock.change(wrong)).status).toBe(400)
    expect((await changeMock().change(person)).body.description).toBe(
      '[create] mozilliansorg is NOT allowed to publish field ssh_public_keys',
    )
  })
})

describe('the schema of profiles, which documented checks', () => {
  const documented = () => changeMock({ data: { cis: { profiles: [] } }, conformance: 'documented' })
  const signed = (mock: ReturnType<typeof changeMock>, path: string, change: (attribute: Json) => Json) => {
    const attribute = attributeAt(emptyProfile(), path)
    return mock.sign(change({ ...attribute, value: 'x' }), 'ldap')
  }
  const withMetadata = (metadata: Json) => (attribute: Json) => ({
    ...attribute,
    metadata: { ...attribute.metadata, ...metadata },
  })

  test.each<[reason: string, change: (attribute: Json) => Json]>([
    ['first_name.value is not of the type string or null', (one) => ({ ...one, value: 5 })],
    ['first_name.value is not of the type string or null', (one) => ({ ...one, value: 1.5 })],
    ['first_name.value is missing', ({ value: _, ...one }) => ({ ...one, values: { a: null } })],
    ['first_name.more is not part of it', (one) => ({ ...one, more: 1 })],
    ['first_name.metadata.verified is not of the type boolean', withMetadata({ verified: 'no' })],
    ['first_name.metadata.created is not of the type string', withMetadata({ created: null })],
    ['first_name.metadata.more is not part of it', withMetadata({ more: 1 })],
    [
      'first_name.metadata.classification is not one of ["PUBLIC"]',
      withMetadata({ classification: 'WORKGROUP CONFIDENTIAL' }),
    ],
    ['first_name.metadata.display is not of the type string or null', withMetadata({ display: 1 })],
    [
      'first_name.signature.additional is not of the type array',
      (one) => ({ ...one, signature: { ...one.signature, additional: {} } }),
    ],
    [
      'first_name.signature.additional[0].alg is missing',
      (one) => ({ ...one, signature: { ...one.signature, additional: [{}] } }),
    ],
  ])('refuses a change: %s', async (reason, change) => {
    const mock = documented()
    const person = await mock.newPerson(id, { first_name: await signed(mock, 'first_name', change) })
    const { status, body } = await mock.change(person)
    expect([status, body.code]).toEqual([400, 'integration_exception'])
    expect(body.description).toContain(`The profile does not match the schema: ${reason}`)
    expect((await mock.read(id)).user_id).toBeUndefined()
  })

  test.each<[reason: string, more: Json]>([
    ['nickname is not part of it', { nickname: { value: 'x' } }],
    ['schema is not of the type string', { schema: 5 }],
    ['first_name is not of the type object', { first_name: null }],
    ['identities is not an object', { identities: [] }],
    ['identities.twitter is not part of it', { identities: { twitter: {} } }],
    ['identities.github_id_v3.signature is missing', { identities: { github_id_v3: { value: 'x' } } }],
  ])('refuses other members of a profile: %s', async (reason, more) => {
    const mock = documented()
    await mock.change(await mock.newPerson(id))
    const { status, body } = await mock.change({ user_id: { value: id }, ...more })
    expect([status, body.description]).toEqual([400, `The profile does not match the schema: ${reason}`])
  })

  test('accepts a change of few attributes, any text as a date, and what the schema leaves open', async () => {
    const mock = documented()
    expect((await mock.change(await mock.newPerson(id))).body.condition).toBe('create')
    const created = { created: 'yesterday' }
    const fun = await mock.attribute('fun_title', 'x', 'mozilliansorg', created)
    const tags = await mock.attribute('tags', ['a', 5], 'mozilliansorg')
    const update = await mock.change({ user_id: { value: id }, fun_title: fun, tags })
    expect([update.status, update.body.condition]).toEqual([200, 'update'])
  })
})

describe('keys of publishers', () => {
  test('are published with an id, and the discovery document leads to nothing outside of the mock', async () => {
    const mock = changeMock()
    const response = await mock.send(`${origin}/.well-known/mozilla-iam`)
    const text = await response.text()
    expect(text).not.toMatch(/https?:\/\/(?!mock\.test)/)
    const { api } = JSON.parse(text)
    expect(api.publishers_jwks.hris.keys.map((key: Json) => key.kid)).toEqual([
      'HRISKeyId',
      'HRISKeyId-generated',
    ])
    const rules = await (await mock.send(api.publishers_rules_uri)).json()
    expect(rules.create.ssh_public_keys).toEqual(['ldap', 'mozilliansorg'])
    expect(rules.update.uuid).toBe('')
  })

  test('rotate: the new key signs, and without keepOld what the old one has signed is invalid', async () => {
    const mock = changeMock()
    const signed = await mock.attribute('fun_title', 'x', 'mozilliansorg')
    await mock.change(await mock.newPerson(id))
    const { body } = await mock.admin('POST', '/publisher-keys/mozilliansorg/rotate', { keepOld: false })
    expect(body.publishers.mozilliansorg.map((key: Json) => [key.kid, key.status])).toEqual([
      ['MozilliansorgKeyId-2', 'current'],
      ['MozilliansorgKeyId', 'retired'],
      ['MozilliansorgKeyId-generated', 'retired'],
    ])
    expect((await mock.change({ user_id: { value: id }, fun_title: signed })).body.code).toBe(
      'invalid_signature',
    )
    const { privateKey } = (await mock.admin('GET', '/publisher-keys/mozilliansorg')).body
    const anew = signJws(signed, 'mozilliansorg', privateKey)
    expect((await mock.change({ user_id: { value: id }, fun_title: anew })).body.condition).toBe('update')
    expect((await mock.admin('GET', '/publisher-keys/mozilla')).body.error.code).toBe('not_found')
  })

  test('that several requests rotate and retire at a time are all there, and none is lost', async () => {
    const mock = changeMock()
    const rotations = Array.from({ length: 4 }, () => mock.admin('POST', '/publisher-keys/ldap/rotate'))
    const retirement = mock.admin('DELETE', '/publisher-keys/ldap/LDAPKeyId-generated')
    await Promise.all([...rotations, retirement])
    const { ldap } = (await mock.admin('GET', '/publisher-keys')).body.publishers
    expect(ldap.map((key: Json) => `${key.kid} ${key.status}`)).toEqual([
      'LDAPKeyId-5 current',
      'LDAPKeyId-4 previous',
      'LDAPKeyId-3 previous',
      'LDAPKeyId-2 previous',
      'LDAPKeyId previous',
      'LDAPKeyId-generated retired',
    ])
  })

  test('of the service that were given sign what it stores, and no response has their private part', async () => {
    const demo = (await changeMock().admin('GET', '/publisher-keys/ldap')).body.privateKey
    const mock = changeMock({
      data: { cis: { profiles: [] } },
      publisherKeys: { cis: { keys: [{ ...demo, kid: 'mine' }] } },
    })
    await mock.change(await mock.newPerson(id))
    const { last_modified } = await mock.read(id)
    const [header, payload, signature] = last_modified.signature.publisher.value.split('.')
    const key = createPublicKey({ key: { kty: 'RSA', n: demo.n, e: demo.e }, format: 'jwk' })
    expect(
      verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')),
    ).toBe(true)
    const { body } = await mock.admin('GET', '/publisher-keys/cis')
    expect(body).toMatchObject({ kid: 'mine', privateKey: null, publicKey: { n: demo.n } })
    const shown = JSON.stringify([body, await keysOf(mock), await mock.admin('GET', '/publisher-keys')])
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(shown).not.toContain(demo[member])
  })
})

describe('faults', () => {
  const withFault = async (failure: string) => {
    const mock = changeMock()
    await mock.change(
      await mock.newPerson('github|1', { first_name: await mock.attribute('first_name', 'Ada', 'ldap') }),
    )
    const fault = { effect: { type: 'failedWrite', failure }, times: 1 }
    expect((await mock.admin('POST', '/faults', fault)).status).toBe(201)
    const name = await mock.attribute('first_name', 'Mary', 'mozilliansorg')
    return { mock, update: { user_id: { value: 'github|1' }, first_name: name } }
  }
  test('lose an update without a sign of it', async () => {
    const { mock, update } = await withFault('lostUpdate')
    expect((await mock.change(update)).body.condition).toBe('update')
    expect((await mock.read('github|1')).first_name.value).toBe('Ada')
    expect((await mock.change(update)).body.condition).toBe('update')
  })
  test('drop the creations of a batch', async () => {
    const { mock } = await withFault('droppedCreation')
    expect((await mock.change([await mock.newPerson('github|2')], '/v2/users')).body.creates).toBe(null)
    expect(await mock.read('github|2')).toEqual({})
  })
  test('fail after the creations of a mixed batch', async () => {
    const { mock, update } = await withFault('failedUpdates')
    const batch = [await mock.newPerson('github|2'), update]
    expect((await mock.change(batch, '/v2/users')).status).toBe(500)
    expect((await mock.read('github|2')).user_id.value).toBe('github|2')
    expect((await mock.read('github|1')).first_name.value).toBe('Ada')
  })
  test('poison a record', async () => {
    const { mock, update } = await withFault('poisonedRecord')
    expect((await mock.change(update)).status).toBe(200)
    const headers = { authorization: `Bearer ${await mock.token({ scope: 'display:public' })}` }
    expect((await mock.send(`${origin}/v2/users`, { headers })).status).toBe(500)
  })
  test('take the keys of publishers out of use', async () => {
    const { mock, update } = await withFault('retiredKey')
    expect((await mock.change(update)).body.code).toBe('invalid_signature')
    expect((await mock.change(update)).body.condition).toBe('update')
  })
  test('are impossible at operations that do not change people', async () => {
    const { body } = await changeMock().admin('POST', '/faults', {
      match: { operation: 'listUsers' },
      effect: { type: 'failedWrite', failure: 'lostUpdate' },
    })
    expect(body.error).toMatchObject({
      code: 'impossible_fault',
      message: 'listUsers does not change people',
    })
  })
})
