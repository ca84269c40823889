import { writeFile } from 'node:fs/promises'
import type { QuirkName } from '@personctl/generated/quirks'
import { type QuirkText, quirkTexts } from '@personctl/generated/quirkTexts'
import { type ServiceName, serviceNames } from '../../config/variables.ts'
import { systemErrorCode, UsageError } from '../../errors/errors.ts'
import { createStatusLine } from '../../io/io.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import { createProber, type Finding } from './prober.ts'
import { findProbe } from './probes.ts'

interface QuirkRow {
  readonly quirk: QuirkName
  /** The value that the mock has by default. */
  readonly default: string
  /** The value that the service has: one of the quirk, `other`, or null if the requests did not tell. */
  readonly found: string | null
  /** The statuses and the shapes on which that is based, or the reason why it is not known. */
  readonly because: string
}

const presentation = createFlatPresentation<QuirkRow>([
  { path: 'quirk', heading: 'QUIRK', value: ({ quirk }) => quirk },
  { path: 'default', heading: 'DEFAULT', value: (row) => row.default },
  { path: 'found', heading: 'FOUND', value: ({ found }) => found },
  { path: 'because', heading: 'BECAUSE', value: ({ because }) => because },
])

interface ConformanceOptions {
  readonly service: ServiceName
  readonly referenceIds: readonly string[]
  readonly isConfirmed: boolean
  readonly quirksFile: string | undefined
}

/** `personctl conformance` */
export const command: ParsedCommand<ConformanceOptions> = {
  examples: [
    'personctl conformance cern',
    'personctl conformance cern --yes --quirks-file quirks.yaml',
    'personctl conformance dabp 4711 --yes -o csv',
  ],
  notes: `\
Compares a service with the mock where no public source tells what the service does. It sends GET requests and requests
for tokens, nothing that could change something, and to DABP always with skipUpdatingActivity=true. Some are invalid on
purpose: a service may log them. It lists the requests on stderr first and asks; --yes sends them at once.

The report has a row for each quirk of the mock: its default, the value found, and the statuses and shapes on which
that is based. "other" is something that the mock cannot do, and without a value the requests did not tell. No data of people
and no identifiers are in it, nor in the file of --quirks-file, which personctl-mock --quirks takes.

The exit code is 10 if the service differs from the default somewhere. One reference id of a person in no group
tells DABP's report for such people.`,
  columns: listColumnNames(presentation),

  configure(command) {
    command
      .addArgument(command.createArgument('<service>', 'The service').choices(serviceNames))
      .argument('[reference-id...]', 'People in no group, for dabp')
      .option('-y, --yes', 'Send the requests without asking')
      .option('--quirks-file <file>', 'Write the values found to a file for personctl-mock --quirks')
  },

  parse([service, ...referenceIds], { yes = false, quirksFile }) {
    if (service !== 'dabp' && referenceIds.length > 0) {
      throw new UsageError(
        `Reference ids are for dabp, and the service is ${service}.`,
        'Leave them out: the requests need no identifiers.',
      )
    }
    return { service: service as ServiceName, referenceIds, isConfirmed: yes, quirksFile }
  },

  async run(options, invocation) {
    const { service, quirksFile, referenceIds } = options
    const { io, output, connection, signal, showsProgress } = invocation
    const quirks = listQuirks(service)
    if (!options.isConfirmed) await confirm(quirks, service, invocation)
    for (const id of referenceIds) connection.redactor.addSecret(id)
    const prober = await createProber(service, referenceIds, connection, signal)
    const showStatus = showsProgress ? createStatusLine(io.stderr) : () => {}
    const rows: QuirkRow[] = []
    for (const [index, [quirk, text]] of quirks.entries()) {
      showStatus(`asking ${service} (${index + 1} of ${quirks.length})`)
      const probe = findProbe(quirk)
      const { found, because }: Finding =
        probe === undefined ? { found: null, because: `not asked: ${text.unprobed}` } : await probe(prober)
      rows.push({ quirk, default: Object.keys(text.values)[0] ?? '', found, because })
    }
    showStatus(undefined)
    if (quirksFile !== undefined) await writeQuirks(quirksFile, rows)
    await output.writeList(rows, presentation)
    return rows.some((row) => row.found !== null && row.found !== row.default) ? 'no' : 'done'
  },
}

function listQuirks(service: ServiceName): readonly (readonly [QuirkName, QuirkText])[] {
  return (Object.entries(quirkTexts) as [QuirkName, QuirkText][]).filter(
    ([, text]) => text.service === service,
  )
}

/** Lists the requests on stderr, and asks whether to send them. @throws {UsageError} unless the reply is yes */
async function confirm(
  quirks: readonly (readonly [QuirkName, QuirkText])[],
  service: ServiceName,
  { ask, io, signal }: Invocation,
): Promise<void> {
  const requests = new Set(quirks.flatMap(([, { probe }]) => probe ?? []))
  const list = [...requests].map((request) => `  ${request}\n`).join('')
  await io.stderr.write(
    `These requests would be sent to ${service}, with names in braces filled in; {nothing} is a filter that matches no row:\n${list}`,
  )
  if (ask === undefined) {
    throw new UsageError('Nobody can be asked whether to send them.', 'Add --yes to send them.')
  }
  const reply = await ask('Send them? (yes or no) ', signal)
  if (/^y(?:es)?$/i.test(reply.trim())) return
  throw new UsageError('Nothing was sent.', 'Reply with yes, or add --yes.')
}

async function writeQuirks(file: string, rows: readonly QuirkRow[]): Promise<void> {
  const lines = rows.flatMap(({ quirk, found }) =>
    found === null || found === 'other' ? [] : `${quirk}: '${found}'\n`,
  )
  try {
    await writeFile(
      file,
      `# Written by personctl conformance, for personctl-mock --quirks.\n${lines.join('')}`,
    )
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${systemErrorCode(error)}.`,
      'Name another file with --quirks-file.',
    )
  }
}
