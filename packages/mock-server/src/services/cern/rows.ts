import type { ChildIdentity } from '@personctl/openapi/cern'
import {
  accountFields,
  applicationFields,
  type FieldLayer,
  groupFields,
  identityFields,
  registrationFields,
  registrationProviderFields,
  roleFields,
} from '@personctl/openapi/cernFields'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { indexOfId, type Table } from '../../directory/authorization/records.ts'
import { asciiJson } from '../../text/json.ts'

/** A kind of rows: its fields in their order, and when each is there. */
export interface RowKind {
  readonly fields: Readonly<Record<string, FieldLayer>>
  /** Fields that are rows themselves, each with the field that has the id of it. */
  readonly children?: Readonly<Record<string, string>>
}

const { cernDepartment: _, ...plainAccountFields } = accountFields

export const identityRows: RowKind = {
  fields: identityFields,
  children: { owner: 'ownerId', supervisor: 'supervisorId' },
}
export const groupRows: RowKind = { fields: groupFields }
export const accountRows: RowKind = { fields: plainAccountFields }
export const extendedAccountRows: RowKind = { fields: accountFields }
export const applicationRows: RowKind = { fields: applicationFields }
export const roleRows: RowKind = { fields: roleFields }
export const providerRows: RowKind = { fields: registrationProviderFields }
export const registrationRows: RowKind = { fields: registrationFields }

/** Rows of a kind: some of a table, or all. */
export interface Rows {
  readonly kind: RowKind
  readonly table: Table
  /** Ascending; left out, all there are. */
  readonly places?: readonly number[]
}

/** Reads fields of rows, those included that are rows themselves. */
export function fieldReader(
  { kind, table }: Rows,
  { identities }: Pick<AuthorizationView, 'identities'>,
  field: string,
): (place: number) => unknown {
  const idField = kind.children && Object.hasOwn(kind.children, field) ? kind.children[field] : undefined
  if (idField === undefined) return (place) => table.valueAt(place, field)
  return (place): ChildIdentity => {
    const id = table.valueAt(place, idField)
    const child = typeof id === 'string' ? indexOfId(identities, id) : undefined
    if (child === undefined) return null
    const text = (name: string): string | null => {
      const value = identities.valueAt(child, name)
      return typeof value === 'string' ? value : null
    }
    return { id: identities.idAt(child), upn: text('upn'), displayName: text('displayName') }
  }
}

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
