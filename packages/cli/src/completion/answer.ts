import { writeSync } from 'node:fs'
import { topics } from '../help/topics.ts'
import { candidatesFor } from './candidates.ts'
import { contextNames } from './contextNames.ts'
import { readCommandTable } from './readCommandTable.ts'

/**
 * Answers a shell that asks what a word can become, as `personctl __complete INDEX WORD...` with the words after
 * `personctl`: a line for each candidate, with a tab before what it is about, or
 * the line `:files`. The index says which word it is, counted from 0, for shells lose words that are empty.
 */
export function answerCompletion([index = '', ...words]: readonly string[]): void {
  const place = Number(index)
  const candidates = candidatesFor(readCommandTable(), words.slice(0, place), words[place] ?? '', {
    contexts: () => contextNames(process.env),
    topics: topics.map(({ name, summary }) => ({ value: name, summary })),
  })
  const lines =
    candidates === 'files'
      ? [':files']
      : candidates.map(({ value, summary }) => (summary === undefined ? value : `${value}\t${summary}`))
  // Not through a stream, for to open one takes time.
  writeSync(1, lines.map((line) => `${line}\n`).join(''))
}
