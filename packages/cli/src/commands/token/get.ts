import { readFile } from 'node:fs/promises'
import type { DevicePrompt } from '@personctl/sdk'
import { isTokenString } from '@personctl/shared/guards'
import type { Command, Option } from 'commander'
import type { ParsedCommand } from '../../command.ts'
import type { Context } from '../../config/contexts.ts'
import { CredentialsError } from '../../config/credentials.ts'
import { variable } from '../../config/variables.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import type { IO, TextSink } from '../../io/io.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/format.ts'
import { defaultFormat, isForPrograms, writeOne } from '../../output/index.ts'
import {
  type FoundToken,
  getAccessToken,
  type TokenGrant,
  type TokenService,
  tokenServices,
} from '../../service/tokens.ts'
import { printableJson } from '../../text/json.ts'
import { readText, visible } from '../../text/text.ts'

/** Says where to confirm, and until when: a sentence for a person, or a JSON object on a line for a program. */
async function showPrompt(
  stderr: TextSink,
  { verificationUri, verificationUriComplete, userCode, expiresAt }: DevicePrompt,
  isForPrograms: boolean,
): Promise<void> {
  if (isForPrograms) {
    const prompt = {
      verification_uri: verificationUri,
      verification_uri_complete: verificationUriComplete ?? null,
      user_code: userCode,
      expires_at: new Date(expiresAt).toISOString(),
    }
    await stderr.write(`${printableJson({ prompt })}\n`)
    return
  }
  const minutes = Math.max(Math.round((expiresAt - Date.now()) / 60_000), 1)
  const within = `within ${minutes} minute${minutes === 1 ? '' : 's'}`
  await stderr.write(
    verificationUriComplete === undefined
      ? `Open ${visible(verificationUri)} in a browser and enter the code ${visible(userCode)} ${within}.\n`
      : `Open ${visible(verificationUriComplete)} in a browser and confirm the code ${visible(userCode)} ${within}.\n`,
  )
}

/** The option that says whose tokens are meant. */
export function serviceOption(command: Command): Option {
  return command
    .createOption('--service <service>', "for whom the token is (default: the context's service)")
    .choices(tokenServices)
}

/** The service of a context that has only one. Throws UsageError for any other context. */
export function onlyServiceOf(context: Context): TokenService {
  const [only, ...others] = tokenServices.filter((name) => context[name] !== undefined)
  if (only !== undefined && others.length === 0) return only
  throw new UsageError(
    `Context ${context.name} has ${only === undefined ? 'no service of its own' : 'several services'}.`,
    `Add --service with one of ${tokenServices.join(', ')}.`,
  )
}

/** What stands for stdin. */
const stdinMark = '-'

const subjectTokenVariable = 'PERSONCTL_CERN_SUBJECT_TOKEN'

/** Where the token to be exchanged is: in a file, on stdin as `-`, or in the variable. */
type SubjectTokenPlace = { readonly file: string } | { readonly variable: typeof subjectTokenVariable }

/** Throws UsageError for what cannot be a place. It is not repeated where it looks like a token. */
function parseSubjectTokenPlace(value: string | true): SubjectTokenPlace {
  if (value === true) return { variable: subjectTokenVariable }
  if (value.trim() === '')
    throw new UsageError('--exchange is empty.', 'Is a variable of your script not set?')
  if (/^eyJ[\w-]+\./.test(value)) {
    throw new UsageError(
      '--exchange takes the name of a file, and not a token: others can see what stands on a line.',
      waysToGiveIt,
    )
  }
  return { file: value }
}

/** Reads the token: the first line of what is there. */
async function readSubjectToken(
  place: SubjectTokenPlace,
  { stdin, env }: Pick<IO, 'stdin' | 'env'>,
  signal: AbortSignal,
): Promise<string> {
  const content =
    'variable' in place ? (variable(env, place.variable) ?? '') : await contentOf(place.file, stdin, signal)
  const token = content.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? ''
  if (isTokenString(token)) return token
  const name = 'variable' in place ? place.variable : place.file === stdinMark ? 'stdin' : place.file
  throw token === ''
    ? new CredentialsError(`There is no token to exchange in ${name}.`, waysToGiveIt)
    : new CredentialsError(
        `What is in ${name} has characters in it that no token has.`,
        'Give the token alone, without "Bearer" and spaces.',
      )
}

const waysToGiveIt = `Give it in a file with --exchange FILE, on stdin with --exchange ${stdinMark}, or in ${subjectTokenVariable}.`

async function contentOf(
  file: string,
  stdin: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<string> {
  if (file === stdinMark) return readText(stdin, signal)
  try {
    return (await readFile(file, 'utf8')).replace(/^\ufeff/, '')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CredentialsError(`--exchange names ${file}, which cannot be read: ${reason}.`, waysToGiveIt)
  }
}

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
