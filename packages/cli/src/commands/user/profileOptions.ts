import { type DisplayLevel, displayLevelValues, type Profile, unwrapProfile } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import { UsageError } from '../../failure/usageError.ts'
import { defaultFormat, type FormatName } from '../../output/index.ts'
import type { ProfileDocument } from './presentation.ts'

/** How profiles are wanted. */
export interface ProfileOptions {
  readonly display: DisplayLevel | undefined
  /** Whether they are shown as the service writes them. */
  readonly raw: boolean
}

/** Adds the options of every command that shows profiles. */
export function describeProfileOptions(command: Command): void {
  command
    .addOption(
      command
        .createOption('--display <level>', 'leave out what is not for this audience')
        .choices(displayLevelValues),
    )
    .option('--raw', "the service's own JSON, signatures and metadata included; not as table or csv")
}

export function parseProfileOptions(values: OptionValues): ProfileOptions {
  const { display, raw = false, output } = values
  if (raw && (output === 'table' || output === 'csv')) {
    throw new UsageError(`--raw does not fit -o ${output}.`, 'Use --raw with -o json, ndjson or yaml.')
  }
  return { display, raw }
}

/** The same for the SDK. */
export function filterOf({ display }: ProfileOptions): { filterDisplay?: DisplayLevel } {
  return display === undefined ? {} : { filterDisplay: display }
}

/** What JSON and the like have of a profile. */
export function documentOf({ raw }: ProfileOptions): (profile: Profile) => ProfileDocument {
  return raw ? (profile) => profile : unwrapProfile
}

/** The format that was asked for, or else one that fits: no table shows all of a profile. */
export function formatOf(
  { raw }: ProfileOptions,
  wanted: FormatName | undefined,
  stdoutIsTerminal: boolean,
): FormatName {
  return wanted ?? (raw ? 'json' : defaultFormat(stdoutIsTerminal))
}

/** What is special about profiles as CSV, for the help of lists. */
export const csvOfProfilesHelp = `
As csv, a list has a column for each attribute of the schema, whoever has it: labels with values,
such as usernames, are one cell of JSON. As table, it shows a few. A profile takes about 3 KB.`
