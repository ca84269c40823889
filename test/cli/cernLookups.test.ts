import { describe, expect, it } from 'vitest'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import {
  failure,
  groups,
  identities,
  idOf,
  pageOf,
  type Row,
  single,
  startCernDouble,
} from './helpers/cernDouble.ts'
import type { Behaviour, SeenRequest } from './helpers/serviceDouble.ts'

const [ada] = identities(1)
const [staff] = groups(1)
const app = { applicationIdentifier: 'my-app', ownerId: null, administratorsId: ada?.id, id: ada?.id ?? '' }

/** Has everything that is requested, but nothing named `nothing`. */
const directory: Behaviour = (request) => {
  const { url } = request
  if (url.includes('/Application')) return pageOf(url.includes('nothing') ? [] : [app], request)
  if (url.includes('nothing')) return failure(404, 'not found')
  return single(url.includes('/Group') ? staff : ada)
}

describe.each([
  [['identity', 'get'], '/Identity/a'],
  [['group', 'get'], '/Group/a'],
  [['app', 'get'], '/Application?filter=applicationIdentifier:eq:a'],
])('personctl %j', (command, path) => {
  it("prints one result as the service's own object", async () => {
    const service = await startCernDouble({ api: directory })
    const { exitCode, stdout, stderr } = await runPersonctl([...command, 'a'], { env: service.env })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toHaveProperty('id', ada?.id)
    expect(service.asked()).toEqual([`GET ${path}`])
  })

  it('prints several results in the order of their ids, with the ids of stdin in place of the dash', async () => {
    const service = await startCernDouble({ api: directory })
    const args = [...command, 'a', '-', 'd', '--field', 'id']
    const { exitCode, stdout } = await runPersonctl([...args, '-o', 'csv'], {
      env: service.env,
      stdin: ' b\n\nc/c\r\n',
    })
    expect(exitCode).toBe(0)
    expect(parseCsv(stdout)).toEqual([['id'], ...Array.from({ length: 4 }, () => [ada?.id])])
    expect(service.asked().filter((asked) => asked.includes('field=id'))).toHaveLength(4)
  })

  it('ends with 3 for an unknown id, and names it', async () => {
    const service = await startCernDouble({ api: directory })
    for (const ids of [['nothing'], ['a', 'nothing']]) {
      const outcome = await runPersonctl([...command, ...ids], { env: service.env })
      expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
      expect(jsonError(outcome)).toMatchObject({ code: 'not_found', service: 'cern' })
      expect(jsonError(outcome).message).toMatch(/^The \w+ "nothing" does not exist\.$/)
    }
  })

  it.each([
    [401, 4, /audience must be authorization-service-api/],
    [403, 5, /authorization-service-identity-readers.*authorization-service-groups-readers/],
    [429, 6, null],
    [500, 8, null],
  ])('a response of %i ends with %i', async (status, exitCode, hint) => {
    const headers = { 'retry-after': '900' }
    const service = await startCernDouble({ api: () => ({ ...failure(status, 'no'), headers }) })
    for (const ids of [['ada'], ['ada', 'grace']]) {
      const outcome = await runPersonctl([...command, ...ids], { env: service.env })
      expect(outcome).toMatchObject({ exitCode, stdout: '' })
      expect(jsonError(outcome)).toMatchObject({ service: 'cern', status })
      if (ids.length > 1) expect(jsonError(outcome).message).toMatch(/^ada: /)
      if (hint !== null) expect(jsonError(outcome).hint).toMatch(hint)
    }
  })

  it.each<[string, string[], RegExp]>([
    ['nothing to look for', [], /The argument <\w+> is missing/],
    ['what is empty', ['a', ' '], /empty/],
    ['stdin twice', ['-', '-'], /more than once/],
    ['an unknown field', ['a', 'b', '--field', 'idd'], /^--field has the unknown field "idd"\.$/],
    ['a list', ['a', '--limit', '3'], /The option .* does not exist/],
  ])('refuses %s with 2 before it sends a request, with or without credentials', async (_, args, message) => {
    const service = await startCernDouble()
    for (const env of [service.env, {}]) {
      const outcome = await runPersonctl([...command, ...args], { env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toMatch(message)
    }
    expect(service.requests).toEqual([])
  })

  it('ends with 4 without credentials', async () => {
    for (const ids of [['a'], ['a', 'b']]) {
      const outcome = await runPersonctl([...command, ...ids])
      expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
      expect(jsonError(outcome).message).toMatch(/^No credentials are set for cern/)
    }
  })
})

it('a CERN lookup sends an identifier with a slash as one part of the path', async () => {
  const service = await startCernDouble({ api: directory })
  await runPersonctl(['identity', 'get', 'http/x.cern.ch %2F'], { env: service.env })
  expect(service.requests.at(-1)?.url).toBe('/api/v1.0/Identity/http%2Fx.cern.ch%20%252F')
})

it('a CERN lookup prints the main fields first in a table, and leaves out unset ones', async () => {
  const service = await startCernDouble({
    api: () => single({ id: ada?.id, gid: null, upn: 'ada', type: 'Person' }),
  })
  const { stdout } = await runPersonctl(['identity', 'get', 'ada', '-o', 'table'], { env: service.env })
  expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['upn', 'ada'],
    ['type', 'Person'],
    ['id', ada?.id],
    [''],
  ])
})

