import type {
  ChangeCounts,
  Mirror,
  PullOptions,
  PullProgress,
  PullResult,
  ServiceResult,
} from '@personctl/mirror'
import type { Command, OptionValues } from 'commander'
import { listServices } from '../../config/contexts.ts'
import type { ServiceName } from '../../config/variables.ts'
import { checkNotEmpty, ExplainedError, hasErrorCode, UsageError } from '../../errors/errors.ts'
import { readInput, stdinMark } from '../../io/files.ts'
import { createStatusLine } from '../../io/io.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import { collectValues, formatCount, splitWords } from '../../text/text.ts'
import type { Invocation, Outcome, ParsedCommand } from '../command.ts'
import { listingNeeds } from '../listing.ts'
import { parseRun } from './diff.ts'
import { parseKeep } from './prune.ts'
import { addTargetOption, parseTarget, targetNotes, useMirror } from './target.ts'

interface MirrorPullOptions {
  readonly target: string | undefined
  /** Empty for those that are set up. */
  readonly services: readonly ServiceName[]
  /** The run to accept, in place of a pull. */
  readonly accept: number | undefined
  readonly skipsIfBusy: boolean
  /** The file with the key of pseudonyms. */
  readonly keyFile: string | undefined
  /** The file with the references of people at DABP. */
  readonly peopleFile: string | undefined
  readonly referenceColumn: 'uuid' | 'user_id' | 'primary_email'
  readonly options: Omit<PullOptions, 'clients'>
}

/** The services in the order in which they are pulled. */
const serviceOrder: readonly ServiceName[] = ['cis', 'cern', 'dabp']

const countedKinds = ['added', 'changed', 'deactivated', 'removed', 'returned', 'hidden', 'shown'] as const

const presentation = createFlatPresentation<ServiceRow>(
  [
    { path: 'run', heading: 'RUN', value: ({ run }) => run },
    { path: 'service', heading: 'SERVICE', value: ({ service }) => service },
    { path: 'status', heading: 'STATUS', value: ({ status }) => status },
    { path: 'rows', heading: 'ROWS', value: ({ rows }) => rows },
    ...countedKinds.map((kind) => ({
      path: kind,
      heading: kind.toUpperCase(),
      value: ({ counts }: ServiceRow) => counts[kind] ?? 0,
    })),
    { path: 'requests', heading: 'REQUESTS', value: ({ requests }) => requests },
    { path: 'seconds', heading: 'SECONDS', value: ({ seconds }) => seconds },
    { path: 'reason', heading: 'REASON', isFreeText: true, value: ({ reason }) => reason },
  ],
  ({ counts, reason, tables, notices, ...row }) => ({
    ...row,
    ...Object.fromEntries(countedKinds.map((kind) => [kind, counts[kind] ?? 0])),
    reason,
    tables,
    notices,
  }),
)

/** The result for one service, as it is shown. */
interface ServiceRow {
  readonly run: number
  readonly service: string
  readonly status: string
  /** The number of rows of all tables that were seen. */
  readonly rows: number
  /** The changes by kind. */
  readonly counts: Readonly<Record<string, number>>
  readonly requests: number
  readonly seconds: number
  readonly reason: string | null
  readonly tables: ServiceResult['tables']
  readonly notices: readonly string[]
}

