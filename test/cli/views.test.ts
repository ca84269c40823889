import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { profile, value } from '../helpers/cisProfiles.ts'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startPagedService } from './helpers/pagedService.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const people = [
  { first_name: 'Ada', last_name: 'Lovelace', title: 'Countess' },
  { first_name: 'Émile', last_name: 'Zola', title: null },
  { first_name: 'Grace', last_name: 'Hopper', title: 'Admiral' },
  { first_name: 'eve', last_name: 'item10', title: '' },
  { first_name: 'Eve', last_name: 'item9', title: 'Clerk' },
]

async function startPeople(): Promise<{ env: Record<string, string>; requests: readonly object[] }> {
  const Items = people.map(({ first_name, last_name, title }) =>
    profile({
      first_name: value(first_name),
      last_name: value(last_name),
      active: value(true),
      staff_information: { title: value(title) },
    }),
  )
  return startServiceDouble({
    user: ({ url }) => ({ body: url.startsWith('/v2/users') ? { Items, nextPage: null } : (Items[0] ?? {}) }),
  })
}

async function printed(args: readonly string[]): Promise<string> {
  const { env } = await startPeople()
  const { exitCode, stdout, stderr } = await runPersonctl([...args, '--quiet'], { env })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

const list = ['user', 'list']
const one = ['user', 'get', 'ada']

describe('--columns', () => {
  it('select the columns of csv in the requested order, row by row', async () => {
    const text = await printed([...list, '-o', 'csv', '--columns', 'staff_information.title, last_name'])
    expect(parseCsv(text)).toEqual([
      ['staff_information.title', 'last_name'],
      ...people.map(({ title, last_name }) => [title ?? '', last_name]),
    ])
  })

  it('select the columns of a table under its own headings', async () => {
    const text = await printed([...list, '-o', 'table', '--columns', 'name,staff_information.title,timezone'])
    expect(text).toBe(`\
NAME          TITLE     TIMEZONE
Ada Lovelace  Countess
Émile Zola
Grace Hopper  Admiral
eve item10
Eve item9     Clerk
`)
  })

  it('select the rows of a table of one result', async () => {
    expect(await printed([...one, '-o', 'table', '--columns', 'last_name,first_name'])).toBe(`\
last_name   Lovelace
first_name  Ada
`)
    expect(await printed([...one, '-o', 'csv', '--columns', 'timezone,name'])).toBe(
      'timezone,name\r\n,Ada Lovelace\r\n',
    )
  })

  it('select attributes with labels as well', async () => {
    const { env } = await startPagedService([1])
    const columns = 'usernames.HACK#GITHUB,usernames.none'
    const args = ['user', 'get', 'x', '--columns', columns, '-o', 'csv']
    const service = await startServiceDouble({
      user: () => ({ body: profile({ usernames: { ...value(null), values: { 'HACK#GITHUB': 'ada' } } }) }),
    })
    const { stdout } = await runPersonctl(args, { env: service.env })
    expect(csvRecords(stdout)).toEqual([{ 'usernames.HACK#GITHUB': 'ada', 'usernames.none': '' }])
    // So does a list.
    const outcome = await runPersonctl([...list, '-o', 'csv', '--columns', columns], { env })
    expect(outcome.stdout).toMatch(/^usernames\.HACK#GITHUB,usernames\.none\r\n/)
  })

  it.each([
    ['titel', /Did you mean staff_information\.title\?/],
    ['last_nam', /Did you mean last_name\?/],
    ['zzzzzzzz', /the first line names all columns/],
    ['', /--columns is empty/],
    ['a,,b', /a name is empty/],
  ])('is refused for %j before a request is sent', async (names, message) => {
    const { env, requests } = await startPeople()
    for (const command of [list, one]) {
      for (const given of [env, {}]) {
        const outcome = await runPersonctl([...command, '-o', 'csv', '--columns', names], { env: given })
        expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
        expect(outcome.stderr).toMatch(message)
      }
    }
    expect(requests).toEqual([])
  })

  it.each(['json', 'ndjson', 'yaml'])('is refused for %s', async (format) => {
    const { env, requests } = await startPeople()
    const outcome = await runPersonctl([...list, '-o', format, '--columns', 'uuid'], { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ hint: expect.stringContaining('--query') })
    expect(requests).toEqual([])
  })
})

describe('--sort-by', () => {
  const lastNames = (records: { last_name: string }[]) => records.map(({ last_name }) => last_name)
  const upwards = ['Hopper', 'item9', 'item10', 'Lovelace', 'Zola']

  it.each(['json', 'yaml'])('sorts %s as people sort', async (format) => {
    expect(lastNames(parseYaml(await printed([...list, '-o', format, '--sort-by', 'last_name'])))).toEqual(
      upwards,
    )
  })

  it('sorts a table by a column that it does not show', async () => {
    const text = await printed([
      ...list,
      '-o',
      'table',
      '--sort-by',
      'last_name:desc',
      '--columns',
      'first_name',
    ])
    expect(text).toBe('FIRST_NAME\nÉmile\nAda\neve\nEve\nGrace\n')
  })

  it.each(['asc', 'desc'])('puts rows without a value last (%s)', async (direction) => {
    const args = [...list, '--sort-by', `staff_information.title:${direction}`]
    const rows = JSON.parse(await printed(args))
    expect(lastNames(rows).slice(-2)).toEqual(['Zola', 'item10'])
    expect(lastNames(rows)[0]).toBe(direction === 'asc' ? 'Hopper' : 'Lovelace')
  })

  it.each(['ndjson', 'csv'])('holds %s back until the end, with a warning', async (format) => {
    const { env } = await startPeople()
    const args = [...list, '-o', format, '--sort-by', 'last_name']
    const { stdout, stderr } = await runPersonctl(args, { env })
    const rows =
      format === 'csv'
        ? csvRecords(stdout)
        : stdout
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
    expect(lastNames(rows as { last_name: string }[])).toEqual(upwards)
    expect(stderr).toContain('--sort-by')
    expect((await runPersonctl([...args, '--quiet'], { env })).stderr).toBe('')
    const asked = await runPersonctl([...list, '-o', format, '--query', '@'], { env })
    expect(asked.stderr.includes('since --query needs')).toBe(format === 'csv')
  })

  it.each([
    ['last_nam', /Did you mean last_name\?/],
    ['last_name:up', /:desc/],
    [':desc', /:desc/],
  ])('refuses %j before it sends a request', async (column, message) => {
    const { env, requests } = await startPeople()
    const outcome = await runPersonctl([...list, '--sort-by', column], { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toMatch(message)
    expect(requests).toEqual([])
  })
})

describe('--query', () => {
  it('is applied to the whole document of json and yaml', async () => {
    const query = "[?staff_information.title=='Admiral'].last_name"
    expect(JSON.parse(await printed([...list, '--query', query]))).toEqual(['Hopper'])
    expect(parseYaml(await printed([...list, '--query', query, '-o', 'yaml']))).toEqual(['Hopper'])
    expect(await printed([...list, '--query', 'length(@)'])).toBe('5\n')
    expect(await printed([...one, '--query', 'timezone'])).toBe('null\n')
    expect(JSON.parse(await printed([...one, '--query', '{a: first_name}']))).toEqual({ a: 'Ada' })
  })

  it('is applied to each line of ndjson', async () => {
    const lines = await printed([...list, '-o', 'ndjson', '--query', 'staff_information.title'])
    expect(lines).toBe('"Countess"\nnull\n"Admiral"\n""\n"Clerk"\n')
  })

  it('is applied after sorting, and gives table and csv columns of its own', async () => {
    const query = '[?active].{who: first_name, what: {title: staff_information.title}}'
    const args = [...list, '--sort-by', 'first_name', '--query', query]
    expect(parseCsv(await printed([...args, '-o', 'csv']))).toEqual([
      ['who', 'what.title'],
      ['Ada', 'Countess'],
      ['Émile', ''],
      ['eve', ''],
      ['Eve', 'Clerk'],
      ['Grace', 'Admiral'],
    ])
    expect(await printed([...args, '-o', 'table', '--columns', 'what.title'])).toBe(
      'WHAT.TITLE\nCountess\n\n\nClerk\nAdmiral\n',
    )
  })

  it.each([
    ['[].last_name | [:2]', 'VALUE\nLovelace\nZola\n', 'value\r\nLovelace\r\nZola\r\n'],
    [
      '[:1].[first_name, last_name]',
      'COLUMN_1  COLUMN_2\nAda       Lovelace\n',
      'column_1,column_2\r\nAda,Lovelace\r\n',
    ],
    ['[0].{a: first_name, b: last_name}', 'a  Ada\nb  Lovelace\n', 'a,b\r\nAda,Lovelace\r\n'],
    ['[0].first_name', 'Ada\n', 'value\r\nAda\r\n'],
    ['length(@)', '5\n', 'value\r\n5\r\n'],
    ['[?active == `false`]', '', ''],
    ['nothing', '', ''],
    ['[:1].{tags: [first_name, last_name]}', 'TAGS\nAda, Lovelace\n', 'tags\r\n"Ada, Lovelace"\r\n'],
  ])('prints %s as table and csv', async (query, table, csv) => {
    expect(await printed([...list, '--query', query, '-o', 'table'])).toBe(table)
    expect(await printed([...list, '--query', query, '-o', 'csv'])).toBe(csv)
  })

  it.each([
    ['[?active == `true`', 'character 19: it ends too early'],
    ['[?active == 1]', 'character 13: "1" is unexpected'],
    ["[?first_name == 'Ada]", 'character 17: "\'" is unexpected'],
    ['first name', 'character 7: "n" is unexpected'],
    ['a.#', 'character 3: "#" is unexpected'],
    ['[].{a: 日}', 'character 8: "日" is unexpected'],
    ['', '--query is empty'],
    ['lenght(@)', 'Did you mean length()?'],
    ['[].frobnicate(@)', 'which does not exist'],
  ])('refuses %j before it sends a request, with or without credentials', async (query, message) => {
    const { env, requests } = await startPeople()
    for (const given of [env, {}]) {
      const outcome = await runPersonctl([...one, '--query', query], { env: given })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      const { message: said, hint } = jsonError(outcome)
      expect(`${said} ${hint}`).toContain(message)
    }
    expect(requests).toEqual([])
  })

  it('ends with 2 and the reason if the expression does not fit the data', async () => {
    const { env } = await startPeople()
    const outcome = await runPersonctl([...list, '--query', 'sum(@)'], { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(/^--query does not fit .*sum\(\)/)
  })

  it('names a column that its result lacks', async () => {
    const { env } = await startPeople()
    const args = [...list, '--query', '[].{who: first_name}', '-o', 'csv', '--columns', 'wo']
    const outcome = await runPersonctl(args, { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toContain('Did you mean who?')
  })

  it('reports the position of a syntax error for any expression', async () => {
    const marks = fc.constantFrom(...'.[]{}()?*|&!=<>,:@$`\'"\\-+% abc09'.split(''))
    for (const query of fc.sample(fc.string({ unit: marks, minLength: 1, maxLength: 9 }), {
      numRuns: 40,
      seed: 3,
    })) {
      const outcome = await runPersonctl([...one, '--demo', '--query', query])
      const { code, message } = jsonError(outcome)
      expect({ code, exitCode: outcome.exitCode }).toEqual(
        code === 'usage' ? { code, exitCode: 2 } : { code: 'not_found', exitCode: 3 },
      )
      if (code === 'usage') expect(message).toMatch(/^--query is (empty|not valid JMESPath: character \d+: )/)
    }
  })
})

it('scopes for accepts --columns and --query', async () => {
  const { stdout } = await runPersonctl([
    'scopes',
    'for',
    'primary_email',
    '-o',
    'table',
    '--columns',
    'scope',
  ])
  expect(stdout).toMatch(/^SCOPE\n/)
})

it('--quiet suppresses everything but failures', async () => {
  const { env } = await startPagedService([3])
  const limited = [...list, '--limit', '1', '-o', 'ndjson']
  expect((await runPersonctl(limited, { env })).stderr).toContain('limit_reached')
  expect((await runPersonctl(['-q', ...limited], { env })).stderr).toBe('')
  const failed = await runPersonctl([...limited, '--quiet', '--limit', '0'], { env })
  expect(jsonError(failed).code).toBe('usage')
})
