import type { UserExistence } from '@personctl/sdk'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { ParsedCommand } from '../command.ts'

const presentation = createFlatPresentation<UserExistence>([
  { path: 'cis', heading: 'CIS', value: ({ cis }) => cis },
  { path: 'ldap', heading: 'LDAP', value: ({ ldap }) => ldap },
])

/** `personctl user exists` */
export const command: ParsedCommand<{ readonly email: string }> = {
  examples: [
    'personctl user exists ada.lovelace@example.org --demo',
    'personctl user exists "$EMAIL" -o json | jq .ldap',
    'personctl user exists "$EMAIL" > /dev/null && echo known',
  ],
  notes: `\
Checks whether CIS has a profile with the e-mail, active or not, and whether LDAP knows it. The exit
code is 0 if there is a profile and 10 otherwise. Needs no credentials.`,
  columns: listColumnNames(presentation),

  configure: (command) => void command.argument('<email>', 'A primary e-mail, exactly as in the directory'),

  parse([email = '']) {
    checkNotEmpty('The e-mail', email)
    if (!email.includes('@')) {
      throw new UsageError(
        `The e-mail ${JSON.stringify(email)} has no @.`,
        'Give a primary e-mail. To look up other ids, use user get.',
      )
    }
    return { email }
  },

  async run({ email }, { output, signal, cis }) {
    const client = await cis({ credentials: 'lazy' })
    const exists = await client.users.exists(email, { signal })
    await output.writeOne(exists, presentation)
    return exists.cis ? 'done' : 'no'
  },
}
