import type { UserExistence } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { UsageError } from '../../errors/errors.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'

const presentation = flatPresentation<UserExistence>([
  { path: 'cis', heading: 'CIS', value: ({ cis }) => cis },
  { path: 'ldap', heading: 'LDAP', value: ({ ldap }) => ldap },
])

/** `personctl user exists` */
export const command: ParsedCommand<{ readonly email: string }> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .argument('<email>', 'a primary e-mail, as it is written in the directory')
      .addHelpText(
        'before',
        `Examples:
  $ personctl user exists ada.lovelace@example.org --demo
  $ personctl user exists "$EMAIL" -o json | jq .ldap
  $ personctl user exists "$EMAIL" > /dev/null && echo known
`,
      )
      .addHelpText(
        'after',
        `
Says whether there is a profile with the e-mail, of somebody active or not, and whether LDAP has
it. Ends with 0 if there is a profile, and with 10 if not. Needs no credentials.`,
      )
  },

  parse([email = '']) {
    if (email.trim() === '')
      throw new UsageError('The e-mail is empty.', 'Is a variable of your script not set?')
    return { email }
  },

  async run({ email }, { io, format, signal, cis }) {
    const client = await cis({ credentials: 'when needed' })
    const exists = await client.users.exists(email, { signal })
    await writeOne(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), exists, presentation)
    return exists.cis ? 'done' : 'no'
  },
}
