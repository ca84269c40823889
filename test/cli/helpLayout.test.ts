import { layoutHelp } from '@personctl/shared/helpLayout'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { everyCommand } from './helpers/commandTable.ts'

const topics = ['exit-codes', 'environment', 'files', 'formats', 'scopes']

/** The lines that lead to every page of help. */
const pages: readonly (readonly string[])[] = [
  [],
  ...topics.map((topic) => ['help', topic]),
  ...[...everyCommand.keys()].map((path) => [...path.split(' '), '--help']),
]

const readPage = async (line: readonly string[], columns: number) =>
  (await runPersonctl(line, { terminal: 'both', columns })).stdout

/** Returns the text without the breaks of lines. */
const toWords = (text: string) =>
  text
    .split(/\s+/)
    .filter((word) => word !== '\\')
    .join(' ')

describe('the layout of help', () => {
  // Each page meets every fifth width, beginning at another one than the page before it.
  it.each(pages.map((line, index) => [line.join(' '), line, 40 + (index % 5)] as const))(
    'fits every terminal: personctl %s',
    async (_, line, narrowest) => {
      const whole = toWords(await readPage(line, 200))
      for (let columns = narrowest; columns <= 200; columns += columns < 110 ? 5 : 30) {
        const text = await readPage(line, columns)
        expect(toWords(text)).toBe(whole)
        let isExample = false
        for (const shown of text.split('\n')) {
          isExample = shown.startsWith('  $ ') || (isExample && shown.startsWith('      '))
          if (shown.length <= Math.min(columns, 100)) continue
          // A word of a command, with its quoted parts, stays whole, and so it can be copied.
          const [, word] = /^ *(?:\$ )?(?:(?:[<>]+|--?[\w-]+) )?(.*?)(?: [\\|&]+)?$/.exec(shown) ?? []
          expect({ isExample, word }).toEqual({
            isExample: true,
            word: expect.stringMatching(/^(?:"[^"]*"|'[^']*'|[^\s"'])+$/),
          })
        }
      }
    },
  )

  it('is 80 characters wide where there is no terminal', async () => {
    const { stdout } = await runPersonctl(['help', 'formats'])
    expect(stdout).toBe(await readPage(['help', 'formats'], 80))
    expect(stdout).not.toBe(await readPage(['help', 'formats'], 90))
  })

  it('gives mock start and mock exec the names that were typed, and the right port', async () => {
    for (const verb of ['start', 'exec']) {
      const help = toWords((await runPersonctl(['mock', verb, '--help'])).stdout)
      expect(help).toContain(`Usage: personctl mock ${verb} [flags]`)
      expect(help.replaceAll('"personctl-mock ready URL"', '')).not.toContain('personctl-mock')
      expect(help).toContain(verb === 'start' ? 'selects a free one (4010)' : 'listen on (a free one)')
    }
    const { exitCode, stderr } = await runPersonctl(['mock', 'exec', '--json', '--', 'true'])
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      'personctl mock exec: --json is a flag of personctl mock start, not of personctl mock exec\n',
    )
  })

  it('re-flows paragraphs and rows, and keeps indented lines', () => {
    const text = [
      'One sentence',
      'on two lines.',
      '',
      '  --flag  what it does, at',
      '          some length',
      '  {"kept": 1}',
      '',
    ].join('\n')
    expect(layoutHelp(text, 42)).toBe(
      ['One sentence on two lines.', '', '  --flag  what it does, at some length', '  {"kept": 1}', ''].join(
        '\n',
      ),
    )
    expect(layoutHelp(text, 30)).toBe(
      [
        'One sentence on two lines.',
        '',
        '  --flag',
        '      what it does, at some',
        '      length',
        '  {"kept": 1}',
        '',
      ].join('\n'),
    )
  })

  it('wraps an example so that the shell reads the same command', { tags: 'property' }, () => {
    const word = fc.constantFrom(
      'personctl',
      '--demo',
      "'two words'",
      '"a b"',
      'x|y',
      '|',
      '&&',
      '>',
      'a,b',
      'ü',
    )
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 10, max: 60 }),
        (words, width) => {
          const command = words.join(' ')
          const lines = layoutHelp(`  $ ${command}`, width).split('\n')
          const typed = lines.map((line) => line.trim().replace(/ \\$/, ''))
          expect(typed.join(' ').replace(/^\$ /, '')).toBe(command)
          for (const line of lines.slice(0, -1)) expect(line).toMatch(/ \\$|[|&]$/)
        },
      ),
      propertyRuns(200),
    )
  })
})
