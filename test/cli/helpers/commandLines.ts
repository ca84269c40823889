/** A command line of personctl, as a text shows it. */
export interface CommandLine {
  /** The words after `personctl`. */
  readonly words: readonly string[]
  /** True if another command writes its input, or a file does. */
  readonly readsInput: boolean
}

/** Returns the examples of a help text: what follows `$`, with the lines that a backslash or an operator continues. */
export function listExamples(help: string): string[] {
  return [...help.matchAll(/^ {2}\$ (.*(?:\n {6}.*)*)$/gm)].map(([, text = '']) => joinLines(text))
}

/** Returns the command lines in the code of a document: all of `sh`, and what follows `$` in `console`. */
export function listDocumentCommands(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```(sh|console)\n(.*?)^```$/gms)]
  return blocks.flatMap(([, language, code = '']) => {
    const lines = code.replace(/\\\n\s*/g, '').split('\n')
    return language === 'sh'
      ? lines
      : lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice('$ '.length))
  })
}

/** Returns the command lines of a document that show their whole output below. */
export function listShownOutputs(markdown: string): { line: string; output: string }[] {
  const blocks = [...markdown.matchAll(/^```console\n(.*?)^```$/gms)]
  return blocks
    .flatMap(([, code = '']) =>
      code
        .replace(/\\\n\s*/g, '')
        .split(/^\$ /m)
        .slice(1),
    )
    .map((part) => ({ line: part.slice(0, part.indexOf('\n')), output: part.slice(part.indexOf('\n') + 1) }))
    .filter(({ output }) => output.trim() !== '' && !output.includes('…'))
}

function joinLines(text: string): string {
  return text.replace(/(?: \\)?\n {6}/g, ' ')
}

/** Splits a line as a shell does, and returns each call of personctl in it. A variable has the value `x`. */
export function listCalls(line: string): CommandLine[] {
  const nested = [...line.matchAll(/[$<]\(([^()]*)\)/g)].flatMap(([, inner = '']) => listCalls(inner))
  const outer = line.replace(/[$<]\([^()]*\)/g, 'x')
  const calls: CommandLine[] = []
  let words: string[] = []
  let readsInput = false
  const end = (isPipe: boolean) => {
    const start = words.findIndex((word) => word === 'personctl' || word === '@personctl/cli')
    const isCall =
      start !== -1 && words.slice(0, start).every((word) => /^(?:npx|until|[A-Z_]+=.*)$/s.test(word))
    if (isCall) calls.push({ words: words.slice(start + 1), readsInput })
    words = []
    readsInput = isPipe
  }
  const tokens =
    outer.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\|&;<>#]|(?<=\S)#)+|&&|[|;&]|[<>]+|#.*/gs) ?? []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? ''
    if (token.startsWith('#')) break
    if (/^(?:&&|[|;&])$/.test(token)) end(token === '|')
    else if (/^[<>]+$/.test(token)) {
      readsInput ||= token === '<'
      // The file, and before it the number of the stream.
      index += 1
      if (words.at(-1) === '2') words.pop()
    } else words.push(unquote(token))
  }
  end(false)
  return [...nested, ...calls]
}

function unquote(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|\$\{?\w+\}?/gs,
    (match, double, single, escaped) => {
      if (single !== undefined) return single
      if (escaped !== undefined) return escaped
      return match.startsWith('$') ? 'x' : double.replace(/\$\{?\w+\}?/g, 'x').replace(/\\(["\\$])/g, '$1')
    },
  )
}
