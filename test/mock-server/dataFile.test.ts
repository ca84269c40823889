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
      await temporaryFile('data.json', JSON.stringify({ cis: { profiles } })),
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
    ['d.json', '[]', '', /expected object, received array/],
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
    ['d.json', '{"cis": {"profiles": {}}}', 'cis.profiles', /expected array, received object/],
    ['d.json', '{"cis": {"profiles": [{}, 5]}}', 'cis.profiles[1]', /expected a profile/],
    [
      'd.json',
      '{"cis": {"profiles": [{"uuid": {"value": 5}}]}}',
      'cis.profiles[0].uuid.value',
      /expected a string or null, found 5/,
    ],
    [
      'd.json',
      '{"cis": {"profiles": [{"user_id": {"value": "x"}}, {}, {"user_id": {"value": "x"}}]}}',
      'cis.profiles[2].user_id.value',
      /"x" is already the user id of cis\.profiles\[0\]/,
    ],
    ['d.json', '{"clients": [{"id": "a"}]}', 'clients[0].secret', /expected string, received undefined/],
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
      /expected string, received number/,
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
