import { groupFields, identityFields } from '@personctl/sdk'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import {
  type CernDouble,
  failure,
  groups,
  identities,
  pageOf,
  type Row,
  single,
  startCernDouble,
} from './helpers/cernDouble.ts'
import { accessToken } from './helpers/serviceDouble.ts'

const groupList = ['group', 'list']
const commands: [args: string[], rows: Row[], heading: string, path: string][] = [
  [groupList, groups(7), 'GROUP IDENTIFIER', '/Group'],
  [['group', 'members', 'atlas/a'], identities(7), 'UPN', '/Group/atlas/a/members/identities'],
  [
    ['group', 'members', 'atlas', '--recursive'],
    identities(7),
    'UPN',
    '/Group/atlas/members/identities/recursive',
  ],
  [['identity', 'list'], identities(7), 'UPN', '/Identity'],
  [['identity', 'groups', 'ada'], groups(7), 'GROUP IDENTIFIER', '/Identity/ada/groups'],
  [
    ['identity', 'groups', 'ada', '--recursive'],
    groups(7),
    'GROUP IDENTIFIER',
    '/Identity/ada/groups/recursive',
  ],
  [
    ['app', 'list'],
    groups(7).map(({ id }) => ({
      applicationIdentifier: `app-${id}`,
      ownerId: null,
      administratorsId: id,
      id,
    })),
    'APPLICATION IDENTIFIER',
    '/Application',
  ],
  [
    ['app', 'role', 'list', 'my-app'],
    groups(7).map(({ id }) => ({
      name: `role-${id}`,
      displayName: 'Role',
      description: '',
      required: false,
      multifactor: true,
      applyToAllUsers: false,
      id,
    })),
    'NAME',
    '/Application/my-app/roles',
  ],
]

