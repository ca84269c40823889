import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'

const folder = mkdtempSync(join(tmpdir(), 'personctl-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileWith(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const diff = (older: string | Uint8Array, newer: string | Uint8Array, ...args: string[]) =>
  runPersonctl(['user', 'diff', fileWith('old', older), fileWith('new', newer), ...args])

const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

const older = [
  { user_id: 'ada', first_name: 'Ada', staff_information: { title: 'Clerk', manager: false } },
  { user_id: 'bob', first_name: 'Bob', access_information: { ldap: { all_staff: null } } },
  { user_id: 'cy', first_name: 'Cy', active: true },
]
const newer = [
  { user_id: 'dee', first_name: 'Dee' },
  { user_id: 'bob', access_information: { ldap: { vpn: null, all_staff: null } }, first_name: 'Bob' },
  { user_id: 'ada', first_name: 'Ada', staff_information: { manager: true, team: 'Tools' } },
]
const expected = [
  { change: 'added', user_id: 'dee', field: null, old: null, new: null },
  {
    change: 'changed',
    user_id: 'bob',
    field: 'access_information.ldap',
    old: 'all_staff',
    new: 'all_staff, vpn',
  },
  { change: 'changed', user_id: 'ada', field: 'staff_information.manager', old: false, new: true },
  { change: 'changed', user_id: 'ada', field: 'staff_information.team', old: null, new: 'Tools' },
  { change: 'changed', user_id: 'ada', field: 'staff_information.title', old: 'Clerk', new: null },
  { change: 'gone', user_id: 'cy', field: null, old: null, new: null },
]

describe('user diff', () => {
  it.each<[string, (rows: readonly object[]) => string]>([
    ['ndjson', ndjson],
    ['json', (rows) => JSON.stringify(rows, null, 2)],
    ['json on one line', (rows) => JSON.stringify(rows)],
    [
      'ndjson with blank lines and a byte order mark',
      (rows) => `\ufeff\n${ndjson(rows).replaceAll('\n', '\r\n\r\n')}`,
    ],
  ])('shows who is new, who is gone and each field that changed in %s', async (_, format) => {
    const { exitCode, stdout, stderr } = await diff(format(older), format(newer))
    expect(exitCode).toBe(10)
    expect(JSON.parse(stdout)).toEqual(expected)
    expect(JSON.parse(stderr).notice).toMatchObject({
      code: 'differences',
      message: 'The lists differ: 1 added, 1 gone, 2 changed.',
    })
  })

  it('shows csv in its own columns, in the format that is requested', async () => {
    const csv = (rows: readonly string[]) => ['user_id,name,team', ...rows, ''].join('\r\n')
    const [before, after] = [csv(['1,Ada,', '2,"B, ob",x']), csv(['2,"B, ob",y', '3,Cy,'])]
    expect((await diff(before, after, '-o', 'csv')).stdout).toBe(
      'user_id,change,field,old,new\r\n2,changed,team,x,y\r\n3,added,,,\r\n1,gone,,,\r\n',
    )
    expect((await diff(before, after, '-o', 'text')).stdout).toBe(
      '2\tchanged\tteam\tx\ty\n3\tadded\t\t\t\n1\tgone\t\t\t\n',
    )
    expect((await diff(before, after, '-o', 'table')).stdout).toMatch(/^USER_ID +CHANGE +FIELD +OLD +NEW\n/)
  })

  it('compares the columns that both files have, and names the others', async () => {
    const { exitCode, stderr } = await diff(
      'user_id,name,team\n1,Ada,x\n',
      'active;user_id;name\ntrue;1;Ada\n',
    )
    expect(exitCode).toBe(0)
    expect(JSON.parse(stderr).notice).toMatchObject({
      code: 'columns_differ',
      message: 'Only one of the files has the columns team, active.',
    })
  })

  it.each([
    ['the same list', ndjson(older), ndjson(older)],
    ['rows in another order', ndjson(older), ndjson([...older].reverse())],
    [
      'names in another order',
      ndjson([{ user_id: 'a', x: { b: [{ c: 1, d: 2 }], e: 3 } }]),
      ndjson([{ x: { e: 3, b: [{ d: 2, c: 1 }] }, user_id: 'a' }]),
    ],
    [
      'what is empty in one and missing in the other',
      ndjson([{ user_id: 'a', x: null, y: '', z: {} }]),
      ndjson([{ user_id: 'a' }]),
    ],
    ['ndjson and json', ndjson(older), JSON.stringify(older)],
    ['two empty files', '', ' \n'],
    ['an empty file and an empty list', '', '[]'],
  ])('ends with 0 and an empty list for %s', async (_, before, after) => {
    expect(await diff(before, after)).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' })
  })

  it('shows everybody as new after an empty file', async () => {
    expect((await diff('', 'user_id\n1\n2\n', '--query', '[].user_id')).stdout).toBe('[\n  "1",\n  "2"\n]\n')
  })

  it('reads one of the files from stdin', async () => {
    const file = fileWith('old', ndjson(older))
    for (const args of [
      [file, '-'],
      ['-', file],
    ]) {
      const { stdout } = await runPersonctl(['user', 'diff', ...args, '--query', 'length(@)'], {
        stdin: ndjson(newer),
      })
      expect(stdout).toBe('6\n')
    }
  })

  it('identifies rows by another field with --key, which a group may contain', async () => {
    const [before, after] = [ndjson([{ a: { id: 7 }, x: 1 }]), ndjson([{ a: { id: 7 }, x: 2 }])]
    const { stdout } = await diff(before, after, '--key', 'a.id')
    expect(JSON.parse(stdout)).toEqual([{ change: 'changed', 'a.id': '7', field: 'x', old: 1, new: 2 }])
  })

  it('tells numbers apart that JavaScript cannot, and keeps their digits', async () => {
    const row = (gid: string) => `{"user_id":"a","gid":${gid}}\n`
    const { stdout } = await diff(row('9007199254740992'), row('9007199254740993'), '-o', 'ndjson')
    expect(stdout).toContain('"old":9007199254740992,"new":9007199254740993')
  })

  it.each<[string, object, object, object[]]>([
    [
      'the first attribute of a group',
      { staff_information: { title: null, team: null } },
      { staff_information: { title: 'Clerk', team: null } },
      [{ field: 'staff_information.title', old: null, new: 'Clerk' }],
    ],
    [
      'a label without a value among labels with values',
      { usernames: { irc: null, 'HACK#GITHUB': 'ada' } },
      { usernames: { 'HACK#GITHUB': 'ada' } },
      [{ field: 'usernames', old: 'irc', new: null }],
    ],
    [
      'a label with a comma in place of two labels',
      { tags: { a: null, b: null } },
      { tags: { 'a, b': null } },
      [{ field: 'tags', old: 'a, b', new: 'a, b' }],
    ],
    ['a list and its text', { x: [1] }, { x: '[1]' }, [{ field: 'x', old: '[1]', new: '[1]' }]],
  ])('shows %s', async (_, before, after, changes) => {
    const row = (fields: object) => ndjson([{ user_id: 'a', ...fields }])
    const { exitCode, stdout } = await diff(row(before), row(after))
    expect(exitCode).toBe(10)
    expect(JSON.parse(stdout)).toEqual(
      changes.map((change) => ({ change: 'changed', user_id: 'a', ...change })),
    )
  })

  it('tells the second of two columns with one name', async () => {
    const { exitCode, stdout } = await diff('user_id,a,a\n1,x,y\n', 'user_id,a,a\n1,z,v\n', '-o', 'text')
    expect(exitCode).toBe(10)
    expect(stdout).toBe('1\tchanged\ta\tx\tz\n1\tchanged\ta (2)\ty\tv\n')
  })

  it.each(['utf16le', 'utf16be'])('reads %s, as spreadsheets and PowerShell write it', async (encoding) => {
    const encode = (text: string) => {
      const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
      return encoding === 'utf16be' ? bytes.swap16() : bytes
    }
    const { stdout } = await diff(encode('user_id\ta\r\n1\tü\r\n'), 'user_id,a\n1,ö\n', '-o', 'text')
    expect(stdout).toBe('1\tchanged\ta\tü\tö\n')
  })

  it('compares profiles with and without --raw by their values', async () => {
    const list = (...args: string[]) =>
      runPersonctl(['user', 'list', '--demo', '-o', 'ndjson', '--limit', '20', ...args])
    const [raw, plain] = await Promise.all([list('--raw'), list()])
    expect(await diff(raw.stdout, raw.stdout)).toMatchObject({ exitCode: 0 })
    const changed = raw.stdout.replaceAll('"last_modified":"2', '"last_modified":"3')
    expect(changed).not.toBe(raw.stdout)
    expect(await diff(raw.stdout, changed)).toMatchObject({ exitCode: 0 })
    expect(plain.stdout).not.toBe('')
  })

  it.each<[string, string | Uint8Array, string | Uint8Array, string]>([
    [
      'a row without the key',
      ndjson(older),
      '{"user_id":"a"}\n{"name":"b"}\n',
      'Row 2 of .*new has no user_id\\.',
    ],
    [
      'a key twice in the old file',
      ndjson([...older, ...older]),
      '',
      'Two rows of .*old have the key "ada"\\.',
    ],
    [
      'a key twice in the new file',
      '',
      ndjson([...older, ...older]),
      'Two rows of .*new have the key "ada"\\.',
    ],
    ['csv without the key', 'name\nAda\n', '', '.*old has no column "user_id"; it has "name"\\.'],
    ['a blank key in csv', 'name,user_id\nAda,\n', '', 'Row 1 of .*old has no user_id\\.'],
    ['csv and JSON', 'user_id\na\n', ndjson(older), '.*old is csv, and .*new is JSON\\.'],
    [
      'JSON that is cut off',
      ndjson(older).slice(0, -5),
      '',
      'The content of .*old is not valid JSON: line 3, .*',
    ],
    [
      'an array that is cut off',
      '[{"user_id":"a"},',
      '',
      'The content of .*old is not valid JSON: line 1, .*',
    ],
    [
      'letters in another encoding, which would all look the same',
      Buffer.from('user_id,name\n1,J\u00fcrgen\n', 'latin1'),
      Buffer.from('user_id,name\n1,J\u00f6rgen\n', 'latin1'),
      'The content of .*old is not UTF-8\\.',
    ],
    [
      'a row with more cells than columns',
      'user_id,name\n1,Ada,\n',
      'user_id,name\n1,Lovelace, Ada\n',
      'Row 1 of .*new has 3 cells, and the first line names 2 columns\\.',
    ],
    ['something after an array', '[]\n{}', '', 'The content of .*old is not valid JSON: line 2, .*'],
    ['a list of texts', '["a"\n]', '', 'Row 1 of .*old has no user_id\\.'],
  ])('ends with 2 for %s', async (_, before, after, message) => {
    const outcome = await diff(before, after)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(new RegExp(`^${message}$`)),
    })
  })

  it('refuses stdin twice, and a file that is missing', async () => {
    expect(jsonError(await runPersonctl(['user', 'diff', '-', '-'])).message).toBe(
      '- is given more than once.',
    )
    const missing = await runPersonctl(['user', 'diff', '/missing', '-'])
    expect(missing.exitCode).toBe(2)
    expect(jsonError(missing).message).toBe('/missing cannot be read: ENOENT.')
  })

  const text = fc.string({
    unit: fc.constantFrom('a', 'ü', '"', '\\', ',', ';', '{', ']', '\n', ' ', '='),
    maxLength: 4,
  })
  const people = (value: fc.Arbitrary<unknown>) =>
    fc.uniqueArray(
      fc.record({
        user_id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        x: value,
        g: fc.record({ y: value }, { requiredKeys: [] }),
      }),
      { selector: ({ user_id }) => user_id },
    )

  it('finds what a simple comparison finds in any two lists of JSON', { tags: 'property' }, async () => {
    const value = fc.oneof(text, fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null))
    await fc.assert(
      fc.asyncProperty(people(value), people(value), fc.boolean(), async (before, after, isArray) => {
        const write = (rows: readonly object[]) => (isArray ? JSON.stringify(rows, null, 1) : ndjson(rows))
        const { exitCode, stdout } = await diff(write(before), write(after))
        const found = compareSimply(before, after)
        expect(JSON.parse(stdout)).toEqual(found)
        expect(exitCode).toBe(found.length === 0 ? 0 : 10)
      }),
      propertyRuns(100),
    )
  })

  it('finds what a simple comparison finds in any two lists of csv', { tags: 'property' }, async () => {
    const row = fc.record({ user_id: fc.constantFrom('a', 'b', 'c'), x: text, y: text })
    const rows = fc.uniqueArray(row, { selector: ({ user_id }) => user_id })
    const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
    const write = (people: readonly { user_id: string; x: string; y: string }[]) =>
      ['user_id,x,y', ...people.map(({ user_id, x, y }) => [user_id, x, y].map(quote).join(',')), ''].join(
        '\n',
      )
    await fc.assert(
      fc.asyncProperty(rows, rows, async (before, after) => {
        const { stdout } = await diff(write(before), write(after))
        expect(JSON.parse(stdout)).toEqual(compareSimply(before, after))
      }),
      propertyRuns(60),
    )
  })
})

