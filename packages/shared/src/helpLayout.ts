/** A part of a help text. */
export type HelpBlock =
  | { readonly kind: 'blank' }
  /** Text that fills the lines. */
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A name and what it means, side by side. The column is where the meaning begins in the source. */
  | { readonly kind: 'row'; readonly name: string; readonly text: string; readonly column: number }
  /** A command line after `$`, on one line. */
  | { readonly kind: 'example'; readonly command: string }
  /** An indented line that stays as it is. */
  | { readonly kind: 'line'; readonly text: string }

const examplePattern = /^ {2}\$ (.*)$/
const rowPattern = /^( {2}(\S.*?) {2,})(\S.*)$/
const continuationPattern = /^ {4,}(\S.*)$/

/**
 * Parses a help text: lines without indentation are paragraphs, `  $ ` begins an example, two spaces or more divide a row,
 * and other indented lines stay. A line that is indented by four spaces or more continues the row above.
 */
export function parseHelp(text: string): HelpBlock[] {
  const blocks: HelpBlock[] = []
  for (const line of text.split('\n')) {
    const last = blocks.at(-1)
    const [, command] = examplePattern.exec(line) ?? []
    const [, before, name, meaning] = rowPattern.exec(line) ?? []
    const [, more] = continuationPattern.exec(line) ?? []
    if (line.trim() === '') blocks.push({ kind: 'blank' })
    else if (command !== undefined) blocks.push({ kind: 'example', command })
    else if (more !== undefined && last?.kind === 'row') {
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${more}` }
    } else if (before !== undefined && name !== undefined && meaning !== undefined) {
      blocks.push({ kind: 'row', name, text: meaning, column: before.length })
    } else if (line.startsWith(' ')) blocks.push({ kind: 'line', text: line })
    else if (last?.kind === 'paragraph') {
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${line}` }
    } else blocks.push({ kind: 'paragraph', text: line })
  }
  return blocks
}

/** The width of help that is not written to a terminal. */
const usualWidth = 80
/** The width beyond which lines are hard to read. */
const largestWidth = 100

/**
 * Lays out a help text for a terminal. No line is wider than the terminal or 100 characters, but for words that are wider:
 * an example is wrapped with backslashes, and only at spaces outside quotes, so that it can be copied.
 *
 * @param columns the width of the terminal; undefined without one
 */
export function layoutHelp(text: string, columns: number | undefined): string {
  const width = Math.min(largestWidth, columns ?? usualWidth)
  return parseHelp(text)
    .flatMap((block) => layoutBlock(block, width))
    .join('\n')
}

function layoutBlock(block: HelpBlock, width: number): string[] {
  switch (block.kind) {
    case 'blank':
      return ['']
    case 'paragraph': {
      const [usage = ''] = /^Usage: /.exec(block.text) ?? []
      return fill(block.text.split(' '), width, '', ' '.repeat(usage.length))
    }
    case 'row':
      return layoutRow(block, width)
    case 'example':
      return layoutExample(block.command, width)
    case 'line': {
      if (block.text.length <= width) return [block.text]
      const [indent = ''] = /^ */.exec(block.text) ?? []
      return fill(block.text.trim().split(' '), width, indent, `${indent}  `)
    }
  }
}

/** The width that the second column of rows has at least; where there is less, it stands below the first. */
const narrowestColumn = 28

function layoutRow({ name, text, column }: HelpBlock & { readonly kind: 'row' }, width: number): string[] {
  const words = text.split(' ')
  const longest = Math.max(...words.map((word) => word.length))
  if (width - column >= Math.max(narrowestColumn, longest)) {
    return fill(words, width, `  ${name}`.padEnd(column), ' '.repeat(column))
  }
  const below = ' '.repeat(6)
  return [...fill(name.split(' '), width, '  ', '    '), ...fill(words, width, below, below)]
}

// Words with their quoted parts. | and && stay with the word before them, since a line that ends with them needs no
// backslash; < and > stay with their file, and an option with the word that may be its value.
const commandWords =
  /(?:(?:>{1,2}|<|--?[a-zA-Z][\w-]*) (?=[^\s<>|&-]))?(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+(?: (?:\||&&)(?= ))?/gs

/** Returns the lines of an example. They can be copied: each but the last one ends with a backslash, or behind | or &&. */
function layoutExample(command: string, width: number): string[] {
  const prefix = '  $ '
  if (prefix.length + command.length <= width) return [`${prefix}${command}`]
  const lines = fill(command.match(commandWords) ?? [], width - ' \\'.length, prefix, ' '.repeat(6))
  return lines.map((line, index) => (index === lines.length - 1 || /[|&]$/.test(line) ? line : `${line} \\`))
}

/** Fills lines with words. Each begins with its prefix; a word that is wider than a line has one for itself. */
function fill(words: readonly string[], width: number, first: string, rest: string): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of words) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
