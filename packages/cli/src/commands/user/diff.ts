import { profileAttributes } from '@personctl/sdk/cis'
import { formatCount } from '@personctl/shared/formatCount'
import { isObject } from '@personctl/shared/guards'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, openInput, stdinMark } from '../../io/files.ts'
import { toColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type Scalar, toScalar } from '../../output/format.ts'
import { parseExactly } from '../../text/exactNumbers.ts'
import { JsonSyntaxError, parseJson, splitJson } from '../../text/jsonSyntax.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import { createProgress } from '../progress.ts'

interface UserDiffOptions {
  /** The paths of the two lists; one may be `-`. */
  readonly older: string
  readonly newer: string
  /** The field that identifies a row. */
  readonly key: string
}

const changes = ['added', 'gone', 'changed'] as const

/** A difference between two lists. */
interface Difference {
  readonly change: (typeof changes)[number]
  readonly id: string
  /** Null for a row that was added or is gone. */
  readonly field: string | null
  readonly old: Scalar
  readonly new: Scalar
}

const defaultKey = 'user_id'

/** `personctl user diff` */
export const command: ParsedCommand<UserDiffOptions> = {
  examples: [
    'personctl user diff yesterday.ndjson today.ndjson',
    'personctl user list -o ndjson | personctl user diff yesterday.ndjson - -o csv > changes.csv',
    'personctl user diff old.csv new.csv --key primary_email -o ndjson',
    'personctl user diff groups-old.ndjson groups.ndjson --key groupIdentifier',
  ],
  notes: `\
The files are what user list writes as ndjson, json or csv; both are csv, or neither is. Any other list
will do, with --key. There is a row for each person who was added or is gone, and for each field
that changed, with its value in both files; groups and the like are one value. Rows have the order of
<new>; those who are gone follow. Of csv, the columns that both files have are compared. An empty value
is the same as a missing one. Signatures and metadata, which --raw shows, are not compared.

The exit code is 0 if nothing differs, and 10 otherwise. <old> is read into memory, and <new> row by
row. Needs no network and no credentials.`,
  columns: toColumnNames([defaultKey, 'change', 'field', 'old', 'new']),

  configure(command) {
    command
      .addArgument(
        withOffer(command.createArgument('<old>', `The list before; ${stdinMark} for stdin`), 'files'),
      )
      .addArgument(
        withOffer(command.createArgument('<new>', `The list after; ${stdinMark} for stdin`), 'files'),
      )
      .option('--key <field>', `Set the field that identifies a row (default: ${defaultKey})`)
  },

  parse([older = '', newer = ''], { key = defaultKey }) {
    checkNotEmpty('The name of the old file', older)
    checkNotEmpty('The name of the new file', newer)
    checkNotEmpty('--key', key)
    if (older === stdinMark && newer === stdinMark) {
      throw new UsageError(`${stdinMark} is given more than once.`, 'Stdin can be read only once.')
    }
    return { older, newer, key: key.trim() }
  },

  async run({ older, newer, key }, invocation) {
    const { io, output, signal } = invocation
    const [before, after] = await Promise.all(
      [older, newer].map((path) => openSnapshot(path, key, openInput(path, io, signal, 'exact'))),
    )
    if (before === undefined || after === undefined) return 'done'
    if (before.form !== after.form && before.form !== 'empty' && after.form !== 'empty') {
      throw new UsageError(
        `${nameInput(older)} is ${before.form}, and ${nameInput(newer)} is ${after.form}.`,
        'Write both in the same format.',
      )
    }
    const fields = await findCommonFields(before, after, invocation)
    const counts = { added: 0, gone: 0, changed: 0 }
    const presentation = createFlatPresentation<Difference>(
      [
        { path: key, heading: key.toUpperCase(), value: ({ id }) => id },
        { path: 'change', heading: 'CHANGE', value: ({ change }) => change },
        { path: 'field', heading: 'FIELD', value: ({ field }) => field },
        { path: 'old', heading: 'OLD', isFreeText: true, value: (row) => row.old },
        { path: 'new', heading: 'NEW', isFreeText: true, value: (row) => row.new },
      ],
      ({ id, ...values }) => ({ [key]: id, ...values }),
    )
    await output.writeList(compare(before, after, fields, counts, invocation), presentation)
    if (changes.every((change) => counts[change] === 0)) return 'done'
    await output.notify({
      code: 'differences',
      message: `The lists differ: ${changes.map((change) => `${counts[change]} ${change}`).join(', ')}.`,
      hint: null,
    })
    return 'no'
  },
}