/** What a run printed, which must have gone well and without a word. */
async function printed(args: readonly string[], { env }: CernDouble): Promise<string> {
  const { exitCode, stdout, stderr } = await runPersonctl(args, { env })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

const rowsOf = (ndjson: string): Row[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

describe.each(commands)('personctl %j', (args, rows, heading, path) => {
  const start = () => startCernDouble({ api: (request) => pageOf(rows, request) })

  it("prints every row once, as the service's own objects, in every format", async () => {
    const service = await start()
    const paged = [...args, '--page-size', '3']
    expect(rowsOf(await printed([...paged, '-o', 'ndjson'], service))).toEqual(rows)
    expect(JSON.parse(await printed(paged, service))).toEqual(rows)
    expect(parseYaml(await printed([...paged, '-o', 'yaml'], service))).toEqual(rows)
    const records = csvRecords(await printed([...paged, '-o', 'csv'], service))
    expect(records.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    const [headings = '', ...lines] = (await printed([...paged, '-o', 'table'], service))
      .trimEnd()
      .split('\n')
    expect(headings).toMatch(new RegExp(`^${heading} `))
    expect(lines).toHaveLength(rows.length)
    expect(lines.join('\n')).not.toMatch(/null|undefined|\[object/)
    expect(service.asked()[0]).toBe(`GET ${path}?limit=3`)
  })

  it('stops at a limit without requesting more, and resumes from there', async () => {
    const service = await start()
    const first = await runPersonctl([...args, '--limit', '4', '-o', 'ndjson'], { env: service.env })
    const { notice } = JSON.parse(first.stderr)
    expect(notice.code).toBe('limit_reached')
    const rest = await printed([...args, '-o', 'ndjson', '--start-at', notice.resumeToken], service)
    expect([...rowsOf(first.stdout), ...rowsOf(rest)]).toEqual(rows)
    expect(service.asked()[0]).toBe(`GET ${path}?limit=4`)
  })

  it('ends with 4 without credentials', async () => {
    const outcome = await runPersonctl(args)
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome).hint).toContain('PERSONCTL_CERN_CLIENT_ID')
  })
})

describe('a CERN list', () => {
  const start = () => startCernDouble({ api: (request) => pageOf(identities(2), request) })

  it('prints the requested fields in their order', async () => {
    const service = await start()
    const fields = ['--field', 'primaryAccountEmail', '--field', 'upn,displayName', '--field', 'upn']
    const csv = await printed(['identity', 'list', ...fields, '-o', 'csv'], service)
    expect(parseCsv(csv)).toEqual([
      ['primaryAccountEmail', 'upn', 'displayName'],
      ['', 'upn0', 'Name 0'],
      ['', 'upn1', 'Name 1'],
    ])
    const table = await printed(['identity', 'list', ...fields, '-o', 'table'], service)
    expect(table.split('\n')[0]?.split(/ {2,}/)).toEqual(['PRIMARY ACCOUNT EMAIL', 'UPN', 'DISPLAY NAME'])
    const [row = {}] = rowsOf(await printed(['identity', 'list', ...fields, '-o', 'ndjson'], service))
    expect(Object.keys(row)).toEqual(['primaryAccountEmail', 'upn', 'displayName', 'id'])
    expect(service.asked()[0]).toBe('GET /Identity?field=primaryAccountEmail&field=upn&field=displayName')
  })

  it('prints the fields of the default object as csv columns if none is requested', async () => {
    const [headings] = parseCsv(await printed(['identity', 'list', '-o', 'csv'], await start()))
    const unasked = Object.keys(identityFields).filter(
      (name) =>
        !['owner', 'supervisor', 'primaryAccountEmail', 'modificationTime', 'disabled'].includes(name),
    )
    expect(headings).toEqual(unasked)
  })

  it('prints an object in a column as JSON', async () => {
    const owned = [{ id: identities(1)[0]?.id ?? '', owner: { id: 'x', upn: 'ada' } }]
    const service = await startCernDouble({ api: (request) => pageOf(owned, request) })
    const csv = await printed(['identity', 'list', '--field', 'owner', '-o', 'csv'], service)
    expect(csvRecords(csv)).toEqual([{ owner: '{"id":"x","upn":"ada"}' }])
  })
})

describe('a CERN list', () => {
  it('sends every filter, field and order with each page', async () => {
    const service = await startCernDouble({ api: (request) => pageOf(groups(3), request) })
    await printed(
      [
        ...groupList,
        ...['--filter', 'displayName:contains:a + b', '--filter', 'modificationTime:gt:2024-01-01T00:00:00Z'],
        ...['--sort', 'displayName', '--sort', 'gid', '--field', 'gid', '--page-size', '2'],
      ],
      service,
    )
    const query = [
      'field=gid',
      'filter=displayName:contains:a + b',
      'filter=modificationTime:gt:2024-01-01T00:00:00Z',
      'limit=2',
      'sort=displayName',
      'sort=gid',
    ]
    const [first, second] = service.requests
      .filter(({ method }) => method === 'GET')
      .map(({ url }) => [...new URL(url, 'http://double').searchParams].map((pair) => pair.join('=')).sort())
    expect(first).toEqual(query)
    expect(second).toEqual([...query, expect.stringMatching(/^token=/)])
    expect(service.requests.at(-1)?.headers.authorization).toBe(`Bearer ${accessToken}`)
  })

  it('requests a token for the service at its own endpoint', async () => {
    const service = await startCernDouble({ api: (request) => pageOf([], request) })
    expect(await printed(groupList, service)).toBe('[]\n')
    const [token] = service.requests
    expect(token?.url).toBe('/auth/realms/cern/api-access/token')
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toMatchObject({
      grant_type: 'client_credentials',
      client_id: 'client',
      audience: 'authorization-service-api',
    })
  })

  it('pages by offset with any --concurrency, and stays in order', async () => {
    for (const count of ['1', '4']) {
      const service = await startCernDouble({ api: (request) => pageOf(groups(23), request) })
      const args = [...groupList, '--page-size', '5', '--concurrency', count, '-o', 'ndjson']
      expect(rowsOf(await printed(args, service))).toEqual(groups(23))
      expect(service.asked().sort()).toEqual(
        [0, 10, 15, 20, 5].map((offset) => `GET /Group?limit=5&offset=${offset}`).sort(),
      )
    }
  })

  it('accepts field names that personctl does not know', async () => {
    const service = await startCernDouble({ api: (request) => pageOf(groups(1), request) })
    const names = ['--field', 'membersCount', '--filter', 'membersCount:ge:3', '--sort', 'membersCount']
    const csv = await printed([...groupList, ...names, '--allow-unknown', '-o', 'csv'], service)
    expect(parseCsv(csv)[0]).toEqual(['membersCount'])
    expect(service.asked()).toEqual([
      'GET /Group?field=membersCount&filter=membersCount:ge:3&sort=membersCount',
    ])
  })
})

describe('a CERN list ends with 2 before it sends a request, with or without credentials', () => {
  it.each<[string, string[], RegExp]>([
    ['no rows in a page', [...groupList, '--page-size', '0'], /--page-size is 0; it takes .* 1 to 5000/],
    ['too many rows in a page', [...groupList, '--page-size', '5001'], /--page-size is 5001; .* 1 to 5000/],
    ['half a page', [...groupList, '--page-size', '1.5'], /--page-size is "1.5"/],
    ['no page at once', [...groupList, '--concurrency', '0'], /--concurrency is 0; .* 1 to 16/],
    ['too many pages at once', [...groupList, '--concurrency', '17'], /--concurrency is 17; .* 1 to 16/],
    ['no limit at all', [...groupList, '--limit', '0'], /--limit/],
    [
      'a field of identities',
      [...groupList, '--field', 'upn'],
      /--field has the unknown field "upn".*--allow-unknown/,
    ],
    ['a typo', [...groupList, '--field', 'displayNam'], /Did you mean displayName\?/],
    ['a typo among several', ['identity', 'list', '--field', 'upn,persnId'], /Did you mean personId\?/],
    ['an empty field', [...groupList, '--field', ''], /--field is empty/],
    [
      'an unknown field to sort by',
      [...groupList, '--sort', 'gidd'],
      /--sort has the unknown field "gidd".*mean gid\?/,
    ],
    ['an unknown field of a filter', [...groupList, '--filter', 'gidd:1'], /filter .*"gidd".*mean gid\?/],
    ['an unknown operator', [...groupList, '--filter', 'gid:gte:1'], /filter .*"gte".*Did you mean gt\?/],
    ['a filter without a colon', [...groupList, '--filter', 'gid'], /The filter "gid" is invalid/],
    ['a filter without a value', [...groupList, '--filter', 'gid:'], /The filter "gid:" is invalid/],
    ['an empty filter', [...groupList, '--filter', ''], /The filter "" is invalid/],
    ['nobody', ['identity', 'groups', ' '], /The identity is empty/],
    ['an empty group', ['group', 'members', ''], /The group is empty/],
    ['no group', ['group', 'members'], /argument <group> is missing/],
    ['a token that is none', [...groupList, '--start-at', 'here'], /resume token "here" is invalid/],
    ['recursive groups', [...groupList, '--recursive'], /The option .* does not exist/],
  ])('if used wrongly: %s', async (_, args, message) => {
    const service = await startCernDouble()
    for (const env of [service.env, {}]) {
      const outcome = await runPersonctl(args, { env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(outcome.stderr.replaceAll('\\"', '"')).toMatch(message)
      expect(outcome.stderr).not.toMatch(/allowUnknown|pageSize|fields has|paging/)
    }
    expect(service.requests).toEqual([])
  })

  it('if the resume token is of another collection, other filters or the other way of paging', async () => {
    const service = await startCernDouble({ api: (request) => pageOf(groups(3), request) })
    const tokenOf = async (args: readonly string[]): Promise<string> =>
      JSON.parse((await runPersonctl([...args, '--limit', '1'], { env: service.env })).stderr).notice
        .resumeToken
    const byToken = await tokenOf(groupList)
    const byOffset = await tokenOf([...groupList, '--concurrency', '2'])
    const sent = service.requests.length
    for (const args of [
      ['identity', 'list', '--start-at', byToken],
      [...groupList, '--filter', 'gid:1', '--start-at', byToken],
      [...groupList, '--concurrency', '2', '--start-at', byToken],
      [...groupList, '--start-at', byOffset],
    ]) {
      for (const env of [service.env, {}]) {
        const outcome = await runPersonctl(args, { env })
        expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
        expect(jsonError(outcome).message).toMatch(/another list: cern Group/)
      }
    }
    expect(service.requests).toHaveLength(sent)
  })
})

describe('a CERN list', () => {
  it.each([
    ['a group that is not there', failure(404, 'none'), 3, /The group "atlas" does not exist/, /identifier/],
    [
      'a token of another audience',
      failure(401, 'bad'),
      4,
      /401/,
      /audience must be authorization-service-api/,
    ],
    ['a lack of permission', failure(403, 'no'), 5, /no/, /authorization-service-groups-readers/],
    ['a bad request', failure(400, 'what?'), 9, /what\?/, undefined],
    ['another origin', nextElsewhere(), 8, /other\.example/, /Nothing was sent there/],
  ])('reports %s with its own exit code', async (_, answer, exitCode, message, hint) => {
    const service = await startCernDouble({ api: () => answer })
    const outcome = await runPersonctl(['group', 'members', 'atlas'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode, stdout: '' })
    const error = jsonError(outcome)
    expect(error).toMatchObject({ service: 'cern' })
    expect(error.message).toMatch(message)
    if (hint !== undefined) expect(error.hint).toMatch(hint)
  })

  it('keeps what it printed before a failure, and reports how to resume', async () => {
    let pages = 0
    const service = await startCernDouble({
      api: (request) => (++pages === 3 ? failure(403, 'no more') : pageOf(groups(7), request)),
    })
    const args = [...groupList, '--page-size', '2', '-o', 'ndjson']
    const failed = await runPersonctl(args, { env: service.env })
    expect(failed.exitCode).toBe(5)
    const { resumeToken = '' } = jsonError(failed)
    const rest = await printed([...args, '--start-at', resumeToken], service)
    expect([...rowsOf(failed.stdout), ...rowsOf(rest)]).toEqual(groups(7))
  })

  it('suggests an order if its rows moved during the walk', async () => {
    let pages = 0
    const service = await startCernDouble({
      api: (request) => pageOf(groups(++pages === 1 ? 6 : 5), request),
    })
    const outcome = await runPersonctl([...groupList, '--page-size', '2', '--concurrency', '2'], {
      env: service.env,
    })
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ code: 'list_changed' })
    expect(jsonError(outcome).hint).toMatch(/^Leave out --concurrency/)
  })
})

describe('a CERN list on a terminal', () => {
  /** Whose second page comes late enough for the line to have a reason to show. */
  const slowService = () => {
    let pages = 0
    return startCernDouble({
      api: (request) =>
        ++pages === 2
          ? { ...failure(503, 'later'), headers: { 'retry-after': '1' } }
          : pageOf(groups(2000), request),
    })
  }

  it('shows its progress in percent, and erases it at the end', async () => {
    const { env } = await slowService()
    const args = [...groupList, '--page-size', '500', '-o', 'ndjson']
    const written = (await runPersonctl(args, { terminal: 'stderr', env })).stderr
    expect(written).toMatch(/\r(500|50\d) of 2,000 rows, 25 %, [\d,]+ a second/)
    expect(written.endsWith('\r\u001b[K')).toBe(true)
  })

  it('shows its progress towards the limit if that is nearer', async () => {
    const { env } = await slowService()
    const args = [...groupList, '--page-size', '500', '--limit', '1000', '-o', 'ndjson']
    expect((await runPersonctl(args, { terminal: 'stderr', env })).stderr).toMatch(/ of 1,000 rows, 5\d %, /)
  })

  it('shows no percentage if it resumes a list', async () => {
    const { env } = await slowService()
    const begun = await runPersonctl([...groupList, '--limit', '1'], { env })
    const { resumeToken } = JSON.parse(begun.stderr).notice
    const args = [...groupList, '--page-size', '500', '--start-at', resumeToken, '-o', 'ndjson']
    expect((await runPersonctl(args, { terminal: 'stderr', env })).stderr).toMatch(
      /\r\d+ rows, [\d,]+ a second/,
    )
  })
})

it('a CERN list ends with 8 if the response is not a list', async () => {
  const service = await startCernDouble({ api: () => single({}) })
  expect(await runPersonctl(groupList, { env: service.env })).toMatchObject({ exitCode: 8, stdout: '' })
})

it('the help of a CERN list names its fields', async () => {
  const { stdout } = await runPersonctl(['identity', 'groups', '--help'])
  for (const field of Object.keys(groupFields)) expect(stdout).toContain(field)
})

function nextElsewhere() {
  const pagination = { total: 2, offset: 0, limit: 1, next: 'https://other.example/api/v1.0/Group?token=x' }
  return { body: { pagination: { ...pagination, token: 'x' }, data: groups(1) } }
}
