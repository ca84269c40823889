import {
  compile,
  getRegisteredFunctions,
  type JSONValue,
  TreeInterpreter,
  tokenize,
} from '@jmespath-community/jmespath'
import { didYouMean } from '@personctl/shared/didYouMean'
import { UsageError } from '../errors/errors.ts'

/**
 * Where the first thing stands in an expression that cannot follow what is before it, which the library knows and does
 * not say; undefined where the expression is sound.
 */
function errorOffset(expression: string): number | undefined {
  const readable = readableLength(expression)
  const starts = tokenize(expression.slice(0, readable)).map(({ start }) => start)
  for (const [index, start] of starts.entries()) {
    const upTo = expression.slice(0, starts[index + 1] ?? readable)
    if (failureOf(upTo) === 'here') return start
  }
  const unclosed = unclosedText(expression.slice(0, readable), starts.at(-1))
  if (unclosed !== undefined || readable < expression.length) return unclosed ?? readable
  return failureOf(expression) === undefined ? undefined : expression.length
}

/** How much of it, from its beginning, is made of words of the language. */
function readableLength(expression: string): number {
  for (let length = expression.length; length > 0; length -= 1) {
    try {
      tokenize(expression.slice(0, length))
      return length
    } catch {
      // Then less of it.
    }
  }
  return 0
}

/** Whether it fails at its last word, or only because more would have to follow. */
function failureOf(expression: string): 'here' | 'at the end' | undefined {
  try {
    compile(expression)
    return undefined
  } catch (error) {
    return error instanceof Error && /\(EOF\)|got: EOF/.test(error.message) ? 'at the end' : 'here'
  }
}

// With its escapes, which end nothing.
const closedText = /^(?:'(?:\\[\\']|[^'\\]|\\(?![\\']))*'|`(?:\\[\\`]|[^`\\]|\\(?![\\`]))*`)/

/** Where the last word begins, if it is a text that does not end. The library ends it with the expression. */
function unclosedText(expression: string, start: number | undefined): number | undefined {
  if (start === undefined || !/['`]/.test(expression[start] ?? '')) return undefined
  return closedText.test(expression.slice(start)) ? undefined : start
}

type Expression = ReturnType<typeof compile>

/** A question to ask of a document. */
export interface Query {
  /** Throws UsageError where the document is not such that the question makes sense. */
  answerFrom(document: unknown): unknown
}

/**
 * Reads JMESPath.
 *
 * @throws UsageError where the expression is none, with the place, or calls a function that there is not
 * @see https://jmespath.site
 */
export function parseQuery(expression: string): Query {
  if (expression.trim() === '') {
    throw new UsageError('--query is empty.', 'Is a variable of your script not set?')
  }
  const offset = errorOffset(expression)
  if (offset !== undefined) throw syntaxError(expression, offset)
  const tree = compile(expression)
  for (const name of functionsIn(tree)) checkFunction(name)
  return {
    answerFrom(document) {
      try {
        return TreeInterpreter.search(tree, document as JSONValue)
      } catch (error) {
        const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
        throw new UsageError(
          `--query does not fit what there is: ${reason}.`,
          'personctl help formats says what a query is asked of.',
        )
      }
    },
  }
}

function syntaxError(expression: string, offset: number): UsageError {
  const [found] = expression.slice(offset)
  const what = found === undefined ? 'it ends too early' : `${JSON.stringify(found)} cannot stand there`
  return new UsageError(
    `--query is no JMESPath: character ${[...expression.slice(0, offset)].length + 1}: ${what}.`,
    "Numbers, true, false and null stand in backticks, as in [?active == `true`], texts in 'quotes'.",
  )
}

/** The functions that an expression calls. */
function* functionsIn(node: Expression): Generator<string> {
  if (node.type === 'Function') yield node.name
  for (const part of Object.values(node).flat()) {
    if (typeof part === 'object' && part !== null && 'type' in part) yield* functionsIn(part as Expression)
  }
}

function checkFunction(name: string): void {
  const functions = getRegisteredFunctions()
  if (functions.includes(name)) return
  const meant = didYouMean(name, functions)
  throw new UsageError(
    `--query calls ${name}(), and there is no such function.`,
    meant === undefined ? `There are ${functions.join(', ')}.` : `Did you mean ${meant}()?`,
  )
}
