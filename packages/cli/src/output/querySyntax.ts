import { compile, tokenize } from '@jmespath-community/jmespath'

/**
 * Where the first thing stands in an expression that cannot follow what is before it, which the library knows and does
 * not say; undefined where the expression is sound.
 */
export function errorOffset(expression: string): number | undefined {
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
