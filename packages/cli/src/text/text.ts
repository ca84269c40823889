import { Buffer } from 'node:buffer'
import { unmarkNumbers } from './exactNumbers.ts'

// Control characters, those that reorder, end or hide a line, and lone surrogates: a terminal would obey the former.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const namedEscapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Replaces everything that a terminal would obey with an escape. The result is one line. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafe, (character) => namedEscapes[character] ?? toUnicodeEscape(character))
}

const ambiguousBackslash = new RegExp(`\\\\(?=[\\\\nrt]|u[0-9a-f]{4}|${unsafe.source})`, 'g')

/** Does the same with data, in which a backslash may look like the beginning of an escape: such a one is doubled. */
export function escapeCell(text: string): string {
  return escapeUnsafe(text.includes('\\') ? text.replace(ambiguousBackslash, '\\\\') : text)
}

/** Replaces everything but line breaks that a terminal would obey with an escape. */
export function escapeUnsafeLines(text: string): string {
  return text.split(/\r?\n/).map(escapeUnsafe).join('\n')
}

/** Returns a command line for a shell: words with characters that a shell would interpret are in quotes. */
export function formatCommandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ')
}

/** Returns the escape of a UTF-16 code unit, as JSON writes it. */
export function toUnicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/**
 * The characters that JSON and YAML allow in a string, and that terminals obey or some parsers take for the end of a
 * line.
 */
export const unsafeInJson: RegExp = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** Returns JSON that is safe to print: the same value with unsafe characters escaped, and with the digits of exact numbers. */
export function toPrintableJson(value: unknown, indent?: number): string {
  return unmarkNumbers(JSON.stringify(value, null, indent)).replace(unsafeInJson, toUnicodeEscape)
}

/** The parts of the output that have a colour or a weight of their own, with the codes that begin and end it. */
const styles = {
  heading: [1, 22],
  muted: [2, 22],
  failed: [31, 39],
  ok: [32, 39],
  warning: [33, 39],
} as const

export type Style = keyof typeof styles

/** Returns the text in a style if the terminal shows colours, and as it is otherwise. */
export function paint(style: Style, text: string, { hasColors }: { readonly hasColors?: boolean }): string {
  const [begin, end] = styles[style]
  return hasColors === true && text !== '' ? `\u001b[${begin}m${text}\u001b[${end}m` : text
}

/** Collects the values of a repeatable option. */
export function collectValues(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

/** Splits arguments at white space and commas, as a pasted list of scopes needs. */
export function splitWords(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '')
}

export { formatCount } from '@personctl/shared/formatCount'

/** Returns the words as an English list, such as `a, b or c`. */
export function joinWithOr(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** Formats two aligned columns, as help shows them. */
export function formatRows(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length))
  return entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n')
}

/**
 * Yields the lines of an input as they arrive, trimmed, without blank ones. Rejects as soon as the signal aborts.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let rest = ''
  for await (const text of decodeChunks(input, signal)) {
    const lines = `${rest}${text}`.split(/\r\n|\r|\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line.trim()
  }
  if (rest.trim() !== '') yield rest.trim()
}

/**
 * Yields the text of an input as it arrives, without a byte order mark. Rejects as soon as the signal aborts.
 *
 * @param fatal true to throw a TypeError for bytes that are not text, which are U+FFFD otherwise
 */
export async function* decodeChunks(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  fatal = false,
): AsyncGenerator<string, void, undefined> {
  const aborted = rejectOnAbort(signal)
  // By hand, since leaving a loop would wait for the chunk that is under way.
  const chunks = input[Symbol.asyncIterator]()
  let decoder: TextDecoder | undefined
  for (;;) {
    const { done, value } = await Promise.race([chunks.next(), aborted])
    if (value !== undefined) decoder ??= new TextDecoder(recognizeEncoding(value), { fatal })
    const text = decoder?.decode(value, { stream: done !== true }) ?? ''
    if (text !== '') yield text
    if (done === true) return
  }
}

/** Returns the encoding that a byte order mark tells. Excel and PowerShell write UTF-16. */
function recognizeEncoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** Returns bytes as text without a byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(recognizeEncoding(bytes)).decode(bytes)
}

/** Returns the text of an input without a byte order mark. Rejects as soon as the signal aborts. */
export async function readText(input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string> {
  return decodeText(await readBytes(input, signal))
}

/** Returns the content of an input. Rejects as soon as the signal aborts. */
export function readBytes(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  return Promise.race([collectBytes(input), rejectOnAbort(signal)])
}

async function collectBytes(input: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  for await (const chunk of input) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

/** Returns a promise that rejects as soon as the signal aborts, with its reason. */
export function rejectOnAbort(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // It may reject after everyone has stopped waiting.
  promise.catch(() => {})
  return promise
}
