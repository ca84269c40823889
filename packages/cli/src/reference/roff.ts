/** What the language of man pages would take for an instruction, as text. */
export function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&')
}

/** Something, and what it is about. */
export function term(name: string, text: string): string {
  return `.TP\n.B ${escaped(name)}\n${escaped(text)}`
}

/** Lines to type. */
export function verbatim(lines: readonly string[]): string {
  return ['.nf', ...lines.map((line) => `  ${escaped(line)}`), '.fi'].join('\n')
}

type Mode = 'paragraph' | 'rows' | 'verbatim'

const rowOfTwo = /^ {2}(\S.*?) {2,}(\S.*)$/
const continued = /^ {4,}(\S.*)$/

/**
 * Text as the topics and notes of help have it: paragraphs, indented rows of two columns, and other indented lines, which
 * stay as they are.
 */
export function prose(text: string): string {
  const lines: string[] = []
  let mode = 'paragraph' as Mode
  const enter = (next: Mode, opening: readonly string[]) => {
    if (mode === 'verbatim' && next !== 'verbatim') lines.push('.fi')
    if (mode !== next) lines.push(...opening)
    mode = next
  }
  for (const line of text.trimEnd().split('\n')) {
    const [, name, about] = rowOfTwo.exec(line) ?? []
    const [, more] = continued.exec(line) ?? []
    if (line.trim() === '') {
      enter('paragraph', [])
      if (lines.length > 0) lines.push('.PP')
    } else if (name !== undefined && about !== undefined && !line.startsWith('  $ ')) {
      enter('rows', [])
      lines.push(term(name, about))
    } else if (more !== undefined && mode === 'rows') lines.push(escaped(more))
    else if (line.startsWith(' ')) {
      enter('verbatim', ['.nf'])
      lines.push(escaped(line))
    } else {
      enter('paragraph', ['.PP'])
      lines.push(escaped(line))
    }
  }
  enter('paragraph', [])
  return lines.filter((line, index) => line !== '.PP' || (index > 0 && lines[index + 1] !== '.PP')).join('\n')
}
