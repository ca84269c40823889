import type { CernClient, ListOptions, Pager } from '@personctl/sdk'
import type { ParsedCommand } from '../command.ts'
import { UsageError } from '../failure/usageError.ts'
import { listingNeeds } from '../listing/options.ts'
import { writeListing } from '../listing/writeListing.ts'
import { defaultFormat } from '../output/index.ts'
import {
  type CollectionOptions,
  collectionHelp,
  describeCollection,
  listOptions,
  parseCollection,
} from './collection.ts'
import { fieldNames, fieldsHelp, type KindName, presentationOf } from './presentation.ts'

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
