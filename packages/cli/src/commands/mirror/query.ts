import type { ExportedRows, QueryRows } from '@personctl/mirror'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { readInput, stdinMark } from '../../io/files.ts'
import { createFlatPresentation, type Presentation, toScalar } from '../../output/format.ts'
import { collectValues } from '../../text/text.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import { addTargetOption, loadMirrorModule, parseTarget, targetNotes, useMirror } from './target.ts'

interface MirrorQueryOptions {
  readonly target: string | undefined
  /** SQL, the name of a question, or `-` for SQL on stdin; undefined to list the questions. */
  readonly query: string | undefined
  readonly parameters: Readonly<Record<string, string>>
}

// For completion, which does not load the mirror. A test compares them with those of the mirror.
const questionNames = [
  'left-but-in-a-group',
  'not-staff-in-a-staff-group',
  'managers-and-titles-changed',
  'who-may',
  'accounts-without-a-person',
  'people-with-two-accounts',
  'groups-without-an-active-owner',
  'group-growth',
]
const tableNames = [
  'person',
  'person_identity',
  'person_group',
  'access',
  'change',
  'cis_person',
  'cis_group_member',
  'cern_identity',
  'cern_group',
  'cern_member',
  'cern_application',
  'cern_role',
  'cern_role_group',
  'dabp_report',
  'dabp_grant',
]

/** `personctl mirror query` */
export const queryCommand: ParsedCommand<MirrorQueryOptions> = {
  examples: [
    'personctl mirror query --list',
    'personctl mirror query left-but-in-a-group --to people.db',
    "personctl mirror query who-may --parameter 'what=*insurance*' -o csv > insurance.csv",
    "personctl mirror query 'select title, count(*) from person group by title'",
    "personctl mirror query 'select * from person where uuid = :id' -p id=UUID",
    'personctl mirror query - --to people.db < report.sql',
  ],
  notes: `\
The argument is the name of a question that --list shows, or SQL. Write :name in SQL for a value, and
pass the value with --parameter name=value. Of two columns with the same name, the second one gets a
number. Rows are written as they arrive with ndjson, csv and text.

A query only reads: the database is opened so that it refuses everything else. Readers see the last
complete run of each service, also during a pull. The documentation at github.com/personctl/personctl
describes tables and views.

SQLite has no time limit: Ctrl-C ends a query that takes too long, and changes nothing. PostgreSQL ends
a query that finds no row for five minutes.

${targetNotes}`,

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument('[query]', `A question, SQL, or ${stdinMark} to read SQL from stdin`),
          questionNames,
        ),
      )
      .option('--list', 'List the questions, with their parameters and, as json, their SQL')
      .addOption(
        command
          .createOption('-p, --parameter <name=value>', 'Set a parameter; repeatable')
          .argParser(collectValues),
      )
    addTargetOption(command)
  },

  parse([query], values) {
    const { list = false, parameter = [] } = values
    if (list && query !== undefined) {
      throw new UsageError('--list and a query cannot be used together.', 'Leave out one of them.')
    }
    if (!list && query === undefined) {
      throw new UsageError(
        'The query is missing.',
        'Give the name of a question, or SQL. personctl mirror query --list shows the questions.',
      )
    }
    if (query !== undefined) checkNotEmpty('The query', query)
    return { target: parseTarget(values), query, parameters: parseParameters(parameter) }
  },

  async run({ target, query, parameters }, invocation) {
    if (query === undefined) {
      await listQuestions(invocation)
      return 'done'
    }
    const { io, output, signal } = invocation
    const sql = query === stdinMark ? await readInput(query, io, signal) : query
    await useMirror(target, invocation, { readOnly: true }, async (mirror) => {
      // SQLite does not let the process go on while it looks for rows, so that a signal would have to wait.
      io.dieOnSignals?.()
      const isQuestion = query !== stdinMark && /^[\w-]+$/.test(query.trim())
      const rows = isQuestion
        ? await mirror.ask(query.trim(), parameters)
        : await mirror.query(sql, parameters)
      await output.writeList(readUntilAborted(rows, signal), presentRows(rows))
    })
    return 'done'
  },
}

function parseParameters(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name = '', value = ''] = /^:?([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? []
      if (name !== '') return [name, value]
      throw new UsageError(
        `--parameter is ${JSON.stringify(text)}; it takes a name and a value.`,
        'Write it as name=value, for example groups=atlas-*.',
      )
    }),
  )
}

/** A question as `--list` shows it. */
interface QuestionRow {
  readonly name: string
  readonly question: string
  readonly parameters: string
  readonly description: string
  readonly sql: string
}

const questionsPresentation: Presentation<QuestionRow> = createFlatPresentation<QuestionRow>([
  { path: 'name', heading: 'NAME', value: ({ name }) => name },
  { path: 'question', heading: 'QUESTION', isFreeText: true, value: ({ question }) => question },
  { path: 'parameters', heading: 'PARAMETERS', value: ({ parameters }) => parameters },
])

async function listQuestions({ output }: Invocation): Promise<void> {
  const { questions } = await loadMirrorModule()
  const rows = questions.map(
    ({ name, summary, parameters, description, sql }): QuestionRow => ({
      name,
      question: summary,
      parameters: parameters
        .map(
          (parameter) =>
            `${parameter.name}=${typeof parameter.default === 'number' ? 'TIME' : parameter.default}`,
        )
        .join(' '),
      description,
      sql,
    }),
  )
  await output.writeList(rows, questionsPresentation)
}

interface MirrorExportOptions {
  readonly target: string | undefined
  readonly table: string
}

/** `personctl mirror export` */
export const exportCommand: ParsedCommand<MirrorExportOptions> = {
  examples: [
    'personctl mirror export person -o csv > people.csv',
    'personctl mirror export cis_person --to people.db -o ndjson > people.ndjson',
    'personctl mirror export change -o csv > changes.csv',
  ],
  notes: `\
Writes all rows of a table or a view in the order of their keys. A name alone is what is live now, and
NAME_version has the past as well. Use ndjson or csv, which write rows as they arrive.

The documentation at github.com/personctl/personctl describes tables and views.

${targetNotes}`,

  configure(command) {
    command.addArgument(withOffer(command.createArgument('<table>', 'A table or a view'), tableNames))
    addTargetOption(command)
  },

  parse([table = ''], values) {
    checkNotEmpty('The table', table)
    return { target: parseTarget(values), table }
  },

  async run({ target, table }, invocation) {
    const { output, signal } = invocation
    await useMirror(target, invocation, { readOnly: true }, async (mirror) => {
      const rows = await mirror.export(table.trim())
      await output.writeList(readUntilAborted(rows, signal), presentRows(rows))
    })
    return 'done'
  },
}

/** Yields rows until the command is interrupted. Between pages, a signal can arrive. */
async function* readUntilAborted<Row>(rows: AsyncIterable<Row>, signal: AbortSignal): AsyncGenerator<Row> {
  let count = 0
  for await (const row of rows) {
    signal.throwIfAborted()
    yield row
    count += 1
    if (count % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Returns the presentation of rows by the names of their columns. */
function presentRows({
  columns,
}: Pick<QueryRows | ExportedRows, 'columns'>): Presentation<Readonly<Record<string, unknown>>> {
  return createFlatPresentation(
    columns.map((path) => ({
      path,
      heading: path.toUpperCase().replaceAll('_', ' '),
      value: (row: Readonly<Record<string, unknown>>) => toScalar(row[path]),
    })),
  )
}
