import type { DevicePrompt } from '@personctl/sdk'
import { isTokenString } from '@personctl/shared/guards'
import type { Command, Option } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import type { Context } from '../../config/contexts.ts'
import { CredentialsError } from '../../config/credentials.ts'
import { readVariable, type ServiceName, serviceNames } from '../../config/variables.ts'
import { checkNotEmpty, systemErrorCode, UsageError } from '../../errors/errors.ts'
import { nameInput, readSecretInput, stdinMark } from '../../io/files.ts'
import type { TextSink } from '../../io/io.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import { isForPrograms } from '../../output/index.ts'
import type { FoundToken } from '../../service/describeToken.ts'
import { getAccessToken, type TokenGrant } from '../../service/tokens.ts'
import { escapeUnsafe, toPrintableJson } from '../../text/text.ts'
import type { Invocation, ParsedCommand } from '../command.ts'

interface TokenGetOptions {
  /** Undefined for the service of the context. */
  readonly service: ServiceName | undefined
  readonly grant: 'client' | 'device' | SubjectTokenSource
}

/** The token as a program reads it. */
interface TokenDocument {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number | null
  readonly expires_at: string | null
  readonly scope: string | null
}

const presentation = createFlatPresentation<TokenDocument>(
  (['access_token', 'token_type', 'expires_in', 'expires_at', 'scope'] as const).map((name) => ({
    path: name,
    heading: name.replaceAll('_', ' ').toUpperCase(),
    value: (token) => token[name],
  })),
)

const subjectTokenVariable = 'PERSONCTL_CERN_SUBJECT_TOKEN'

/** `personctl token get` */
export const command: ParsedCommand<TokenGetOptions> = {
  examples: [
    'personctl token get --service cern --demo',
    'curl -H "Authorization: Bearer $(personctl token get -c cern)" "$URL"',
    'export PERSONCTL_CERN_TOKEN="$(personctl token get -c cern --device)"',
    'personctl token get -c cern --exchange user-token.txt -o json',
  ],
  notes: `\
Prints the token alone, ready for "$( )", also if stdout is not a terminal. With -o, it is an object
that also has token_type, expires_in (seconds), expires_at and scope; what the service does not tell
is null.

Without --device and --exchange it is the token of every command: the client's own, or the one that
is set. --device and --exchange work for CERN, also for public clients, which have no secret.
--device prints to stderr where to sign in and which code to confirm, and waits until the code
expires. If the token is for the client only, it is exchanged for one that the service accepts.
--exchange takes a file with a person's token in its first line; without a file, it uses the token
in ${subjectTokenVariable}. No option takes the token itself.`,
  columns: listColumnNames(presentation),

  configure(command) {
    command
      .addOption(createServiceOption(command))
      .option('--device', 'Get the token of a person, who confirms it in a browser')
      .addOption(
        withOffer(
          command.createOption('--exchange [file]', 'Exchange the token of a person; - reads it from stdin'),
          'files',
        ),
      )
  },

  parse(_, { service, device, exchange }) {
    if (device && exchange !== undefined) {
      throw new UsageError(
        '--device and --exchange cannot be used together.',
        'Use --device alone: its token is exchanged if necessary.',
      )
    }
    const grant = device ? 'device' : exchange === undefined ? 'client' : parseExchange(exchange)
    return { service, grant }
  },

  async run(options, invocation) {
    const { output, signal, connection } = invocation
    const service = options.service ?? requireOnlyService(await connection.context())
    const { requestedFormat } = output
    const isForProgram = requestedFormat !== undefined && isForPrograms(requestedFormat)
    const grant = createGrant(options.grant, invocation, isForProgram)
    const token = await getAccessToken(service, grant, connection, signal)
    const isPlain = (requestedFormat === undefined || requestedFormat === 'text') && output.view === undefined
    if (isPlain) await output.stdout.write(`${token.accessToken}\n`)
    else await output.writeOne(toTokenDocument(token), presentation)
    return 'done'
  },
}

/** Creates the option `--service` of commands about tokens. */
export function createServiceOption(command: Command): Option {
  return command
    .createOption('--service <service>', "Choose the service of the token (default: the context's service)")
    .choices(serviceNames)
}

