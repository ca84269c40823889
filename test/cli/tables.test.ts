import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { eachCommand } from './helpers/commandCases.ts'
import { run as runCase, toSuccess } from './helpers/formatRuns.ts'
import { ellipsis, expectNothingCut, wordsOf } from './helpers/wholeTables.ts'

const widths = [40, 80, 120, 200]
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
          const names = allHeadings.replace(/ {2,}/g, ', ')
          expect(names.endsWith(leftOut), names).toBe(true)
          expect(wordsOf(headings)).toEqual(wordsOf(names.slice(0, -leftOut.length).replaceAll(',', ' ')))
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
