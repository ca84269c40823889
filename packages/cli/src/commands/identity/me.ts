import type { Identity } from '@personctl/sdk'
import { fieldNames, fieldsHelp, presentationOf } from '../../cern/presentation.ts'
import { describeSelection, parseSelection, type SelectionOptions, selected } from '../../cern/selection.ts'
import type { ParsedCommand } from '../../command.ts'
import { ExplainedError } from '../../failure/explainedError.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'

/** `personctl identity me` */
export const command: ParsedCommand<SelectionOptions> = {
  columns: fieldNames('identity'),

  describe(command) {
    describeSelection(command, fieldNames('identity'))
    command
      .addHelpText(
        'before',
        `Examples:
  $ PERSONCTL_CERN_TOKEN="$(personctl token get --service cern --device)" personctl identity me
  $ personctl identity me --field upn,primaryAccountEmail
`,
      )
      .addHelpText(
        'after',
        `
Shows whose token it is. It takes a person's token: that of a client has no identity of its own.
${fieldsHelp('identity')}`,
      )
  },

  parse: (_, values) => parseSelection(values),

  async run(options, { io, format: wanted, signal, cern }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const client = await cern({ credentials: 'when needed' })
    const me = await client.identities
      .me({ ...selected<keyof Identity>(options), signal })
      .catch((error: unknown) => {
        throw error instanceof Error && error.name === 'NotFoundError'
          ? new ExplainedError(error, { hint: howToBeSomebody })
          : error
      })
    await writeOne(io.stdout, format, me, presentationOf('identity', options))
    return 'done'
  },
}

const howToBeSomebody =
  "The token is a client's own, which nobody is behind. Get a person's with personctl token get --service cern --device, and set PERSONCTL_CERN_TOKEN to it."
