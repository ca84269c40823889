import type { Mirror, PullOptions, PullProgress, PullResult } from '@personctl/mirror'
import type { Command, OptionValues } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { listServices } from '../../config/contexts.ts'
import type { ServiceName } from '../../config/variables.ts'
import { checkNotEmpty, hasErrorCode, UsageError } from '../../errors/errors.ts'
import { readInput, stdinMark } from '../../io/files.ts'
import { createStatusLine } from '../../io/io.ts'
import { listColumnNames } from '../../output/columns.ts'
import { collectValues, formatCount, splitWords } from '../../text/text.ts'
import type { Invocation, Outcome, ParsedCommand } from '../command.ts'
import { listingNeeds } from '../listing.ts'
import { parseRun } from './diff.ts'
import { parseKeep } from './prune.ts'
import type { PullRecord } from './pullMetrics.ts'
import { explainPull, reportEnd, resultPresentation, toRows } from './pullResult.ts'
import { addTargetOption, describeTarget, findTarget, parseTarget, targetNotes, useMirror } from './target.ts'

interface MirrorPullOptions {
  readonly target: string | undefined
  /** Empty for those that are set up. */
  readonly services: readonly ServiceName[]
  /** The run to accept, in place of a pull. */
  readonly accept: number | undefined
  readonly skipsIfBusy: boolean
  /** The file for Prometheus; undefined for none. */
  readonly metricsFile: string | undefined
  /** The file with the key of pseudonyms. */
  readonly keyFile: string | undefined
  /** The file with the references of people at DABP. */
  readonly peopleFile: string | undefined
  readonly referenceColumn: 'uuid' | 'user_id' | 'primary_email'
  readonly options: Omit<PullOptions, 'clients'>
}

/** The services in the order in which they are pulled. */
const serviceOrder: readonly ServiceName[] = ['cis', 'cern', 'dabp']

/** `personctl mirror pull` */
export const command: ParsedCommand<MirrorPullOptions> = {
  examples: [
    'personctl mirror pull --demo',
    'personctl mirror pull --to people.db',
    'personctl mirror pull cis cern --to postgres://mirror@db.example.org/people',
    'personctl mirror pull cern --group groupIdentifier:startsWith:atlas --memberships direct --to atlas.db',
    'personctl mirror pull --only primary_email,staff_information.title --pseudonymise key.txt --to research.db',
    'personctl mirror pull cern dabp --rate 5 --to postgres://mirror@db.example.org/people',
    'personctl mirror pull --accept 4',
    'personctl mirror pull --quiet --if-busy skip -o ndjson >> pulls.ndjson',
    'personctl mirror pull --metrics-file /var/lib/node_exporter/personctl.prom',
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
one request for each active person in the mirror, and never count as activity of the person. --rate
limits the requests a second; those that are repeated after a failure, and those for tokens, come on top.

Prints a row for each service, with the numbers of rows, changes and requests. --metrics-file replaces
a file for Prometheus after each pull, also one that failed or was refused, unless another one is running.

${targetNotes}`,
  columns: listColumnNames(resultPresentation),

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
      .option('--rate <n>', 'Send at most this number of requests a second, such as 5 or 0.5')
      .option('--concurrency <n>', 'Send up to this number of requests at a time (1 to 16; default: 4)')
      .addOption(
        command
          .createOption('--if-busy <action>', 'Choose what to do while another process pulls (default: fail)')
          .choices(['fail', 'skip']),
      )
      .addOption(
        withOffer(
          command.createOption(
            '--metrics-file <file>',
            'Write the outcome to this file in the text format of Prometheus',
          ),
          'files',
        ),
      )
  },

  parse(operands, values) {
    const {
      accept,
      fresh,
      maxGone,
      maxLeft,
      acceptVisibility,
      keep,
      concurrency,
      rate,
      ifBusy,
      metricsFile,
    } = values
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
      metricsFile: parseText('--metrics-file', metricsFile),
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
        ...(rate !== undefined && { rate: parseRate(rate) }),
      },
    }
  },

  async run(options, invocation) {
    const { output, signal } = invocation
    const record = await openRecord(options, invocation)
    try {
      const result = await useMirror(
        options.target,
        invocation,
        { createIfMissing: options.accept === undefined },
        async (mirror) => {
          try {
            return await (options.accept === undefined
              ? pull(mirror, options, invocation)
              : mirror.accept(options.accept))
          } finally {
            await record?.observe(mirror)
          }
        },
      )
      // Before the result: a pipe that is closed says nothing about the pull.
      const failure = await record?.write(result)
      await output.writeList(toRows(result), resultPresentation)
      await reportEnd(result, invocation)
      if (failure !== undefined) throw failure
      return 'done'
    } catch (error) {
      if (hasErrorCode(error, 'mirror_busy') && options.skipsIfBusy) {
        return skipBusy(error, invocation)
      }
      await record?.writeFailure(error)
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

function parseRate(text: string): number {
  const rate = /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : 0
  if (rate > 0) return rate
  throw new UsageError(
    `--rate is ${JSON.stringify(text)}; it takes a number of requests a second above 0.`,
    'Write it as 5, or as 0.5 for one request in two seconds.',
  )
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

/** Returns the record of the pull for Prometheus, if one is wanted. */
async function openRecord(
  { metricsFile, target, accept }: MirrorPullOptions,
  { connection, output }: Invocation,
): Promise<PullRecord | undefined> {
  if (metricsFile === undefined) return undefined
  const mirror = describeTarget(await findTarget(target, connection, { readOnly: accept !== undefined }))
  const { createPullRecord } = await import('./pullMetrics.ts')
  return createPullRecord(metricsFile, mirror, output)
}

async function skipBusy(error: unknown, { output }: Invocation): Promise<Outcome> {
  await output.notify({
    code: 'mirror_busy',
    message: `${error instanceof Error ? error.message : ''} Nothing was done.`,
    hint: null,
  })
  return 'done'
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
