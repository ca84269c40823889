import type { AuthorizationView } from '../directory/authorization/authorizationDirectory.ts'
import { asciiJson } from '../text/asciiJson.ts'
import { fieldReader, type Rows } from './rowKind.ts'

interface Column {
  /** The name as JSON, and a colon. */
  readonly key: string
  readonly valueAt: (place: number) => unknown
  /** Whether it is left out where it is not set. */
  readonly isOptional: boolean
}

/**
 * Writes rows as JSON: the fields asked for and the id; where none are asked for, the default object. That is what a row
 * always has, computed fields not computed, and then what of it is set, the shorter names first.
 */
export function rowWriter(
  rows: Rows,
  view: Pick<AuthorizationView, 'identities'>,
  fields: readonly string[],
): (place: number) => string {
  const column = (field: string, isOptional = false): Column => ({
    key: `${asciiJson(field)}:`,
    valueAt: fieldReader(rows, view, field),
    isOptional,
  })
  const columns =
    fields.length > 0
      ? [...fields.filter((field) => field !== 'id'), 'id'].map((field) => column(field))
      : defaultColumns(rows, column)
  return (place) => {
    let text = ''
    for (const { key, valueAt, isOptional } of columns) {
      const value = valueAt(place)
      if (isOptional && (value === undefined || value === null)) continue
      text += `${text === '' ? '{' : ','}${key}${asciiJson(value)}`
    }
    return `${text}}`
  }
}

function defaultColumns(
  { kind, table }: Rows,
  column: (field: string, isOptional?: boolean) => Column,
): readonly Column[] {
  const always: Column[] = []
  const whereSet = [...table.furtherFields]
  for (const [field, layer] of Object.entries(kind.fields)) {
    if (layer === 'base') always.push(column(field))
    else if (layer === 'computed') always.push({ ...column(field), valueAt: () => null })
    else if (layer === 'dynamic') whereSet.push(field)
  }
  // As the service's store orders what it keeps as JSON.
  whereSet.sort((one, other) => one.length - other.length || (one < other ? -1 : 1))
  return [...always, ...whereSet.map((field) => column(field, true))]
}
