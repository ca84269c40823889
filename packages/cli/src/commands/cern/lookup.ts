import type { CernClient, SelectOptions } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { defaultFormat } from '../../output/index.ts'
import {
  describeLookup,
  type LookupOptions,
  lookupHelp,
  lookupNeeds,
  parseLookup,
  stdinMark,
  writeLookup,
} from '../../output/lookup.ts'
import {
  describeSelection,
  fieldNames,
  fieldsHelp,
  type KindName,
  parseSelection,
  presentationOf,
  type SelectionOptions,
  selected,
} from './fields.ts'

/** What sets one such command apart from the others. */
interface Lookup<Field> {
  readonly kind: KindName
  /** What names a thing. */
  readonly identifier: string
  readonly examples: string
  get(cern: CernClient, identifier: string, options: SelectOptions<Field>): Promise<object>
}

interface LookupCommandOptions extends SelectionOptions, LookupOptions {}

/** A command that shows things of the Authorization Service by what names them. */
export function lookupCommand<Field extends string>({
  kind,
  identifier,
  examples,
  get,
}: Lookup<Field>): ParsedCommand<LookupCommandOptions> {
  return {
    columns: fieldNames(kind),

    describe(command) {
      command.argument(`<${kind}...>`, `${identifier}; ${stdinMark} reads more from stdin, one a line`)
      describeSelection(command, fieldNames(kind))
      describeLookup(command)
      command
        .addHelpText('before', `Examples:\n${examples}`)
        .addHelpText('after', `${fieldsHelp(kind)}\n${lookupHelp}`)
    },

    parse: (operands, values) => ({ ...parseLookup(operands, values), ...parseSelection(values) }),

    async run(options, invocation) {
      const format = invocation.format ?? defaultFormat(invocation.io.stdout.isTerminal)
      // What is wrong with a field is said before credentials are missed.
      const cern = await invocation.cern({ credentials: 'when needed', ...lookupNeeds(options) })
      return writeLookup(
        options,
        (id, signal) => get(cern, id, { ...selected<Field>(options), signal }),
        format,
        presentationOf(kind, options),
        invocation,
      )
    },
  }
}
