import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { profile, value, values } from '../helpers/cisProfiles.ts'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const ada = profile({
  zeta: value('last'),
  active: value(true),
  first_name: value('Ada'),
  last_name: value('Lovelace'),
  fun_title: value(null),
  languages: values({ English: null, French: null }),
  primary_email: value('ada@example.org'),
  tags: values({}),
  uris: values(null),
  usernames: values({ 'HACK#GITHUB': 'ada', 'LDAP-posix_id': 'al' }),
  access_information: { hris: values({ employee_id: 7, managers: ['x'] }), ldap: values({ staff: null }) },
  staff_information: { manager: value(false), title: value('Countess, "the"') },
})
const grace = profile({ first_name: value('Grace'), location: value('New York') })

const unwrappedAda = {
  access_information: { hris: { employee_id: 7, managers: ['x'] }, ldap: { staff: null } },
  active: true,
  first_name: 'Ada',
  fun_title: null,
  identities: {},
  languages: { English: null, French: null },
  last_name: 'Lovelace',
  primary_email: 'ada@example.org',
  schema: 'https://auth.mozilla.com/.well-known/profile.schema',
  staff_information: { manager: false, title: 'Countess, "the"' },
  tags: {},
  uris: null,
  usernames: { 'HACK#GITHUB': 'ada', 'LDAP-posix_id': 'al' },
  zeta: 'last',
}

async function show(args: readonly string[]): Promise<Outcome> {
  const service = await startServiceDouble({
    user: ({ url }) => ({ body: url.includes('grace') ? grace : ada }),
  })
  return runPersonctl(['user', 'get', ...args], { env: service.env })
}