/** `personctl mirror pull` */
export const command: ParsedCommand<MirrorPullOptions> = {
  examples: [
    'personctl mirror pull --demo',
    'personctl mirror pull --to people.db',
    'personctl mirror pull cis cern --to postgres://mirror@db.example.org/people',
    'personctl mirror pull cern --group groupIdentifier:startsWith:atlas --memberships direct --to atlas.db',
    'personctl mirror pull --only primary_email,staff_information.title --pseudonymise key.txt --to research.db',
    'personctl mirror pull --accept 4',
    'personctl mirror pull --quiet --if-busy skip -o ndjson >> pulls.ndjson',
  ],
  notes: `\
Copies people, groups and reports into a database. Each pull is a run, and is published as a whole for
each service: until then, readers see the last complete run. Without services, those that are set up
are pulled. The documentation at github.com/personctl/personctl describes what is stored.

A pull that is interrupted, also by kill -9, is continued by the next one with the same options, within
12 hours. --fresh begins anew. A second pull at the same time ends with 1, or with --if-busy skip with 0.

Nobody is marked as removed by a walk that is not complete, nor without being looked up. If more than
--max-gone vanished, or the token shows less than before, nothing is published, and the exit code is 10:
mirror diff --run N shows what the run would change, and mirror pull --accept N publishes it, without a
request. The limit is the larger of 25 and 2% of the rows of a table unless it is given, and that of
memberships the larger of 100 and 5%.

Groups of CERN take two requests each: name some with --group, or use --memberships. Reports of DABP take
one request for each active person in the mirror, and never count as activity of the person.

Prints a row for each service, with the numbers of rows, changes and requests.

${targetNotes}`,
  columns: listColumnNames(presentation),

  configure(command) {
    command.addArgument(
      command.createArgument('[service...]', 'The services to pull').choices([...serviceOrder]),
    )
    addTargetOption(command)
    addSelection(command)
    command
      .option('--fresh', 'Begin anew instead of continuing an interrupted pull')
      .option('--max-gone <limit>', 'Refuse a run in which more vanished: a number, or a share such as 2%')
      .option('--max-left <limit>', 'Refuse a run in which more memberships ended')
      .option('--accept <run>', 'Publish a run that was refused')
      .option('--accept-visibility', 'Publish although the token shows less than before')
      .option('--keep <time>', 'Keep the past for this time, such as 90d, 12w or 1y (default: 90d)')
      .option('--concurrency <n>', 'Send up to this number of requests at a time (1 to 16; default: 4)')
      .addOption(
        command
          .createOption('--if-busy <action>', 'Choose what to do while another process pulls (default: fail)')
          .choices(['fail', 'skip']),
      )
  },

  parse(operands, values) {
    const { accept, fresh, maxGone, maxLeft, acceptVisibility, keep, concurrency, ifBusy } = values
    if (accept !== undefined && (operands.length > 0 || fresh)) {
      throw new UsageError(
        '--accept publishes a run as it is.',
        'Leave out the services and --fresh, which are for a new run.',
      )
    }
    const selection = parseSelection(values)
    return {
      target: parseTarget(values),
      services: serviceOrder.filter((service) => operands.includes(service)),
      accept: accept === undefined ? undefined : parseRun('--accept', accept),
      skipsIfBusy: ifBusy === 'skip',
      keyFile: parseText('--pseudonymise', values['pseudonymise']),
      peopleFile: parseText('--dabp-people', values['dabpPeople']),
      referenceColumn: values['dabpId'] ?? 'uuid',
      options: {
        ...selection,
        fresh: fresh ?? false,
        limits: { gone: parseText('--max-gone', maxGone), memberships: parseText('--max-left', maxLeft) },
        acceptVisibility: acceptVisibility ?? false,
        ...(keep !== undefined && { keepDays: parseKeep(keep) }),
        ...(concurrency !== undefined && { concurrency: parseConcurrency(concurrency) }),
      },
    }
  },

  async run(options, invocation) {
    const { output, signal } = invocation
    try {
      const result = await useMirror(
        options.target,
        invocation,
        { createIfMissing: options.accept === undefined },
        (mirror) =>
          options.accept === undefined ? pull(mirror, options, invocation) : mirror.accept(options.accept),
      )
      await output.writeList(toRows(result), presentation)
      await reportEnd(result, invocation)
      return 'done'
    } catch (error) {
      if (hasErrorCode(error, 'mirror_busy') && options.skipsIfBusy) {
        return skipBusy(error, invocation)
      }
      throw await explainPull(error, signal, invocation)
    }
  },
}

