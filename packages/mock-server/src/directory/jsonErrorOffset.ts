const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those JSON forbids inside a text
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y

/** Where text that is not JSON stops being so. Not every engine says, and none says it in the same words. */
export function jsonErrorOffset(text: string): number {
  const open: string[] = []
  let expected: 'value' | 'key' | 'colon' | 'end' = 'value'
  let mayClose = false
  token.lastIndex = 0
  for (;;) {
    const from = token.lastIndex
    const match = token.exec(text)
    if (match === null) return from + (/^[ \t\r\n]*/.exec(text.slice(from))?.[0].length ?? 0)
    const [, mark, string, scalar] = match
    const start = token.lastIndex - (mark ?? string ?? scalar ?? '').length
    const closes = mark === '}' || mark === ']'
    if (closes && (expected === 'end' || mayClose) && open.at(-1) === mark) {
      open.pop()
      expected = 'end'
      mayClose = false
    } else if (expected === 'value' && (mark === '{' || mark === '[')) {
      open.push(mark === '{' ? '}' : ']')
      expected = mark === '{' ? 'key' : 'value'
      mayClose = true
    } else if (expected === 'value' && (string ?? scalar) !== undefined) {
      expected = 'end'
      mayClose = false
    } else if (expected === 'key' && string !== undefined) {
      expected = 'colon'
      mayClose = false
    } else if (expected === 'colon' && mark === ':') {
      expected = 'value'
    } else if (expected === 'end' && mark === ',' && open.length > 0) {
      expected = open.at(-1) === '}' ? 'key' : 'value'
    } else return start
  }
}
