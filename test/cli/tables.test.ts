import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../helpers/runPersonctl.ts'
import { eachCommand } from './helpers/commandCases.ts'
import { run as runCase, toSuccess } from './helpers/formatRuns.ts'

const widths = [40, 80, 120, 200]
const ellipsis = '…'

/** The fields that are written for people and may be cut in a list. Everything else identifies something. */
const freeText = new Set([
  ...['displayName', 'description', 'first_name', 'last_name', 'title', 'name', 'firstName', 'lastName'],
])

/** Returns all texts of a document that identify something. */
function* identifiersIn(value: unknown, key = ''): Generator<string> {
  if (Array.isArray(value)) for (const element of value) yield* identifiersIn(element, key)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) yield* identifiersIn(child, name)
  } else if (typeof value === 'string' && value !== '' && !freeText.has(key)) yield value
}

/** Returns the words of a text. Whole tokens, times and new ids, which differ from run to run, are the same word. */
function wordsOf(text: string): Set<string> {
  const comparable = text
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]{43,}/g, 'TOKEN')
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, 'UUID')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\b86[34]\d\d\b/g, 'SECONDS')
  return new Set(comparable.split(/\s+/).filter((word) => word !== ''))
}

/** Checks that a table on a terminal says what the whole table says, except for free text and for columns that it names. */
function expectNothingCut(shown: Outcome, whole: Outcome, document: unknown): void {
  const identifiers = [...identifiersIn(document)]
  const wholeWords = wordsOf(whole.stdout)
  for (const word of wordsOf(shown.stdout)) {
    if (!word.endsWith(ellipsis)) expect(wholeWords).toContain(word)
    else {
      const cut = shown.stdout
        .split('\n')
        .flatMap((line) => line.split(/\s{2,}/))
        .filter((cell) => cell.endsWith(word))
      for (const cell of cut) {
        const beginning = cell.slice(0, -ellipsis.length)
        const victims = identifiers.filter((text) => beginning.length > 1 && text.startsWith(beginning))
        // A free text may begin like an identifier, but not the other way round.
        expect(
          victims.filter((text) => !text.includes(' ')),
          cell,
        ).toEqual([])
      }
    }
  }
}

describe.each(Object.entries(eachCommand).filter(([, { isText }]) => isText !== 'always'))(
  'a table of personctl %s',
  (path, command) => {
    it.each(widths)(
      'cuts no identifier at %i columns, and names the columns that do not fit',
      async (columns) => {
        const { line, env } = await toSuccess(path, command)
        const show = (more: readonly string[]) =>
          runCase(command, [...line, ...more], env, { terminal: 'both', columns })
        const [json, shown, whole] = await Promise.all([
          runCase(command, [...line, '-o', 'json'], env),
          show(['-o', 'table']),
          show(['-o', 'table', '--wide']),
        ])
        expect([0, 10]).toContain(shown.exitCode)
        expectNothingCut(shown, whole, JSON.parse(json.stdout))
        const [headings = ''] = shown.stdout.split('\n')
        const [allHeadings = ''] = whole.stdout.split('\n')
        const leftOut = /too narrow for the columns? (.*?)\. To show/.exec(shown.stderr)?.[1]
        if (leftOut !== undefined) {
          expect(allHeadings.replace(/ {2,}/g, ', ')).toMatch(new RegExp(`${leftOut}$`))
          expect(wordsOf(headings)).toEqual(
            wordsOf(allHeadings.replace(/ {2,}/g, ', ').replace(leftOut, '').replaceAll(',', ' ')),
          )
        }
        expect(whole.stderr).not.toContain('too narrow')
        expect(whole.stdout).not.toContain(ellipsis)
        // A line is longer than the terminal only if a single word is.
        for (const text of shown.stdout.split('\n').filter((line) => stringWidth(line) > columns)) {
          const [longest = 0] = text
            .split(/\s+/)
            .map((word) => stringWidth(word))
            .sort((a, b) => b - a)
          expect(longest + 2, text).toBeGreaterThan(columns)
        }
      },
    )
  },
)
