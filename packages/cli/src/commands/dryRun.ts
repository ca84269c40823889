import type { FetchFunction } from '@personctl/sdk'
import { redactionMark } from '@personctl/shared/redact'
import type { ServiceName } from '../config/variables.ts'
import { createGenericPresentation } from '../output/columns.ts'
import type { Presentation } from '../output/format.ts'
import type { Output } from '../output/index.ts'
import type { ConnectionNeeds } from '../service/connection.ts'
import type { Clients } from '../service/services.ts'
import { parseExactly } from '../text/exactNumbers.ts'
import { tryParseJson } from '../text/jsonSyntax.ts'
import type { Invocation } from './command.ts'

/** The option of a command that writes, and its note. */
export const dryRunOption = ['--dry-run', 'Print the request that would be sent, and change nothing'] as const
export const dryRunNotes = `\
--dry-run prints the request that would change something, with the credentials hidden, in place of sending
it. Only what has to be read is requested.`

/** Writes the request that a function would send, with the credentials hidden. Nothing is sent, and no token is requested. */
export async function writeRequest<Name extends ServiceName>(
  service: Name,
  send: (client: Clients[Name]) => Promise<unknown>,
  invocation: Invocation,
  {
    needs = {},
    output = invocation.output,
    presentation = createGenericPresentation(() => false),
  }: {
    readonly needs?: ConnectionNeeds
    readonly output?: Output
    readonly presentation?: Presentation<unknown>
  } = {},
): Promise<void> {
  const { staticToken } = await import('@personctl/sdk')
  const { connect } = await import('../service/services.ts')
  let request: object | undefined
  const fetch: FetchFunction = async (url, { method, headers, body }) => {
    const shownHeaders = { ...headers, authorization: `Bearer ${redactionMark}` }
    const text = body instanceof Uint8Array ? undefined : body
    request = {
      ...{ method, url, headers: shownHeaders },
      ...(body !== undefined && text === undefined && { bodyBytes: body.length }),
      ...(text !== undefined && { body: tryParseJson(text, parseExactly) ?? text }),
    }
    return new Response(null, { status: 204 })
  }
  const client = await connect(service, { ...invocation.connection, fetch }, needs, () =>
    staticToken('unused'),
  )
  try {
    await send(client)
  } catch (error) {
    // A method may expect a body in the response.
    if (request === undefined) throw error
  }
  await output.writeOne(request, presentation)
  await output.notify({ code: 'dry_run', message: 'Nothing was sent.', hint: null })
}
