import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { startPagedService } from './helpers/pagedService.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const erased = '\r\u001b[K'

describe('on a terminal, personctl', () => {
  const get = ['user', 'get', 'ada.lovelace@example.org', '--demo']

  async function lines(args: readonly string[], columns: number, env = {}): Promise<string[]> {
    const { exitCode, stdout } = await runPersonctl(args, { terminal: 'both', columns, env })
    expect(exitCode).toBe(0)
    return stdout.split('\n').slice(0, -1)
  }

  it('wraps the values of user get between words, and cuts nothing', async () => {
    const [narrow = [], middle = [], wide = []] = await Promise.all(
      [40, 80, 200].map((columns) => lines(get, columns)),
    )
    // A word that is longer than the line stays whole.
    for (const line of narrow.filter((line) => line.trim().includes(' '))) {
      expect(stringWidth(line)).toBeLessThanOrEqual(40)
    }
    expect(narrow).toContain('staff_information.title')
    expect(narrow.join('\n')).toMatch(/^ +Principal\n? +Engineer$/m)
    expect(narrow.join('\n')).toContain('\nprimary_email\n  ada.lovelace@example.org\n')
    expect(middle).toContain('access_information.hris.managers_primary_work_email')
    for (const shown of [narrow, middle, wide]) {
      expect(shown.join('\n')).not.toContain('…')
      expect(words(shown)).toEqual(words(wide))
    }
    expect(wide[7]).toMatch(/^staff_information.title +Principal Engineer$/)
  })

  const words = (shown: readonly string[]) => shown.join(' ').split(/\s+/)

  it.each([40, 80, 200])(
    'prints a list in at most %i columns, whatever characters are in it',
    async (columns) => {
      const names = ['日本語'.repeat(30), '👩‍💻'.repeat(60), 'e\u0301'.repeat(90), 'שלום '.repeat(30), 'x']
      const service = await startServiceDouble({
        user: ({ url }) => ({
          body: profile({
            first_name: value(names[Number(/(\d)\?/.exec(url)?.[1])] ?? ''),
            primary_email: value('@'),
            active: value('somebody'),
          }),
        }),
      })
      const shown = await lines(['user', 'get', '0', '1', '2', '3', '4'], columns, service.env)
      expect(shown).toHaveLength(6)
      for (const line of shown) {
        expect(stringWidth(line)).toBeLessThanOrEqual(columns)
        expect(line).not.toMatch(/\p{L}\u200d…|^\u0301/u)
      }
      // The columns stand under each other, as far as the eye can tell.
      const widthBefore = (line: string) => stringWidth(line.slice(0, line.indexOf('some')))
      expect(new Set(shown.slice(1).map(widthBefore)).size).toBe(1)
    },
  )

  it('cuts off nothing in csv', async () => {
    const long = 'x'.repeat(10_000)
    const service = await startServiceDouble({ user: () => ({ body: profile({ first_name: value(long) }) }) })
    const shown = await lines(['user', 'get', 'a', '-o', 'csv'], 40, service.env)
    expect(shown.join('')).toContain(`,${long},`)
  })

  it('escapes control characters in csv', async () => {
    const service = await startServiceDouble({
      user: () => ({ body: profile({ first_name: value('a\u001b[2J\tb\nc') }) }),
    })
    const shown = await lines(['user', 'get', 'a', '-o', 'csv'], 80, service.env)
    expect(shown.join('\n')).toContain(',"a\\u001b[2J\\tb\nc",')
  })

  describe('user list', () => {
    const list = ['user', 'list', '-o', 'table']
    /** Halts on a page for long enough that the line has a reason to show. */
    const slowService = () =>
      startPagedService(
        Array.from({ length: 20 }, () => 20),
        (count) => (count === 10 ? { status: 503, headers: { 'retry-after': '1' }, body: {} } : undefined),
      )

    it('shows its progress, and erases it before the table', async () => {
      const { env, people } = await slowService()
      const { exitCode, stdout, stderr } = await runPersonctl(list, { terminal: 'both', env })
      expect(exitCode).toBe(0)
      expect(stderr).toMatch(/\r\d+ rows, [\d,]+ a second/)
      expect(stderr.endsWith(erased)).toBe(true)
      expect(stdout.split('\n')).toHaveLength(people.length + 2)
    })

    it.each([
      ['--quiet', ['--quiet'], {}],
      ['CI', [], { CI: 'true' }],
      ['a terminal that cannot erase', [], { TERM: 'dumb' }],
      ['--debug', ['--debug'], {}],
    ])('shows no progress with %s', async (_, more, other) => {
      const { env } = await slowService()
      const outcome = await runPersonctl([...list, ...more], { terminal: 'both', env: { ...env, ...other } })
      expect(outcome.exitCode).toBe(0)
      expect(outcome.stderr).not.toContain('a second')
    })
  })
})

describe('with a terminal for stderr alone, user list', () => {
  const list = ['user', 'list', '-o', 'ndjson']
  /** Halts on a page for long enough that the line has a reason to show. */
  const slowService = () =>
    startPagedService(
      Array.from({ length: 20 }, () => 20),
      (count) => (count === 10 ? { status: 503, headers: { 'retry-after': '1' }, body: {} } : undefined),
    )

  it('shows the number of rows, and erases it at the end', async () => {
    const { env } = await slowService()
    const { stderr } = await runPersonctl(list, { terminal: 'stderr', env })
    expect(stderr).toMatch(/\r\d+ rows, [\d,]+ a second/)
    expect(stderr.endsWith(erased)).toBe(true)
  })

  it('shows no progress with --debug or on a terminal that cannot erase', async () => {
    const { env } = await slowService()
    const debug = await runPersonctl([...list, '--debug'], { terminal: 'stderr', env })
    expect(debug.stderr).not.toContain('a second')
    const dumb = await runPersonctl(list, { terminal: 'stderr', env: { ...env, TERM: 'dumb' } })
    expect(dumb.stderr).toBe('')
  })
})

describe('with a terminal for stderr alone, user get', () => {
  /** Halts at the third id for long enough that the line has a reason to show. */
  const slowService = () => {
    let count = 0
    return startServiceDouble({
      user: () => {
        count += 1
        return count === 3
          ? { status: 503, headers: { 'retry-after': '1' }, body: {} }
          : { body: profile({ first_name: value('Ada') }) }
      },
    })
  }
  const get = (...args: string[]) => ['user', 'get', ...args, '--concurrency', '1', '-o', 'ndjson']

  it('shows the share of the ids that are done, if all are known', async () => {
    const { env } = await slowService()
    const { stderr } = await runPersonctl(get('a', 'b', 'c', 'd', 'e'), { terminal: 'stderr', env })
    expect(stderr).toMatch(/\r\d of 5 rows, \d+ %, [\d,]+ a second/)
  })

  it('shows no progress while ids are typed, which it would overwrite', async () => {
    const { env } = await slowService()
    const options = { terminal: 'stderr', typed: '', stdin: 'a\nb\nc\nd\n', env } as const
    expect((await runPersonctl(get('-'), options)).stderr).not.toContain('a second')
    const { typed: _, ...piped } = options
    expect((await runPersonctl(get('-'), { ...piped, env: (await slowService()).env })).stderr).toMatch(
      /\r\d rows/,
    )
  })
})