function addSelection(command: Command): void {
  const list = (flags: string, description: string) =>
    command.addOption(command.createOption(flags, description).argParser(collectValues))
  list(
    '--only <attribute>',
    'Store only these attributes, and identifiers; repeatable, or separated by commas',
  )
  list('--include <attribute>', 'Store an attribute that is left out otherwise, such as birthDate')
  command.option(
    '--pseudonymise <file>',
    `Store keyed hashes of what identifies people, with the key in this file; ${stdinMark} for stdin`,
  )
  list('--group <filter>', 'Copy only groups of CERN with FIELD:OPERATOR:VALUE; repeatable')
  command
    .addOption(
      command
        .createOption('--memberships <kind>', 'Choose the members of groups to copy (default: both)')
        .choices(['both', 'direct', 'recursive', 'none']),
    )
    .option(
      '--dabp-people <file>',
      `Read the references of people at DABP, one a line; ${stdinMark} for stdin`,
    )
    .addOption(
      command
        .createOption('--dabp-id <column>', 'Set the column that is the reference at DABP (default: uuid)')
        .choices(['uuid', 'user_id', 'primary_email']),
    )
}

function parseSelection(
  values: OptionValues,
): Pick<PullOptions, 'only' | 'include' | 'groups' | 'memberships'> {
  const { only, include, group, memberships } = values
  for (const filter of group ?? []) checkNotEmpty('--group', filter)
  return {
    only: parseNames('--only', only),
    include: parseNames('--include', include),
    groups: group,
    memberships,
  }
}

function parseNames(option: string, texts: readonly string[] | undefined): readonly string[] | undefined {
  if (texts === undefined) return undefined
  const names = splitWords(texts)
  checkNotEmpty(option, names.join(''))
  return names
}

function parseText(option: string, text: string | undefined): string | undefined {
  if (text !== undefined) checkNotEmpty(option, text)
  return text?.trim()
}

function parseConcurrency(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= 16) return count
  throw new UsageError(`--concurrency is ${JSON.stringify(text)}; it takes a number from 1 to 16.`)
}

async function pull(mirror: Mirror, options: MirrorPullOptions, invocation: Invocation): Promise<PullResult> {
  const { io, signal, showsProgress, connection, output } = invocation
  const { keyFile, peopleFile, referenceColumn } = options
  const [key, people] = [
    keyFile === undefined ? undefined : (await readInput(keyFile, io, signal)).trim(),
    peopleFile === undefined ? undefined : await readInput(peopleFile, io, signal),
  ]
  if (key !== undefined) {
    checkNotEmpty('The key of --pseudonymise', key)
    connection.redactor.addSecret(key)
  }
  const clients = await connectAll(options.services, invocation)
  const progress = createPullProgress(createStatusLine(io.stderr), showsProgress)
  const notices: Promise<void>[] = []
  try {
    return await mirror.pull({
      ...options.options,
      clients,
      baseUrls: Object.fromEntries(connection.urls),
      ...(key !== undefined && { pseudonymise: { key } }),
      people: {
        id: referenceColumn,
        ...(people !== undefined && {
          references: people
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter(Boolean),
        }),
      },
      signal,
      hooks: {
        onProgress: progress.show,
        onNotice(message) {
          progress.end()
          notices.push(output.notify({ code: 'pull', message, hint: null }))
        },
      },
    })
  } finally {
    progress.end()
    await Promise.all(notices)
  }
}

/** Creates the clients of the services: those that are named, or else those that are set up. */
async function connectAll(
  named: readonly ServiceName[],
  { connection, cis, cern, dabp }: Invocation,
): Promise<PullOptions['clients']> {
  const context = await connection.context()
  const known = context.demo ? serviceOrder : listServices(context, connection.env)
  const services = named.length > 0 ? named : serviceOrder.filter((service) => known.includes(service))
  const wanted = services.length > 0 ? services : serviceOrder.slice(0, 1)
  // Numbers stay numbers: the database has no other way to store them.
  const needs = { ...listingNeeds, wantsBytes: true }
  return {
    ...(wanted.includes('cis') && { cis: await cis(needs) }),
    ...(wanted.includes('cern') && { cern: await cern(needs) }),
    ...(wanted.includes('dabp') && { dabp: await dabp(needs) }),
  }
}

