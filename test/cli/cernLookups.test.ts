import { describe, expect, it } from 'vitest'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { failure, groups, identities, pageOf, single, startCernDouble } from './helpers/cernDouble.ts'
import type { Behaviour, SeenRequest } from './helpers/serviceDouble.ts'

const [ada] = identities(1)
const [staff] = groups(1)
const app = { applicationIdentifier: 'my-app', ownerId: null, administratorsId: ada?.id, id: ada?.id ?? '' }

/** Gives whatever is asked for, but nothing named `nothing`. */
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
