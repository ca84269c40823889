import { TokenStore } from '../../config/tokenStore.ts'
import { findConfigDir, serviceNames } from '../../config/variables.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import { openSecretStore } from '../../service/storedSecret.ts'
import type { ParsedCommand } from '../command.ts'

interface ForgetResult {
  /** The number of removed tokens. */
  readonly tokens: number
}

const presentation = createFlatPresentation<ForgetResult>([
  { path: 'tokens', heading: 'TOKENS', value: ({ tokens }) => tokens },
])

/** `personctl token forget` */
export const command: ParsedCommand<null> = {
  examples: ['personctl token forget', 'personctl token forget --context work'],
  notes: `\
Removes all stored tokens; with --context only those of the context and of its clients. The services
are not told: a copy of a token stays usable until it expires.`,
  columns: listColumnNames(presentation),

  parse: () => null,

  async run(_, { output, connection, contextFlag }) {
    const stored = new TokenStore(findConfigDir(connection.env).path)
    let tokens: number
    if (contextFlag === undefined) tokens = await stored.forgetAll()
    else {
      const context = await connection.context()
      const clients = serviceNames.flatMap((service) => context[service]?.clientId ?? [])
      tokens = await stored.forget(
        (token) => token.context === context.name || clients.includes(token.clientId),
      )
    }
    // Tokens are removed with a broken file of contexts, too.
    await openSecretStore(connection)
      .sweep()
      .catch(() => {})
    await output.writeOne({ tokens }, presentation)
    return 'done'
  },
}
