import { readFile } from 'node:fs/promises'
import type { Invocation } from '../../command.ts'
import type { StoredService } from '../../config/contexts/contextSchema.ts'
import { secretIn } from '../../config/secrets/firstLine.ts'
import { errorCode } from '../../config/store/errorCode.ts'
import type { ServiceKey } from '../../config/variables.ts'
import { UsageError } from '../../failure/usageError.ts'
import { readText } from '../../text/lines.ts'
import type { ServiceFlags } from './serviceFlags.ts'

const stdinMark = '-'

/**
 * The client secret: from a file or stdin, or else asked for where there is a client and somebody to answer. Undefined
 * where there is none.
 */
export async function readClientSecret(
  service: ServiceKey,
  { clientId }: Pick<StoredService, 'clientId'>,
  { secretFile, given }: ServiceFlags,
  { io, signal, ask, connection }: Invocation,
): Promise<string | undefined> {
  let secret: string
  if (secretFile !== undefined) {
    if (clientId === undefined) {
      throw new UsageError('There is a client secret, but no client id.', 'Give --client-id too.')
    }
    secret = secretIn(
      secretFile === stdinMark ? await readText(io.stdin, signal) : await textOf(secretFile, signal),
    )
    if (secret === '') {
      throw new UsageError(
        `The first line of ${secretFile === stdinMark ? 'stdin' : secretFile} is empty.`,
        'Put the client secret there.',
      )
    }
  } else {
    if (given.clientId === undefined || ask === undefined) return undefined
    secret = (
      await ask(`Client secret of ${given.clientId} for ${service} (Enter for none): `, signal)
    ).trim()
  }
  if (secret === '') return undefined
  connection.redactor.hideClient(clientId ?? '', secret)
  return secret
}

async function textOf(path: string, signal: AbortSignal): Promise<string> {
  try {
    return await readFile(path, { encoding: 'utf8', signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new UsageError(
      `${path} cannot be read: ${errorCode(error)}.`,
      'Check that the file is there and that you may read it.',
    )
  }
}
