/**
 * Numbers of JSON that a JavaScript number cannot hold: those beyond 2^53, 1e400 and -0. They are read as strings with a mark
 * that is random for each process, and written as the digits that they were.
 */

let mark: string | undefined

// At the beginning of a value: 16 digits, an exponent of three, or -0. Most documents have none of them.
const suspicious = /(?:^|[:,[])\s*(?:-0|-?\d[\d.]{15}|-?\d[\d.]*[eE][+-]?\d{3})/
const tokens = /"|-?\d[\d.eE+-]*/g
const number = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** Returns JSON in which the numbers that would lose digits are strings with a mark. */
export function markNumbers(json: string): string {
  if (!suspicious.test(json)) return json
  let result = ''
  let copied = 0
  tokens.lastIndex = 0
  for (let match = tokens.exec(json); match !== null; match = tokens.exec(json)) {
    const [text] = match
    const end = tokens.lastIndex
    if (text === '"') tokens.lastIndex = findStringEnd(json, end)
    else if (losesDigits(text) && !isName(json, end)) {
      mark ??= createMark()
      result += `${json.slice(copied, match.index)}"${mark}${text}"`
      copied = end
    }
  }
  return result + json.slice(copied)
}

/** Parses JSON without a loss of digits. */
export function parseExactly(json: string): unknown {
  return JSON.parse(markNumbers(json))
}

/** Returns a text with the digits of numbers in place of their marks. */
export function unmarkNumbers(text: string): string {
  if (mark === undefined || !text.includes(mark)) return text
  return text.replace(new RegExp(`(\\\\*")${mark}([\\d.eE+-]+)\\1|${mark}`, 'g'), '$2')
}

/** Returns the digits of a marked number; undefined for any other value. */
export function readDigits(value: unknown): string | undefined {
  return mark !== undefined && typeof value === 'string' && value.startsWith(mark)
    ? value.slice(mark.length)
    : undefined
}

/** Returns a mark, which YAML and CSV take for a word. */
function createMark(): string {
  return `exact${crypto.randomUUID().replaceAll('-', '')}n`
}

/** Returns the position after a string that begins before `start`; the end of the text if it has no end. */
function findStringEnd(json: string, start: number): number {
  for (let quote = json.indexOf('"', start); quote >= 0; quote = json.indexOf('"', quote + 1)) {
    let escapes = 0
    while (json[quote - 1 - escapes] === '\\' && quote - 1 - escapes >= start) escapes += 1
    if (escapes % 2 === 0) return quote + 1
  }
  return json.length
}

function losesDigits(text: string): boolean {
  if (text.length < 16 && !/[eE]|^-0/.test(text)) return false
  const written = String(Number(text))
  if (written === text) return false
  const exact = normalize(text)
  return exact !== undefined && exact !== normalize(written)
}

/** Returns a spelling that all spellings of a number have in common; undefined for what is not a number of JSON. */
function normalize(text: string): string | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] = number.exec(text) ?? []
  if (whole === undefined) return undefined
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return `${sign}0`
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}

/** Returns true if a colon follows: a number cannot be a name, and must stay an error. */
function isName(json: string, end: number): boolean {
  let next = end
  while (/\s/.test(json[next] ?? '')) next += 1
  return json[next] === ':'
}