function toRows({ run, services }: PullResult): ServiceRow[] {
  return services.map(({ service, status, tables, requests, durationMs, reason, notices }) => {
    const counts: Record<string, number> = {}
    for (const table of Object.values(tables) as ChangeCounts[])
      for (const [kind, count] of Object.entries(table)) counts[kind] = (counts[kind] ?? 0) + count
    const { seen = 0, ...changes } = counts
    return {
      run,
      service,
      status,
      rows: seen,
      counts: changes,
      requests,
      seconds: Math.round(durationMs / 100) / 10,
      reason: reason ?? null,
      tables,
      notices,
    }
  })
}

/** Writes the last line of a pull. */
async function reportEnd(result: PullResult, { output }: Invocation): Promise<void> {
  const rows = toRows(result)
  const total = rows.reduce((sum, row) => sum + row.rows, 0)
  const changes = rows.flatMap(({ counts }) => countedKinds.map((kind) => counts[kind] ?? 0))
  await output.notify({
    code: 'pulled',
    message: `Run ${result.run} is ${result.status}: ${formatCount(total, 'row')}, ${formatCount(
      changes.reduce((sum, count) => sum + count, 0),
      'change',
    )}, ${formatCount(result.requests, 'request')}, ${Math.round(result.durationMs / 100) / 10} s.`,
    hint: null,
  })
}

async function skipBusy(error: unknown, { output }: Invocation): Promise<Outcome> {
  await output.notify({
    code: 'mirror_busy',
    message: `${error instanceof Error ? error.message : ''} Nothing was done.`,
    hint: null,
  })
  return 'done'
}

const toContinue = 'Readers see the last complete run. The same command continues this one.'

/** Explains why a pull did not publish everything, after writing what it did. */
async function explainPull(error: unknown, signal: AbortSignal, { output }: Invocation): Promise<unknown> {
  if (signal.aborted && error === signal.reason) return new ExplainedError(error, { moreAdvice: toContinue })
  if (!(error instanceof Error)) return error
  const { result } = error as { result?: PullResult }
  if (result?.services.some(({ status }) => status !== 'interrupted')) {
    await output.writeList(toRows(result), presentation)
  }
  if (!hasErrorCode(error, 'incomplete') || error.cause === undefined) return error
  return new ExplainedError(error.cause, { moreAdvice: toContinue })
}

const showEveryMs = 100

/** Returns a progress line with the number of rows, the rate, and what is left if that is known. */
function createPullProgress(
  showLine: (text: string | undefined) => void,
  isEnabled: boolean,
): { show(progress: PullProgress): void; end(): void } {
  let nextAt = 0
  let part = ''
  let first = { rows: 0, elapsedMs: 0 }
  return {
    show({ service, part: name, rows, total, lastTotal, requests, elapsedMs }) {
      if (!isEnabled) return
      if (part !== `${service} ${name}`) {
        part = `${service} ${name}`
        first = { rows, elapsedMs }
        nextAt = 0
      }
      if (elapsedMs < nextAt) return
      nextAt = elapsedMs + showEveryMs
      const rate = ((rows - first.rows) * 1000) / Math.max(elapsedMs - first.elapsedMs, 1)
      const expected = total ?? lastTotal
      const left = expected === undefined ? undefined : Math.max(expected - rows, 0)
      const share =
        expected === undefined
          ? `${formatNumber(rows)} rows`
          : `${formatNumber(rows)} of ${total === undefined ? 'about ' : ''}${formatNumber(expected)} rows`
      const speed = rate < 1 ? '' : `, ${formatNumber(Math.round(rate))} a second`
      const rest = left === undefined || rate < 1 ? '' : `, ${formatNumber(Math.ceil(left / rate))} s left`
      showLine(`${part}: ${share}${speed}${rest}, ${formatCount(requests, 'request')}`)
    },
    end() {
      showLine(undefined)
    },
  }
}

function formatNumber(count: number): string {
  return count.toLocaleString('en-US')
}
