import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'

const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileWith(content: string): string {
  const path = join(folder, 'profiles')
  writeFileSync(path, content)
  return path
}

/** A profile as the embedded directory stores it. */
let stored: string
beforeAll(async () => {
  const args = ['user', 'get', 'ada.lovelace@example.org', '--demo', '--raw', '-o', 'ndjson']
  stored = (await runPersonctl(args)).stdout.trimEnd()
})

const validate = (content: string, ...more: string[]) =>
  runPersonctl(['user', 'validate', fileWith(content), ...more])
const wrong = () => {
  const profile = JSON.parse(stored)
  profile.first_name.metadata.display = 'secret'
  delete profile.uuid
  return JSON.stringify(profile)
}
const problems = [
  { path: 'uuid', reason: 'is missing' },
  {
    path: 'first_name.metadata.display',
    reason: expect.stringMatching(/^is "secret", not one of "public"/),
  },
]

describe('user validate', () => {
  it.each<[string, () => string, number]>([
    ['one profile', () => stored, 1],
    ['one profile over several lines', () => JSON.stringify(JSON.parse(stored), null, 2), 1],
    ['a list', () => `[${stored},\n${stored}]`, 2],
    ['ndjson', () => `${stored}\r\n\n${stored}\n${stored}\n`, 3],
    ['a byte order mark', () => `\ufeff${stored}`, 1],
  ])('accepts %s', async (_, content, profiles) => {
    const { stdout, ...rest } = await validate(content())
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ valid: true, profiles, problems: [] })
    expect((await validate(content(), '-o', 'table')).stdout).toBe(`valid     true\nprofiles  ${profiles}\n`)
  })

  it.each([
    ['an empty list', '[]'],
    ['ndjson of nobody', ''],
    ['blank lines', '\n\n  '],
  ])('accepts %s, and says that it is empty', async (_, content) => {
    const { exitCode, stdout, stderr } = await validate(content)
    expect({ exitCode, report: JSON.parse(stdout) }).toEqual({
      exitCode: 0,
      report: { valid: true, profiles: 0, problems: [] },
    })
    expect(JSON.parse(stderr).notice).toMatchObject({
      code: 'no_profiles',
      message: expect.stringMatching(/profiles is a list without profiles\.$/),
    })
  })

  it.each([
    ['json', 'The profile in stdin has no signatures and metadata.'],
    ['ndjson', 'The profile in stdin has no signatures and metadata.'],
  ])('refuses the %s of user get, and names --raw', async (format, message) => {
    const { stdout } = await runPersonctl(['user', 'get', 'ada.lovelace@example.org', '--demo', '-o', format])
    const outcome = await runPersonctl(['user', 'validate', '-'], { stdin: stdout })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      message,
      hint: 'Write profiles as the service stores them: add --raw to the command that wrote the file.',
    })
  })

  it.each(['json', 'ndjson'])('refuses the %s of user list, and says which profile', async (format) => {
    const { stdout } = await runPersonctl(['user', 'list', '--demo', '--limit', '3', '-o', format])
    const { message } = jsonError(await runPersonctl(['user', 'validate', '-'], { stdin: stdout }))
    expect(message).toBe('The profile 0 in stdin has no signatures and metadata.')
  })

  it('accepts a valid profile on stdin', async () => {
    const outcome = await runPersonctl(['user', 'validate', '-'], { stdin: stored })
    expect(outcome.exitCode).toBe(0)
    expect(JSON.parse(outcome.stdout)).toMatchObject({ valid: true, profiles: 1 })
  })
})

describe('user validate', () => {
  it('ends with 10, and names path and reason of each problem', async () => {
    const { stdout, ...rest } = await validate(wrong())
    expect(rest).toEqual({ exitCode: 10, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ valid: false, profiles: 1, problems })
  })

  it.each([
    ['a list', () => `[${stored},${wrong()}]`],
    ['ndjson', () => `${stored}\n${wrong()}\n`],
  ])('names the invalid profile of %s', async (_, content) => {
    const { exitCode, stdout } = await validate(content())
    expect(exitCode).toBe(10)
    expect(JSON.parse(stdout)).toEqual({
      valid: false,
      profiles: 2,
      problems: problems.map((problem) => ({ profile: 1, ...problem })),
    })
  })

  it('prints a row for each problem as csv and table', async () => {
    const csv = await validate(wrong(), '-o', 'csv')
    expect(csv.exitCode).toBe(10)
    expect(csvRecords(csv.stdout)).toEqual(problems)
    const ofList = await validate(`[${wrong()}]`, '-o', 'csv')
    expect(csvRecords(ofList.stdout)).toEqual(problems.map((problem) => ({ profile: '0', ...problem })))
    const { stdout } = await validate(wrong(), '-o', 'table')
    expect(stdout).toMatch(/^PATH +REASON\nuuid +is missing\nfirst_name\.metadata\.display +is "secret"/)
  })

  it.each(['42', 'null', '"text"', '{}'])('refuses %s as a profile', async (content) => {
    const { exitCode, stdout } = await validate(content)
    expect(exitCode).toBe(10)
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, profiles: 1 })
  })
})

describe('user validate', () => {
  it.each([
    ['{', 1, 2],
    ['{"a": 1,}', 1, 9],
    ['[1, 2', 1, 6],
    ['[1,]', 1, 4],
    ['{\n  "a": tru\n}', 2, 8],
    ['{\n  a: 1\n}', 2, 3],
    ['{"a" 1}', 1, 6],
    ['["unfinished]', 1, 2],
    ['[01]', 1, 3],
    ['[1] [2]', 1, 5],
    ['{"a": [}]', 1, 8],
    ['{}\n{"a": }', 2, 7],
    ['{}\n\n{}\nnone', 4, 1],
  ])('ends with 2 for the broken JSON %j at line %i, column %i', async (content, line, column) => {
    const outcome = await validate(content)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toContain(
      `profiles is not valid JSON: line ${line}, column ${column}: `,
    )
  })

  it('reports where JSON that is cut off ends', async () => {
    const text = JSON.stringify({ a: [1, true, null], b: { c: 'x\u00e9' } }, null, 1)
    const cuts = fc.sample(fc.integer({ min: 1, max: text.length - 1 }), { numRuns: 12, seed: 3 })
    for (const cut of cuts) {
      const { message } = jsonError(await validate(text.slice(0, cut)))
      const [, line, column] = /line (\d+), column (\d+)/.exec(message) ?? []
      const before = text.slice(0, cut).split('\n').slice(0, Number(line)).join('\n')
      const rest = before.slice(before.lastIndexOf('\n') + Number(column))
      expect(rest === '' || /^["\w-]/.test(rest), `${JSON.stringify(text.slice(0, cut))}: ${message}`).toBe(
        true,
      )
    }
  })
})

it.each([
  ['a file that is not there', '/nowhere/people.json', /\/nowhere\/people\.json cannot be read: ENOENT/],
  ['a folder', folder, /cannot be read: EISDIR/],
  ['no name', '', /empty/],
])('user validate ends with 2 for %s', async (_, path, message) => {
  const outcome = await runPersonctl(['user', 'validate', path])
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome).message).toMatch(message)
})
