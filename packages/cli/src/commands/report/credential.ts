import { UsageError } from '../../failure/usageError.ts'
import { JsonSyntaxError, parseJson } from '../../text/jsonSyntax.ts'
import { readText } from '../../text/lines.ts'
import { readTextFile } from '../../text/readTextFile.ts'

/** What a report may be in. */
export type Credential =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'claims'; readonly claims: unknown }
  | { readonly kind: 'assertion'; readonly text: string }

// What begins like JSON in Base64url.
const token = /^eyJ[\w-]*\.[\w-]*\.[\w.-]*$/

/** Takes a token as it is; reads a file otherwise, or stdin for `-`. Tells by its content what is in it. */
export async function readCredential(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Credential> {
  if (token.test(source)) return { kind: 'token', text: source }
  const isStdin = source === '-'
  const read = isStdin ? await readText(stdin, signal) : await readTextFile(source, signal)
  const text = read.trim()
  const name = isStdin ? 'Stdin' : source
  if (text === '')
    throw new UsageError(`${name} is empty.`, 'Give a token, claims in JSON, or a SAML assertion.')
  if (text.startsWith('<')) return { kind: 'assertion', text }
  if (!/^[{[]/.test(text)) return { kind: 'token', text }
  try {
    return { kind: 'claims', claims: parseJson(text) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { message, line, column } = error
    throw new UsageError(`${name} is no JSON: line ${line}, column ${column}: ${message}.`)
  }
}
