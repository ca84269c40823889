import type { DabpClient, PersonReport } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import { UsageError } from '../../failure/usageError.ts'

/** Whose report is asked for, and how. */
export interface FetchOptions {
  readonly referenceId: string
  readonly skipUpdatingActivity: boolean
}

/** Adds the argument and the option that commands on one person have. */
export function describeFetch(command: Command): void {
  command
    .argument('<reference-id>', "the person's identifier at the identity provider")
    .option(
      '--skip-updating-activity',
      'leave the date of the last activity as it is: a request counts as activity otherwise',
    )
}

export function parseFetch([referenceId = '']: readonly string[], values: OptionValues): FetchOptions {
  if (referenceId.trim() === '') {
    throw new UsageError('The reference id is empty.', 'Is a variable of your script not set?')
  }
  return { referenceId, skipUpdatingActivity: values['skipUpdatingActivity'] ?? false }
}

export function fetchReport(
  client: DabpClient,
  { referenceId, skipUpdatingActivity }: FetchOptions,
  signal: AbortSignal,
): Promise<PersonReport> {
  return client.people.getReport(referenceId, { skipUpdatingActivity, signal })
}

/** What help says of the side effect. */
export const activityHelp = `
The service takes a request for activity of the person, and writes down its date. For what is no
activity, such as a nightly job, give --skip-updating-activity: only then is a request that
failed sent again, where it may have been seen.`
