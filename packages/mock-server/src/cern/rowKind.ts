import type { AuthorizationView } from '../directory/authorization/authorizationDirectory.ts'
import type { Table } from '../directory/authorization/table.ts'
import { placeOfId } from '../directory/authorization/table.ts'
import type { ChildIdentity, FieldLayer } from '../openapi/cern.generated.ts'
import {
  accountFields,
  applicationFields,
  groupFields,
  identityFields,
  registrationFields,
  registrationProviderFields,
  roleFields,
} from '../openapi/cern.generated.ts'

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
    const child = typeof id === 'string' ? placeOfId(identities, id) : undefined
    if (child === undefined) return null
    const text = (name: string): string | null => {
      const value = identities.valueAt(child, name)
      return typeof value === 'string' ? value : null
    }
    return { id: identities.idAt(child), upn: text('upn'), displayName: text('displayName') }
  }
}
