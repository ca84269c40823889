import {
  compile,
  getRegisteredFunctions,
  type JSONValue,
  registerFunction,
  TreeInterpreter,
  TYPE_ANY,
  tokenize,
} from '@jmespath-community/jmespath'
import { didYouMean } from '@personctl/shared/didYouMean'
import { checkNotEmpty, UsageError } from '../errors/errors.ts'
import { readDigits, unmarkNumbers } from '../text/exactNumbers.ts'

/** A JMESPath expression. */
export interface Query {
  /** @throws {UsageError} if the expression does not fit the document */
  search(document: unknown): unknown
}

/** The numbers of the document that is searched. */
let current: StandIns | undefined

/**
 * Parses a JMESPath expression.
 *
 * @throws {UsageError} if the expression is invalid, with the position, or calls an unknown function
 * @see https://jmespath.site
 */
export function parseQuery(expression: string): Query {
  checkNotEmpty('--query', expression)
  const offset = findErrorOffset(expression)
  if (offset !== undefined) throw createSyntaxError(expression, offset)
  const tree = compile(expression)
  for (const name of listFunctions(tree)) checkFunction(name)
  return {
    search(document) {
      const standIns = new StandIns(document)
      current = standIns
      try {
        return standIns.remove(TreeInterpreter.search(tree, standIns.document as JSONValue))
      } catch (error) {
        const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
        throw new UsageError(
          `--query does not fit the data: ${reason}.`,
          'personctl help formats describes the data that --query receives.',
        )
      }
    },
  }
}

/**
 * The numbers that stand for the exact ones in a document: the library compares and sorts nothing else. No other number in
 * the document is the same, so each leads back to its digits.
 */
class StandIns {
  readonly document: unknown
  readonly #originals = new Map<number, string>()

  constructor(document: unknown) {
    const exact = new Set<string>()
    const others = new Set<number>()
    replaceScalars(document, (value) => {
      if (readDigits(value) !== undefined) exact.add(String(value))
      else if (typeof value === 'number') others.add(value)
      return value
    })
    if (exact.size > 0) registerToString()
    const numbers = new Map<string, number>()
    for (const original of exact) {
      let number = Number(readDigits(original))
      while (others.has(number) || this.#originals.has(number)) number = findNeighbour(number)
      numbers.set(original, number)
      this.#originals.set(number, original)
    }
    this.document =
      exact.size === 0 ? document : replaceScalars(document, (value) => numbers.get(String(value)) ?? value)
  }

  /** Returns a result with the exact numbers in place of those that stand for them. */
  remove(result: unknown): unknown {
    if (this.#originals.size === 0) return result
    return replaceScalars(result, (value) =>
      typeof value === 'number' ? (this.#originals.get(value) ?? value) : value,
    )
  }
}

/** Replaces to_string, which knows a number without its digits. */
function registerToString(): void {
  const toText = ([value = null]: readonly unknown[]): string =>
    typeof value === 'string' ? value : unmarkNumbers(JSON.stringify(current?.remove(value) ?? value))
  registerFunction('to_string', toText, [{ types: [TYPE_ANY] }], { override: true })
}

/** Returns a value with other scalars. An object in which nothing changes stays the same object. */
function replaceScalars(value: unknown, replace: (scalar: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return replace(value)
  const entries = Object.entries(value)
  const replaced = entries.map(([name, child]) => [name, replaceScalars(child, replace)] as const)
  if (replaced.every(([, child], index) => child === entries[index]?.[1])) return value
  return Array.isArray(value) ? replaced.map(([, child]) => child) : Object.fromEntries(replaced)
}

/** Returns the next number with another representation, which is smaller in size unless it is below 1. */
function findNeighbour(number: number): number {
  const bits = new BigInt64Array(1)
  const view = new Float64Array(bits.buffer)
  view[0] = number
  bits[0] = (bits[0] ?? 0n) + (Math.abs(number) < 1 ? 1n : -1n)
  return view[0]
}

type Expression = ReturnType<typeof compile>

/** Yields the names of the functions that an expression calls. */
function* listFunctions(node: Expression): Generator<string> {
  if (node.type === 'Function') yield node.name
  for (const part of Object.values(node).flat()) {
    if (typeof part === 'object' && part !== null && 'type' in part) yield* listFunctions(part as Expression)
  }
}

function checkFunction(name: string): void {
  const functions = getRegisteredFunctions()
  if (functions.includes(name)) return
  const suggestion = didYouMean(name, functions)
  throw new UsageError(
    `--query calls ${name}(), which does not exist.`,
    suggestion === undefined ? `The functions are ${functions.join(', ')}.` : `Did you mean ${suggestion}()?`,
  )
}

function createSyntaxError(expression: string, offset: number): UsageError {
  const [found] = expression.slice(offset)
  const what = found === undefined ? 'it ends too early' : `${JSON.stringify(found)} is unexpected`
  return new UsageError(
    `--query is not valid JMESPath: character ${[...expression.slice(0, offset)].length + 1}: ${what}.`,
    "Write numbers, true, false and null in backticks, as in [?active == `true`], and strings in 'quotes'.",
  )
}

/**
 * Returns the offset of the first token that cannot follow the text before it; undefined for a valid expression. The
 * library knows the position and does not tell it.
 */
function findErrorOffset(expression: string): number | undefined {
  const readable = countReadable(expression)
  const starts = tokenize(expression.slice(0, readable)).map(({ start }) => start)
  for (const [index, start] of starts.entries()) {
    const upTo = expression.slice(0, starts[index + 1] ?? readable)
    if (findFailure(upTo) === 'at the token') return start
  }
  const unclosed = findUnclosedString(expression.slice(0, readable), starts.at(-1))
  if (unclosed !== undefined || readable < expression.length) return unclosed ?? readable
  return findFailure(expression) === undefined ? undefined : expression.length
}

/** Returns the length of the longest beginning of the expression that consists of tokens. */
function countReadable(expression: string): number {
  for (let length = expression.length; length > 0; length -= 1) {
    try {
      tokenize(expression.slice(0, length))
      return length
    } catch {
      // Try a shorter one.
    }
  }
  return 0
}

/** Tells whether an expression fails at its last token, or only because more is expected. */
function findFailure(expression: string): 'at the token' | 'at the end' | undefined {
  try {
    compile(expression)
    return undefined
  } catch (error) {
    return error instanceof Error && /\(EOF\)|got: EOF/.test(error.message) ? 'at the end' : 'at the token'
  }
}

// With its escapes, which do not end it.
const closedString = /^(?:'(?:\\[\\']|[^'\\]|\\(?![\\']))*'|`(?:\\[\\`]|[^`\\]|\\(?![\\`]))*`)/

/** Returns the offset of the last token if it is a string without an end. The library lets the expression end it. */
function findUnclosedString(expression: string, start: number | undefined): number | undefined {
  if (start === undefined || !/['`]/.test(expression[start] ?? '')) return undefined
  return closedString.test(expression.slice(start)) ? undefined : start
}
