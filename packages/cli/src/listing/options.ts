import type { PagerOptions } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import type { ConnectionNeeds } from '../connection/options.ts'
import { UsageError } from '../failure/usageError.ts'

/** Which part of a list is wanted. */
export interface ListingOptions {
  /** The most rows; undefined for all. */
  readonly limit: number | undefined
  /** A resume token; undefined for the beginning. */
  readonly startAt: string | undefined
}

/** Adds the options that all lists have. */
export function describeListing(command: Command): void {
  command
    .option('--limit <n>', 'stop after so many rows')
    .option('--start-at <token>', 'go on where the same list, with the same filters, was left')
}

/** What all lists have in common, for their help. */
export const listingHelp = `
As ndjson and csv, rows are written as they come, in constant memory. json, yaml and table are
written whole or not at all: all rows are kept until the last is there. When a list ends early,
stderr has the token for --start-at: also when --limit ends it and more may follow.`

export function parseListing(values: OptionValues): ListingOptions {
  return { limit: parseLimit(values['limit']), startAt: values['startAt'] }
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (limit >= 1 && Number.isSafeInteger(limit)) return limit
  throw new UsageError(`--limit is ${JSON.stringify(text)}; it takes a whole number from 1 on.`)
}

/** The same for the SDK. */
export function pagerOptions({ limit, startAt }: ListingOptions, signal: AbortSignal): PagerOptions {
  return {
    signal,
    // With a limit, nobody knows whether the next page will be wanted.
    prefetch: limit === undefined ? 1 : 0,
    ...(startAt === undefined ? {} : { startAt }),
  }
}

/**
 * What lists need of their connection. What is wrong with a line is said before credentials are missed; and in
 * hundreds of pages a failure that a lone request would survive comes along often.
 */
export const listingNeeds: ConnectionNeeds = { credentials: 'when needed', retries: 5 }
