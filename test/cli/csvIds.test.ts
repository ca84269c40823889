import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { jsonError, type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

/** Writes a file that lives as long as the test does. */
function fileWith(content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-csv-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'people.csv')
  writeFileSync(file, content)
  return file
}

/** Everybody exists, under the id in the request. */
async function startEchoingService() {
  return startServiceDouble({
    user: ({ url }) => {
      const id = decodeURIComponent(new URL(url, 'http://double').pathname.split('/').at(-1) ?? '')
      return { body: profile({ primary_username: value(decodeURIComponent(id)) }) }
    },
  })
}

const usernames = (text: string): string[] =>
  JSON.parse(text).map((person: { primary_username: string }) => person.primary_username)

describe('--from-csv of user get', () => {
  async function get(source: string, options: RunOptions = {}, args: readonly string[] = []) {
    const { env } = await startEchoingService()
    return runPersonctl(['user', 'get', ...args, '--from-csv', source], { env, ...options })
  }

  it.each<[string, string | Uint8Array]>([
    ['columns separated by commas', 'name,mail\nAda,a@x\nGrace,g@x\n'],
    ['columns separated by semicolons', 'name;mail\nAda, countess;a@x\nGrace;g@x\n'],
    ['columns separated by tabs', 'name\tmail\nAda\ta@x\nGrace\tg@x\n'],
    ['a semicolon in a header with commas', 'a;b;c,mail\nAda,a@x\nGrace,g@x\n'],
    ['the one column', 'mail\na@x\ng@x\n'],
    ['the separator in a line of its own, as Excel takes it', 'sep=;\r\nmail;a,b,c\r\na@x;\r\ng@x;\r\n'],
    ['lines of Windows', 'name,mail\r\nAda,a@x\r\nGrace,g@x\r\n'],
    ['no end to the last line', 'name,mail\nAda,a@x\nGrace,g@x'],
    ['a byte order mark', '\ufeffmail,name\na@x,Ada\ng@x,Grace\n'],
    [
      'UTF-16, as Excel calls Unicode text',
      Buffer.from('\ufeffname\tmail\r\nÁda\ta@x\r\nGrace\tg@x\r\n', 'utf16le'),
    ],
    [
      'quotes, line breaks within them, and quotes in quotes',
      '"na\nme","mail"\n"A\r\n""da""","a@x"\nGrace,"g@x"\n',
    ],
    ['spaces around', ' name , mail \nAda, a@x \nGrace,g@x\n'],
    ['blank cells, blank lines and short lines', 'mail,name\n\na@x,Ada\n,Nobody\n  ,Nobody\n\ng@x\n'],
    ['longer lines', 'name,mail\nAda,a@x,1,2\nGrace,g@x,\n'],
    [
      'names in another encoding',
      Buffer.concat([Buffer.from('name,mail\nJos'), Buffer.from([0xe9]), Buffer.from(',a@x\nGrace,g@x\n')]),
    ],
    ['the name in capitals', 'Name,MAIL\nAda,a@x\nGrace,g@x\n'],
  ])('reads a file with %s', async (_, content) => {
    const { exitCode, stdout, stderr } = await get(`${fileWith(content)}:mail`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(usernames(stdout)).toEqual(['a@x', 'g@x'])
  })

  it('finds a column whose accents are written in another way', async () => {
    const { exitCode, stdout } = await get(`${fileWith('Pr\u00e9nom\na@x\n')}:PRE\u0301NOM`)
    expect(exitCode).toBe(0)
    expect(usernames(stdout)).toEqual(['a@x'])
  })

  it('divides at the last colon', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'personctl-csv-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'a:b.csv'), 'mail\na@x\n')
    expect(usernames((await get(`${join(folder, 'a:b.csv')}:mail`)).stdout)).toEqual(['a@x'])
  })

  it('reads a column from stdin', async () => {
    const { stdout } = await get('-:mail', { stdin: 'name,mail\nAda,a@x\n' })
    expect(usernames(stdout)).toEqual(['a@x'])
  })

  it('follows the arguments, and can be given more than once', async () => {
    const file = fileWith('mail,other\na@x,o@x\n')
    const { stdout } = await get(`${file}:mail`, { stdin: 's@x\n' }, [
      'first@x',
      '-',
      '--from-csv',
      `${file}:other`,
    ])
    expect(usernames(stdout)).toEqual(['first@x', 's@x', 'o@x', 'a@x'])
  })

  it('writes one id as a list, since the file may have more tomorrow', async () => {
    expect(usernames((await get(`${fileWith('mail\na@x\n')}:mail`)).stdout)).toEqual(['a@x'])
  })

  it('writes nobody as an empty list', async () => {
    expect(await get(`${fileWith('mail\n')}:mail`)).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' })
  })

  it('takes back the quote that csv has before what a spreadsheet would run', async () => {
    const { stdout } = await get(`${fileWith("id\n'-ada\n'=b\n'ok\n")}:id`)
    expect(usernames(stdout)).toEqual(['-ada', '=b', "'ok"])
  })

  it.each([
    [
      'a column that is missing',
      'name,e-mail\nAda,a@x\n',
      'mail',
      'has no column "mail"; it has "name", "e-mail".',
      'Did you mean e-mail?',
    ],
    [
      'separators that it does not know',
      'name|mail\nAda|a@x\n',
      'mail',
      'has no column "mail"; it has "name|mail".',
      'Name one of them after the last colon. Columns are separated by commas, semicolons or tabs.',
    ],
    [
      'a file that is not CSV at once, however long it is',
      'x'.repeat(5_000_000),
      'mail',
      'is not CSV: its first line has more than 1,000,000 characters.',
      'The first line has to name the columns.',
    ],
    [
      'a long line that is not CSV, without all of it',
      'x'.repeat(2000),
      'mail',
      `it has "${'x'.repeat(100)}…".`,
      'Name one of them after the last colon. Columns are separated by commas, semicolons or tabs.',
    ],
    [
      'more columns than anybody would read',
      `${Array.from({ length: 60 }, (_, index) => `c${index}`).join(',')}\n`,
      'mail',
      '"c49" and 10 more.',
      'Name one of them after the last colon.',
    ],
    [
      'two columns of the name',
      'mail,x,mail\na,b,c\n',
      'mail',
      '2 columns of',
      'Give each column a name of its own.',
    ],
    ['an empty file', '', 'mail', 'is empty', 'The first line has to name the columns.'],
    [
      'a quote without an end',
      'mail\n"a@x\n',
      'mail',
      'is not valid CSV: ',
      'Check that each quote around a cell is closed, and that quotes within it are doubled.',
    ],
    [
      'an id in another encoding',
      Buffer.from([...Buffer.from('mail\nJos'), 0xe9, 0x0a]),
      'mail',
      'is not UTF-8',
      'Save the file as UTF-8; spreadsheets call it "CSV UTF-8".',
    ],
  ])('refuses %s and names it', async (_, content, column, message, hint) => {
    const outcome = await get(`${fileWith(content)}:${column}`)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
      hint,
    })
  })

  it.each([
    ['people.csv', '--from-csv is "people.csv"; it takes FILE:COLUMN.'],
    ['people.csv:', '--from-csv is "people.csv:"; it takes FILE:COLUMN.'],
    [':mail', '--from-csv is ":mail"; it takes FILE:COLUMN.'],
    ['/missing/people.csv:mail', '/missing/people.csv cannot be read: ENOENT.'],
  ])('refuses the value %s', async (source, message) => {
    const outcome = await get(source)
    expect(outcome.exitCode).toBe(2)
    expect(jsonError(outcome).message).toBe(message)
  })

  it('refuses to read stdin twice', async () => {
    const outcome = await get('-:mail', {}, ['-'])
    expect(jsonError(outcome)).toMatchObject({ message: '- is given more than once.' })
  })

  it('reads back the ids that csv was written with, with any characters', { tags: 'property' }, async () => {
    const { env } = await startEchoingService()
    const id = fc
      .string({
        unit: fc.constantFrom('a', 'ü', '日', '=', '-', '+', '@', "'", '"', ',', ';', '|', '\t', ' ', '1'),
        minLength: 1,
      })
      // Blanks around an id are not part of it, and a quote before a formula is csv's own.
      .filter((text) => text === text.trim() && !/^'[=+\-@]/.test(text) && !/[;\t]/.test(text))
    await fc.assert(
      fc.asyncProperty(fc.array(id, { minLength: 1, maxLength: 5 }), async (ids) => {
        const written = await runPersonctl(
          ['user', 'get', '-', '--by', 'username', '-o', 'csv', '--columns', 'primary_username'],
          { env, stdin: ids.join('\n') },
        )
        const read = await runPersonctl(
          ['user', 'get', '--by', 'username', '--from-csv', '-:primary_username'],
          { env, stdin: written.stdout },
        )
        expect(read.stderr).toBe('')
        expect(usernames(read.stdout)).toEqual(ids)
      }),
      propertyRuns(20),
    )
  })
})

describe.each(['user get', 'identity get', 'group get', 'app get'])('%s', (command) => {
  it('takes ids from a column', async () => {
    const ids = {
      user: 'ada.lovelace@example.org',
      identity: 'alovelace',
      group: 'atlas-readers',
      app: 'atlas-shift-planner',
    }
    const id = ids[command.split(' ')[0] as keyof typeof ids]
    const outcome = await runPersonctl([...command.split(' '), '--demo', '--from-csv', '-:id'], {
      stdin: `id\n${id}\n`,
    })
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(outcome.stdout)).toHaveLength(1)
  })

  it('says what is missing without ids', async () => {
    const outcome = await runPersonctl([...command.split(' '), '--demo'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      message: expect.stringMatching(/^The argument <[a-z]+> is missing\.$/),
      hint: 'Give one or more, - to read them from stdin, or --from-csv FILE:COLUMN.',
    })
  })
})
