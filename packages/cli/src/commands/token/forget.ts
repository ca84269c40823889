import type { ParsedCommand } from '../../command.ts'
import { KeptTokens } from '../../config/tokenStore.ts'
import { configFolder, serviceNames } from '../../config/variables.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'

interface Forgotten {
  /** How many tokens there were. */
  readonly tokens: number
}

const presentation = flatPresentation<Forgotten>([
  { path: 'tokens', heading: 'TOKENS', value: ({ tokens }) => tokens },
])

/** `personctl token forget` */
export const command: ParsedCommand<null> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl token forget
  $ personctl token forget --context work
`,
      )
      .addHelpText(
        'after',
        `
Removes all tokens that are kept for the next run; with --context only those that were got with that
context, or for its clients. The services are not told: who has a copy can use it until it expires.`,
      )
  },

  parse: () => null,

  async run(_, { io, format, connection, contextFlag }) {
    const kept = new KeptTokens(configFolder(connection.env).path)
    let tokens: number
    if (contextFlag === undefined) tokens = await kept.forgetAll()
    else {
      const context = await connection.context()
      const clients = serviceNames.flatMap((service) => context[service]?.clientId ?? [])
      tokens = await kept.forget(
        (token) => token.context === context.name || clients.includes(token.clientId),
      )
    }
    await writeOne(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), { tokens }, presentation)
    return 'done'
  },
}
