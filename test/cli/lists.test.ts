import { profileAttributes } from '@personctl/sdk'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { personNamed, startPagedService } from './helpers/pagedService.ts'

const sizes = [3, 0, 4, 0, 0, 2]
const list = ['user', 'list']
const ids = ['user', 'ids', '--connection-method', 'ad']
const search = ['user', 'search', 'staff_information.team=Tools']
const fullSearch = [...search, '--full']
const lists = [list, ids, search, fullSearch]

/** What a run printed, which must have gone well and without a word. */
async function printed(args: readonly string[], env: Record<string, string>): Promise<string> {
  const { exitCode, stdout, stderr } = await runPersonctl(args, { env })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

const rowsOf = (ndjson: string) =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
const userIds = (names: readonly string[]) => names.map((name) => `ad|x|${name}`)
const idOf = (row: { id?: string; user_id?: string }) => row.id ?? row.user_id

describe.each(lists)('%s %s %s', (...args) => {
  it('prints everybody once across empty pages in every format', async () => {
    const service = await startPagedService(sizes)
    const rows = rowsOf(await printed([...args, '-o', 'ndjson'], service.env))
    expect(rows.map(idOf)).toEqual(userIds(service.people))
    expect(JSON.parse(await printed(args, service.env))).toEqual(rows)
    expect(parseYaml(await printed([...args, '-o', 'yaml'], service.env))).toEqual(rows)
    const records = csvRecords(await printed([...args, '-o', 'csv'], service.env))
    expect(records.map(idOf)).toEqual(userIds(service.people))
    const [headings, ...lines] = (await printed([...args, '-o', 'table'], service.env)).trimEnd().split('\n')
    expect(headings).toMatch(/USER ID/)
    expect(lines.map((line) => /ad\|x\|\w+/.exec(line)?.[0])).toEqual(userIds(service.people))
  })

  it('prints an empty document for no rows', async () => {
    const { env } = await startPagedService([0])
    expect(await printed([...args, '-o', 'json'], env)).toBe('[]\n')
    expect(await printed([...args, '-o', 'yaml'], env)).toBe('[]\n')
    expect(await printed([...args, '-o', 'ndjson'], env)).toBe('')
    expect(parseCsv(await printed([...args, '-o', 'csv'], env))).toHaveLength(1)
  })

  it('stops at a limit, and resumes with the token that it reports', async () => {
    const service = await startPagedService(sizes)
    const seen: unknown[] = []
    let more: string[] = []
    for (let parts = 0; parts < service.people.length; parts += 2) {
      const part = [...args, '--limit', '2', '-o', 'ndjson', ...more]
      const { exitCode, stdout, stderr } = await runPersonctl(part, { env: service.env })
      expect(exitCode).toBe(0)
      seen.push(...rowsOf(stdout).map(idOf))
      if (stderr === '') break
      const { notice } = JSON.parse(stderr)
      expect(notice).toMatchObject({ code: 'limit_reached' })
      expect(notice.hint).toContain(`--start-at ${notice.resumeToken} `)
      more = ['--start-at', notice.resumeToken]
    }
    expect(seen).toEqual(userIds(service.people))
  })

  it.each(['ndjson', 'csv'])(
    'keeps as %s what it printed before a failure, and reports how to resume',
    async (format) => {
      const service = await startPagedService(sizes, (count) =>
        count >= 4 && count <= 4 + 5 ? { status: 400, body: { message: 'no' } } : undefined,
      )
      const failed = await runPersonctl([...args, '-o', format], { env: service.env })
      expect(failed.exitCode).toBeGreaterThan(1)
      const token = /--start-at (\S+) /.exec(failed.stderr)?.[1] ?? ''
      if (format === 'ndjson') expect(jsonError(failed)).toMatchObject({ resumeToken: token })
      const before = format === 'ndjson' ? rowsOf(failed.stdout) : csvRecords(failed.stdout)
      expect(before).toHaveLength(7)

      const healed = await startPagedService(sizes)
      const rest = await printed([...args, '-o', format, '--start-at', token], healed.env)
      const after = format === 'ndjson' ? rowsOf(rest) : csvRecords(rest)
      expect([...before, ...after].map(idOf)).toEqual(userIds(service.people))
    },
  )

  it.each(['json', 'yaml', 'table'])(
    'prints nothing as %s if it fails, and suggests a format that would',
    async (format) => {
      const service = await startPagedService(sizes, (count) =>
        count === 6 ? { status: 400, body: { message: 'no' } } : undefined,
      )
      const outcome = await runPersonctl([...args, '-o', format], { env: service.env })
      expect(outcome.stdout).toBe('')
      expect(outcome.exitCode).toBeGreaterThan(1)
      expect(outcome.stderr).toContain('None of the 7 rows read is written')
      expect(outcome.stderr).not.toContain('--start-at')
    },
  )

  it('refuses the resume token of another list before it sends a request', async () => {
    const service = await startPagedService(sizes)
    const other = args[1] === 'ids' ? list : ids
    const { stderr } = await runPersonctl([...other, '--limit', '1'], { env: service.env })
    const token = JSON.parse(stderr).notice.resumeToken
    const sent = service.requests.length
    for (const env of [service.env, {}]) {
      const outcome = await runPersonctl([...args, '--start-at', token], { env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toMatch(/another list: cis users/)
    }
    expect(service.requests).toHaveLength(sent)
  })

  it('ends with 4 without credentials', async () => {
    const outcome = await runPersonctl(args)
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ code: 'no_credentials' })
  })
})

it('user list unwraps profiles, and prints them unchanged with --raw', async () => {
  const { env } = await startPagedService([1])
  for (const args of [list, fullSearch]) {
    const [unwrapped] = rowsOf(await printed([...args, '-o', 'ndjson'], env))
    expect(unwrapped).toMatchObject({ first_name: 'p0', staff_information: { title: 'Clerk' } })
    expect(rowsOf(await printed([...args, '-o', 'ndjson', '--raw'], env))).toEqual([personNamed('p0')])
  }
})

it('user list prints the columns of the schema as csv, regardless of what the profiles hold', async () => {
  const { env } = await startPagedService([2])
  const [headings = []] = parseCsv(await printed([...list, '-o', 'csv'], env))
  expect(headings).toEqual(profileAttributes.map(({ path }) => path))
  const [record = {}] = csvRecords(await printed([...list, '-o', 'csv'], env))
  expect(record).toMatchObject({
    languages: 'English, French',
    'staff_information.title': 'Clerk',
    picture: '',
  })
  expect(JSON.parse(record['usernames'] ?? '')).toEqual({ 'HACK#GITHUB': 'p0', other: 'x, "y"' })
})

it('user list prints json that equals that of one document', async () => {
  const { env } = await startPagedService([2, 1])
  const text = await printed(list, env)
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
})

describe('a CIS list', () => {
  it.each<[string[], string]>([
    [['user', 'list'], '/v2/users?active=true'],
    [
      ['user', 'list', '--active', 'false', '--display', 'staff', '--email', 'a@example.org'],
      '/v2/users?active=false&primaryEmail=a%40example.org&filterDisplay=staff',
    ],
    [
      ['user', 'ids', '--connection-method', 'ad|Mozilla-LDAP', '--active', 'any'],
      '/v2/users/id/all?connectionMethod=ad%7CMozilla-LDAP&active=any',
    ],
    [['user', 'search', 'staff_information.staff=True'], '?staff_information.staff=true&active=true'],
    [['user', 'search', 'staff_information.staff=FALSE'], '?staff_information.staff=&active=true'],
    [
      ['user', 'search', 'staff_information.title=a=b & c', '--not', '--active', 'false'],
      '?not_staff_information.title=a%3Db%20%26%20c&active=',
    ],
    [['user', 'search', 'access_information.ldap!=vpn'], '?not_access_information.ldap=vpn&active=true'],
    [
      ['user', 'search', 'staff_information.team=x', '--full', '--display', 'ndaed'],
      '?staff_information.team=x&active=true&fullProfiles=true&filterDisplay=ndaed',
    ],
  ])('requests the documented query for %j', async (args, query) => {
    const service = await startPagedService([1])
    await printed(args, service.env)
    expect(service.pageRequests().map(({ url }) => url)).toEqual([expect.stringContaining(query)])
  })

  it('requests no more pages than a limit needs, however slowly its rows are taken', async () => {
    const service = await startPagedService([3, 3])
    await runPersonctl([...list, '--limit', '3', '-o', 'ndjson'], { env: service.env, writeMs: 50 })
    expect(service.pageRequests()).toHaveLength(1)
  })
})

describe('a CIS list ends with 2 before it sends a request', () => {
  it.each<[string, string[], RegExp]>([
    ['a filter that is none', [...list, '--active', 'maybe'], /true, false/],
    ['both at once', [...search, '--active', 'any'], /true, false/],
    ['a filter that is none, of ids', [...ids, '--active', 'maybe'], /true, false, any/],
    ['an empty e-mail', [...list, '--email', ''], /--email is empty/],
    ['no connection method', ['user', 'ids'], /--connection-method/],
    [
      'an empty connection method',
      ['user', 'ids', '--connection-method', ' '],
      /--connection-method is empty/,
    ],
    ['no limit at all', [...list, '--limit', '0'], /--limit is "0".*whole number/],
    ['half a row', [...ids, '--limit', '1.5'], /--limit/],
    ['a token that is none', [...list, '--start-at', 'here'], /resume token "here" is invalid/],
    ['no value', ['user', 'search', 'staff_information.staff'], /ATTRIBUTE=VALUE/],
    ['an empty value', ['user', 'search', 'staff_information.team='], /staff_information.team is empty/],
    ['no boolean', ['user', 'search', 'staff_information.staff=yes'], /takes true or false/],
    ['not twice', ['user', 'search', 'staff_information.staff!=true', '--not'], /--not and !=/],
    ['a level without profiles', [...search, '--display', 'staff'], /--full/],
    ['raw user ids', [...search, '--raw'], /--full/],
    ['raw csv', [...list, '--raw', '-o', 'csv'], /-o json, ndjson or yaml/],
    ['two searches', [...search, 'staff_information.staff=true'], /too many/],
  ])('if used wrongly: %s', async (_, args, message) => {
    const service = await startPagedService([1])
    for (const env of [service.env, {}]) {
      const outcome = await runPersonctl(args, { env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(outcome.stderr.replaceAll('\\"', '"')).toMatch(message)
    }
    expect(service.requests).toEqual([])
  })

  it.each([
    ['staf_information.staff', 'staff_information.staff'],
    ['title', 'staff_information.title'],
    ['access_information.LDAP', 'access_information.ldap'],
  ])('and names the ten attributes for %s, with %s as the nearest', async (attribute, suggestion) => {
    const outcome = await runPersonctl(['user', 'search', `${attribute}=x`])
    expect(outcome.exitCode).toBe(2)
    const { message, hint } = jsonError(outcome)
    expect(
      message.match(/\b(access|staff)_information\.\w+/g)?.filter((name) => name !== attribute),
    ).toHaveLength(10)
    expect(hint).toBe(`Did you mean ${suggestion}?`)
  })
})
