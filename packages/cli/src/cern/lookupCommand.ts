import type { CernClient, SelectOptions } from '@personctl/sdk'
import type { ParsedCommand } from '../command.ts'
import { parseIds, stdinMark } from '../lookup/ids.ts'
import { writeLookup } from '../lookup/writeLookup.ts'
import { defaultFormat } from '../output/index.ts'
import { fieldNames, fieldsHelp, type KindName, presentationOf } from './presentation.ts'
import { describeSelection, parseSelection, type SelectionOptions, selected } from './selection.ts'

/** What sets one such command apart from the others. */
interface Lookup<Field> {
  readonly kind: KindName
  /** What names a thing. */
  readonly identifier: string
  readonly examples: string
  get(cern: CernClient, identifier: string, options: SelectOptions<Field>): Promise<object>
}

interface LookupOptions extends SelectionOptions {
  readonly ids: readonly string[]
}

/** A command that shows things of the Authorization Service by what names them. */
export function lookupCommand<Field extends string>({
  kind,
  identifier,
  examples,
  get,
}: Lookup<Field>): ParsedCommand<LookupOptions> {
  return {
    columns: fieldNames(kind),

    describe(command) {
      command.argument(`<${kind}...>`, `${identifier}; ${stdinMark} reads more from stdin, one a line`)
      describeSelection(command, fieldNames(kind))
      command
        .addHelpText('before', `Examples:\n${examples}`)
        .addHelpText('after', `${fieldsHelp(kind)}\n${lookupHelp}`)
    },

    parse: (operands, values) => ({ ids: parseIds(operands), ...parseSelection(values) }),

    async run(options, invocation) {
      const format = invocation.format ?? defaultFormat(invocation.io.stdout.isTerminal)
      // What is wrong with a field is said before credentials are missed.
      const cern = await invocation.cern({ credentials: 'when needed' })
      await writeLookup(
        options.ids,
        (id, signal) => get(cern, id, { ...selected<Field>(options), signal }),
        format,
        presentationOf(kind, options),
        invocation,
      )
      return 'done'
    },
  }
}

const lookupHelp = `
One gives one object; several, or ${stdinMark}, give a list in their order. If one fails, the command
fails: nothing is printed, but for the lines that ndjson has printed already.`
