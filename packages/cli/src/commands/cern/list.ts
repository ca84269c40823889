import type { CernClient, ListOptions, Pager } from '@personctl/sdk'
import { cernPageSize } from '@personctl/sdk/cern'
import { lowerUuid } from '@personctl/shared/guards'
import type { Command } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { collectValues } from '../../text/text.ts'
import type { ParsedCommand } from '../command.ts'
import {
  addListingOptions,
  describeListing,
  type ListingOptions,
  listingNeeds,
  parseListing,
  writeListing,
} from '../listing.ts'
import {
  addSelectionOptions,
  type CernKind,
  createCernPresentation,
  createFilterOffer,
  fieldsNotes,
  listFieldColumns,
  listFields,
  parseNames,
  parseSelection,
  type SelectionOptions,
  toSdkSelection,
} from './fields.ts'

/** The parts in which commands that list things of the Authorization Service differ. */
interface ListDefinition<Field> {
  /** The kind of the rows. */
  readonly kind: CernKind
  /** The argument that names the owner of the rows, if they have one. */
  readonly owner?: readonly [name: string, description: string]
  /** Describes `--recursive`, if the command has it. */
  readonly recursive?: string
  readonly examples: readonly string[]
  list(
    cern: CernClient,
    options: ListOptions<Field> & { recursive?: boolean },
    owner: string,
  ): Pager<object> | Promise<Pager<object>>
}

interface CernListOptions extends SelectionOptions, ListingOptions {
  /** Empty if the rows have no owner. */
  readonly owner: string
  readonly recursive: boolean
  readonly filters: readonly string[]
  readonly sort: readonly string[]
  /** Undefined to derive it from the limit. */
  readonly pageSize: number | undefined
  /** The number of pages to fetch at a time, by offset; undefined to go from page to page by token. */
  readonly concurrency: number | undefined
}

/** Creates a command that lists things of the Authorization Service. */
export function createCernListCommand<Field extends string>({
  kind,
  owner,
  recursive,
  examples,
  list,
}: ListDefinition<Field>): ParsedCommand<CernListOptions> {
  return {
    examples,
    notes: [fieldsNotes(kind), cernListNotes, describeListing(toUsage(examples))].join('\n\n'),
    columns: listFieldColumns(kind),

    configure(command) {
      if (owner !== undefined) command.argument(`<${owner[0]}>`, owner[1])
      if (recursive !== undefined) command.option('--recursive', recursive)
      addCernListOptions(command, listFields(kind))
    },

    parse([ownerId = ''], values) {
      if (owner !== undefined) checkNotEmpty(`The ${owner[0]}`, ownerId)
      return {
        ...parseSelection(values),
        ...parseListing(values),
        owner: lowerUuid(ownerId),
        recursive: values['recursive'] ?? false,
        filters: values['filter'] ?? [],
        sort: parseSort(values['sort']),
        pageSize: parseCount('--page-size', values['pageSize']),
        concurrency: parseCount('--concurrency', values['concurrency']),
      }
    },

    async run(options, invocation) {
      const cern = await invocation.cern(listingNeeds)
      const sdkOptions = {
        ...toSdkOptions<Field>(options),
        ...(recursive !== undefined && { recursive: options.recursive }),
      }
      await writeListing(
        (paging) => list(cern, { ...sdkOptions, ...paging }, options.owner),
        options,
        invocation.output,
        createCernPresentation(kind, options),
        invocation,
      )
      return 'done'
    },
  }
}

/** Returns the command of the first example, without its options. */
function toUsage([example = '']: readonly string[]): string {
  return example.replace(/ --.*/, '')
}

const cernListNotes = `\
The operators of filters are eq, which field:value uses, contains and gt; a filter can use any field.
Lists go from page to page by the service's token, so that no row is lost while others come and go.
With --concurrency they go by offset, several pages at a time. Rows that are added or removed
meanwhile shift the others then; if the total reveals that, the list fails and says so. --start-at
continues such a list with --concurrency only, and rows that were added or removed shift it.`

function addCernListOptions(command: Command, fields: readonly string[]): void {
  addSelectionOptions(command, fields)
  command
    .addOption(
      withOffer(
        command
          .createOption(
            '--filter <filter>',
            'Filter rows by field:value or field:operator:value; repeatable, and all filters must match',
          )
          .argParser(collectValues),
        createFilterOffer(fields),
      ),
    )
    .addOption(
      withOffer(
        command
          .createOption('--sort <field>', 'Sort in ascending order; repeatable, or separated by commas')
          .argParser(collectValues),
        fields,
      ),
    )
  addListingOptions(command)
  command
    .option(
      '--page-size <n>',
      `Request this number of rows a page, 1 to ${cernPageSize.max} (default: ${cernPageSize.default}, or --limit if that is less)`,
    )
    .option('--concurrency <n>', 'Fetch 1 to 16 pages at a time, by offset; see below')
}

/** The service sorts in ascending order only. */
function parseSort(texts: readonly string[] | undefined): readonly string[] {
  const fields = parseNames('--sort', texts)
  const directed = fields.find((field) => /:(?:asc|desc)$/.test(field))
  if (directed === undefined) return fields
  throw new UsageError(
    `--sort is ${JSON.stringify(directed)}; it takes a field, and the service sorts in ascending order.`,
    `To sort the rows when they have arrived, use --sort-by ${directed}.`,
  )
}

function parseCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  throw new UsageError(`${option} is ${JSON.stringify(text)}; it takes a whole number.`)
}

/** Returns the options for the SDK, which checks names, filters and bounds. */
function toSdkOptions<Field extends string>(options: CernListOptions): ListOptions<Field> {
  const { filters, sort, limit, concurrency } = options
  const pageSize =
    options.pageSize ?? (limit !== undefined && limit < cernPageSize.default ? limit : undefined)
  return {
    ...toSdkSelection<Field>(options),
    filter: filters,
    sort,
    ...(pageSize !== undefined && { pageSize }),
    ...(concurrency !== undefined && { paging: 'offset', concurrency }),
  }
}
