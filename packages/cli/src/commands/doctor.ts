import type { TokenCache } from '@personctl/sdk'
import type { ParsedCommand } from '../command.ts'
import { servicesOf } from '../config/contexts/servicesOf.ts'
import { keyOf } from '../config/variables.ts'
import type { ConnectionOptions } from '../connection/options.ts'
import { type TokenService, tokenServices } from '../connection/tokens/tokenSource.ts'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { worstOf } from '../failure/worstOf.ts'
import { columnNames } from '../output/columns.ts'
import { flatPresentation } from '../output/flat.ts'
import { defaultFormat, writeList } from '../output/index.ts'

const presentation = flatPresentation<Finding>(
  [
    { path: 'service', heading: 'SERVICE', value: ({ service }) => service },
    { path: 'check', heading: 'CHECK', value: ({ check }) => check },
    { path: 'status', heading: 'STATUS', value: ({ status }) => status },
    { path: 'detail', heading: 'DETAIL', value: ({ detail }) => detail },
    { path: 'advice', heading: 'WHAT TO DO', value: ({ advice }) => advice },
  ],
  ({ exitCode: _, ...finding }) => finding,
)

// Each request of its own; commands have more, for what they do takes longer.
const answerTimeoutMs = 20_000

/** `personctl doctor` */
export const command: ParsedCommand<{ readonly services: readonly TokenService[] | undefined }> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addOption(
        command
          .createOption('--service <service>', 'only this one (default: all of the context)')
          .choices(tokenServices),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl doctor
  $ personctl doctor -c work --service cis -o table
  $ personctl doctor -o json | jq '.[] | select(.status == "failed")'
`,
      )
      .addHelpText(
        'after',
        `
Checks, for each service: settings and where they come from, names, certificates, the clock, a fresh
token, its scopes, and one request that changes nothing. What rests on something that failed is not
checked. Ends with 0 if nothing failed, and otherwise as a command would that fails like the worst:
with 1, or else the highest code. Prints no secret and no token.`,
      )
  },

  parse: (_, { service }) => ({ services: service === undefined ? undefined : [service] }),

  async run({ services }, { io, format, connection, signal }) {
    const context = await connection.context()
    const ofContext = servicesOf(context, connection.env).map(keyOf)
    const examined =
      services ?? (context.demo ? tokenServices : tokenServices.filter((name) => ofContext.includes(name)))
    const options: ConnectionOptions = {
      ...connection,
      timeoutMs: connection.timeoutMs ?? answerTimeoutMs,
      tokenCache: memory(),
    }
    const exitCodes: number[] = []
    async function* findings(): AsyncGenerator<Finding, void, undefined> {
      for (const service of examined) {
        for await (const finding of examine(service, options, signal)) {
          exitCodes.push(finding.exitCode)
          yield finding
        }
      }
    }
    await writeList(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), findings(), presentation)
    return { exitCode: worstOf(exitCodes) }
  },
}

/** For one token a run, and a fresh one. */
function memory(): ConnectionOptions['tokenCache'] {
  const tokens = new Map<string, NonNullable<Awaited<ReturnType<TokenCache['get']>>>>()
  const cache: TokenCache = {
    get: (key) => tokens.get(key),
    set: (key, token) => void tokens.set(key, token),
    delete: (key) => void tokens.delete(key),
  }
  return async () => cache
}
