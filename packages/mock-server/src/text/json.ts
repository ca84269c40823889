/** Returns true if arrays and objects are nested in a value more deeply than `levels`. Needs no stack, however deep it is. */
export function isNestedBeyond(value: unknown, levels: number): boolean {
  let layer: readonly unknown[] = [value]
  for (let level = 0; level <= levels; level++) {
    layer = layer.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
    if (layer.length === 0) return false
  }
  return true
}

/** Compares strings by code point, as UTF-8 bytes and Python do. JavaScript itself compares UTF-16 units. */
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

/** Serialises a value as JSON of ASCII characters, with its keys in their own order. What JSON cannot express is null. */
export function asciiJson(value: unknown): string {
  // Most values need no escape, and lists are long.
  if (typeof value === 'string' && !toEscape.test(value)) return `"${value}"`
  if (value === null || typeof value === 'boolean') return String(value)
  return (JSON.stringify(value, roundBigint) ?? 'null').replace(/[\u007f-\uffff]/g, escapeCharacter)
}

/** Replaces integers beyond those that programs in JavaScript read exactly. */
function roundBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/**
 * Serialises a value as Python's `json.dumps` does, with a newline at the end: keys in their own order, a space after each
 * separator, ASCII only.
 */
export function pythonJson(value: unknown): string {
  const parts: string[] = []
  addValue(parts, value)
  parts.push('\n')
  return parts.join('')
}

function addValue(parts: string[], value: unknown): void {
  if (typeof value === 'string') parts.push(asciiJson(value))
  else if (typeof value === 'bigint') parts.push(String(value))
  else if (typeof value !== 'object' || value === null) parts.push(JSON.stringify(value) ?? 'null')
  else if (Array.isArray(value)) addItems(parts, '[', value, ']', addValue)
  else addItems(parts, '{', Object.entries(value), '}', addEntry)
}

function addEntry(parts: string[], [key, value]: [string, unknown]): void {
  parts.push(asciiJson(key), ': ')
  addValue(parts, value)
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

/** Serialises a value as Flask's `jsonify` does: sorted keys, no spaces, ASCII only. */
export function serialise(value: unknown): string {
  if (typeof value === 'string') return asciiJson(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(serialise).join(',')}]`
  return serialiseObject(value as Record<string, unknown>, serialise)
}

/** Serialises an object as `serialise` does, with its members as the given function does. */
export function serialiseObject(
  members: Readonly<Record<string, unknown>>,
  serialiseMember: (value: unknown) => string,
): string {
  return `{${Object.keys(members)
    .filter((key) => members[key] !== undefined)
    .sort(compareCodePoints)
    .map((key) => `${asciiJson(key)}:${serialiseMember(members[key])}`)
    .join(',')}}`
}
