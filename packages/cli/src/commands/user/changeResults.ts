import type { PlannedChange, UserChangeResult } from '@personctl/sdk/cis-publisher'
import { stringifyExactJson } from '@personctl/shared/exactJson'
import { createFlatPresentation, type FlatColumn, type Presentation, toScalar } from '../../output/format.ts'
import { isForPrograms } from '../../output/index.ts'
import { parseExactly } from '../../text/exactNumbers.ts'
import type { Invocation } from '../command.ts'
import { formatPart } from './changes.ts'

/** A part of an attribute that changes. */
interface ChangeRow {
  /** As `--set` names it: `first_name`, or `first_name:display`. */
  readonly attribute: string
  readonly from: unknown
  readonly to: unknown
  /** The reason why it cannot be published; null if it can. */
  readonly problem: string | null
}

const outcomes = ['created', 'updated', 'unchanged', 'would_create', 'would_update', 'refused'] as const

/** A person, and what came of the changes. */
export interface PersonResult {
  readonly user_id: string
  readonly outcome: (typeof outcomes)[number]
  readonly sequence_number: string | null
  readonly changes: readonly ChangeRow[]
}

/** A row of a table or of CSV: one for each change, or for a person without any. */
interface FlatRow {
  readonly result: PersonResult
  readonly change: ChangeRow | undefined
}

const flatColumns: readonly FlatColumn<FlatRow>[] = [
  { path: 'user_id', heading: 'USER ID', value: ({ result }) => result.user_id },
  { path: 'outcome', heading: 'OUTCOME', value: ({ result }) => result.outcome },
  { path: 'attribute', heading: 'ATTRIBUTE', value: ({ change }) => change?.attribute ?? null },
  { path: 'from', heading: 'FROM', isFreeText: true, value: ({ change }) => toScalar(change?.from) },
  { path: 'to', heading: 'TO', isFreeText: true, value: ({ change }) => toScalar(change?.to) },
  { path: 'problem', heading: 'PROBLEM', isFreeText: true, value: ({ change }) => change?.problem ?? null },
]
export const flatPresentation: Presentation<FlatRow> = createFlatPresentation(flatColumns)

const resultPresentation: Presentation<PersonResult> = {
  document: (result) => result,
  attributes: ({ user_id, outcome, sequence_number }) => [
    { path: 'user_id', value: user_id },
    { path: 'outcome', value: outcome },
    { path: 'sequence_number', value: sequence_number },
  ],
  leading: ['user_id', 'outcome'],
  columns: [],
}

export function toPersonResult({ userId, outcome, sequenceNumber, changes }: UserChangeResult): PersonResult {
  return { user_id: userId, outcome, sequence_number: sequenceNumber, changes: listChanges(changes) }
}

/** Returns the rows about the changes of a person. */
export function listChanges(
  changes: readonly PlannedChange[],
  problems: ReadonlyMap<string, string> = new Map(),
): ChangeRow[] {
  return changes.flatMap(({ path, before, after }) => {
    const parts = (['value', 'display', 'verified'] as const).filter(
      (part) => stringifyExactJson(before[part]) !== stringifyExactJson(after[part]),
    )
    return parts.map((part) => ({
      attribute: formatPart(path, part),
      from: withDigits(before[part]),
      to: withDigits(after[part]),
      problem: problems.get(path) ?? null,
    }))
  })
}

/** Returns a value for the output, whose numbers have the digits as they were. */
function withDigits(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? parseExactly(stringifyExactJson(value)) : value
}

/** Writes what came of the changes: one row for each in a table, and one object for each person for programs. */
export async function writeResults(
  results: Iterable<PersonResult> | AsyncIterable<PersonResult>,
  isList: boolean,
  { output }: Invocation,
): Promise<void> {
  const { format } = output
  const hasQuery = output.view?.query !== undefined
  if (!hasQuery && !isForPrograms(format)) return output.writeList(flattenResults(results), flatPresentation)
  if (isList) return output.writeList(results, resultPresentation)
  for await (const result of results) await output.writeOne(result, resultPresentation)
}

async function* flattenResults(
  results: Iterable<PersonResult> | AsyncIterable<PersonResult>,
): AsyncGenerator<FlatRow, void, undefined> {
  for await (const result of results) {
    for (const change of result.changes.length === 0 ? [undefined] : result.changes) yield { result, change }
  }
}
