import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'

const packageFile = new URL('../../packages/cli/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageFile, 'utf8'))

describe('personctl', () => {
  it.each([[['--version']], [['-V']], [['--debug', '--version']], [['user', 'get', '--version']]])(
    'prints its version with %j',
    async (args) => {
      expect(await runPersonctl(args)).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
    },
  )
})

describe('personctl', () => {
  it('prints examples, commands, options and topics without arguments', async () => {
    const { exitCode, stdout, stderr } = await runPersonctl([])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^Examples:\n {2}\$ personctl user get /)
    for (const text of ['user', 'mock', '--demo', 'exit-codes', 'environment']) {
      expect(stdout).toContain(text)
    }
  })

  it('prints the same help with --help, -h and the help command', async () => {
    const [option, word, short] = await Promise.all([
      runPersonctl(['user', 'get', '--help']),
      runPersonctl(['help', 'user', 'get']),
      runPersonctl(['user', 'get', '-h']),
    ])
    expect(option.exitCode).toBe(0)
    expect(word).toEqual(option)
    expect(short).toEqual(option)
  })

  it('lists the values of the options in the help of a command', async () => {
    const { stdout } = await runPersonctl(['user', 'get', '--help'])
    for (const choices of [
      '(one of user-id, uuid, email, username; default: told from their form)',
      '(one of true, false, any; default: true)',
      '(one of table, json, ndjson, yaml, csv, text; default: table on a terminal, json otherwise)',
      '(one of public, authenticated, vouched, ndaed, staff, private)',
      'demo, mozilla, mozilla-test, mozilla-dev',
    ]) {
      expect(stdout.replace(/\s+/g, ' ')).toContain(choices)
    }
  })

  it('lists the verbs in the help of a noun', async () => {
    const { exitCode, stdout } = await runPersonctl(['user'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('get')
  })
})

describe('personctl ends with 2 before it sends a request', () => {
  const demo = ['user', 'get', 'ada', '--demo']
  it.each<[string, string[], RegExp]>([
    ['an unknown noun', ['usr', 'get', 'ada'], /Did you mean user\?/],
    ['an unknown verb', ['user', 'gte', 'ada'], /Did you mean get\?/],
    ['an unknown option', [...demo, '--activ', 'any'], /Did you mean --active\?/],
    ['no id', ['user', 'get', '--demo'], /id/],
    ['an empty id', ['user', 'get', '', '--demo'], /empty/],
    ['stdin twice', ['user', 'get', '-', '-', '--demo'], /more than once/],
    ['a wrong filter', [...demo, '--active', 'maybe'], /true, false, any/],
    [
      'a wrong level',
      [...demo, '--display', 'secret'],
      /public, authenticated, vouched, ndaed, staff, private/,
    ],
    ['a wrong key', [...demo, '--by', 'name'], /user-id, uuid, email, username/],
    ['a wrong format', [...demo, '-o', 'xml'], /table, json, ndjson, yaml, csv/],
    ['an unknown context', ['user', 'get', 'ada', '-c', 'work'], /demo, mozilla, mozilla-test, mozilla-dev/],
    ['two contexts', [...demo, '-c', 'mozilla'], /--demo/],
    ['no number of seconds', [...demo, '--timeout', 'soon'], /--timeout/],
    ['no time at all', [...demo, '--timeout', '0'], /more than 0/],
    ['a value missing', ['user', 'get', 'ada', '--by'], /--by/],
    ['raw csv', [...demo, '--raw', '-o', 'csv'], /-o json, ndjson or yaml/],
    ['a raw table', [...demo, '--raw', '-o', 'table'], /-o json, ndjson or yaml/],
  ])('if used wrongly: %s', async (_, args, message) => {
    const outcome = await runPersonctl(args)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toMatch(message)
  })

  it('and writes one JSON error for programs, even if the format is in the wrong part of the line', async () => {
    for (const format of [
      ['-o', 'json'],
      ['--output=ndjson'],
      ['-oyaml'],
      ['-qojson'],
      ['-qo', 'yaml'],
      [],
    ]) {
      const outcome = await runPersonctl(['user', 'get', 'ada', '--bogus', ...format])
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome)).toEqual({
        code: 'usage',
        message: 'The option "--bogus" does not exist.',
        service: null,
        status: null,
        hint: 'Run personctl user get --help to see its arguments and options.',
      })
    }
  })

  it('and writes text for people', async () => {
    const { stderr } = await runPersonctl(['user', 'get', 'ada', '--bogus', '-o', 'table'])
    expect((await runPersonctl(['user', 'get', 'ada', '--bogus', '-qotable'])).stderr).toBe(stderr)
    expect(stderr).toBe(
      `personctl: The option "--bogus" does not exist.\nhint: Run personctl user get --help to see its arguments and options.\n`,
    )
  })
})

it('personctl accepts global options before, between and after the words of a command', async () => {
  const id = 'ada.lovelace@example.org'
  const orders = [
    ['--demo', '-o', 'ndjson', 'user', 'get', id],
    ['user', '--demo', 'get', '-o', 'ndjson', id],
    ['user', 'get', id, '-ondjson', '--demo'],
    ['-o', 'json', 'user', 'get', id, '--demo', '--output', 'ndjson'],
  ]
  const outcomes = await Promise.all(orders.map((args) => runPersonctl(args)))
  expect(outcomes[0]).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(outcomes[0]?.stdout ?? '')).toMatchObject({ first_name: 'Ada' })
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
})

it('user get takes the words after -- as ids', async () => {
  const outcome = await runPersonctl(['user', 'get', '--demo', '-o', 'json', '--', '--raw'])
  expect(outcome.exitCode).toBe(3)
  expect(jsonError(outcome).message).toContain('--raw')
})
