import { readFile } from 'node:fs/promises'
import { isTokenString } from '@personctl/shared/guards'
import type { Invocation, ParsedCommand } from '../../command.ts'
import { errorCode } from '../../config/store.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import type { Attribute, Presentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'
import { stdinMark } from '../../output/lookup.ts'
import { describeToken, fromNow, type TokenDescription } from '../../service/describeToken.ts'
import type { TokenService } from '../../service/tokens.ts'
import { type FoundToken, getAccessToken } from '../../service/tokens.ts'
import { readText } from '../../text/text.ts'
import { onlyServiceOf, serviceOption } from './get.ts'

interface TokenInspectOptions {
  /** A file, or `-` for stdin; undefined for the token that commands have. */
  readonly place: string | undefined
  readonly service: TokenService | undefined
}

const presentation: Presentation<TokenDescription> = {
  document: (token) => token,
  attributes(token) {
    const attributes: Attribute[] = []
    for (const [path, value] of Object.entries(token)) {
      if (path === 'expires_in' && typeof value === 'number') {
        attributes.push({ path: 'expires', value: fromNow(value) })
      } else if (Array.isArray(value)) attributes.push({ path, value: value.join(' ') })
      else attributes.push({ path, value })
    }
    return attributes
  },
  leading: ['scopes', 'audience', 'expires', 'expires_at', 'client_id', 'subject', 'issuer'],
  columns: [],
}

/** `expires` is how a person reads `expires_in`. */
const columns: readonly (keyof TokenDescription | 'expires')[] = [
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
]

/** `personctl token inspect` */
export const command: ParsedCommand<TokenInspectOptions> = {
  columns: columns,

  describe(command) {
    command
      .addArgument(
        offering(
          command.createArgument('[file]', `a file with a token in its first line; ${stdinMark} for stdin`),
          'files',
        ),
      )
      .addOption(serviceOption(command))
      .addHelpText(
        'before',
        `Examples:
  $ personctl token inspect --service cis --demo
  $ personctl token inspect -c work --service cern
  $ pbpaste | personctl token inspect -
`,
      )
      .addHelpText(
        'after',
        `
Without a file, it is the token that every command has. Shows what the token says of itself: scopes,
audience, who it is for, how long it is good, and with CIS which attributes its scopes show. The
signature is not checked, and the token itself is not printed.`,
      )
  },

  parse([place], { service }) {
    if (place?.trim() === '') {
      throw new UsageError('The name of the file is empty.', 'Is a variable of your script not set?')
    }
    // Not repeated: it is a secret that stands where everybody can see it.
    if (place !== undefined && /^(?:bearer\s|eyJ[\w-]+\.)/i.test(place)) {
      throw new UsageError(
        'That looks like a token, and not like the name of a file: others can see what stands on a line.',
        `Give the token on stdin: personctl token inspect ${stdinMark}`,
      )
    }
    return { place, service }
  },

  async run({ place, service }, invocation) {
    const { io, format, connection, signal } = invocation
    const client = place === undefined ? (service ?? onlyServiceOf(await connection.context())) : service
    const token =
      place === undefined && client !== undefined
        ? await getAccessToken(client, { kind: 'client' }, connection, signal)
        : await tokenIn(place ?? stdinMark, invocation)
    const description = describeToken(token, client, Date.now())
    await writeOne(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), description, presentation)
    return 'done'
  },
}

async function tokenIn(place: string, { io, signal, connection }: Invocation): Promise<FoundToken> {
  const content = place === stdinMark ? await readText(io.stdin, signal) : await textOf(place, signal)
  const [firstLine = ''] = content.trimStart().split(/\r?\n/, 1)
  const accessToken = firstLine.replace(/^bearer\s+/i, '').trim()
  connection.redactor.hide(accessToken)
  const name = place === stdinMark ? 'stdin' : place
  if (accessToken === '') throw new UsageError(`There is no token in ${name}.`, 'Put it in the first line.')
  if (isTokenString(accessToken)) return { accessToken }
  throw new UsageError(
    `What is in ${name} has characters in it that no token has.`,
    'Give the token alone, in the first line.',
  )
}

async function textOf(path: string, signal: AbortSignal): Promise<string> {
  try {
    return (await readFile(path, { encoding: 'utf8', signal })).replace(/^\ufeff/, '')
  } catch (error) {
    signal.throwIfAborted()
    // It may be a token after all.
    const shown = path.length < 32 || /[\\/]/.test(path) ? path : 'The file'
    throw new UsageError(
      `${shown} cannot be read: ${errorCode(error)}.`,
      'Check that the file is there and that you may read it.',
    )
  }
}
