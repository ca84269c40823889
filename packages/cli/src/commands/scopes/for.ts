import { profileAttributes, scopesFor } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
import { UsageError } from '../../failure/usageError.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/flat.ts'
import { defaultFormat, writeList } from '../../output/index.ts'
import { remark } from '../../remark.ts'
import { nearest } from '../../text/nearest.ts'
import { words } from '../../text/words.ts'

const presentation = flatPresentation<string>([{ path: 'scope', heading: 'SCOPE', value: (scope) => scope }])

const attributeNames: readonly string[] = [
  ...profileAttributes.map(({ path }) => path),
  ...new Set(profileAttributes.flatMap(({ group }) => group ?? [])),
]

/** `personctl scopes for` */
export const command: ParsedCommand<{ readonly attributes: readonly string[] }> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addArgument(
        offering(
          command.createArgument(
            '<attribute...>',
            'such as staff_information.title; a group stands for all in it',
          ),
          attributeNames,
        ),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl scopes for staff_information.title primary_email
  $ personctl scopes for identities -o json
  $ export PERSONCTL_CIS_SCOPE="$(personctl scopes for primary_email -o table)"
`,
      )
      .addHelpText(
        'after',
        `
As table, the scopes are one line, ready for PERSONCTL_CIS_SCOPE. They let the attributes through
as a new record has them, and with them others of the same classification and display. Needs no
network and no credentials.`,
      )
  },

  parse(operands) {
    const attributes = words(operands)
    if (attributes.length === 0) {
      throw new UsageError('The attribute is empty.', 'Is a variable of your script not set?')
    }
    const unknown = attributes.find((attribute) => !attributeNames.includes(attribute))
    if (unknown === undefined) return { attributes }
    const meant = nearest(unknown, attributeNames)
    throw new UsageError(
      `${JSON.stringify(unknown)} is no attribute of a profile.`,
      meant === undefined ? "personctl scopes explain '' lists them all." : `Did you mean ${meant}?`,
    )
  },

  async run({ attributes }, { io, format: wanted }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const scopes = scopesFor(attributes)
    if (format === 'table' && io.stdout.view === undefined) await io.stdout.write(`${scopes.join(' ')}\n`)
    else await writeList(io.stdout, format, scopes, presentation)
    if (scopes.length === 0) {
      await remark(io.stderr, format, {
        code: 'no_scope_needed',
        message: 'Every token sees them.',
        hint: 'Without any scope a token gets all that its client may have; display:public asks for no more than these.',
      })
    }
    return 'done'
  },
}
