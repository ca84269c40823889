// Checks names, comments and texts against the vocabulary in STYLEGUIDE.md, and how doc comments begin.
import { lineAt, readText } from './files.mjs'

const headless = /^\/\*\*[\s*]*(What(?:ever)?|Whether|How|Where(?:ver)?|Who(?:ever|se|m)?|Which(?:ever)?)\b/

/** Reads the vocabulary: the words to avoid, what to write instead, and where that is checked. */
export function readVocabulary() {
  const [, section = ''] = readText('STYLEGUIDE.md').split(/^## Vocabulary$/m)
  const rows = section.split(/^## /m)[0].matchAll(/^\| (`.+?) \| (.+?) \| (.+?) \| (.*?) ?\|$/gm)
  const entries = [...rows].flatMap(([, words, instead, where, except]) =>
    quoted(words).map((word) => ({ word, instead, where: where.split(', '), except: quoted(except) })),
  )
  if (entries.length === 0) throw new Error('STYLEGUIDE.md has no table under "## Vocabulary"')
  return Object.fromEntries(
    ['names', 'comments', 'texts'].map((kind) => {
      const ofKind = entries.filter(({ where }) => where.includes(kind))
      const words = ofKind.map(({ word }) => word).sort((one, other) => other.length - one.length)
      // A phrase may go on in the next line of a comment.
      const phrases = words.map((word) => word.replaceAll(' ', '[\\s*/]+'))
      const pattern = new RegExp(`\\b(${phrases.join('|')})(?:s|es|d|ed|ing)?\\b`, 'gi')
      return [kind, { pattern, entries: new Map(ofKind.map((entry) => [entry.word, entry])) }]
    }),
  )
}

function quoted(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word)
}

/** Finds the words to avoid in the names that a source declares, in its comments, and in its texts for users. */
export function findForeignWords({ text, path, comments, strings, code }, vocabulary) {
  const findings = []
  const report = (index, word, around, { instead }) =>
    findings.push(`${path}:${lineAt(text, index)}: "${word}" in "${around}"; write ${instead}`)

  for (const [kind, parts] of Object.entries({ comments, texts: strings.filter(isSentence) }))
    for (const part of parts)
      for (const { word, index, entry } of matchesIn(part.text, vocabulary[kind])) {
        const around = part.text.slice(Math.max(0, index - 40), index + 40).replaceAll(/[\s*]+/g, ' ')
        if (!entry.except.some((phrase) => around.includes(phrase)))
          report(part.index + index, word, around, entry)
      }

  const seen = new Map()
  // A name behind a dot belongs to somebody else, or is declared where it is found as well.
  for (const { 0: name, index } of code.matchAll(/(?<![\w$.])[#A-Za-z_$][\w$]*/g)) {
    if (!seen.has(name)) seen.set(name, [...matchesIn(spell(name), vocabulary.names)][0])
    const { word, entry } = seen.get(name) ?? {}
    if (word === undefined) continue
    const line = text.slice(text.lastIndexOf('\n', index) + 1, text.indexOf('\n', index)).trim()
    if (!entry.except.some((phrase) => line.includes(phrase))) report(index, word, name, entry)
  }
  return [...new Set(findings)]
}

/** A string without a space is a key, a header or a path, which others have worded. */
function isSentence({ text }) {
  return text.includes(' ')
}

/** Spells a name in camel case as words: `urlOfPage` as `url Of Page`. */
function spell(name) {
  return name.replaceAll(/[A-Z]+(?![a-z])|[A-Z]/g, ' $&').replaceAll(/[_$#]/g, ' ')
}

function* matchesIn(text, { pattern, entries }) {
  for (const { 1: phrase, index } of text.matchAll(pattern)) {
    const word = phrase.toLowerCase().replaceAll(/[\s*/]+/g, ' ')
    yield { word, index, entry: entries.get(word) }
  }
}

/** Finds the doc comments that begin with a question word. */
export function findHeadlessComments({ text, path, comments }) {
  return comments
    .filter((comment) => headless.test(comment.text))
    .map(
      ({ text: comment, index }) =>
        `${path}:${lineAt(text, index)}: ${comment.split('\n').slice(0, 2).join(' ')}`,
    )
}
