import type { Command, OptionValues } from 'commander'
import type { ConnectionNeeds } from '../connection/options.ts'
import { UsageError } from '../failure/usageError.ts'
import { parseIds, stdinMark } from './ids.ts'

/** What is looked up, and how. */
export interface LookupOptions {
  /** As typed: `-` stands for those on stdin. */
  readonly ids: readonly string[]
  /** How many requests are under way at once. */
  readonly concurrency: number
  /** Whether what fails is left out, in place of failing the command. */
  readonly keepGoing: boolean
}

const usualConcurrency = 8
const mostAtOnce = 64

/** Adds the options of every command that takes many ids. */
export function describeLookup(command: Command): void {
  command
    .option('--concurrency <n>', `ask for 1 to ${mostAtOnce} at once (default: ${usualConcurrency})`)
    .option('--keep-going', 'leave out what fails, and say so on stderr')
}

/** What such commands have in common, for their help. */
export const lookupHelp = `
One gives one object; several, or -, give a list in their order, written as ndjson as the answers
come, in constant memory. If one fails, the command fails: nothing is printed, but for the lines
that ndjson has printed already. With --keep-going it is left out, stderr has a line for each that
failed and their number at the end, and the exit code is that of the worst: 1, or else the highest.`

export function parseLookup(operands: readonly string[], values: OptionValues): LookupOptions {
  return {
    ids: parseIds(operands),
    concurrency: parseConcurrency(values['concurrency']),
    keepGoing: values['keepGoing'] ?? false,
  }
}

/** Whether there is one id, whatever stdin may have. */
export function isOfOne({ ids }: LookupOptions): boolean {
  return ids.length === 1 && ids[0] !== stdinMark
}

/** What a lookup needs of its connection: among thousands, a failure that a lone request would survive comes along often. */
export function lookupNeeds(options: LookupOptions): ConnectionNeeds {
  return isOfOne(options) ? {} : { retries: 5 }
}

function parseConcurrency(text: string | undefined): number {
  if (text === undefined) return usualConcurrency
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (count >= 1 && count <= mostAtOnce) return count
  throw new UsageError(
    `--concurrency is ${JSON.stringify(text)}; it takes a whole number from 1 to ${mostAtOnce}.`,
  )
}
