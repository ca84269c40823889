import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { csvRecords, parseCsv } from '../helpers/parseCsv.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { eachCommand } from './helpers/commandCases.ts'
import { everyVerb } from './helpers/commandTable.ts'
import { type Format, formats, inEachFormat, isForPrograms, run, toSuccess } from './helpers/formatRuns.ts'

it('every command has a case in the table, and every case a command', () => {
  expect(Object.keys(eachCommand).sort()).toEqual([...everyVerb.keys()].sort())
})

describe.each(Object.entries(eachCommand))('personctl %s', (path, command) => {
  const words = path.split(' ')
  const { found, isText } = command

  it.runIf(isText === 'always')('writes text, and refuses a format', async () => {
    expect((await runPersonctl([...words, ...found])).stdout).not.toBe('')
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

  it.skipIf(isText === 'always')('writes one document in each format', async () => {
    const { line, env } = await toSuccess(path, command)
    for (const [format, outcome] of await inEachFormat(command, line, env)) {
      expect([0, 10], outcome.stderr).toContain(outcome.exitCode)
      expect(outcome.stdout).not.toBe('')
      expectDocument(format, outcome.stdout)
      expectWarnings(format, outcome.stderr)
    }
  })

  it.skipIf(isText !== undefined)('writes json off a terminal', async () => {
    const { line, env } = await toSuccess(path, command)
    const { stdout } = await run(command, line, env)
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`)
  })

  it.skipIf(isText === 'always')('accepts --columns, --query and --quiet', async () => {
    const { line, env } = await toSuccess(path, command)
    const [whole, asked, csv] = await Promise.all([
      run(command, [...line, '-o', 'json'], env),
      run(command, [...line, '-o', 'json', '--query', 'type(@)', '--quiet'], env),
      run(command, [...line, '-o', 'csv', '--quiet'], env),
    ])
    const type = Array.isArray(JSON.parse(whole.stdout)) ? 'array' : 'object'
    expect(asked).toEqual({ exitCode: whole.exitCode, stdout: `"${type}"\n`, stderr: '' })
    const [names = []] = parseCsv(csv.stdout)
    const [first = ''] = names
    const one = await run(command, [...line, '-o', 'csv', '--quiet', '--columns', first], env)
    expect(parseCsv(one.stdout)[0]).toEqual([first])
    expect(parseCsv(one.stdout)).toHaveLength(parseCsv(csv.stdout).length)
    const { columns: fixed } = everyVerb.get(path) ?? {}
    const columns = fixed ?? names
    for (const name of names) expect(columns.some((column) => `${name}.`.startsWith(`${column}.`))).toBe(true)
    // Where columns are fixed, a name is checked before anything is sent; otherwise only the answer can tell.
    const asking = fixed === undefined ? line : [...words, ...found]
    const unknown = await run(command, [...asking, '-o', 'csv', '--columns', 'no.such.column'], env)
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' })
  })
})

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
    // Text has tabs between its values.
    const shown = format === 'text' ? text.replaceAll('\t', '') : text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^[[{]/)
  }
}

function expectWarnings(format: Format, stderr: string): void {
  for (const line of stderr.split('\n').slice(0, -1)) {
    if (isForPrograms(format)) expect(Object.keys(JSON.parse(line))).toEqual(['notice'])
    else expect(line).toMatch(/^personctl: /)
  }
}