type Row = { user_id: string } & Record<string, unknown>

/** Compares two lists in the most obvious way. */
function compareSimply(before: readonly object[], after: readonly object[]): object[] {
  const listFields = (row: Row) => {
    const { g, ...others } = row
    const nested = Object.entries((g ?? {}) as object)
    // A group whose values are all null has labels only.
    const isLabels = nested.length > 0 && nested.every(([, value]) => value === null)
    const fields = isLabels
      ? { ...others, g: nested.map(([name]) => name).join(', ') }
      : { ...others, ...Object.fromEntries(nested.map(([name, value]) => [`g.${name}`, value])) }
    return new Map(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))
  }
  const [olds, news] = [before as Row[], after as Row[]]
  const nothing = { field: null, old: null, new: null }
  const changed = news.flatMap((row): object[] => {
    const old = olds.find(({ user_id }) => user_id === row.user_id)
    if (old === undefined) return [{ change: 'added', user_id: row.user_id, ...nothing }]
    const [one, other] = [listFields(old), listFields(row)]
    return [...new Set([...one.keys(), ...other.keys()])]
      .sort()
      .filter((field) => one.get(field) !== other.get(field))
      .map((field) => ({
        change: 'changed',
        user_id: row.user_id,
        field,
        old: one.get(field) ?? null,
        new: other.get(field) ?? null,
      }))
  })
  const gone = olds.filter((old) => !news.some(({ user_id }) => user_id === old.user_id))
  return [...changed, ...gone.map(({ user_id }) => ({ change: 'gone', user_id, ...nothing }))]
}
