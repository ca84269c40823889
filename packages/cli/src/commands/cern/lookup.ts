import type { CernClient, SelectOptions } from '@personctl/sdk'
import { lowerUuid } from '@personctl/shared/guards'
import { stdinMark } from '../../io/files.ts'
import type { ParsedCommand } from '../command.ts'
import {
  addLookupOptions,
  type LookupOptions,
  lookupNeeds,
  lookupNotes,
  parseLookup,
  writeLookup,
} from '../lookup.ts'
import {
  addSelectionOptions,
  type CernKind,
  createCernPresentation,
  fieldsNotes,
  listFieldColumns,
  listFields,
  parseSelection,
  type SelectionOptions,
  toSdkSelection,
} from './fields.ts'

/** The parts in which commands that get things of the Authorization Service differ. */
interface LookupDefinition<Field> {
  readonly kind: CernKind
  /** Describes the argument. */
  readonly identifier: string
  readonly examples: readonly string[]
  get(cern: CernClient, identifier: string, options: SelectOptions<Field>): Promise<object>
}

interface CernLookupOptions extends SelectionOptions, LookupOptions {}

/** Creates a command that gets things of the Authorization Service by their identifiers. */
export function createCernLookupCommand<Field extends string>({
  kind,
  identifier,
  examples,
  get,
}: LookupDefinition<Field>): ParsedCommand<CernLookupOptions> {
  return {
    examples,
    notes: `${fieldsNotes(kind)}\n\n${lookupNotes}`,
    columns: listFieldColumns(kind),

    configure(command) {
      command.argument(`[${kind}...]`, `${identifier}; ${stdinMark} reads them from stdin, one a line`)
      addSelectionOptions(command, listFields(kind))
      addLookupOptions(command)
    },

    parse: (operands, values) => ({ ...parseLookup(operands, values, kind), ...parseSelection(values) }),

    async run(options, invocation) {
      // Lazy, so that an invalid field is reported before missing credentials.
      const cern = await invocation.cern({ credentials: 'lazy', ...lookupNeeds(options) })
      return writeLookup(
        options,
        (id, signal) => get(cern, lowerUuid(id), { ...toSdkSelection<Field>(options), signal }),
        invocation.output,
        createCernPresentation(kind, options),
        invocation,
      )
    },
  }
}
