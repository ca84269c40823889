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
