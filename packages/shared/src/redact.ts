/** The text that replaces a secret. */
export const redactionMark = '[hidden]'

const credentials = /\b(bearer|basic)(?:\s+|%20|\+)[\w.~+/=%-]{16,}/gi
const run = /[\w.-]+/g
/** The beginning of every JSON Web Token. */
const jwtStart = 'eyJ'

/** Hides everything in a text that looks like a token or like credentials. Takes time in proportion to the text. */
export function redactTokens(text: string): string {
  const result = text.replace(credentials, `$1 ${redactionMark}`)
  return result.includes(jwtStart) ? result.replace(run, hideJwt) : result
}

/**
 * Hides a JSON Web Token in a run of the characters that tokens consist of. A token has two parts where one was cut off,
 * up to five where it is encrypted; then the second may be empty. No character is read twice.
 */
function hideJwt(text: string): string {
  for (let start = text.indexOf(jwtStart); start >= 0; ) {
    const dot = text.indexOf('.', start)
    if (dot < 0) return text
    if (dot - start >= 8 && /[\w-]/.test(text.slice(dot + 1, dot + 3)))
      return text.slice(0, start) + redactionMark + '.'.repeat(countLastDots(text))
    start = text.indexOf(jwtStart, dot)
  }
  return text
}

function countLastDots(text: string): number {
  let end = text.length
  while (text[end - 1] === '.') end -= 1
  return text.length - end
}

/**
 * Hides the given secrets in a text, in every spelling that JSON, URLs, forms and HTML have for them, also one within the
 * other; then everything that looks like a token. Takes time in proportion to the text.
 *
 * A secret of fewer than four characters is not hidden: it would be found in every text. One of fewer than eight is hidden
 * where it stands alone.
 */
export function redact(text: string, secrets: Iterable<string>): string {
  const needles = listNeedles(secrets)
  const spans: [start: number, end: number][] = []
  let view: View | undefined = { text, starts: undefined }
  for (let level = 0; view !== undefined && needles.size > 0; level += 1) {
    const { starts } = view
    const folded = foldBlanks(view.text)
    for (const needle of needles)
      for (const [start, end] of findNeedle(folded, needle))
        spans.push([starts?.[start] ?? start, starts?.[end] ?? end])
    view = level < deepestSpelling ? decodeView(view) : undefined
  }
  spans.sort(([one], [other]) => one - other)
  let result = ''
  let position = 0
  for (const [start, end] of spans) {
    if (start >= position) result += text.slice(position, start) + redactionMark
    position = Math.max(position, end)
  }
  return redactTokens(result + text.slice(position))
}

/** The number of spellings that may be within one another, such as JSON in JSON in a URL. */
const deepestSpelling = 3
const shortestSecret = 4
const shortestUnmistakableSecret = 8

/** Returns what is searched for: each secret, also as a text is that was decoded too often, and as bytes of UTF-8. */
function listNeedles(secrets: Iterable<string>): ReadonlySet<string> {
  const needles = new Set<string>()
  for (const base of [...secrets].flatMap((secret) => [secret, toByteString(secret)])) {
    let view: View | undefined = { text: base, starts: undefined }
    for (let level = 0; view !== undefined && level <= deepestSpelling; level += 1) {
      for (const needle of [view.text, toByteString(view.text)]) {
        // A part of the mark would be hidden in the mark itself.
        if (needle.length >= shortestSecret && !redactionMark.includes(needle))
          needles.add(foldBlanks(needle))
      }
      view = decodeView(view)
    }
  }
  return needles
}

/** Returns a text whose characters are the bytes of another, as one is that was percent-encoded. */
function toByteString(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}

/** Forms write a blank as `+`. */
function foldBlanks(text: string): string {
  return text.replaceAll('+', ' ')
}

/** A text whose escapes were decoded. */
interface View {
  text: string
  /** The position of each character in the first text, and the end of the last; undefined for the first text itself. */
  starts: number[] | undefined
}

function* findNeedle(text: string, needle: string): Iterable<[start: number, end: number]> {
  for (let start = text.indexOf(needle); start >= 0; ) {
    const end = start + needle.length
    if (needle.length >= shortestUnmistakableSecret || standsAlone(text, start, end)) yield [start, end]
    start = text.indexOf(needle, end)
  }
}

/** Returns true unless something is a part of a word, the name of a JSON property, or a JSON number. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(start - 3, 0), start)
  const after = text.slice(end, end + 2)
  return !/[\p{L}\d]$|": ?$/u.test(before) && !/^[\p{L}\d]|^":/u.test(after)
}

const escapes = /%[\da-f]{2}|\\u[\da-f]{4}|\\["\\/bfnrt]|&(?:#\d{1,6}|#x[\da-f]{1,5}|amp|lt|gt|quot);/gi

/** Decodes the escapes in a text once. Returns undefined if it has none. */
function decodeView({ text, starts }: View): View | undefined {
  const decoded: number[] = []
  let next = 0
  const advance = (end: number) => {
    for (; next < end; next += 1) decoded.push(starts?.[next] ?? next)
  }
  const result = text.replace(escapes, (written: string, offset: number) => {
    advance(offset)
    const character = decodeEscape(written)
    for (let unit = 0; unit < character.length; unit += 1) decoded.push(starts?.[offset] ?? offset)
    next = offset + written.length
    return character
  })
  if (result === text) return undefined
  advance(text.length)
  decoded.push(starts?.[text.length] ?? text.length)
  return { text: result, starts: decoded }
}

const namedCharacters: Readonly<Record<string, string>> = {
  '\\b': '\b',
  '\\f': '\f',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
}

function decodeEscape(written: string): string {
  const hexadecimal = /^(?:%|\\u|&#x)([\da-f]+)/i.exec(written)?.[1]
  if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16))
  const decimal = /^&#(\d+)/.exec(written)?.[1]
  if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
  return namedCharacters[written.toLowerCase()] ?? written.slice(1)
}
