import type { Account } from '../../openapi/cern.generated.ts'
import type { Table } from './table.ts'

/** The account of each identity that has one, made when it is asked for. */
export function accountsOf(identities: Table): Table {
  let order: readonly { readonly id: string; readonly identity: number }[] | undefined
  const accounts = () => {
    order ??= accountIds(identities)
    return order
  }
  const text = (identity: number, field: string): string | undefined => {
    const value = identities.valueAt(identity, field)
    return typeof value === 'string' ? value : undefined
  }
  const values: { readonly [Field in keyof Account]-?: (identity: number) => string | undefined } = {
    displayName: (identity) => text(identity, 'displayName'),
    uniqueIdentifier: (identity) => text(identity, 'upn'),
    emailAddress: (identity) => text(identity, 'primaryAccountEmail'),
    type: (identity) => text(identity, 'type'),
    cernDepartment: (identity) => text(identity, 'cernDepartment'),
    id: (identity) => text(identity, 'primaryAccountId'),
  }
  return {
    get size() {
      return accounts().length
    },
    furtherFields: [],
    idAt: (place) => accounts()[place]?.id ?? '',
    valueAt(place, field) {
      const identity = accounts()[place]?.identity
      return identity !== undefined && Object.hasOwn(values, field)
        ? values[field as keyof Account](identity)
        : undefined
    },
  }
}

/** Whoever has no login or no address is left out. */
function accountIds(identities: Table): { id: string; identity: number }[] {
  const found: { id: string; identity: number }[] = []
  for (let identity = 0; identity < identities.size; identity++) {
    const id = identities.valueAt(identity, 'primaryAccountId')
    const isComplete = ['upn', 'primaryAccountEmail'].every(
      (field) => typeof identities.valueAt(identity, field) === 'string',
    )
    if (typeof id === 'string' && isComplete) found.push({ id, identity })
  }
  return found.sort((one, other) => (one.id < other.id ? -1 : 1))
}
