import {
  checkData,
  createAdminClient,
  createPersonMock,
  DataFileError,
  person,
  startMockServer,
} from '@personctl/mock-server'
import { describe, expect, test } from 'vitest'
import { accessToken, requestToken } from '../helpers/accessToken.ts'
import { recordOf } from '../helpers/cisRecords.ts'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'

describe('--data', () => {
  const ask = async (url: string, path: string) => {
    const token = await accessToken(url)
    return (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).json()
  }

  test('replaces the generated people with its profiles and nothing else', async () => {
    const profiles = [
      recordOf('email|1'),
      { user_id: { value: 'odd|1' }, active: { value: null }, extra: [] },
      {},
    ]
    const mock = await startMockCommand([
      '--data',
      await temporaryFile('data.json', JSON.stringify({ cis: { lenient: true, profiles } })),
    ])
    expect((await ask(mock.url, '/v2/user/user_id/email%7C1')).user_id.value).toBe('email|1')
    expect(await ask(mock.url, '/v2/user/user_id/odd%7C1?active=any')).toEqual(profiles[1])
    expect(await ask(mock.url, '/v2/user/user_id/ad%7CMozilla-LDAP%7Cada')).toEqual({})
  })

  test('adds clients without replacing people, with scopes as a list or a string', async () => {
    const clients = [
      { id: 'a', secret: 'x', scopes: 'display:none display:staff' },
      { id: 'b', secret: 'y', scopes: ['display:all'] },
    ]
    const mock = await startMockCommand([
      '--data',
      await temporaryFile('data.json', JSON.stringify({ clients })),
    ])
    const scopeOf = async (clientId: string, clientSecret: string) =>
      (await (await requestToken(mock.url, { clientId, clientSecret })).json()).scope
    expect(await scopeOf('a', 'x')).toBe('display:none display:staff')
    expect(await scopeOf('b', 'y')).toBe('display:all')
    expect(await ask(mock.url, '/v2/user/user_id/ad%7CMozilla-LDAP%7Cada')).toHaveProperty('uuid')
  })

  test.each(['people.yaml', 'people'])('reads YAML from a file called %s', async (name) => {
    const yaml = `
cis:
  profiles:
    - user_id: { value: 'email|1', metadata: { display: public, classification: PUBLIC } }
      active: { value: true, metadata: { display: null, classification: PUBLIC } }
`
    const mock = await startMockCommand(['--data', await temporaryFile(name, yaml)])
    expect((await ask(mock.url, '/v2/user/user_id/email%7C1')).active.value).toBe(true)
  })

  test.each<[name: string, content: string, position: string, reason: RegExp]>([
    [
      'd.json',
      '{"cis": {"profiles": [\n  {"a": 1,}\n]}}',
      'line 2, column 11',
      /invalid JSON: unexpected "}"/,
    ],
    ['d.json', '{"cis": ', 'line 1, column 9', /invalid JSON: it ends too early/],
    ['d', '{"cis": nul}', 'line 1, column 9', /invalid JSON: unexpected "n"/],
    ['d.yaml', 'cis:\n  a: [1, 2\nb: 3\n', 'line 3, column 1', /invalid YAML: /],
    ['d.json', '[]', '', /expected an object, found a list/],
    ['d.json', '', '', /the file is empty/],
    ['d.yaml', ' \n', '', /the file is empty/],
    ['d.yaml', '# nothing yet\n---\n', '', /the file is empty/],
    ['d.json', 'null', '', /the file is empty/],
    ['d.json', '{"cist": {}}', 'cist', /unknown key; did you mean cis\?/],
    ['d.json', '{"dabp": {"peple": {}}}', 'dabp.peple', /did you mean people\?/],
    [
      'd.json',
      '{"dabp": {"people": {"": {}}}}',
      'dabp.people',
      /expected reference ids, found an empty string/,
    ],
    ['d.json', '{"dabp": {"people": {"p": []}}}', 'dabp.people.p', /expected an object, found a list/],
    [
      'd.json',
      '{"dabp": {"people": {"p": {"groups": [{}, {"policies": [{"name": 7}]}]}}}}',
      'dabp.people.p.groups[1].policies[0].name',
      /expected a string, found 7/,
    ],
    ['d.json', '{"cis": {"profile": []}}', 'cis.profile', /did you mean profiles\?/],
    ['d.json', '{"cis": {"profiles": {}}}', 'cis.profiles', /expected a list, found an object/],
    [
      'd.json',
      '{"cis": {"profiles": [{"uuid": {"value": "x"}}, 5]}}',
      'cis.profiles[1]',
      /expected a profile/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"uuid": {"value": 5}}]}}',
      'cis.profiles[0].uuid.value',
      /expected a string or null, found 5/,
    ],
    [
      'd.json',
      '{"clients": [{"id": "a", "secret": "x"}, {"id": "b", "secret": "x"}, {"id": "a", "secret": "y"}]}',
      'clients[2].id',
      /"a" is already the id of clients\[0\]/,
    ],
    [
      'd.yaml',
      'clients: [{ id: a, secret: x, scopes: [display:all, classification:workgruop] }]',
      'clients[0].scopes[1]',
      /unknown scope "classification:workgruop"; did you mean classification:workgroup\?/,
    ],
    [
      'd.yaml',
      'clients: [{ id: a, secret: x, scopes: openid dabp_person_reports }]',
      'clients[0].scopes',
      /unknown scope "dabp_person_reports"; did you mean dabp_person_report\?/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"user_id": {"value": "x"}}, {"uuid": {"value": "y"}}, {"user_id": {"value": "x"}}]}}',
      'cis.profiles[2].user_id.value',
      /"x" is already the user id of cis\.profiles\[0\]/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{}]}}',
      'cis.profiles[0]',
      /nobody could find this profile: set one of/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"primary_email": "ada@x.y"}]}}',
      'cis.profiles[0].primary_email',
      /expected an object with value, found "ada@x.y"; write .*"attributes": \{ "primary_email": "ada@x.y" \}/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"uuid": {"value": "x"}, "first_nam": {"value": "A"}}]}}',
      'cis.profiles[0].first_nam',
      /unknown attribute; did you mean first_name\?/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"uuid": {"value": "x"}, "staff_information": {"titel": {"value": "A"}}}]}}',
      'cis.profiles[0].staff_information.titel',
      /did you mean staff_information.title\?/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"uuid": {"value": "x"}, "active": {"value": "yes"}}]}}',
      'cis.profiles[0].active.value',
      /expected true or false or null, found "yes"; or set cis.lenient to true/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"attributes": {"primary_email": "a@b", "firstname": "A"}}]}}',
      'cis.profiles[0]',
      /attributes.firstname is not an attribute of profiles; did you mean first_name\?/,
    ],
    ['d.json', '{"clients": [{"id": "a"}]}', 'clients[0].secret', /expected a secret, .*, found nothing/],
    [
      'd.json',
      '{"clients": [{"id": "a", "secret": "hunter2", "scope": []}]}',
      'clients[0].scope',
      /did you mean scopes\?/,
    ],
    [
      'd.json',
      '{"clients": [{"id": "a", "secret": 77777}]}',
      'clients[0].secret',
      /expected a secret, .*, found a value of type number/,
    ],
  ])('rejects %s with %s', async (name, content, position, reason) => {
    const file = await temporaryFile(name, content)
    const { code, stdout, stderr } = await runMock(['--port', '0', '--data', file])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^[^\n]+\n$/)
    expect(stderr.startsWith(`personctl-mock: ${file}: ${position === '' ? '' : `${position}: `}`)).toBe(true)
    expect(stderr).toMatch(reason)
    expect(stderr).not.toMatch(/hunter2|77777/)
  })
})

