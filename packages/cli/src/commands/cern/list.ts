import { type CernClient, cernPageSize, type ListOptions, type Pager } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { defaultFormat } from '../../output/index.ts'
import {
  describeListing,
  type ListingOptions,
  listingHelp,
  listingNeeds,
  pagerOptions,
  parseListing,
  writeListing,
} from '../../output/listing.ts'
import {
  collect,
  describeSelection,
  fieldNames,
  fieldsHelp,
  type KindName,
  parseNames,
  parseSelection,
  presentationOf,
  type SelectionOptions,
  selected,
} from './fields.ts'

/** Which rows of a collection are wanted, and how they are fetched. */
interface CollectionOptions extends SelectionOptions, ListingOptions {
  readonly filters: readonly string[]
  readonly sort: readonly string[]
  /** How many rows to ask for at once; undefined to tell it from the limit. */
  readonly pageSize: number | undefined
  /** How many pages to fetch at once, by offset; undefined to go from page to page by token. */
  readonly concurrency: number | undefined
}

/** Adds the options of every list of the Authorization Service. */
function describeCollection(command: Command, fields: readonly string[]): void {
  describeSelection(command, fields)
  command
    .addOption(
      offering(
        command
          .createOption('--filter <filter>', 'field:value or field:operator:value; all of several must hold')
          .argParser(collect),
        fields.map((field) => `${field}:`),
      ),
    )
    .addOption(
      offering(
        command
          .createOption('--sort <field>', 'sort upwards; repeatable, or several with commas')
          .argParser(collect),
        fields,
      ),
    )
  describeListing(command)
  command
    .option(
      '--page-size <n>',
      `rows in a page, 1 to ${cernPageSize.max} (default: ${cernPageSize.default}, or --limit if that is less)`,
    )
    .option('--concurrency <n>', 'fetch 1 to 16 pages at once; turns paging by offset on, see below')
}

/** What these lists have in common, for their help. */
const collectionHelp: string = `
Operators are eq, which is the one of field:value, contains and gt; a filter can be by any field.
Lists go from page to page by the service's token: no row is lost while others come and go. With
--concurrency they go by offset, several pages at once. Rows that come or go meanwhile move the
others then; where the total gives that away, the list fails and says so. --start-at goes on with
--concurrency only where the list was begun with it.
${listingHelp}`

function parseCollection(values: OptionValues): CollectionOptions {
  return {
    ...parseSelection(values),
    ...parseListing(values),
    filters: values['filter'] ?? [],
    sort: parseNames('--sort', values['sort']),
    pageSize: parseCount('--page-size', values['pageSize']),
    concurrency: parseCount('--concurrency', values['concurrency']),
  }
}

/** The same for the SDK, which checks names, filters and bounds. */
function listOptions<F extends string>(options: CollectionOptions, signal: AbortSignal): ListOptions<F> {
  const { filters, sort, limit, concurrency } = options
  const pageSize =
    options.pageSize ?? (limit !== undefined && limit < cernPageSize.default ? limit : undefined)
  return {
    ...selected<F>(options),
    ...pagerOptions(options, signal),
    filter: filters,
    sort,
    ...(pageSize !== undefined && { pageSize }),
    ...(concurrency !== undefined && { paging: 'offset', concurrency }),
  }
}

function parseCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  throw new UsageError(`${option} is ${JSON.stringify(text)}; it takes a whole number.`)
}

/** What sets one such command apart from the others. */
interface Collection<Field> {
  /** What its rows are. */
  readonly kind: KindName
  /** Whose rows they are, where they are somebody's: the name of the argument, and what it takes. */
  readonly of?: readonly [name: string, identifier: string]
  /** What `--recursive` does, where there is such. */
  readonly recursive?: string
  readonly examples: string
  rows(cern: CernClient, options: ListOptions<Field> & { recursive?: boolean }, whose: string): Pager<object>
}

interface CollectionCommandOptions extends CollectionOptions {
  /** Empty where the rows are nobody's. */
  readonly whose: string
  readonly recursive: boolean
}

/** A command that shows a list of the Authorization Service. */
export function collectionCommand<Field extends string>(
  collection: Collection<Field>,
): ParsedCommand<CollectionCommandOptions> {
  const { kind, of, recursive, examples, rows } = collection
  return {
    columns: fieldNames(kind),

    describe(command) {
      if (of !== undefined) command.argument(`<${of[0]}>`, of[1])
      if (recursive !== undefined) command.option('--recursive', recursive)
      describeCollection(command, fieldNames(kind))
      command
        .addHelpText('before', `Examples:\n${examples}`)
        .addHelpText('after', `${fieldsHelp(kind)}\n${collectionHelp}`)
    },

    parse([whose = ''], values) {
      if (of !== undefined && whose.trim() === '')
        throw new UsageError(`The ${of[0]} is empty.`, 'Is a variable of your script not set?')
      return { whose, recursive: values['recursive'] ?? false, ...parseCollection(values) }
    },

    async run(options, invocation) {
      const format = invocation.format ?? defaultFormat(invocation.io.stdout.isTerminal)
      const cern = await invocation.cern(listingNeeds)
      const { whose, recursive } = options
      const pager = rows(cern, { ...listOptions<Field>(options, invocation.signal), recursive }, whose)
      await writeListing(pager, options, format, presentationOf(kind, options), invocation)
      return 'done'
    },
  }
}
