import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
import { type FoundToken, getAccessToken, type TokenGrant } from '../../connection/tokens/accessToken.ts'
import type { TokenService } from '../../connection/tokens/tokenSource.ts'
import { UsageError } from '../../failure/usageError.ts'
import type { IO } from '../../io.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/flat.ts'
import { defaultFormat, isForPrograms, writeOne } from '../../output/index.ts'
import { showPrompt } from './prompt.ts'
import { onlyServiceOf, serviceOption } from './service.ts'
import {
  parseSubjectTokenPlace,
  readSubjectToken,
  type SubjectTokenPlace,
  subjectTokenVariable,
} from './subjectToken.ts'

interface TokenGetOptions {
  /** Undefined for the service of the context. */
  readonly service: TokenService | undefined
  readonly grant: 'client' | 'device' | SubjectTokenPlace
}

/** The token as programs read it. */
interface TokenDocument {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number | null
  readonly expires_at: string | null
  readonly scope: string | null
}

const presentation = flatPresentation<TokenDocument>(
  (['access_token', 'token_type', 'expires_in', 'expires_at', 'scope'] as const).map((name) => ({
    path: name,
    heading: name.replaceAll('_', ' ').toUpperCase(),
    value: (token) => token[name],
  })),
)

/** `personctl token get` */
export const command: ParsedCommand<TokenGetOptions> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addOption(serviceOption(command))
      .option('--device', "a person's token, confirmed in a browser")
      .addOption(
        offering(
          command.createOption(
            '--exchange [file]',
            "a token in exchange for a person's; - reads that from stdin",
          ),
          'files',
        ),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl token get --service cern --demo
  $ curl -H "Authorization: Bearer $(personctl token get -c cern)" "$URL"
  $ export PERSONCTL_CERN_TOKEN="$(personctl token get -c cern --device)"
  $ personctl token get -c cern --exchange user-token.txt -o json
`,
      )
      .addHelpText(
        'after',
        `
Prints the token alone, ready for "$( )", also where stdout is no terminal. With -o, it is an
object that also has token_type, expires_in (seconds), expires_at and scope; what the service
does not say is null.

Without --device and --exchange it is the token that every command has: the client's own, or the
one that is set. The other two are for CERN, and for public clients, too: the secret may be
missing. --device says on stderr where to go and which code to confirm, and waits as long as the
code is good. A token that is then for the client alone is exchanged for one that the service
accepts. --exchange takes a file with a person's token in its first line; without a file, the
token is that of ${subjectTokenVariable}. No option takes a token itself.`,
      )
  },

  parse(_, { service, device, exchange }) {
    if (device && exchange !== undefined) {
      throw new UsageError(
        '--device and --exchange cannot both be meant.',
        'Give --device alone: its token is exchanged where that is needed.',
      )
    }
    const grant = device ? 'device' : exchange === undefined ? 'client' : parseSubjectTokenPlace(exchange)
    return { service, grant }
  },

  async run(options, { io, format, signal, connection }) {
    const service = options.service ?? onlyServiceOf(await connection.context())
    const isForProgram = format !== undefined && isForPrograms(format)
    const grant = grantFor(options.grant, io, signal, isForProgram)
    const token = await getAccessToken(service, grant, connection, signal)
    const isPlain = format === undefined && io.stdout.view === undefined
    if (isPlain) await io.stdout.write(`${token.accessToken}\n`)
    else {
      const chosen = format ?? defaultFormat(io.stdout.isTerminal)
      await writeOne(io.stdout, chosen, documentOf(token), presentation)
    }
    return 'done'
  },
}

function grantFor(
  grant: TokenGetOptions['grant'],
  io: IO,
  signal: AbortSignal,
  isForProgram: boolean,
): TokenGrant {
  if (grant === 'client') return { kind: 'client' }
  if (grant === 'device')
    return { kind: 'device', onPrompt: (prompt) => showPrompt(io.stderr, prompt, isForProgram) }
  return { kind: 'exchange', subjectToken: () => readSubjectToken(grant, io, signal) }
}

function documentOf({ accessToken, expiresAt, scope }: FoundToken): TokenDocument {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresAt === undefined ? null : Math.max(Math.floor((expiresAt - Date.now()) / 1000), 0),
    expires_at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    scope: scope ?? null,
  }
}
