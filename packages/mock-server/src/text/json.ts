/** Orders texts by code point, as UTF-8 bytes and Python do; JavaScript's own order is by UTF-16 unit. */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

// Surrogates stand for code points above every other unit.
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

const toEscape = /[^ !#-[\]-~]/

/** A value as JSON of ASCII alone, its keys as they come. What JSON has no way to write is null. */
export function asciiJson(value: unknown): string {
  // Most values need nothing done to them, and lists are long.
  if (typeof value === 'string' && !toEscape.test(value)) return `"${value}"`
  if (value === null || typeof value === 'boolean') return String(value)
  return (JSON.stringify(value) ?? 'null').replace(/[\u007f-\uffff]/g, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** JSON as Python's `json.dumps` writes it: keys as they come, a space after each separator, ASCII only; and a newline. */
export function pythonJson(value: unknown): string {
  const parts: string[] = []
  addText(parts, value)
  parts.push('\n')
  return parts.join('')
}

function addText(parts: string[], value: unknown): void {
  if (typeof value === 'string') parts.push(quotePython(value))
  else if (typeof value !== 'object' || value === null) parts.push(JSON.stringify(value) ?? 'null')
  else if (Array.isArray(value)) addItems(parts, '[', value, ']', addText)
  else addItems(parts, '{', Object.entries(value), '}', addEntry)
}

function addEntry(parts: string[], [key, value]: [string, unknown]): void {
  parts.push(quotePython(key), ': ')
  addText(parts, value)
}

function addItems<T>(
  parts: string[],
  open: string,
  items: readonly T[],
  close: string,
  add: (parts: string[], item: T) => void,
): void {
  parts.push(open)
  for (const [index, item] of items.entries()) {
    if (index > 0) parts.push(', ')
    add(parts, item)
  }
  parts.push(close)
}

function quotePython(text: string): string {
  return asciiJson(text)
}

/** JSON as Flask's `jsonify` writes it: sorted keys, no spaces, ASCII only. */
export function serialise(value: unknown): string {
  if (typeof value === 'string') return quoteJson(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(serialise).join(',')}]`
  return serialiseObject(value as Record<string, unknown>, serialise)
}

/** An object as `serialise` writes it, what is in it as the given function does. */
export function serialiseObject(
  members: Readonly<Record<string, unknown>>,
  textOf: (value: unknown) => string,
): string {
  return `{${Object.keys(members)
    .filter((key) => members[key] !== undefined)
    .sort(compareCodePoints)
    .map((key) => `${quoteJson(key)}:${textOf(members[key])}`)
    .join(',')}}`
}

/** A text as a JSON string of ASCII alone. */
export function quoteJson(text: string): string {
  return asciiJson(text)
}