async function shown(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await show(args)
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

describe('user get of one person', () => {
  it('prints an object as json, which is the default off a terminal', async () => {
    const text = await shown(['ada'])
    expect(JSON.parse(text)).toEqual(unwrappedAda)
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
    expect(await shown(['ada', '-o', 'json'])).toBe(text)
  })

  it('prints one line as ndjson', async () => {
    const text = await shown(['ada', '-o', 'ndjson'])
    expect(text.indexOf('\n')).toBe(text.length - 1)
    expect(JSON.parse(text)).toEqual(unwrappedAda)
  })

  it('prints a mapping as yaml', async () => {
    expect(parseYaml(await shown(['ada', '-o', 'yaml']))).toEqual(unwrappedAda)
  })

  it('prints a header and a row as csv, with a column for each attribute and unset values empty', async () => {
    const set = {
      active: 'true',
      first_name: 'Ada',
      last_name: 'Lovelace',
      languages: 'English, French',
      primary_email: 'ada@example.org',
      usernames: '{"HACK#GITHUB":"ada","LDAP-posix_id":"al"}',
      'access_information.hris': '{"employee_id":7,"managers":["x"]}',
      'access_information.ldap': 'staff',
      'staff_information.manager': 'false',
      'staff_information.title': 'Countess, "the"',
    }
    const text = await shown(['ada', '-o', 'csv'])
    const unset = Object.fromEntries((parseCsv(text)[0] ?? []).map((name) => [name, '']))
    expect(csvRecords(text)).toEqual([{ ...unset, ...set }])
  })

  it('prints the main attributes first as a table, without unset values', async () => {
    expect(await shown(['ada', '-o', 'table'])).toBe(`\
first_name                           Ada
last_name                            Lovelace
primary_email                        ada@example.org
active                               true
staff_information.title              Countess, "the"
access_information.hris.employee_id  7
access_information.hris.managers     ["x"]
access_information.ldap              staff
staff_information.manager            false
zeta                                 last
languages                            English, French
usernames.HACK#GITHUB                ada
usernames.LDAP-posix_id              al
`)
  })

  it.each(['json', 'ndjson', 'yaml'])("prints the service's own profile with --raw -o %s", async (format) => {
    expect(parseYaml(await shown(['ada', '--raw', '-o', format]))).toEqual(ada)
  })
})

describe('user get of several people', () => {
  it.each(['json', 'yaml'])('prints a list as %s', async (format) => {
    const list = parseYaml(await shown(['ada', 'grace', '-o', format]))
    expect(list).toMatchObject([unwrappedAda, { first_name: 'Grace', location: 'New York' }])
  })

  it('prints the same csv columns however the people are requested', async () => {
    const header = (text: string) => parseCsv(text)[0]
    const text = await shown(['grace', 'ada', '-o', 'csv'])
    expect(csvRecords(text)).toMatchObject([
      { first_name: 'Grace', location: 'New York', last_name: '' },
      { first_name: 'Ada', location: '', last_name: 'Lovelace' },
    ])
    const fixed = header((await runPersonctl(['user', 'list', '--demo', '-q', '-o', 'csv'])).stdout)
    expect(new Set(fixed).size).toBe(53)
    for (const ids of [['grace', 'ada'], ['ada'], ['grace']]) {
      expect(header(await shown([...ids, '-o', 'csv']))).toEqual(fixed)
    }
  })

  it('prints a table with a line for each person', async () => {
    expect(await shown(['ada', 'grace', '-o', 'table'])).toBe(`\
E-MAIL           NAME          ACTIVE  TITLE            USERNAME  USER ID
ada@example.org  Ada Lovelace  true    Countess, "the"
                 Grace
`)
  })
})

it('user get prints yaml that parsers of YAML 1.1 read alike', async () => {
  const words = ['no', 'on', 'yes', 'null', '012', '1:30', '~', '2020-01-01', '0x1f', '']
  const service = await startServiceDouble({
    user: () => ({
      body: profile(Object.fromEntries(words.map((word, index) => [`a${index}`, value(word)]))),
    }),
  })
  const { stdout } = await runPersonctl(['user', 'get', 'a', '-o', 'yaml'], { env: service.env })
  for (const version of ['1.1', '1.2'] as const) {
    expect(Object.values(parseYaml(stdout, { version }))).toEqual(expect.arrayContaining(words))
  }
})

describe('user get of a hostile profile', () => {
  // What terminals obey, what spreadsheets run, what breaks lines and cells, what is wide or of no width.
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        "'",
        ',',
        '\r',
        '\n',
        '=',
        '@',
        '\t',
        '\u001b',
        '\u009b',
        '\u202e',
        '日',
        '👩‍💻',
        'e\u0301',
      ),
    }),
    fc.constantFrom(
      '=cmd|calc',
      '=1',
      '+1',
      '-1.5',
      '-1,234.5',
      '+41227670000',
      '+41 22 767 00 00',
      '-2+3',
      '-',
      'שלום \u202eמ\u200f',
      'مرحبا\u061c',
      '🏴󠁧󠁢󠁳󠁣󠁴󠁿🇨🇭',
      '\u2066x\u2069',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '＝1',
      '\u001b[2J',
      '\ufeffx',
      '---',
      '- a',
      'x'.repeat(10_000),
    ),
  )
  const people = fc.sample(fc.tuple(nasty, nasty), { numRuns: 300, seed: 7 })

  async function asFormat(format: string): Promise<string> {
    const service = await startServiceDouble({
      user: ({ url }) => {
        const [first = '', second = ''] =
          people[Number(new URL(url, 'http://x').pathname.split('/').at(-1))] ?? []
        return { body: profile({ first_name: value(first), usernames: values({ label: second }) }) }
      },
    })
    const ids = people.map((_, index) => index).join('\n')
    const outcome = await runPersonctl(['user', 'get', '-', '-o', format], { env: service.env, stdin: ids })
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    return outcome.stdout
  }

  const controls =
    // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

  it.each(['json', 'yaml'])('prints every value as %s without control characters', async (format) => {
    const text = await asFormat(format)
    const list = format === 'json' ? JSON.parse(text) : parseYaml(text)
    expect(
      list.map((person: { first_name: string; usernames: { label: string } }) => [
        person.first_name,
        person.usernames.label,
      ]),
    ).toEqual(people)
    // A tab may stand in YAML as it is, and only moves what follows.
    expect(controls.exec(text.replaceAll('\t', ''))).toBe(null)
  })

  it('prints every value as ndjson, one person a line', async () => {
    const text = await asFormat('ndjson')
    expect(controls.exec(text)).toBe(null)
    const lines = text.split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => JSON.parse(line).first_name)).toEqual(people.map(([first]) => first))
  })

  it('prints every value as csv, with a quote before a formula', async () => {
    const records = csvRecords(await asFormat('csv'))
    const isFormula = /^[=+\-@\t\r\n＝＋－＠]/
    const isNumber = /^[+-]?[\d., ]+$/
    const guarded = (text: string) => (isFormula.test(text) && !isNumber.test(text) ? `'${text}` : text)
    // Without the guards behind separators, which have a test of their own.
    const withoutInner = (text = '') => text.replace(/(?<=[;\t\r\n])'(?=[" ]*[=+\-@＝＋－＠])/g, '')
    expect(
      records.map((record) => [
        withoutInner(record['first_name']),
        JSON.parse(record['usernames'] || '{"label":""}').label,
      ]),
    ).toEqual(people.map(([first, second]) => [guarded(withoutInner(first)), second]))
  })

  it('prints one line for each in a table, without control characters', async () => {
    const lines = (await asFormat('table')).split('\n')
    expect(lines).toHaveLength(people.length + 2)
    for (const line of lines) expect(controls.exec(line)).toBe(null)
  })
})

it('user get aligns the columns of a table under wide and combining characters', async () => {
  const names = ['日本語', '👩‍💻', 'e\u0301e\u0301', 'abc']
  const service = await startServiceDouble({
    user: ({ url }) => ({
      body: profile({
        first_name: value(names[Number(/(\d)\?/.exec(url)?.[1])] ?? ''),
        primary_email: value('#'),
        active: value('@'),
      }),
    }),
  })
  const { stdout } = await runPersonctl(['user', 'get', '0', '1', '2', '3', '-o', 'table'], {
    env: service.env,
  })
  const gaps = stdout
    .split('\n')
    .slice(1, 5)
    .map((line) => line.slice(line.indexOf('#') + 8, line.lastIndexOf('@')))
  expect(gaps).toEqual(['日本語  ', '👩‍💻      ', 'e\u0301e\u0301      ', 'abc     '])
})
