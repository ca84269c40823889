// Checks names, comments and texts against the vocabulary in STYLEGUIDE.md, and how doc comments begin.
import { lineAt, readText } from './files.mjs'

const headless = /^\/\*\*[\s*]*(What(?:ever)?|Whether|How|Where(?:ver)?|Who(?:ever|se|m)?|Which(?:ever)?)\b/

/** Reads the vocabulary: the words that are not ours, what to write instead, and where that is checked. */
export function readVocabulary() {
  const [, section = ''] = readText('STYLEGUIDE.md').split(/^## Vocabulary$/m)
  const rows = section.split(/^## /m)[0].matchAll(/^\| (`.+?) \| (.+?) \| (.+?) \| (.*?) ?\|$/gm)
  const vocabulary = [...rows].flatMap(([, words, instead, where, except]) =>
    quoted(words).map((word) => ({
      word,
      instead,
      pattern: new RegExp(`\\b${word}(?:s|es|d|ed|ing)?\\b`, 'gi'),
      where: new Set(where.split(', ')),
      except: quoted(except),
    })),
  )
  if (vocabulary.length === 0) throw new Error('STYLEGUIDE.md has no table under "## Vocabulary"')
  return vocabulary
}

function quoted(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word)
}

/** Words in a source that are not ours: in the names it declares, in its comments, in the texts it has for users. */
export function findForeignWords(source, vocabulary) {
  const { text, path, comments, strings, code } = source
  const parts = [
    ...comments.map((part) => ({ ...part, kind: 'comments' })),
    // A string without a space is a key, a header, a path: not ours to word.
    ...strings.filter((part) => part.text.includes(' ')).map((part) => ({ ...part, kind: 'texts' })),
    ...[...code.matchAll(/(?<![\w$.?])[#A-Za-z_$][\w$]*/g)].map(({ 0: name, index }) => ({
      text: name,
      spelled: name.replaceAll(/[A-Z]+(?![a-z])|[A-Z]/g, ' $&').replaceAll(/[_$#]/g, ' '),
      index,
      kind: 'names',
    })),
  ]
  const findings = []
  for (const part of parts)
    for (const { pattern, where, word, instead, except } of vocabulary) {
      if (!where.has(part.kind) || except.includes(part.text)) continue
      for (const match of (part.spelled ?? part.text).matchAll(pattern)) {
        const around = (part.spelled ?? part.text).slice(Math.max(0, match.index - 40), match.index + 40)
        if (except.some((phrase) => around.includes(phrase))) continue
        const index = part.kind === 'names' ? part.index : part.index + match.index
        const what = part.kind === 'names' ? part.text : around.replaceAll(/\s+/g, ' ')
        findings.push(`${path}:${lineAt(text, index)}: "${word}" in "${what}"; write ${instead}`)
      }
    }
  return [...new Set(findings)]
}

/** Doc comments that begin with a question word. */
export function findHeadlessComments({ text, path, comments }) {
  return comments
    .filter((comment) => headless.test(comment.text))
    .map(
      ({ text: comment, index }) =>
        `${path}:${lineAt(text, index)}: ${comment.split('\n').slice(0, 2).join(' ')}`,
    )
}
