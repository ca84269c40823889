import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { profile, value, values } from '../helpers/cisProfiles.ts'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { eachCommand } from './helpers/commandCases.ts'
import { run as runCase, toSuccess } from './helpers/formatRuns.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const ada = profile({
  first_name: value('Ada'),
  last_name: value('Lovelace'),
  primary_email: value('ada@example.org'),
  fun_title: value(null),
  usernames: values({ github: 'ada', pending: null }),
  access_information: { ldap: values({ all_staff: null, vpn: null }), hris: values(null) },
  staff_information: { title: value('Countess\tof\n"Lovelace"'), team: value(null) },
})
const grace = profile({
  first_name: value('Grace'),
  primary_email: value('grace@example.org'),
  access_information: { ldap: values({ vpn: null }) },
  staff_information: { title: value(null), team: value(null) },
})

/** Runs a command on Ada and Grace. Returns what it prints. */
async function print(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { env } = await startServiceDouble({
    user: ({ url }) => {
      if (url.startsWith('/v2/users')) return { body: { Items: [ada, grace], nextPage: null } }
      return { body: url.includes('grace') ? grace : ada }
    },
  })
  const { exitCode, stdout, stderr } = await runPersonctl([...args, '--quiet'], {
    ...options,
    env: { ...env, ...options.env },
  })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

const one = ['user', 'get', 'ada']
const list = ['user', 'list']

describe('-o text', () => {
  it('prints a line for each row, with tabs between the columns of the table', async () => {
    expect(await print([...list, '-o', 'text'])).toBe(
      'ada@example.org\tAda Lovelace\t\tCountess\\tof\\n"Lovelace"\t\t\ngrace@example.org\tGrace\t\t\t\t\n',
    )
    expect(await print([...one, '-o', 'text', '--columns', 'e-mail,last_name'])).toBe(
      'ada@example.org\tLovelace\n',
    )
  })

  it('prints the result of a query bare', async () => {
    expect(await print([...one, '-o', 'text', '--query', 'first_name'])).toBe('Ada\n')
    expect(await print([...one, '-o', 'text', '--query', 'fun_title'])).toBe('')
    expect(await print([...list, '-o', 'text', '--query', '[].primary_email'])).toBe(
      'ada@example.org\ngrace@example.org\n',
    )
    expect(await print([...list, '-o', 'text', '--query', '[].[first_name, last_name]'])).toBe(
      'Ada\tLovelace\nGrace\t\n',
    )
  })

  it('prints a token alone, and errors as text', async () => {
    const { stdout } = await runPersonctl(['token', 'get', '--service', 'cis', '--demo', '-o', 'text'])
    expect(stdout).toMatch(/^eyJ[\w.-]+\n$/)
    const { stderr } = await runPersonctl(['user', 'get', 'nobody', '--demo', '-o', 'text'])
    expect(stderr).toMatch(/^personctl: /)
  })
})

describe('PERSONCTL_OUTPUT', () => {
  it('sets the default format of commands and of errors, which --output overrides', async () => {
    const env = { PERSONCTL_OUTPUT: 'text' }
    const columns = ['--query', '[].first_name']
    expect(await print([...list, ...columns], { env })).toBe('Ada\nGrace\n')
    expect(JSON.parse(await print([...list, ...columns, '-o', 'json'], { env }))).toEqual(['Ada', 'Grace'])
    const outcome = await runPersonctl(['user', 'get', 'nobody', '--demo'], { env })
    expect(outcome.stderr).toMatch(/^personctl: /)
  })

  it('leaves tokens, raw profiles and responses of api as programs expect them', async () => {
    const env = { PERSONCTL_OUTPUT: 'csv' }
    const token = await runPersonctl(['token', 'get', '--service', 'cis', '--demo'], { env })
    expect(token.stdout).toMatch(/^eyJ[\w.-]+\n$/)
    expect(JSON.parse(await print([...one, '--raw'], { env }))).toEqual(ada)
    expect(JSON.parse(await print(['api', 'cis', '/v2/user/ada'], { env }))).toEqual(ada)
  })

  it('is named by the error if it is not a format', async () => {
    const outcome = await runPersonctl(['user', 'list', '--demo'], { env: { PERSONCTL_OUTPUT: 'xml' } })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toContain('PERSONCTL_OUTPUT is "xml"')
  })
})

describe('csv', () => {
  it('has no header with --no-header, so that a continued list can be appended', async () => {
    const whole = await print([...list, '-o', 'csv'])
    const rows = await print([...list, '-o', 'csv', '--no-header'])
    expect(whole).toBe(`${parseCsv(whole)[0]?.join(',')}\r\n${rows}`)
    expect(await print([...one, '-o', 'csv', '--no-header', '--columns', 'uuid,first_name'])).toBe(',Ada\r\n')
    expect(await print([...list, '-o', 'table', '--no-header', '--columns', 'first_name'])).toBe(
      'Ada\nGrace\n',
    )
  })

  it('begins with a byte order mark with --bom, and other formats refuse it', async () => {
    expect(await print([...list, '-o', 'csv', '--bom'])).toMatch(/^\ufeffuuid,/)
    expect(await print([...list, '-o', 'csv', '--bom', '--no-header'])).toMatch(/^\ufeff,/)
    const outcome = await runPersonctl([...list, '--demo', '--bom'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it('has a line that readers take for a row if its only cell is empty', async () => {
    expect(await print([...list, '-o', 'csv', '--columns', 'last_name'])).toBe(
      'last_name\r\nLovelace\r\n""\r\n',
    )
  })

  it.each([
    ['x;=1+1;y', "x;'=1+1;y"],
    ['x\t=1+1', "x\t'=1+1"],
    ['x;"=1+1"', `x;'"=1+1"`],
    ['x\n=1+1', "x\n'=1+1"],
    ['x\r\n@SUM(A1)', "x\r\n'@SUM(A1)"],
    ['=a;-b', "'=a;'-b"],
    ['1;-2,5;+41 22 767 00 00', '1;-2,5;+41 22 767 00 00'],
    ['a=b;c-d', 'a=b;c-d'],
  ])(
    'guards the formula in %j for spreadsheets that separate by semicolons or tabs',
    async (text, guarded) => {
      const { env } = await startServiceDouble({
        user: () => ({ body: profile({ first_name: value(text) }) }),
      })
      const { stdout } = await runPersonctl([...one, '-o', 'csv', '--columns', 'first_name'], { env })
      expect(stdout).toBe(`first_name\r\n"${guarded.replaceAll('"', '""')}"\r\n`)
    },
  )
})

describe('labels without a value', () => {
  const labels = 'access_information.ldap'

  it('are a list as the result of --query', async () => {
    expect(await print([...one, '--query', labels, '-o', 'table'])).toBe('VALUE\nall_staff\nvpn\n')
    expect(await print([...one, '--query', labels, '-o', 'csv'])).toBe('value\r\nall_staff\r\nvpn\r\n')
    expect(await print([...one, '--query', labels, '-o', 'text'])).toBe('all_staff\nvpn\n')
  })

  it('are a cell within the result of --query', async () => {
    const query = `[].{who: first_name, groups: ${labels}}`
    expect(csvRecords(await print([...list, '--query', query, '-o', 'csv']))).toEqual([
      { who: 'Ada', groups: 'all_staff, vpn' },
      { who: 'Grace', groups: 'vpn' },
    ])
    expect(await print([...list, '--query', `[].${labels}`, '-o', 'text'])).toBe('all_staff, vpn\nvpn\n')
    expect(await print([...one, '--query', 'access_information', '-o', 'table'])).toBe(
      'ldap  all_staff, vpn\n',
    )
  })

  it('are told from attributes that are not set', async () => {
    const table = ['user', 'get', 'grace', '-o', 'csv', '--query']
    expect(await print([...table, 'staff_information'])).toBe('title,team\r\n,\r\n')
    expect(await print([...table, '{a: fun_title, b: last_name}'])).toBe('a,b\r\n,\r\n')
  })

  it('are shown in responses of api', async () => {
    const api = ['api', 'cis', '/v2/user/ada', '-o', 'csv']
    const [row] = csvRecords(await print(api))
    expect(row?.[`${labels}.values`]).toBe('all_staff, vpn')
    expect(await print([...api, '--query', `${labels}.values`])).toBe('value\r\nall_staff\r\nvpn\r\n')
  })

  it('are shown beside labels with a value', async () => {
    expect(await print([...one, '-o', 'table'])).toMatch(/^usernames\.github +ada\nusernames\.pending$/m)
  })
})

describe('--columns', () => {
  const tables = Object.entries(eachCommand).filter(([, { isText }]) => isText !== 'always')

  it.each(tables)('of personctl %s takes the headings of its table', async (path, command) => {
    const { line, env } = await toSuccess(path, command)
    // Some tables are text unless columns are chosen.
    const sorting = path === 'doctor' ? ['--sort-by', 'service'] : []
    const whole = await runCase(command, [...line, '-o', 'table', '--quiet', ...sorting], env)
    const [first = '', ...others] = whole.stdout.split('\n')
    const headings = first === first.toUpperCase() && others.length > 1 ? first.split(/ {2,}/) : []
    for (const heading of headings) {
      for (const name of [heading, heading.toLowerCase(), heading.toLowerCase().replaceAll(' ', '_')]) {
        const shown = await runCase(command, [...line, '-o', 'table', '--quiet', '--columns', name], env)
        expect(shown.stderr, name).toBe('')
        expect(shown.stdout.split('\n')[0]).toBe(heading)
      }
    }
  })

  it('is repeatable', async () => {
    const columns = ['--columns', 'first_name', '--columns', 'last_name,uuid']
    expect(parseCsv(await print([...list, '-o', 'csv', ...columns]))[0]).toEqual([
      'first_name',
      'last_name',
      'uuid',
    ])
  })
})

it('--sort-by is repeatable, the most significant column first', async () => {
  const args = [
    'user',
    'list',
    '--demo',
    '-q',
    '--sort-by',
    'active',
    '--sort-by',
    'first_name:desc',
    '-o',
    'text',
  ]
  const { stdout } = await runPersonctl([...args, '--columns', 'first_name'])
  const names = stdout.trimEnd().split('\n')
  const collator = new Intl.Collator('en', { numeric: true })
  expect(names.length).toBeGreaterThan(50)
  expect(names).toEqual([...names].sort((one, other) => collator.compare(other, one)))
})

it('--sort with a direction suggests --sort-by before a request is sent', async () => {
  const outcome = await runPersonctl(['identity', 'list', '--sort', 'uid:desc'])
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome).hint).toContain('--sort-by uid:desc')
})

it('-o yaml quotes texts with a tab, which some parsers take for indentation', async () => {
  const text = await print([...one, '-o', 'yaml'])
  expect(text).not.toContain('\t')
  expect(parseYaml(text)).toMatchObject({ staff_information: { title: 'Countess\tof\n"Lovelace"' } })
})

describe('colours', () => {
  const shown = (args: readonly string[], options: RunOptions = {}) =>
    runPersonctl(args, { terminal: 'both', ...options, env: { NO_COLOR: '', ...options.env } })

  it('mark headings, statuses and errors on a terminal', async () => {
    const list = await shown(['user', 'list', '--demo', '--limit', '1', '--columns', 'uuid'])
    expect(list.stdout.startsWith('\u001b[1mUUID\u001b[22m\n')).toBe(true)
    const doctor = await shown(['doctor', '--demo'])
    expect(
      doctor.stdout.startsWith('\u001b[1mpersonctl\u001b[22m\n  \u001b[32mok     \u001b[39m  configuration'),
    ).toBe(true)
    const failed = await shown(['user', 'get', 'nobody', '--demo'])
    expect(failed.stderr.startsWith('\u001b[31mpersonctl:\u001b[39m No active person')).toBe(true)
    expect(failed.stderr).toContain('\n\u001b[1mhint:\u001b[22m ')
  })

  it.each([
    ['with --no-color', ['--no-color'], {}],
    ['with NO_COLOR', [], { env: { NO_COLOR: '1' } }],
    ['on a terminal that cannot show them', [], { env: { TERM: 'dumb' } }],
    ['in json', ['-o', 'json'], {}],
    ['in csv', ['-o', 'csv'], {}],
  ])('are not written %s', async (_, more, options: RunOptions) => {
    for (const args of [
      ['user', 'list', '--demo', '--limit', '1'],
      ['doctor', '--demo'],
    ]) {
      const { stdout } = await shown([...args, ...more], options)
      expect(stdout).not.toBe('')
      expect(stdout).not.toContain('\u001b')
    }
  })

  it('are not written to a file, nor is the error if stderr is one', async () => {
    const { stdout } = await runPersonctl(['doctor', '--demo', '-o', 'table'], {
      terminal: 'stderr',
      env: { NO_COLOR: '' },
    })
    expect(stdout).not.toContain('\u001b')
    const { stderr } = await runPersonctl(['user', 'get', 'nobody', '--demo', '-o', 'table'])
    expect(stderr).not.toContain('\u001b')
  })
})