/** @throws {UsageError} unless the context has exactly one service */
export function requireOnlyService(context: Context): ServiceName {
  const [only, ...others] = serviceNames.filter((name) => context[name] !== undefined)
  if (only !== undefined && others.length === 0) return only
  throw new UsageError(
    `The context ${context.name} has ${only === undefined ? 'no service of its own' : 'several services'}.`,
    `Add --service with one of ${serviceNames.join(', ')}.`,
  )
}

/** The source of the token to exchange: a file, `-` for stdin, or the variable. */
type SubjectTokenSource = { readonly file: string } | { readonly variable: typeof subjectTokenVariable }

const exchangeHint = `Give the token in a file with --exchange FILE, on stdin with --exchange ${stdinMark}, or in ${subjectTokenVariable}.`

/** Parses `--exchange`. A value that looks like a token is not repeated. */
function parseExchange(value: string | true): SubjectTokenSource {
  if (value === true) return { variable: subjectTokenVariable }
  checkNotEmpty('--exchange', value)
  if (/^eyJ[\w-]+\./.test(value)) {
    throw new UsageError(
      '--exchange takes the name of a file, not a token: other users can see the command line.',
      exchangeHint,
    )
  }
  return { file: value }
}

function createGrant(
  grant: TokenGetOptions['grant'],
  invocation: Invocation,
  isForProgram: boolean,
): TokenGrant {
  if (grant === 'client') return { kind: 'client' }
  if (grant === 'device') {
    return { kind: 'device', onPrompt: (prompt) => writePrompt(invocation.io.stderr, prompt, isForProgram) }
  }
  return { kind: 'exchange', subjectToken: () => readSubjectToken(grant, invocation) }
}

/** Writes where to sign in: a sentence for a person, or a JSON object on a line for a program. */
async function writePrompt(
  stderr: TextSink,
  { verificationUri, verificationUriComplete, userCode, expiresAt }: DevicePrompt,
  isForProgram: boolean,
): Promise<void> {
  if (isForProgram) {
    const prompt = {
      verification_uri: verificationUri,
      verification_uri_complete: verificationUriComplete ?? null,
      user_code: userCode,
      expires_at: new Date(expiresAt).toISOString(),
    }
    await stderr.write(`${toPrintableJson({ prompt })}\n`)
    return
  }
  const minutes = Math.max(Math.round((expiresAt - Date.now()) / 60_000), 1)
  const within = `within ${minutes} minute${minutes === 1 ? '' : 's'}`
  const step = verificationUriComplete === undefined ? 'enter' : 'confirm'
  const url = escapeUnsafe(verificationUriComplete ?? verificationUri)
  await stderr.write(`Open ${url} in a browser and ${step} the code ${escapeUnsafe(userCode)} ${within}.\n`)
}

/** Reads the token in the first line of its source. */
async function readSubjectToken(source: SubjectTokenSource, invocation: Invocation): Promise<string> {
  const { io, signal } = invocation
  const content =
    'variable' in source
      ? (readVariable(io.env, source.variable) ?? '')
      : await readSecretInput(source.file, 'Token: ', invocation, signal).catch((error: unknown) => {
          signal.throwIfAborted()
          throw new CredentialsError(
            error instanceof UsageError ? `--exchange: ${error.message}` : systemErrorCode(error),
            exchangeHint,
          )
        })
  const token = content.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? ''
  if (isTokenString(token)) return token
  const name = 'variable' in source ? source.variable : nameInput(source.file)
  throw token === ''
    ? new CredentialsError(`There is no token in ${name}.`, exchangeHint)
    : new CredentialsError(
        `The token in ${name} contains characters that are not valid in a token.`,
        'Give the token alone, without "Bearer" and spaces.',
      )
}

function toTokenDocument({ accessToken, expiresAt, scope }: FoundToken): TokenDocument {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresAt === undefined ? null : Math.max(Math.floor((expiresAt - Date.now()) / 1000), 0),
    expires_at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    scope: scope ?? null,
  }
}
