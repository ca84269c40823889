import type { ChildIdentity } from '@personctl/generated/cern'
import {
  accountFields,
  applicationFields,
  type FieldLayer,
  groupFields,
  identityFields,
  registrationFields,
  registrationProviderFields,
  roleFields,
} from '@personctl/generated/cernFields'
import type { Quirks } from '@personctl/generated/quirks'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import type { Table } from '../../directory/authorization/records.ts'
import { asciiJson } from '../../text/json.ts'

/** A kind of rows: its fields in order, each with the layer that decides when it is present. */
export interface RowKind {
  readonly fields: Readonly<Record<string, FieldLayer>>
  /** Fields that are rows themselves, each with the field that contains its id. */
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

/** Rows of one kind: all rows of a table, or some of them. */
export interface Rows {
  readonly kind: RowKind
  /** Its size is needed without `indexes`. */
  readonly table: Omit<Table, 'size'> & Partial<Pick<Table, 'size'>>
  /** The indexes of the rows in the order of their ids. @default all */
  readonly indexes?: readonly number[]
}

/** Creates a function that reads a field of a row, which may be a row itself. */
export function createFieldReader(
  { kind, table }: Rows,
  { identities }: Pick<AuthorizationView, 'identities'>,
  field: string,
  childIdentity?: Quirks['cernChildIdentity'],
): (index: number) => unknown {
  const idField = kind.children && Object.hasOwn(kind.children, field) ? kind.children[field] : undefined
  if (idField === undefined) return (index) => table.valueAt(index, field)
  const writeIdentity = (child: number): string =>
    createRowWriter({ kind, table: identities }, { identities }, [], {})(child)
  return (index): unknown => {
    const id = table.valueAt(index, idField)
    const child = typeof id === 'string' ? identities.indexOfId(id) : undefined
    if (child === undefined) return null
    if (childIdentity === 'id') return identities.idAt(child)
    if (childIdentity === 'whole') return JSON.parse(writeIdentity(child))
    const stringAt = (name: string): string | null => {
      const value = identities.valueAt(child, name)
      return typeof value === 'string' ? value : null
    }
    return {
      id: identities.idAt(child),
      upn: stringAt('upn'),
      displayName: stringAt('displayName'),
    } satisfies ChildIdentity
  }
}

interface Column {
  /** The name as JSON, with a colon. */
  readonly key: string
  readonly valueAt: (index: number) => unknown
  /** True if the column is omitted from rows in which it is not set. */
  readonly isOptional: boolean
}

/**
 * Creates a function that writes a row as JSON: the requested fields and the id. Without fields it writes the default
 * object: the fields that a row always has, with null for computed ones, then those that are set, shorter names first.
 */
export function createRowWriter(
  rows: Rows,
  view: Pick<AuthorizationView, 'identities'>,
  fields: readonly string[],
  { cernChildIdentity, cernUnsetField }: Quirks,
): (index: number) => string {
  const column = (field: string, isOptional = false): Column => ({
    key: `${asciiJson(field)}:`,
    valueAt: createFieldReader(rows, view, field, cernChildIdentity),
    isOptional,
  })
  const columns =
    fields.length > 0
      ? [...fields.filter((field) => field !== 'id'), 'id'].map((field) =>
          column(field, cernUnsetField === 'absent' && isDynamic(rows, field)),
        )
      : defaultColumns(rows, column)
  return (index) => {
    let json = ''
    for (const { key, valueAt, isOptional } of columns) {
      const value = valueAt(index)
      if (isOptional && (value === undefined || value === null)) continue
      json += `${json === '' ? '{' : ','}${key}${asciiJson(value)}`
    }
    return `${json}}`
  }
}

function isDynamic({ kind, table }: Rows, field: string): boolean {
  const { fields } = kind
  return Object.hasOwn(fields, field) ? fields[field] === 'dynamic' : table.furtherFields.includes(field)
}

/** Adds a row with the name of a group that does not exist, as membership lists of the service had some. */
export function withGroupName(rows: Rows, field: string, { cernGroupAsMember }: Quirks): Rows {
  const { kind, table, indexes = [] } = rows
  if (cernGroupAsMember !== 'present') return rows
  const id = 'ffffffff-0000-4000-8000-000000000000'
  const name = `group|${id}`
  const { size = 0 } = table
  const isAdded = (index: number): boolean => index === size
  return {
    kind,
    table: {
      size: size + 1,
      furtherFields: table.furtherFields,
      idAt: (index) => (isAdded(index) ? id : table.idAt(index)),
      valueAt(index, wanted) {
        if (!isAdded(index)) return table.valueAt(index, wanted)
        return wanted === field ? name : wanted === 'id' ? id : null
      },
    },
    indexes: [...indexes, size],
  }
}

function defaultColumns(
  { kind, table }: Rows,
  column: (field: string, isOptional?: boolean) => Column,
): readonly Column[] {
  const always: Column[] = []
  const optional = [...table.furtherFields]
  for (const [field, layer] of Object.entries(kind.fields)) {
    if (layer === 'base') always.push(column(field))
    else if (layer === 'computed') always.push({ ...column(field), valueAt: () => null })
    else if (layer === 'dynamic') optional.push(field)
  }
  // The order in which the service's store writes JSON.
  optional.sort((one, other) => one.length - other.length || (one < other ? -1 : 1))
  return [...always, ...optional.map((field) => column(field, true))]
}
