import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { startPagedService } from './helpers/pagedService.ts'
import { hasTerminal, startOnTerminal } from './helpers/pseudoTerminal.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const erased = '\r\u001b[K'

describe.runIf(hasTerminal)('on a terminal', () => {
  const get = ['user', 'get', 'ada.lovelace@example.org', '--demo']

  async function lines(args: readonly string[], columns: number, env = {}): Promise<string[]> {
    const { exitCode, shown } = await startOnTerminal(args, { columns, env }).outcome
    expect(exitCode).toBe(0)
    return shown.split('\n').slice(0, -1)
  }

  it('user get is a table that fits', async () => {
    const [narrow, middle, wide] = await Promise.all([40, 80, 200].map((columns) => lines(get, columns)))
    expect(Math.max(...(narrow ?? []).map((line) => stringWidth(line)))).toBe(40)
    expect(Math.max(...(middle ?? []).map((line) => stringWidth(line)))).toBeLessThanOrEqual(80)
    expect(narrow).toHaveLength(wide?.length ?? 0)
    // Of names the end says most, of values the beginning.
    expect(narrow?.find((line) => line.includes('title'))).toMatch(/^…\S*title +Principal/)
    expect(narrow?.[4]).toMatch(/^user_id +ad\|Mozilla/)
    // Where there is room, nothing is missing.
    expect(wide?.join('\n')).not.toContain('…')
    expect(wide?.[7]).toMatch(/^staff_information.title +Principal Engineer$/)
  })

  it.each([40, 80, 200])('a list fits into %i columns, whatever characters are in it', async (columns) => {
    const names = ['日本語'.repeat(30), '👩‍💻'.repeat(60), 'e\u0301'.repeat(90), 'שלום '.repeat(30), 'x']
    const service = await startServiceDouble({
      user: ({ url }) => ({
        body: profile({
          first_name: value(names[Number(/(\d)\?/.exec(url)?.[1])] ?? ''),
          primary_email: value('somebody@example.org'),
          user_id: value('ad|Mozilla-LDAP|somebody'),
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
  })

  it('nothing is cut off where it is not', async () => {
    const long = 'x'.repeat(10_000)
    const service = await startServiceDouble({ user: () => ({ body: profile({ first_name: value(long) }) }) })
    const shown = await lines(['user', 'get', 'a', '-o', 'csv'], 40, service.env)
    expect(shown.join('').replaceAll('\r', '')).toBe(`first_name${long}`)
  })

  it('csv is data for a file, and yet commands no terminal', async () => {
    const service = await startServiceDouble({
      user: () => ({ body: profile({ first_name: value('a\u001b[2J\tb\nc') }) }),
    })
    const shown = await lines(['user', 'get', 'a', '-o', 'csv'], 80, service.env)
    expect(shown.join('\n').replaceAll('\r', '')).toBe('first_name\n"a\\u001b[2J\\tb\nc"')
  })

  describe('a walk', () => {
    const list = ['user', 'list', '-o', 'table']
    /** Halts on a page for long enough that the line has a reason to show. */
    const slowService = () =>
      startPagedService(
        Array.from({ length: 20 }, () => 20),
        (count) => (count === 10 ? { status: 503, headers: { 'retry-after': '1' }, body: {} } : undefined),
      )

    it('says how far it is, and leaves the table alone', async () => {
      const { env, people } = await slowService()
      const { exitCode, shown } = await startOnTerminal(list, { env }).outcome
      expect(exitCode).toBe(0)
      expect(shown).toMatch(/\r\d+ rows, [\d,]+ a second/)
      const table = shown.slice(shown.lastIndexOf(erased) + erased.length)
      expect(table.split('\n')).toHaveLength(people.length + 2)
    })

    it('ends with 130 at Ctrl-C, with the line gone', async () => {
      const { env } = await startPagedService([3, 3, 3], (count) => (count === 3 ? 'never' : undefined))
      const terminal = startOnTerminal([...list, '--debug'], { env })
      await terminal.shows(/GET \S+nextPage\S+[^\n]*\n[\s\S]*GET \S+nextPage/)
      terminal.type('\u0003')
      const { exitCode, shown } = await terminal.outcome
      expect(exitCode).toBe(130)
      expect(shown).toContain('personctl: Interrupted.')
      expect(shown).not.toContain('NAME')
    })

    it('says how far it is until Ctrl-C', async () => {
      const { env } = await startPagedService(
        Array.from({ length: 2000 }, () => 5),
        (count) => (count === 1500 ? 'never' : undefined),
      )
      const terminal = startOnTerminal(list, { env })
      await terminal.shows('rows, ')
      terminal.type('\u0003')
      const { exitCode, shown } = await terminal.outcome
      expect(exitCode).toBe(130)
      expect(shown.slice(shown.lastIndexOf(erased) + erased.length)).toMatch(
        /personctl: Interrupted\.\nhint: /,
      )
    })

    it.each([
      ['--quiet', ['--quiet'], {}],
      ['CI', [], { CI: 'true' }],
      ['a terminal that cannot erase', [], { TERM: 'dumb' }],
      ['--debug', ['--debug'], {}],
    ])('does not with %s', async (_, more, other) => {
      const { env } = await slowService()
      const { exitCode, shown } = await startOnTerminal([...list, ...more], { env: { ...env, ...other } })
        .outcome
      expect(exitCode).toBe(0)
      expect(shown).not.toContain('a second')
    })
  })

  it('nothing is coloured', async () => {
    for (const more of [[], ['--no-color']]) {
      const { shown } = await startOnTerminal([...get, ...more], { env: { TERM: 'xterm-256color' } }).outcome
      expect(shown).not.toContain('\u001b')
    }
  })
})
