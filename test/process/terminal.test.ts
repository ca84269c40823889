import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startPagedService } from '../cli/helpers/pagedService.ts'
import { hasTerminal, startOnTerminal } from '../cli/helpers/pseudoTerminal.ts'
import { listStoredSecrets, userFolder } from '../cli/helpers/userFolder.ts'

const erased = '\r\u001b[K'

describe.runIf(hasTerminal)('on a real terminal,', () => {
  const get = ['user', 'get', 'ada.lovelace@example.org', '--demo']

  it('user get prints a table that fits', async () => {
    const { exitCode, shown } = await startOnTerminal(get, { columns: 60 }).outcome
    expect(exitCode).toBe(0)
    const fitting = shown.split('\n').filter((line) => line.trim().includes(' '))
    expect(Math.max(...fitting.map(({ length }) => length))).toBeLessThanOrEqual(60)
    expect(shown).toMatch(/^description +Writes notes longer than the\n +paper/m)
  })

  it('user get prints headings in bold, unless the user or the terminal wants no styles', async () => {
    const colours = { TERM: 'xterm-256color', NO_COLOR: '' }
    const show = async (more: readonly string[], env: Record<string, string>) =>
      (await startOnTerminal([...get, ...more], { env: { ...colours, ...env } }).outcome).shown
    expect((await show([], {})).startsWith('\u001b[1mfirst_name ')).toBe(true)
    expect(await show(['--no-color'], {})).not.toContain('\u001b')
    expect(await show([], { NO_COLOR: '1' })).not.toContain('\u001b')
    expect(await show([], { TERM: 'dumb' })).not.toContain('\u001b')
    expect(await show(['-o', 'json'], {})).not.toContain('\u001b')
  })

  describe('user list', () => {
    const list = ['user', 'list', '-o', 'table']

    it('ends with 130 on Ctrl-C without a table', async () => {
      const { env } = await startPagedService([3, 3, 3], (count) => (count === 3 ? 'never' : undefined))
      const terminal = startOnTerminal([...list, '--debug'], { env })
      await terminal.shows(/GET \S+nextPage\S+[^\n]*\n[\s\S]*GET \S+nextPage/)
      terminal.type('\u0003')
      const { exitCode, shown } = await terminal.outcome
      expect(exitCode).toBe(130)
      expect(shown).toContain('personctl: Interrupted.')
      expect(shown).not.toContain('NAME')
    })

    it('shows its progress until Ctrl-C, and erases it', async () => {
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
  })
})

describe.runIf(hasTerminal)('on a real terminal, context add', () => {
  const secret = 'hunter2-is-the-s3cret'
  const add = ['context', 'add', 'work', '--preset', 'mozilla', '--client-id', 'sync']
  const toFile = ['--secret-store', 'file', '--no-check']

  it('asks for the client secret without showing it', async () => {
    const user = userFolder()
    const session = startOnTerminal([...add, ...toFile], { env: user.env })
    await session.shows('Client secret of sync for cis (Enter for none): ')
    session.type(`wrong${'\u007f'.repeat(5)}${secret}\r`)
    const { shown, exitCode } = await session.outcome
    expect(exitCode).toBe(0)
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain('wrong')
    expect(shown).toMatch(/cis\.clientSecret +file/)
    expect(listStoredSecrets(user)).toEqual([`${secret}\n`])
  })

  it('ends with 130 on Ctrl-C, and stores nothing', async () => {
    const user = userFolder()
    const session = startOnTerminal([...add, ...toFile], { env: user.env })
    await session.shows('Client secret of')
    session.type(`${secret.slice(0, 5)}\u0003`)
    const { shown, exitCode } = await session.outcome
    expect(exitCode).toBe(130)
    expect(shown).toContain('Interrupted.')
    expect(shown).not.toContain(secret.slice(0, 5))
    expect(existsSync(user.path)).toBe(false)
  })

  it('ends with 130 on Ctrl-D, and stores nothing', async () => {
    const user = userFolder()
    const session = startOnTerminal([...add, ...toFile], { env: user.env })
    await session.shows('Client secret of')
    session.type('\u0004')
    const { shown, exitCode } = await session.outcome
    expect(exitCode).toBe(130)
    expect(shown).toContain('Interrupted.')
    expect(existsSync(user.path)).toBe(false)
  })

  it('shows nothing of a secret that --client-secret-stdin reads', async () => {
    const user = userFolder()
    const session = startOnTerminal([...add, ...toFile, '--client-secret-stdin'], { env: user.env })
    await session.shows('Client secret of sync for cis: ')
    session.type(`${secret}\r`)
    const { shown, exitCode } = await session.outcome
    expect(exitCode).toBe(0)
    expect(shown).not.toContain(secret)
    expect(listStoredSecrets(user)).toEqual([`${secret}\n`])
  })

  it('stores no empty secret, and asks for none with --no-input', async () => {
    const user = userFolder()
    const session = startOnTerminal(add, { env: user.env })
    await session.shows('Client secret of')
    session.type('\r')
    expect(await session.outcome).toMatchObject({ exitCode: 0 })
    const { shown, exitCode } = await startOnTerminal(
      ['context', 'set', 'work', '--client-id', 'other', '--no-input'],
      { env: user.env },
    ).outcome
    expect(exitCode).toBe(0)
    expect(shown).not.toContain('Client secret')
    expect(listStoredSecrets(user)).toEqual([])
  })
})
