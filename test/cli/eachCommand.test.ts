import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { type CommandCase, eachCommand } from './eachCommand.ts'
import { everyVerb } from './everyCommand.ts'
import { csvRecords, parseCsv } from './parseCsv.ts'
import { type Outcome, runPersonctl } from './runPersonctl.ts'
import { accessToken, type Behaviour, clientSecret, startServiceDouble } from './serviceDouble.ts'

const formats = ['table', 'json', 'ndjson', 'yaml', 'csv'] as const
type Format = (typeof formats)[number]

it('every command has a line in the table, and every line a command', () => {
  expect(Object.keys(eachCommand).sort()).toEqual([...everyVerb.keys()].sort())
})

const failing =
  (status: number): Behaviour =>
  () => ({ status, headers: { 'retry-after': '900' }, body: { message: 'no', error: 'invalid_client' } })
const givesToken: Behaviour = () => ({
  body: { access_token: accessToken, token_type: 'Bearer', expires_in: 60 },
})

interface FailureClass {
  readonly name: string
  readonly exitCode: number
  /** Whether a command can fail like this. */
  of(command: CommandCase): boolean
  /** What follows the command, and the settings it has. */
  line(command: CommandCase): Promise<{ args: readonly string[]; env?: Record<string, string> }>
}

const asksService = ({ service }: CommandCase) => service !== undefined
const asksForToken = ({ service, isOpen }: CommandCase) => service !== undefined && isOpen !== true

/** A service that answers, and gives tokens, in these ways. */
function served(name: string, exitCode: number, api: Behaviour, token = givesToken): FailureClass {
  return {
    name,
    exitCode,
    of: token === givesToken ? asksService : asksForToken,
    async line({ found }) {
      const { origin } = await startServiceDouble({ user: api, token })
      return { args: found, env: settings(origin) }
    },
  }
}

const failures: readonly FailureClass[] = [
  {
    name: 'wrong usage',
    exitCode: 2,
    of: ({ isText }) => isText !== true,
    line: async ({ found }) => ({ args: [...found, '--bogus'] }),
  },
  {
    name: 'nothing there',
    exitCode: 3,
    of: ({ missing }) => missing !== undefined,
    line: async ({ missing = [] }) => ({ args: [...missing, '--demo'] }),
  },
  {
    name: 'no credentials',
    exitCode: 4,
    of: asksForToken,
    line: async ({ found }) => ({ args: found }),
  },
  served('a wrong secret', 4, failing(500), failing(401)),
  served('no permission', 5, failing(403)),
  served('too many requests', 6, failing(429)),
  {
    name: 'nobody answers',
    exitCode: 7,
    of: asksService,
    line: async ({ found }) => ({ args: [...found, '--timeout', '2'], env: settings('http://127.0.0.1:1') }),
  },
  served('a service that fails', 8, failing(503)),
]

function settings(origin: string): Record<string, string> {
  const services = ['CIS', 'CERN', 'DABP'].map((service) => ({
    [`PERSONCTL_${service}_URL`]: origin,
    [`PERSONCTL_${service}_TOKEN_URL`]: `${origin}/oauth/token`,
    [`PERSONCTL_${service}_CLIENT_ID`]: 'client',
    [`PERSONCTL_${service}_CLIENT_SECRET`]: clientSecret,
  }))
  return Object.assign({}, ...services)
}

describe.each(Object.entries(eachCommand))('personctl %s', (path, command) => {
  const words = path.split(' ')
  const { found, run, service, isText } = command
  const success = [...words, ...found, ...(service === undefined ? [] : ['--demo'])]

  it.runIf(isText)('writes text, and takes no format', async () => {
    expect((await runPersonctl(success)).stdout).not.toBe('')
    for (const format of formats) {
      const outcome = await runPersonctl([
        ...words,
        ...found.filter((word) => word !== '--help'),
        '-o',
        format,
      ])
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    }
  })

  it.skipIf(isText)('writes one document of each format', async () => {
    for (const [format, outcome] of await inEachFormat(success, run)) {
      expect(outcome.exitCode, outcome.stderr).toBe(0)
      expectDocument(format, outcome.stdout)
      expectRemarks(format, outcome.stderr)
    }
    // The default elsewhere than on a terminal.
    const [byDefault, asJson] = await Promise.all([
      runPersonctl(success, run),
      runPersonctl([...success, '-o', 'json'], run),
    ])
    expect(byDefault).toEqual(asJson)
  })

  it.skipIf(isText)('has columns, queries and quiet', async () => {
    const [whole, asked] = await Promise.all([
      runPersonctl([...success, '-o', 'json'], run),
      runPersonctl([...success, '-o', 'json', '--query', '@', '--quiet'], run),
    ])
    expect(asked).toEqual({ exitCode: 0, stdout: whole.stdout, stderr: '' })
    const [column = ''] = everyVerb.get(path)?.columns ?? []
    expect(column).not.toBe('')
    const csv = await runPersonctl([...success, '-o', 'csv', '--quiet', '--columns', column], run)
    expect(csv).toMatchObject({ exitCode: 0, stderr: '' })
    expect(parseCsv(csv.stdout)[0]).toEqual([column])
    const unknown = await runPersonctl([...words, ...found, '-o', 'csv', '--columns', 'no.such.column'], run)
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it.each(failures.filter((failure) => failure.of(command)))(
    '$name: ends with $exitCode, and nothing on stdout, in each format',
    async ({ exitCode, line }) => {
      const { args, env = {} } = await line(command)
      for (const [format, outcome] of await inEachFormat([...words, ...args], { ...run, env })) {
        expect(outcome, format).toMatchObject({ exitCode, stdout: '' })
        expectError(format, outcome.stderr)
      }
    },
  )
})

async function inEachFormat(
  args: readonly string[],
  options: CommandCase['run'] = {},
): Promise<(readonly [Format, Outcome])[]> {
  return Promise.all(
    formats.map(async (format) => [format, await runPersonctl([...args, '-o', format], options)] as const),
  )
}

function expectDocument(format: Format, text: string): void {
  expect(text === '' || text.endsWith('\n'), JSON.stringify(text.slice(-20))).toBe(true)
  if (format === 'json') expect(typeof JSON.parse(text)).toBe('object')
  else if (format === 'ndjson') for (const line of text.split('\n').slice(0, -1)) JSON.parse(line)
  else if (format === 'csv') csvRecords(text)
  else if (format === 'yaml') {
    const documents = parseAllDocuments(text)
    expect(documents).toMatchObject([{ errors: [] }])
    expect(typeof documents.at(0)?.toJS()).toBe('object')
  } else {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^[[{]/)
  }
}

const isForPrograms = (format: Format) => format === 'json' || format === 'ndjson' || format === 'yaml'

function expectRemarks(format: Format, stderr: string): void {
  for (const line of stderr.split('\n').slice(0, -1)) {
    if (isForPrograms(format)) expect(Object.keys(JSON.parse(line))).toEqual(['remark'])
    else expect(line).toMatch(/^personctl: /)
  }
}

function expectError(format: Format, stderr: string): void {
  if (isForPrograms(format)) {
    const { error } = JSON.parse(stderr)
    expect(Object.keys(error).slice(0, 5)).toEqual(['code', 'message', 'service', 'status', 'hint'])
    expect(error.message).not.toBe('')
  } else expect(stderr).toMatch(/^personctl: .+\n(hint: .+\n)?$/)
}
