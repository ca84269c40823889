// Writes the manual of the command line as Markdown, from what `personctl __reference` tells of the commands.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../packages/cli/bin/personctl.js', import.meta.url))

/** Returns the documents of the manual: `Map<path, Markdown>`. */
export function writeManual() {
  const output = execFileSync(process.execPath, [program, '__reference'], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const { commands, options, topics } = JSON.parse(output).manual
  const nouns = Map.groupBy?.(commands, nounOf) ?? groupByNoun(commands)
  const documents = new Map([['manual/README.md', formatIndex(nouns, options, topics)]])
  for (const [noun, verbs] of nouns) documents.set(`manual/${noun}.md`, formatNoun(noun, verbs))
  for (const { name, blocks } of topics) {
    const text = `# ${toTitle(name)}\n\nThis page is what \`personctl help ${name}\` prints.\n\n${formatBlocks(blocks)}`
    documents.set(`manual/help-${name}.md`, text)
  }
  return documents
}

const nounOf = ({ usage }) => usage.split(' ')[1]

function groupByNoun(commands) {
  const nouns = new Map()
  for (const command of commands) nouns.set(nounOf(command), [...(nouns.get(nounOf(command)) ?? []), command])
  return nouns
}

function toTitle(name) {
  return name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ')
}

/** Returns the words of a command without its arguments. */
function nameCommand({ usage }) {
  return usage.replace(/ [<[].*$/, '')
}

function formatIndex(nouns, options, topics) {
  const rows = [...nouns].flatMap(([noun, verbs]) =>
    verbs.map((command) => {
      const name = nameCommand(command)
      return `| [\`${escapeCell(command.usage)}\`](${noun}.md#${name.replaceAll(' ', '-')}) | ${escapeText(command.summary)} |`
    }),
  )
  return [
    '# Commands of personctl',
    'Every command, with a page for each noun. The same is in `personctl COMMAND --help` and in `man personctl`.',
    ['| command | purpose |', '|---|---|', ...rows].join('\n'),
    '## Options of every command',
    formatTerms('option', options),
    '## Topics',
    topics.map(({ name }) => `- [${toTitle(name)}](help-${name}.md)`).join('\n'),
  ].join('\n\n')
}

function formatNoun(noun, verbs) {
  const summary = verbs.map(({ summary }) => summary[0].toLowerCase() + summary.slice(1)).join('; ')
  const isNoun = verbs.some((command) => nameCommand(command).split(' ').length > 2)
  const intro = isNoun ? `\n\nCommands that begin with \`personctl ${noun}\`: ${escapeText(summary)}.` : ''
  return `# personctl ${noun}${intro}\n\n${verbs.map((verb) => formatCommand(verb, isNoun)).join('\n\n')}`
}

function formatCommand(command, hasHeading) {
  const terms = [...command.arguments, ...command.options]
  return [
    ...(hasHeading ? [`## ${nameCommand(command)}`] : []),
    `${escapeText(command.summary)}.`,
    `\`\`\`sh\n${command.usage}${command.options.length > 0 ? ' [options]' : ''}\n\`\`\``,
    ...(terms.length > 0 ? [formatTerms('argument or option', terms)] : []),
    formatBlocks(command.notes),
    ...(command.examples.length > 0 ? ['Examples:', formatExamples(command.examples)] : []),
  ].join('\n\n')
}

function formatTerms(title, terms) {
  const rows = terms.map(({ name, text }) => `| \`${escapeCell(name)}\` | ${escapeText(text)} |`)
  return [`| ${title} | does |`, '|---|---|', ...rows].join('\n')
}

function formatExamples(commands) {
  return `\`\`\`console\n${commands.map((command) => `$ ${command}`).join('\n')}\n\`\`\``
}

/** Formats a parsed help text: neighbouring rows make a table, neighbouring examples and lines a block of code. */
function formatBlocks(blocks) {
  const parts = []
  for (const block of blocks) {
    const last = parts.at(-1)
    if (last?.kind === block.kind) last.blocks.push(block)
    else parts.push({ kind: block.kind, blocks: [block] })
  }
  return parts
    .map(({ kind, blocks: same }) => {
      if (kind === 'paragraph') return same.map(({ text }) => escapeText(text)).join('\n\n')
      if (kind === 'row') return formatTerms('name', same).replace('| does |', '| means |')
      if (kind === 'example') return formatExamples(same.map(({ command }) => command))
      if (kind === 'line')
        return `\`\`\`\n${same.map(({ text }) => text.replace(/^ {2}/, '')).join('\n')}\n\`\`\``
      return ''
    })
    .filter((text) => text !== '')
    .join('\n\n')
}

/** Escapes text that Markdown would take for markup. */
function escapeText(text) {
  return text.replaceAll(/[\\`*_{}[\]<>|#]/g, '\\$&')
}

function escapeCell(text) {
  return text.replaceAll('|', '\\|')
}