describe('data in a process', () => {
  test.each<[what: string, data: object, message: RegExp]>([
    ['an unknown part', { cys: {} }, /^cys: unknown key; did you mean cis\?$/],
    ['an identity without a name', { cern: { identities: [{ upnn: 'a' }] } }, /^cern\.identities\[0\]: /],
    ['groups that are a number', { dabp: { people: { x: { groups: 5 } } } }, /^dabp\.people\.x\.groups: /],
    ['an empty profile', { cis: { profiles: [{}] } }, /^cis\.profiles\[0\]: nobody could find/],
    ['profiles that are a number', { cis: { profiles: 5 } }, /^cis\.profiles: expected a list, found 5$/],
    ['a plain attribute', { cis: { profiles: [{ primary_email: 'a@b' }] } }, /"attributes": /],
    ['an unknown attribute', { cis: { profiles: [{ first_nam: 'A' }] } }, /did you mean first_name\?/],
    ['a client without an id', { clients: [{ secret: 'x' }] }, /^clients\[0\]\.id: expected an id/],
  ])('%s is rejected with its path and the reason', async (_, data, message) => {
    expect(() => createPersonMock({ data })).toThrow(DataFileError)
    expect(() => createPersonMock({ data })).toThrow(message)
    await expect(startMockServer({ port: 0, data })).rejects.toThrow(message)
  })

  test('people are raw profiles, builders, or given by attributes, in a file and in a process alike', async () => {
    const attributes = { primary_email: 'caroline@example.org', first_name: 'Caroline' }
    const profiles = [person('mary@example.org').profile, { attributes, displays: { first_name: 'public' } }]
    const inProcess = createPersonMock({
      data: { cis: { profiles: [person('mary@example.org'), profiles[1] ?? {}] } },
    })
    const file = await temporaryFile('p.json', JSON.stringify({ cis: { profiles } }))
    const { url } = await startMockCommand(['--data', file])
    const fromFile = await createAdminClient({ url }).people.list()
    expect(await inProcess.admin.people.list()).toEqual(fromFile)
    expect(fromFile.people.map((one) => one.primary_email).sort()).toEqual([
      'caroline@example.org',
      'mary@example.org',
    ])
    const { profile } = await inProcess.admin.people.get('caroline@example.org')
    expect(profile).toMatchObject({ first_name: { value: 'Caroline', metadata: { display: 'public' } } })
  })

  test.each([
    ['deep.json', 110, 'it is nested more than 100 levels deep'],
    ['deep.json', 100_000, 'it is nested more than 100 levels deep'],
    ['deep.yaml', 110, 'it is nested more than 100 levels deep'],
    ['deep.yaml', 100_000, 'invalid YAML: it is nested too deeply'],
  ])('a file %s with %i levels is rejected in a sentence', async (name, levels, reason) => {
    const content = `{"cis":{"profiles":${'['.repeat(levels - 2)}${']'.repeat(levels - 2)}}}`
    const file = await temporaryFile(name, content)
    const { code, stderr } = await runMock(['--port', '0', '--data', file])
    expect({ code, stderr }).toEqual({ code: 2, stderr: `personctl-mock: ${file}: ${reason}\n` })
  })

  test('a list of lists in a YAML file is not taken for something nested too deeply', async () => {
    const file = await temporaryFile('rows.yaml', `clients:\n${'- - a\n'.repeat(1500)}`)
    const { stderr } = await runMock(['--port', '0', '--data', file])
    expect(stderr).toContain('clients[0]')
    const dashes = await temporaryFile('dashes.yaml', `clients:\n${'- '.repeat(100_000)}a`)
    expect((await runMock(['--port', '0', '--data', dashes])).stderr).toContain('it is nested too deeply')
  })

  test('data nested too deeply is rejected, with the path where it begins', async () => {
    const deep = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
    const withTags = (tags: object) => ({
      cis: { profiles: [{ uuid: { value: 'x' }, tags: { values: tags } }] },
    })
    expect(() => checkData(withTags([deep(190)]))).not.toThrow()
    expect(() => checkData(withTags(deep(20_000)))).toThrow(
      /^cis\.profiles\[0\]\.tags: is nested more than 200/,
    )
  })

  test('profiles with metadata, and any others with lenient, are served as they are', () => {
    const metadata = { classification: 'PUBLIC', display: 'public' }
    const odd = {
      user_id: { value: 'a|1' },
      active: { value: 'yes', metadata },
      tags: { metadata },
      extra: [],
    }
    expect(checkData({ cis: { profiles: [odd] } })).toEqual({ cis: { profiles: [odd] } })
    const odder = [{}, { first_nam: 5 }, { active: 1 }]
    expect(checkData({ cis: { lenient: true, profiles: odder } })).toEqual({ cis: { profiles: odder } })
  })

  test('every profile that the mock generates or builds is valid data', async () => {
    const { admin } = createPersonMock({ people: 60 })
    const { people } = await admin.people.list()
    const profiles = await Promise.all(
      people.map(async (one) => (await admin.people.get(one.uuid ?? '')).profile),
    )
    expect(checkData({ cis: { profiles } })).toEqual({ cis: { profiles } })
  })
})

test('a host that is not a URL is an error that says how to write it', () => {
  expect(() => createPersonMock({ hosts: ['acme.example'] })).toThrow(
    'hosts contains "acme.example", which is not a URL: write it as https://acme.example',
  )
})

test('a builder has the keys of its person, and a profile whose attributes are all there', () => {
  const mary = person('mary@example.org')
  expect(mary.keys).toMatchObject({ primary_email: 'mary@example.org', uuid: mary.profile.uuid.value })
  expect(mary.uuid).toBe(mary.profile.uuid.value)
  expect(mary.profile.staff_information.title.value).toBe(null)
})
