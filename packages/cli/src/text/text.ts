// Control characters, and those that reorder, end or hide a line: a terminal would obey them. Lone surrogates are none
// of any text.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The text on one line, with what a terminal would obey written as an escape. */
export function visible(text: string): string {
  return text.replace(unsafe, (character) => named[character] ?? unicodeEscape(character))
}

/** The same, but that lines stay lines. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join('\n')
}

/** The four hexadecimal digits of a UTF-16 code unit, as JSON writes them. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** The words of arguments, each of which may hold several: as a list of scopes does when it is pasted. */
export function words(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '')
}

/**
 * The lines of a text that arrives in pieces, each as soon as it is there: trimmed, without the blank ones. Rejects as
 * soon as the signal aborts.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder()
  const aborted = rejection(signal)
  // By hand, for to leave a loop would wait for the piece under way.
  const pieces = input[Symbol.asyncIterator]()
  let rest = ''
  for (;;) {
    const { done, value } = await Promise.race([pieces.next(), aborted])
    const lines = `${rest}${decoder.decode(value, { stream: done !== true })}`.split(/\r\n|\r|\n/)
    rest = done === true ? '' : (lines.pop() ?? '')
    for (const line of lines) {
      const trimmed = line.trim()
      if (trimmed !== '') yield trimmed
    }
    if (done === true) return
  }
}

/** A text that arrives in pieces, without a byte order mark. Rejects as soon as the signal aborts. */
export function readText(input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string> {
  return Promise.race([decoded(input), rejection(signal)])
}

async function decoded(input: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of input) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

function rejection(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // It may come when nobody waits any more.
  promise.catch(() => {})
  return promise
}

/** Two columns under each other, as help has them. */
export function rows(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length))
  return entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n')
}