describe('an identity', () => {
  const other = { ...ada, upn: 'ada2', id: idOf(1) }
  /** Has these identities for each e-mail and each person id, and Ada as `x@y` and 7. */
  const having =
    (...found: (Row | undefined)[]): Behaviour =>
    (request) => {
      const { pathname, search } = new URL(request.url, 'http://double')
      const path = decodeURIComponent(pathname)
      if (path.includes('/by_email/') || search.includes('filter=personId'))
        return pageOf(found as Row[], request)
      if (path.endsWith('/groups')) return pageOf(groups(2), request)
      return /[/](?:x@y|7)$/.test(path) ? single(ada) : failure(404, 'There is no such identity')
    }

  it.each([
    ['an e-mail', 'ada@example.org', 'GET /Identity/by_email/ada@example.org?field=upn'],
    ['a person id', '806747', 'GET /Identity?field=upn&filter=personId:eq:806747'],
  ])('is found by %s', async (_, name, path) => {
    const service = await startCernDouble({ api: having(ada) })
    const { stdout } = await runPersonctl(['identity', 'get', name, '--field', 'upn'], { env: service.env })
    expect(JSON.parse(stdout)).toMatchObject({ upn: ada?.['upn'] })
    const groupLines = await runPersonctl(['identity', 'groups', name, '-o', 'ndjson'], { env: service.env })
    expect(groupLines.stdout.trimEnd().split('\n')).toHaveLength(2)
    expect(service.asked()).toEqual([path, path, `GET /Identity/${ada?.id}/groups`])
  })

  it.each(['ada@example.org', '806747'])(
    'ends with 2 if several have the name %s, and names them',
    async (name) => {
      const service = await startCernDouble({ api: having(ada, other) })
      for (const args of [
        ['get', name],
        ['get', name, 'x@y'],
        ['groups', name],
        ['is-member', name, 'g'],
      ]) {
        const outcome = await runPersonctl(['identity', ...args], { env: service.env })
        expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
        expect(jsonError(outcome)).toMatchObject({ code: 'ambiguous_name', service: 'cern' })
        expect(jsonError(outcome).message).toContain(`upn0 (${ada?.id}), ada2 (${other.id})`)
      }
    },
  )

  it('whose UPN looks like an e-mail or a number is found by it', async () => {
    const service = await startCernDouble({ api: having() })
    for (const name of ['x@y', '7'])
      expect(await runPersonctl(['identity', 'get', name], { env: service.env })).toMatchObject({
        exitCode: 0,
      })
    const outcome = await runPersonctl(['identity', 'get', 'nobody@x'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    expect(jsonError(outcome).hint).toBe('No identity has it as its e-mail or its UPN.')
  })

  it('is not found by an e-mail for which the service responds with 404', async () => {
    const service = await startCernDouble({ api: () => failure(404, 'not found') })
    const outcome = await runPersonctl(['identity', 'get', 'nobody@x'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    expect(jsonError(outcome).message).toBe('The identity "nobody@x" does not exist.')
  })
})

it.each([
  [['identity', 'get'], 'GET /Identity/'],
  [['identity', 'groups'], 'GET /Identity/'],
  [['group', 'get'], 'GET /Group/'],
  [['group', 'members'], 'GET /Group/'],
  [['app', 'get'], 'GET /Application?filter=id:eq:'],
  [['app', 'role', 'list'], 'GET /Application/'],
])('personctl %j takes a UUID in capitals', async (command, path) => {
  const id = '08D779A6-ABCD-0000-0000-000000000000'
  const service = await startCernDouble({ api: (request) => pageOf([], request) })
  await runPersonctl([...command, id], { env: service.env })
  const [asked = ''] = service.asked()
  expect(asked.slice(0, path.length + id.length)).toBe(path + id.toLowerCase())
})

describe('identity is-member', () => {
  /** Has `ada`, who is directly in `inner` and so in `outer`. */
  const api: Behaviour = (request) => {
    const [, , , , name = '', , group = ''] = request.url.split('?')[0]?.split('/') ?? []
    const isKnown = ['inner', 'outer', 'other'].includes(group)
    if (request.url.includes('/Group/'))
      return ['inner', 'outer', 'other'].includes(name) ? single(staff) : failure(404, 'no group')
    if (name !== 'ada') return failure(404, 'no identity')
    if (group !== '') return isKnown ? single({ isMember: group !== 'other' }) : failure(404, 'no group')
    const row = { groupIdentifier: 'Inner', id: idOf(3) }
    const filter = new URL(request.url, 'http://double').searchParams.get('filter') ?? ''
    return pageOf(/^(?:groupIdentifier:eq:inner|id:eq:08d779a6.*3)$/.test(filter) ? [row] : [], request)
  }

  it.each<[string, number, boolean | undefined]>([
    ['ada inner', 0, true],
    [`ada ${idOf(3).toUpperCase()}`, 0, true],
    ['ada outer', 10, false],
    ['ada outer --recursive', 0, true],
    ['ada other', 10, false],
    ['ada other --recursive', 10, false],
    ['ada nothing', 3, undefined],
    ['ada nothing --recursive', 3, undefined],
    ['nobody inner', 3, undefined],
    ['nobody inner --recursive', 3, undefined],
  ])('%s ends with %i', async (line, exitCode, isMember) => {
    const service = await startCernDouble({ api })
    const args = ['identity', 'is-member', ...line.split(' ')]
    const outcome = await runPersonctl(args, { env: service.env })
    expect(outcome.exitCode).toBe(exitCode)
    if (isMember === undefined) expect(jsonError(outcome).code).toBe('not_found')
    else {
      expect(JSON.parse(outcome.stdout)).toEqual({ isMember })
      const text = await runPersonctl([...args, '-o', 'text'], { env: service.env })
      expect(text).toMatchObject({ exitCode, stdout: `${isMember}\n` })
    }
  })

  it('is not fooled by a service that does not filter', async () => {
    const service = await startCernDouble({
      api: (request) => (request.url.includes('/Group/') ? single(staff) : pageOf(groups(3), request)),
    })
    const run = (group: string) => runPersonctl(['identity', 'is-member', 'ada', group], { env: service.env })
    expect((await run('group-2')).exitCode).toBe(0)
    expect((await run('group-7')).exitCode).toBe(10)
  })

  it('says that --recursive counts more', async () => {
    const service = await startCernDouble({ api })
    const { stderr } = await runPersonctl(['identity', 'is-member', 'ada', 'outer'], { env: service.env })
    expect(JSON.parse(stderr).notice).toMatchObject({
      code: 'not_a_member',
      hint: expect.stringMatching(/--recursive/),
    })
  })
})

describe('identity me', () => {
  it('prints the identity that the token belongs to', async () => {
    const service = await startCernDouble({ api: () => single(ada) })
    const env = { ...service.env, PERSONCTL_CERN_TOKEN: 'of-ada' }
    const args = ['identity', 'me', '--field', 'upn', '-o', 'csv']
    const { exitCode, stdout } = await runPersonctl(args, { env })
    expect({ exitCode, records: csvRecords(stdout) }).toEqual({
      exitCode: 0,
      records: [{ upn: ada?.['upn'] }],
    })
    expect(service.asked()).toEqual(['GET /Identity/my?field=upn'])
    expect(service.requests[0]?.headers.authorization).toBe('Bearer of-ada')
  })

  it("suggests how to get a person's token if the token belongs to nobody", async () => {
    const service = await startCernDouble({ api: () => failure(404, 'not found') })
    const outcome = await runPersonctl(['identity', 'me'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    expect(jsonError(outcome).hint).toContain('personctl token get --service cern --device')
  })

  it('refuses an unknown field with 2 before it sends a request', async () => {
    const service = await startCernDouble()
    const outcome = await runPersonctl(['identity', 'me', '--field', 'uppn'], { env: service.env })
    expect(outcome.exitCode).toBe(2)
    expect(jsonError(outcome).hint).toContain('Did you mean upn?')
    expect(service.requests).toEqual([])
  })
})

describe('app role create', () => {
  const create = ['app', 'role', 'create', 'my/app', 'shifter', '--display-name', 'Shifter']
  const role = (request: SeenRequest) => ({ ...JSON.parse(request.body), id: ada?.id })

  it.each<[string, string[], object]>([
    ['the least', [], { description: '', required: false, multifactor: false, applyToAllUsers: false }],
    [
      'all of it',
      ['--description', 'On duty', '--required', '--multifactor', '--apply-to-all-users'],
      { description: 'On duty', required: true, multifactor: true, applyToAllUsers: true },
    ],
  ])('sends %s once, and prints the new role', async (_, options, sent) => {
    const service = await startCernDouble({ api: (request) => single(role(request)) })
    const { exitCode, stdout, stderr } = await runPersonctl([...create, ...options], { env: service.env })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ name: 'shifter', displayName: 'Shifter', ...sent, id: ada?.id })
    expect(service.asked()).toEqual(['POST /Application/my/app/roles'])
  })

  it('sends the role only once if the service fails', async () => {
    const service = await startCernDouble({ api: () => failure(503, 'down') })
    const outcome = await runPersonctl(create, { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    expect(service.asked()).toHaveLength(1)
  })

  it('ends with 3 for an unknown application', async () => {
    const service = await startCernDouble({ api: () => failure(404, 'none') })
    const outcome = await runPersonctl(create, { env: service.env })
    expect(outcome.exitCode).toBe(3)
    expect(jsonError(outcome).message).toBe('The application "my/app" does not exist.')
  })

  it.each<[string, string[], RegExp]>([
    ['no name', ['app', 'role', 'create', 'a', '--display-name', 'x'], /argument <name> is missing/],
    [
      'an empty name',
      ['app', 'role', 'create', 'a', ' ', '--display-name', 'x'],
      /name of the role is empty/,
    ],
    [
      'an empty application',
      ['app', 'role', 'create', '', 'b', '--display-name', 'x'],
      /application is empty/,
    ],
    ['no display name', ['app', 'role', 'create', 'a', 'b'], /--display-name/],
    [
      'an empty display name',
      ['app', 'role', 'create', 'a', 'b', '--display-name', ''],
      /--display-name is empty/,
    ],
  ])('refuses %s with 2 before it sends a request', async (_, args, message) => {
    const service = await startCernDouble()
    const outcome = await runPersonctl(args, { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(message)
    expect(service.requests).toEqual([])
  })
})
