import { existsSync } from 'node:fs'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, ExplainedError, hasErrorCode, UsageError } from '../../errors/errors.ts'
import { stdinMark } from '../../io/files.ts'
import { listColumnNames } from '../../output/columns.ts'
import { connectPublisher, type ReadKey, readPublisherKey } from '../../service/publisher.ts'
import { collectValues } from '../../text/text.ts'
import type { ParsedCommand } from '../command.ts'
import { FailureSummary } from '../failureSummary.ts'
import { attributePaths } from './attributes.ts'
import { flatPresentation, toPersonResult, writeResults } from './changeResults.ts'
import { type ChangeRequest, type Changes, parseChanges, readChangeRequests, setNotes } from './changes.ts'
import { type KeyKind, keyKinds, recognizeKind } from './print.ts'
import { findAll, notifyAll, planAll, publishMany, publishOne } from './publishChanges.ts'
import {
  addPublisherOptions,
  keyNotes,
  type PublisherOptions,
  parsePublisherOptions,
  requirePublisher,
} from './publisherOptions.ts'
import { isFile } from './verify.ts'

interface UserUpdateOptions extends PublisherOptions {
  /** The changes of one person, or the file with those of many. */
  readonly source:
    | { readonly id: string; readonly by: KeyKind | undefined; readonly changes: Changes }
    | { readonly file: string }
  readonly isDryRun: boolean
  /** True to create people whom nobody knows. */
  readonly creates: boolean
}

/** `personctl user update` */
export const command: ParsedCommand<UserUpdateOptions> = {
  examples: [
    'personctl user update ada.lovelace@example.org --set staff_information.title=Countess --publisher hris --demo',
    "personctl user update 'ad|Mozilla-LDAP|ada' --set fun_title=Enchantress --set fun_title:display=staff --dry-run",
    'personctl user update changed.json --publisher ldap --key-file ldap.pem',
    'personctl user update titles.csv --publisher hris --dry-run -o csv',
    'personctl user update new.json --create',
  ],
  notes: `\
Reads each person, finds out what really changes, signs that as the publisher, and sends it. Prints each change,
with an outcome: created, updated or unchanged. --dry-run prints the changes, and would_create or
would_update; it needs no key. If the rules for publishers forbid a change, nothing of that person is
sent: the exit code is 5, and with --dry-run 10.

${setNotes}

Without --set, the argument is a file: profiles as user get writes them, with or without --raw, or CSV whose
first line names attributes. user_id, or else uuid, primary_email or primary_username says who it is. What is
null in JSON, or an empty cell in CSV, is not changed. Several people are sent in batches; those that fail are
reported, and the others are published. The results are written after each batch, so that an interrupted command
has told what was done; run it again to do the rest.

A person who does not exist is an error, and those beside them are published; with --create, the
person is created. A new person needs user_id and primary_email.

CIS has no versions: if somebody else changes the same attribute at the same time, the last one wins, and
an update may be lost. So each person is read again after the change; if the profile does not show it, the
exit code is 9. To repeat a command does no harm, since what is there already is left out. If a whole batch
fails since the token is not accepted or the service cannot be reached, the others are not tried. With
--demo, changes are gone when the command ends.

${keyNotes}`,
  columns: listColumnNames(flatPresentation),

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument(
            '<person>',
            `The id of a person, with --set; otherwise a file of changes, ${stdinMark} for stdin`,
          ),
          'files',
        ),
      )
      .addOption(
        withOffer(
          command
            .createOption('--set <path=value>', 'Set an attribute, its :display or :verified; repeatable')
            .argParser(collectValues),
          attributePaths.map((path) => `${path}=`),
        ),
      )
      .addOption(
        command
          .createOption('--by <key>', 'Set the kind of the id (default: told from its form)')
          .choices(keyKinds),
      )
    addPublisherOptions(command)
    command
      .option('--create', 'Create people who do not exist')
      .option('--dry-run', 'Show what would change, and send nothing')
  },

  parse([target = ''], values) {
    checkNotEmpty('The person', target)
    const { set, by, create = false, dryRun = false } = values
    if (set === undefined && by !== undefined) {
      throw new UsageError(
        '--by says what kind the id is, and a file names it.',
        'Add --set, or leave out --by.',
      )
    }
    const options = parsePublisherOptions(values, set === undefined ? [target] : [])
    if (set !== undefined) {
      if (target === stdinMark || (by === undefined && isNamedFile(target))) {
        const isStdin = target === stdinMark
        throw new UsageError(
          `--set takes the id of one person${isStdin ? '' : `, and ${target} is a file`}.`,
          'Give the id, or a file without --set.',
        )
      }
      return {
        ...options,
        source: { id: target, by, changes: parseChanges(set) },
        isDryRun: dryRun,
        creates: create,
      }
    }
    if (!isFile(target)) {
      throw new UsageError(
        `There is nothing to change for ${JSON.stringify(target)}, and no file has that name.`,
        'Say what to change with --set PATH=VALUE, or give the path of a file.',
      )
    }
    return { ...options, source: { file: target }, isDryRun: dryRun, creates: create }
  },

  async run({ source, isDryRun, creates, ...options }, invocation) {
    const { io, signal } = invocation
    const publisher = await requirePublisher(options, invocation)
    const requests =
      'file' in source ? await readChangeRequests(source.file, io, signal) : [createRequest(source)]
    const isList = requests.length !== 1 || requests[0]?.position !== undefined
    if (isDryRun) {
      const { people, missing } = await findAll(requests, creates, invocation)
      const plans = await planAll(people, publisher, invocation)
      await writeResults(plans, isList, invocation)
      const isRefused = plans.some(({ outcome }) => outcome === 'refused')
      if (missing.length === 0) return isRefused ? 'no' : 'done'
      const failures = new FailureSummary(invocation.output, invocation)
      failures.found = people.length
      for (const error of missing) await failures.add(error)
      const exitCode = await failures.finish()
      return isRefused ? 'no' : { exitCode }
    }
    const key = await readPublisherKey(publisher, options.keyFile, invocation)
    const { people, missing } = await findAll(requests, creates, invocation)
    const client = await connectPublisher(publisher, key.key, invocation.connection)
    try {
      if (isList) return await publishMany(people, missing, creates, client, invocation)
      for (const person of people) {
        const result = await publishOne(person, client, invocation)
        await notifyAll(result.notices, invocation)
        await writeResults([toPersonResult(result)], isList, invocation)
      }
      return 'done'
    } catch (error) {
      throw nameKey(error, key)
    }
  },
}

/** Returns true for a file whose name says that it has changes in it. */
function isNamedFile(target: string): boolean {
  return /\.(?:csv|tsv|json|ndjson|jsonl)$/i.test(target) && existsSync(target)
}

function createRequest({
  id,
  by,
  changes,
}: {
  readonly id: string
  readonly by: KeyKind | undefined
  readonly changes: Changes
}): ChangeRequest {
  return { kind: by ?? recognizeKind(id), id, changes, position: undefined }
}

/** Returns an error about the key with the source of the key in it. */
function nameKey(error: unknown, { source }: ReadKey): unknown {
  const cause = error instanceof ExplainedError ? error.cause : error
  if (!hasErrorCode(cause, 'invalid_request')) return error
  const { param, message, hint } = cause as Error & { readonly param?: string; readonly hint?: string }
  return param === 'key' ? new UsageError(message.replace(/^The key /, `The key in ${source} `), hint) : error
}
