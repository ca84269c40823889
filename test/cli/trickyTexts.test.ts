import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { parseCsv } from '../helpers/parseCsv.ts'
import { type Outcome, type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'
import { trickyTexts } from './helpers/trickyTexts.ts'

/** Writes what a service responds, in a format. */
async function write(body: unknown, format: string, options: RunOptions = {}): Promise<string> {
  const { env } = await startServiceDouble({ user: () => ({ body: body as object }) })
  const outcome = await runPersonctl(['api', 'cis', '/x', '-o', format, '-q'], { ...options, env })
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
  return outcome.stdout
}

async function runOnTerminal(body: unknown): Promise<Outcome> {
  const { env } = await startServiceDouble({ user: () => ({ body: body as object }) })
  return runPersonctl(['api', 'cis', '/x', '-o', 'table'], { env, terminal: 'both', columns: 40 })
}

// A lone surrogate is not a character: formats of bytes have a replacement for it.
const characters = trickyTexts.filter((text) => text.isWellFormed())

describe('yaml', () => {
  it.each(['1.1', '1.2'] as const)('has the same meaning for a parser of YAML %s', async (version) => {
    const values = { list: trickyTexts, pairs: trickyTexts.map((text) => ({ text, nested: [{ text }] })) }
    const text = await write(values, 'yaml')
    expect(parseYaml(text, { version })).toEqual(values)
    // PyYAML takes no tab outside quotes, and = for a type of its own.
    expect(text).not.toMatch(/[-:] =$/m)
    expect(text.replace(/"(?:[^"\\]|\\.)*"/g, '')).not.toContain('\t')
  })

  it('has the same names for a parser of YAML 1.1 and one of YAML 1.2', async () => {
    // A name longer than this is not simple, and << merges in YAML 1.1.
    const names = trickyTexts.filter((text) => text.length < 128 && text !== '<<')
    const values = Object.fromEntries(names.map((name, index) => [name, index]))
    const text = await write(values, 'yaml')
    for (const version of ['1.1', '1.2'] as const) {
      expect(parseYaml(text, { version, uniqueKeys: false })).toEqual(values)
    }
  })
})

describe.each(['json', 'ndjson'])('%s', (format) => {
  it('has every text', async () => {
    const text = await write({ list: trickyTexts }, format)
    expect(JSON.parse(text)).toEqual({ list: trickyTexts })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e\ufeff]/)
  })
})

it('csv has every text, with a quote before a formula', async () => {
  const rows = characters.map((text, index) => ({ index, text }))
  const [, ...read] = parseCsv(await write(rows, 'csv'))
  for (const [index, text] of characters.entries()) {
    expect([text, `'${text}`, text.replace(/([\r\n\t])([=+\-@])/g, "$1'$2")]).toContain(read[index]?.[1])
  }
})

describe('a table', () => {
  /** Reads what is shown, as a person would who knows the escapes. */
  const unescapeCell = (shown: string) =>
    shown.replace(
      /\\(?:(\\)(?=[\\nrt]|u[0-9a-f]{4})|([nrt])|u([0-9a-f]{4}))/g,
      (_, backslash, named, code) => {
        if (backslash !== undefined) return '\\'
        if (named !== undefined) return { n: '\n', r: '\r', t: '\t' }[named as 'n'] ?? ''
        return String.fromCharCode(Number.parseInt(code, 16))
      },
    )

  it('shows a backslash so that it is not taken for the beginning of an escape', async () => {
    const texts = [
      '\\u0041',
      '\\u00e9x',
      'C:\\new',
      'DOMAIN\\user',
      '\\\\',
      '\\',
      '\\\n',
      '\\\u001b',
      'a\\\\nb',
      '\u001b',
    ]
    const lines = (
      await write(
        texts.map((text) => ({ text })),
        'table',
      )
    )
      .split('\n')
      .slice(1, -1)
    expect(lines).toEqual([
      '\\\\u0041',
      '\\\\u00e9x',
      'C:\\\\new',
      'DOMAIN\\user',
      '\\\\\\',
      '\\',
      '\\\\\\n',
      '\\\\\\u001b',
      'a\\\\\\\\nb',
      '\\u001b',
    ])
    expect(lines.map(unescapeCell)).toEqual(texts)
  })
})

it('a narrow table shows the column with content if the one before it is empty', async () => {
  const long = 'a-long-identifier'.repeat(3)
  const shown = await runOnTerminal([{ first: null, second: long, third: 'x' }])
  expect(shown.stdout).toBe(`SECOND\n${long}\n`)
  expect(shown.stderr).toContain('too narrow for the columns FIRST, THIRD.')
})

it('an object without anything in it has a cell', async () => {
  const rows = [
    { a: { b: {} }, c: 1 },
    { a: { b: { x: 2 } }, c: 3 },
  ]
  expect(parseCsv(await write(rows, 'csv'))).toEqual([
    ['a.b', 'c', 'a.b.x'],
    ['{}', '1', ''],
    ['', '3', '2'],
  ])
  expect(await write([{ tags: {} }, { tags: {} }], 'csv')).toBe('tags\r\n{}\r\n{}\r\n')
})