/** A list in a file, read row by row. */
interface Snapshot {
  readonly name: string
  readonly form: 'csv' | 'JSON' | 'empty'
  /** The columns of CSV; undefined for JSON, whose rows tell. */
  readonly columns: readonly string[] | undefined
  readonly rows: AsyncIterable<{ readonly id: string; readonly fields: Fields }>
}

/** The values of a row by path, without those that are empty. */
type Fields = ReadonlyMap<string, Value>

/** A value that is compared as what it is, and shown as the content of a cell. */
type Value = Scalar | readonly unknown[] | { readonly labels: readonly string[] }

function toCell(value: Value): Scalar {
  return isLabels(value) ? value.labels.join(', ') : toScalar(value)
}

function isLabels(value: Value): value is { readonly labels: readonly string[] } {
  return typeof value === 'object' && value !== null && 'labels' in value
}

/** Opens a list, and tells from its first character whether it is JSON or CSV. */
async function openSnapshot(
  path: string,
  key: string,
  chunks: AsyncGenerator<string, void, undefined>,
): Promise<Snapshot> {
  const name = nameInput(path)
  let begin = ''
  while (begin.trim() === '') {
    const { done, value } = await chunks.next()
    if (done === true)
      return { name, form: 'empty', columns: undefined, rows: readJsonRows(name, key, chunks) }
    begin += value
  }
  async function* all() {
    yield begin
    yield* chunks
  }
  if (/^\s*[{[]/.test(begin))
    return { name, form: 'JSON', columns: undefined, rows: readJsonRows(name, key, all()) }
  const { readCsv } = await import('../../io/csvReader.ts')
  const { header, column, rows } = await readCsv(all(), key, name)
  const columns = nameApart(header)
  async function* readRows() {
    let line = 0
    for await (const cells of rows) {
      line += 1
      const id = cells[column] ?? ''
      if (id === '') throw createKeylessError(name, line, key)
      if (cells.slice(columns.length).some((cell) => cell !== '')) {
        throw new UsageError(
          `Row ${line} of ${name} has ${formatCount(cells.length, 'cell')}, and the first line names ${formatCount(columns.length, 'column')}.`,
          'Put quotes around a cell that contains the separator.',
        )
      }
      const fields = columns.map((path, index): [string, Scalar] => [path, cells[index] ?? ''])
      yield { id, fields: new Map(fields.filter(([, value]) => value !== '')) }
    }
  }
  return { name, form: 'csv', columns, rows: readRows() }
}

/** Returns the names of columns with a number behind those that are repeated. */
function nameApart(header: readonly string[]): string[] {
  const counts = new Map<string, number>()
  return header.map((column) => {
    const count = (counts.get(column) ?? 0) + 1
    counts.set(column, count)
    return count === 1 ? column : `${column} (${count})`
  })
}

async function* readJsonRows(name: string, key: string, chunks: AsyncIterable<string>): Snapshot['rows'] {
  let number = 0
  try {
    for await (const { text, line } of splitJson(chunks)) {
      number += 1
      const row = parseJson(text, line, parseExactly)
      if (!isObject(row)) throw createKeylessError(name, number, key)
      const fields = new Map(flatten(row, ''))
      const id = fields.get(key)
      if (id === undefined || id === null) throw createKeylessError(name, number, key)
      yield { id: String(id), fields }
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new UsageError(error.describe(`The content of ${name}`), 'Give a list as ndjson, json or csv.')
  }
}

function createKeylessError(name: string, row: number, key: string): UsageError {
  return new UsageError(
    `Row ${row} of ${name} has no ${key}.`,
    'Choose a field that every row has with --key.',
  )
}

/** Yields the values of a row. Labels without values, such as groups, are one value, as in csv. */
function* flatten(node: object, prefix: string): Generator<[string, Value]> {
  for (const [name, value] of Object.entries(node)) {
    const path = prefix + name
    if (value === null || value === '') continue
    if (Array.isArray(value)) yield [path, value.map(sortKeys)]
    else if (!isObject(value)) yield [path, toScalar(value)]
    else if (isWrapped(value)) yield* flatten({ [name]: value['values'] ?? value['value'] ?? null }, prefix)
    else {
      const labels = Object.keys(value).filter((label) => value[label] === null)
      if (labels.length > 0 && !isGroup(path)) yield [path, { labels: labels.sort() }]
      yield* flatten(value, `${path}.`)
    }
  }
}

let groups: ReadonlySet<string> | undefined

/** Returns true for a group of attributes of a profile, where null is a value that is not set, and not a label. */
function isGroup(path: string): boolean {
  groups ??= new Set(
    profileAttributes.map((attribute) =>
      attribute.path.slice(0, Math.max(0, attribute.path.lastIndexOf('.'))),
    ),
  )
  return groups.has(path)
}

/** Returns true for an attribute with signature and metadata, as `--raw` shows it. */
function isWrapped(value: Record<string, unknown>): boolean {
  return isObject(value['metadata']) && ('value' in value || 'values' in value)
}

/** Returns the same value with the names of objects in order, since JSON does not order them. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sortKeys(value[name])]),
  )
}

/** Returns the columns that both files have, and reports the others; undefined to compare all. */
async function findCommonFields(
  before: Snapshot,
  after: Snapshot,
  { output }: Invocation,
): Promise<ReadonlySet<string> | undefined> {
  if (before.columns === undefined || after.columns === undefined) return undefined
  const [older, newer] = [new Set(before.columns), new Set(after.columns)]
  const lone = [...new Set([...older, ...newer])].filter((column) => !older.has(column) || !newer.has(column))
  if (lone.length > 0) {
    await output.notify({
      code: 'columns_differ',
      message: `Only one of the files has the column${lone.length === 1 ? '' : 's'} ${lone.join(', ')}.`,
      hint: 'The other columns are compared.',
    })
  }
  return new Set([...older].filter((column) => newer.has(column)))
}

/** Yields the differences between two lists, and counts the rows that differ. */
async function* compare(
  before: Snapshot,
  after: Snapshot,
  common: ReadonlySet<string> | undefined,
  counts: Record<Difference['change'], number>,
  { io, showsProgress }: Invocation,
): AsyncGenerator<Difference, void, undefined> {
  const progress = createProgress(io.stderr, showsProgress)
  const toText = (fields: Fields) =>
    JSON.stringify(
      [...fields]
        .filter(([path]) => common?.has(path) ?? true)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    )
  try {
    // As text, which takes the least memory, and tells at once that a row is the same.
    const older = new Map<string, string>()
    for await (const { id, fields } of before.rows) {
      if (older.has(id)) throw createRepeatedError(before.name, id)
      older.set(id, toText(fields))
    }
    const seen = new Set<string>()
    for await (const { id, fields } of after.rows) {
      if (seen.has(id)) throw createRepeatedError(after.name, id)
      seen.add(id)
      progress.show(seen.size, undefined)
      const [one, other] = [older.get(id), toText(fields)]
      if (one === other) continue
      counts[one === undefined ? 'added' : 'changed'] += 1
      if (one === undefined) yield { change: 'added', id, field: null, old: null, new: null }
      else yield* compareFields(id, new Map(JSON.parse(one)), new Map(JSON.parse(other)))
    }
    for (const id of older.keys()) {
      if (seen.has(id)) continue
      counts.gone += 1
      yield { change: 'gone', id, field: null, old: null, new: null }
    }
  } finally {
    progress.end()
  }
}

function* compareFields(id: string, older: Fields, newer: Fields): Generator<Difference> {
  for (const field of [...new Set([...older.keys(), ...newer.keys()])].sort()) {
    const [one = null, other = null] = [older.get(field), newer.get(field)]
    if (JSON.stringify(one) === JSON.stringify(other)) continue
    yield { change: 'changed', id, field, old: toCell(one), new: toCell(other) }
  }
}

function createRepeatedError(name: string, id: string): UsageError {
  return new UsageError(
    `Two rows of ${name} have the key ${JSON.stringify(id)}.`,
    'Choose a field that differs in every row with --key.',
  )
}
