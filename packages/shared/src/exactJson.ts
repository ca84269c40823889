/**
 * A number of JSON that a JavaScript number would not print again: beyond 2^53, or with a fraction or an exponent in another
 * spelling, such as `1.0`.
 */
export class ExactNumber {
  // Private, so that it has no members where it is taken for an object.
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The number as it stands in the JSON. */
  get text(): string {
    return this.#text
  }

  /** The number without rounding if it is an integer in the JSON; otherwise the nearest floating-point number. */
  get exact(): number | bigint {
    return this.isInteger ? BigInt(this.text) : Number(this.text)
  }

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text)
  }

  /**
   * Returns the number for `JSON.stringify`, which throws if it would print another one. Use `stringifyExactJson`.
   *
   * @throws {RangeError} for a number that JavaScript does not have
   */
  toJSON(): number | bigint {
    const { exact } = this
    if (exact === Number.POSITIVE_INFINITY || exact === Number.NEGATIVE_INFINITY)
      throw new RangeError(`JavaScript does not have the number ${this.#text}.`)
    return exact
  }
}

/**
 * Parses JSON without losing anything: numbers that JavaScript would change become an `ExactNumber`, and objects list their
 * keys in the order of the text, also those that are numbers.
 *
 * @throws {SyntaxError} for anything but JSON
 */
export function parseExactJson(text: string): unknown {
  // Most texts have nothing of it. The engine is faster, and its errors are what programs expect.
  if (!suspicious.test(text)) return JSON.parse(text)
  JSON.parse(text)
  return new ExactParser(text).parse()
}

// A number with many digits, a fraction or an exponent; a key of digits.
const suspicious = /\d{16}|\d[.eE]|-0|"\d+"\s*:/
const scanner = /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}[\],:"]+))/y

/** Parses a text that is known to be JSON. */
class ExactParser {
  readonly #text: string
  #position = 0

  constructor(text: string) {
    this.#text = text
  }

  parse(): unknown {
    const token = this.#next()
    if (token === '{') return this.#parseObject()
    if (token === '[') return this.#parseArray()
    return token.startsWith('"') || /^[tfn]/.test(token) ? JSON.parse(token) : parseNumber(token)
  }

  #parseObject(): object {
    const members = new Map<string, unknown>()
    for (let token = this.#next(); token !== '}'; token = this.#next()) {
      if (token === ',') continue
      const key: string = JSON.parse(token)
      this.#next()
      members.set(key, this.parse())
    }
    return orderedObject(members)
  }

  #parseArray(): unknown[] {
    const elements: unknown[] = []
    for (;;) {
      const start = this.#position
      const token = this.#next()
      if (token === ']') return elements
      if (token === ',') continue
      this.#position = start
      elements.push(this.parse())
    }
  }

  #next(): string {
    scanner.lastIndex = this.#position
    const [, mark, string, other] = scanner.exec(this.#text) ?? []
    this.#position = scanner.lastIndex
    return mark ?? string ?? other ?? ''
  }
}

function parseNumber(text: string): number | ExactNumber {
  const number = Number(text)
  const isPlain = String(number) === text && (Number.isSafeInteger(number) || !Number.isInteger(number))
  return isPlain ? number : new ExactNumber(text)
}

/** Creates an object that lists its keys in their order. JavaScript itself lists those that are numbers first. */
export function orderedObject(members: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = Object.fromEntries(members)
  const keys = [...members.keys()]
  if (Object.keys(object).every((key, index) => key === keys[index])) return object
  return new Proxy(object, { ownKeys: () => keys })
}

/**
 * Serialises a value as JSON without blanks, with the numbers and the order of keys that `parseExactJson` has found.
 *
 * @param printNumber prints a number with a fraction or an exponent. @default as it stood
 */
export function stringifyExactJson(
  value: unknown,
  printNumber: (number: ExactNumber | number) => string = (number) =>
    number instanceof ExactNumber ? number.text : JSON.stringify(number),
): string {
  const write = (node: unknown): string => {
    if (typeof node === 'number' || node instanceof ExactNumber) return printNumber(node)
    if (typeof node === 'bigint') return String(node)
    if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? 'null'
    if (Array.isArray(node)) return `[${node.map(write).join(',')}]`
    const members = Object.entries(node).filter(([, member]) => member !== undefined)
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(',')}}`
  }
  return write(value)
}
