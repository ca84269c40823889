import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** A code block of a document. */
export interface Block {
  readonly document: string
  /** The line of its first line of code. */
  readonly line: number
  readonly language: string
  readonly code: string
  /** The code in the comment in front of the block (`<!-- before … -->`), which prepares it and is not shown. */
  readonly before: string
  /** The output in the block without a language behind this one. */
  readonly output?: string
}

/** A command of a block for a shell, and what the document shows that it prints. */
export interface Command {
  readonly line: number
  readonly text: string
  /** Undefined if the document shows nothing. */
  readonly shown?: string
}

/** Returns the documents for readers: no changelogs, and no decisions, whose code is that of their day. */
export function listDocuments(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '*.md']
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((path) => !/(^|\/)CHANGELOG\.md$|^docs\/decisions\/|^\.changeset\//.test(path))
    .sort()
}

const fence = /^([ \t]*)(`{3,})([^\n`]*)\n([\s\S]*?)^\1\2[ \t]*$/gm
const prepared = /<!-- before\s([\s\S]*?)-->\s*$/

/** Returns the code blocks of a document. */
export function blocksOf(
  document: string,
  text: string = readFileSync(join(root, document), 'utf8'),
): Block[] {
  const blocks: Block[] = []
  let end = 0
  for (const match of text.matchAll(fence)) {
    const [whole, indent = '', , info = '', body = ''] = match
    const between = text.slice(end, match.index)
    const line = text.slice(0, match.index).split('\n').length + 1
    end = match.index + whole.length
    const code = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    const [language = ''] = info.trim().split(/[\s{]/)
    const last = blocks.at(-1)
    if (
      language === '' &&
      last !== undefined &&
      isForShell(last) &&
      /^\s*(<!--[\s\S]*-->\s*)?$/.test(between)
    )
      blocks[blocks.length - 1] = { ...last, output: code }
    else blocks.push({ document, line, language, code, before: prepared.exec(between)?.[1]?.trim() ?? '' })
  }
  return blocks
}

export function isForShell({ language }: Pick<Block, 'language'>): boolean {
  return ['sh', 'bash', 'shell', 'console'].includes(language)
}

/**
 * Returns the commands of a block. In a `console` block each begins with `$ ` and what follows is its output; any other
 * is a script without output, but for that of its last command, which a block without a language behind it shows.
 */
export function commandsOf(block: Block): Command[] {
  const isSession = block.language === 'console'
  const commands: { line: number; text: string; shown?: string }[] = []
  const lines = block.code.replace(/\n$/, '').split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index] ?? ''
    const last = commands.at(-1)
    if (isSession && !first.startsWith('$ ')) {
      if (last === undefined)
        throw new Error(`${block.document}:${block.line + index}: a command begins with "$ "`)
      last.shown = `${last.shown ?? ''}${first}\n`
      continue
    }
    const line = block.line + index
    let text = isSession ? first.slice(2) : first
    while (!isWhole(text) && index + 1 < lines.length) {
      index += 1
      text += `\n${lines[index]}`
    }
    if (!/^\s*(#.*)?$/.test(text)) commands.push({ line, text })
  }
  const last = commands.at(-1)
  if (last !== undefined && block.output !== undefined) last.shown = block.output
  return commands
}

/** True for a text that a shell would run before another line follows. */
function isWhole(text: string): boolean {
  if (/\\$/.test(text)) return false
  const heredoc = /<<-?\s*'?(\w+)'?/.exec(text)?.[1]
  if (heredoc !== undefined && !new RegExp(`^\\s*${heredoc}$`, 'm').test(text)) return false
  if (!/['"({`]|\b(?:if|for|while|until|case)\b|(?:\||&&)\s*$/.test(text)) return true
  try {
    execFileSync('sh', ['-n'], { input: `${text}\n`, stdio: ['pipe', 'ignore', 'ignore'] })
    return true
  } catch {
    return false
  }
}

/**
 * Returns a pattern for an output as a document shows it: a line `…` stands for any lines, and `…` in a line for any text. URLs
 * of the mock, times and temporary folders are those of the run.
 */
export function outputPattern(shown: string): RegExp {
  const lines = withoutChance(shown).trim().split('\n')
  const patterns = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\n)*?' : `${line.trimEnd().split('…').map(escapePattern).join('.*')}[ \t]*\n`,
  )
  return new RegExp(`^${patterns.join('')}$`)
}

/** Returns an output with everything replaced that differs from run to run. */
export function withoutChance(output: string): string {
  return output
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?:127\.0\.0\.1|localhost):\d+(?:\/__session\/[\w-]+)?/g, 'MOCK')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g, 'TIME')
    .replaceAll(/\/\S*\/(?=personctl-mock-\w+\/)/g, '/tmp/')
    .replaceAll(/(?<=personctl-mock-)\w+(?=\/)/g, 'X')
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
