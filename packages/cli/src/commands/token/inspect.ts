import { isTokenString } from '@personctl/shared/guards'
import { withOffer } from '../../completion/commandTable.ts'
import type { ServiceName } from '../../config/variables.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, readSecretInput, stdinMark } from '../../io/files.ts'
import { toColumnNames } from '../../output/columns.ts'
import type { Presentation } from '../../output/format.ts'
import type { ColumnName } from '../../output/index.ts'
import {
  describeToken,
  type FoundToken,
  formatFromNow,
  type TokenDescription,
} from '../../service/describeToken.ts'
import { getAccessToken } from '../../service/tokens.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import { createServiceOption, requireOnlyService } from './get.ts'

interface TokenInspectOptions {
  /** A file, or `-` for stdin; undefined for the token of every command. */
  readonly source: string | undefined
  readonly service: ServiceName | undefined
}

const presentation: Presentation<TokenDescription> = {
  document: (token) => token,
  attributes: (token) =>
    Object.entries(token).map(([path, value]) => {
      if (path === 'expires_in' && typeof value === 'number') {
        return { path: 'expires', value: formatFromNow(value) }
      }
      return { path, value: Array.isArray(value) ? value.join(' ') : value }
    }),
  leading: ['scopes', 'audience', 'expires', 'expires_at', 'client_id', 'subject', 'issuer'],
  columns: [],
}

/** `expires` is `expires_in` as a person reads it. */
const columns: readonly ColumnName[] = toColumnNames([
  'format',
  'service',
  'issuer',
  'subject',
  'client_id',
  'audience',
  'scopes',
  'issued_at',
  'expires_at',
  'expires_in',
  'expires',
  'algorithm',
  'signature_checked',
  'shows',
] satisfies (keyof TokenDescription | 'expires')[])

/** `personctl token inspect` */
export const command: ParsedCommand<TokenInspectOptions> = {
  examples: [
    'personctl token inspect --service cis --demo',
    'personctl token inspect -c work --service cern',
    'pbpaste | personctl token inspect -',
  ],
  notes: `\
Without a file, it inspects the token of every command. Shows the claims of the token: scopes,
audience, subject and expiry, and for CIS the attributes that its scopes let through. The signature
is not verified, and the token itself is not printed.`,
  columns,

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument('[file]', `A file with a token in its first line; ${stdinMark} for stdin`),
          'files',
        ),
      )
      .addOption(createServiceOption(command))
  },

  parse([source], { service }) {
    if (source !== undefined) checkNotEmpty('The name of the file', source)
    // Not repeated: it is a secret on a command line that others can see.
    if (source !== undefined && /^(?:bearer\s|eyJ[\w-]+\.)/i.test(source)) {
      throw new UsageError(
        'The argument looks like a token, not like the name of a file: other users can see the command line.',
        `Give the token on stdin: personctl token inspect ${stdinMark}`,
      )
    }
    return { source, service }
  },

  async run({ source, service }, invocation) {
    const { output, connection, signal } = invocation
    const tokenService =
      source === undefined ? (service ?? requireOnlyService(await connection.context())) : service
    const token =
      source === undefined && tokenService !== undefined
        ? await getAccessToken(tokenService, { kind: 'client' }, connection, signal)
        : await readToken(source ?? stdinMark, invocation)
    await output.writeOne(describeToken(token, tokenService, Date.now()), presentation)
    return 'done'
  },
}

async function readToken(source: string, invocation: Invocation): Promise<FoundToken> {
  const { signal, connection } = invocation
  // A name without folders that is so long may be a token after all.
  const shownName = source.length < 32 || /[\\/]/.test(source) ? source : 'The file'
  const content = await readSecretInput(source, 'Token: ', invocation, signal, shownName)
  const [firstLine = ''] = content.trimStart().split(/\r?\n/, 1)
  const accessToken = firstLine.replace(/^bearer\s+/i, '').trim()
  connection.redactor.addSecret(accessToken)
  const name = nameInput(source)
  if (accessToken === '') throw new UsageError(`There is no token in ${name}.`, 'Put it in the first line.')
  if (isTokenString(accessToken)) return { accessToken }
  throw new UsageError(
    `The token in ${name} contains characters that are not valid in a token.`,
    'Give the token alone, in the first line.',
  )
}
