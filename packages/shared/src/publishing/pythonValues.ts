// The Change API is written in Python, and compares, prints and fails as Python does.
import { ExactNumber } from '../exactJson.ts'
import { isObject } from '../guards.ts'

/** An exception of Python. Its message is that of the service, which tells it to its callers in places. */
export class PythonError extends Error {
  override readonly name: string = 'PythonError'

  constructor(
    readonly kind: 'AttributeError' | 'KeyError' | 'TypeError',
    message: string,
  ) {
    super(message)
  }
}

/** Returns true for JSON values that are equal in Python: `true` equals 1, the order of keys does not matter. */
export function pythonEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left))
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((element, index) => pythonEquals(element, right[index]))
    )
  const leftNumber = readNumber(left)
  if (leftNumber !== undefined) {
    const rightNumber = readNumber(right)
    // biome-ignore lint/suspicious/noDoubleEquals: it alone compares a bigint with a number without rounding
    return rightNumber !== undefined && leftNumber == rightNumber
  }
  if (!isObject(left) || !isObject(right) || right instanceof ExactNumber) return false
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && pythonEquals(left[key], right[key]))
  )
}

/** Returns true for JSON values that are equal and of the same types. Numbers are equal if no digit differs. */
export function jsonEquals(left: unknown, right: unknown): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return left === right
  if (Array.isArray(left))
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((element, index) => jsonEquals(element, right[index]))
    )
  if (!isObject(left) || !isObject(right) || left instanceof ExactNumber || right instanceof ExactNumber)
    return pythonEquals(left, right)
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && jsonEquals(left[key], right[key]))
  )
}

function readNumber(value: unknown): number | bigint | undefined {
  if (value instanceof ExactNumber) return value.exact
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined
}

/** Returns the value of a key of a dictionary. */
export function getItem(holder: unknown, key: string): unknown {
  if (isObject(holder) && !(holder instanceof ExactNumber)) {
    if (Object.hasOwn(holder, key)) return holder[key]
    throw new PythonError('KeyError', pythonRepr(key))
  }
  const problem = Array.isArray(holder)
    ? 'list indices must be integers or slices, not str'
    : typeof holder === 'string'
      ? "string indices must be integers, not 'str'"
      : `'${pythonType(holder)}' object is not subscriptable`
  throw new PythonError('TypeError', problem)
}

/** Returns a member of an object by its name, as the profiles of the service have them. */
export function getMember(holder: unknown, name: string): unknown {
  if (isObject(holder) && Object.hasOwn(holder, name)) return holder[name]
  throw new PythonError('AttributeError', `'${pythonType(holder)}' object has no attribute '${name}'`)
}

function pythonType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (typeof value === 'string') return 'str'
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return 'list'
  const number = readNumber(value)
  if (number === undefined) return 'DotDict'
  return typeof number === 'bigint' || Number.isInteger(number) ? 'int' : 'float'
}

/** Returns a value as Python's `str` prints it: a string as it is. */
export function pythonStr(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value)
}

/** Returns a value as Python's `repr` prints it, such as `{'value': None}`. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (value instanceof ExactNumber) return value.text
  if (typeof value === 'number') return pythonNumber(value)
  if (!isObject(value)) return String(value)
  return `{${Object.entries(value)
    .map(([key, member]) => `${quote(key)}: ${pythonRepr(member)}`)
    .join(', ')}}`
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
// Python prints letters, signs and blanks of ASCII as they are, and escapes what has no shape of its own.
const unprintable = /[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const printed = text.replaceAll(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (escapes[character] !== undefined) return escapes[character]
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
    return code < 0x10000
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : `\\U${code.toString(16).padStart(8, '0')}`
  })
  return mark + (mark === "'" ? printed.replaceAll("'", "\\'") : printed) + mark
}

/** Returns a number as Python prints it. A number without a fraction is an integer there. */
export function pythonNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value)
  return Number.isInteger(value) ? String(BigInt(value)) : pythonFloat(value)
}

/** Returns a floating-point number as Python prints it: with an exponent from 1e16 on and below 1e-4. */
export function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  const [, sign, digits = '', exponent] = /^(-?)(.*?)e([+-]\d+)$/.exec(value.toExponential()) ?? []
  const power = Number(exponent)
  if (power >= 16 || power < -4)
    return `${sign}${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  // Between these bounds JavaScript needs an exponent only where Python does.
  const plain = power < -6 ? value.toFixed(-power + digits.length) : String(value)
  return Number.isInteger(value) ? `${plain}.0` : plain
}
