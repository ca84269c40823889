import type { Statements } from '../engine/engine.ts'
import type { Collection } from '../schema/collections.ts'
import { toCanonicalJson } from './comparison.ts'

/** A row of `change_log` before it has its run. */
export interface NewChange {
  readonly key: string
  readonly person: string | null
  readonly kind: string
  readonly attribute: string | null
  readonly old: string | null
  readonly new: string | null
}

/** Notes changes of rows of a collection in a run. */
export function noteChanges(
  statements: Statements,
  run: number,
  { name, service }: Collection,
  changes: readonly NewChange[],
): Promise<void> {
  return statements.insert(
    'change_log',
    ['run', 'service', 'collection', 'key', 'person', 'kind', 'attribute', 'old', 'new'],
    changes.map((change) => [
      run,
      service,
      name,
      change.key,
      change.person,
      change.kind,
      change.attribute,
      change.old,
      change.new,
    ]),
  )
}

/** Removes what a run has noted of rows whose `column` has one of the values. */
export async function removeChanges(
  statements: Statements,
  run: number,
  { name }: Pick<Collection, 'name'>,
  { column, values }: { column: 'key' | 'person'; values: readonly string[] },
): Promise<void> {
  const { sql, parameter } = statements.anyOf(column, values)
  await statements.run(`delete from change_log where run = ? and collection = ? and ${sql}`, [
    run,
    name,
    parameter,
  ])
}

/** Returns a value as the log has it; null for one that is absent. */
export function toLogged(value: unknown): string | null {
  return value === undefined ? null : toCanonicalJson(value)
}
