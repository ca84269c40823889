import { expect } from 'vitest'
import type { Outcome } from '../../helpers/runPersonctl.ts'

export const ellipsis = '…'

/** The fields that are written for people and may be cut in a list. Everything else identifies something. */
const freeText: ReadonlySet<string> = new Set([
  ...['displayName', 'description', 'first_name', 'last_name', 'title', 'name', 'firstName', 'lastName'],
])

/** Yields all texts of a document that identify something. */
function* identifiersIn(value: unknown, key = ''): Generator<string> {
  if (Array.isArray(value)) for (const element of value) yield* identifiersIn(element, key)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) yield* identifiersIn(child, name)
  } else if (typeof value === 'string' && !freeText.has(key) && /^\S+$/.test(value)) yield value
}

/** Returns the words of a text. Whole tokens, times, ages and new ids, which differ from run to run, are the same word. */
export function wordsOf(text: string): Set<string> {
  const comparable = text
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]{43,}/g, 'TOKEN')
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, 'UUID')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\b86[34]\d\d\b|(?<!\S)\d{1,3}(?:\.\d)?(?!\S)/g, 'SECONDS')
  return new Set(comparable.split(/\s+/).filter((word) => word !== ''))
}

/** Checks that a table on a terminal has only words of the whole table, and beginnings of free text. */
export function expectNothingCut(shown: Outcome, whole: Outcome, document: unknown): void {
  const wholeWords = wordsOf(whole.stdout)
  const strange = [...wordsOf(shown.stdout)].filter(
    (word) => !wholeWords.has(word) && !word.endsWith(ellipsis),
  )
  expect(strange).toEqual([])
  const identifiers = [...new Set(identifiersIn(document))].sort()
  const cells = shown.stdout.split('\n').flatMap((line) => line.split(/\s{2,}/))
  for (const cell of new Set(cells.filter((text) => text.endsWith(ellipsis)))) {
    const beginning = cell.slice(0, -ellipsis.length)
    if (beginning.length < 2) continue
    const next = identifiers[findIndexBehind(identifiers, beginning)]
    expect(next?.startsWith(beginning) ? next : undefined, cell).toBeUndefined()
  }
}

/** Returns the index of the first of sorted texts that is not before this one: a large directory has 100,000 of them. */
function findIndexBehind(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
