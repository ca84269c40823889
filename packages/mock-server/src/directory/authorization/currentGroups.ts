import { groupFields } from '../../openapi/cern.generated.ts'
import type { AuthorizationChanges } from './changes.ts'
import type { Groups } from './groups.ts'
import { placesByText, recordTable } from './recordTable.ts'
import type { Table } from './table.ts'
import { firstPlace, placeOfId } from './table.ts'

/** The groups there are now, each of which has a number that stays its own: what was there before, and what is new. */
export interface CurrentGroups extends Table {
  placeOfIdentifier(identifier: string): number | undefined
  numberAt(place: number): number
  /** The place of the group with this number; undefined for one that is no more. */
  placeOfNumber(number: number): number | undefined
  /** The groups a group is directly in, by their numbers. */
  parentsOf(number: number): readonly number[]
  /** The groups that are directly in a group, by their numbers. */
  childrenOf(number: number): readonly number[]
}

const nothing: readonly number[] = []

export function currentGroups(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  if (changes.groups.size === 0 && changes.removedGroups.size === 0)
    return {
      ...base,
      numberAt: (place) => place,
      placeOfNumber: (number) => number,
      parentsOf: base.parentsAt,
      childrenOf: base.childrenAt,
    }
  return changedGroups(base, changes)
}

/** A number below the size of the base is a place there; one above, a place among the new groups. */
function changedGroups(base: Groups, changes: AuthorizationChanges): CurrentGroups {
  const added = recordTable([...changes.groups.values()], groupFields)
  const addedByIdentifier = placesByText(added, 'groupIdentifier')
  const removed = new Set([...changes.removedGroups].flatMap((id) => placeOfId(base, id) ?? []))
  const order = orderOf(base, added, removed)
  const numberAt = (place: number): number => {
    const number = order[place]
    if (number === undefined) throw new RangeError(`There is no group ${place}`)
    return number
  }
  const idOf = (number: number): string =>
    number < base.size ? base.idAt(number) : added.idAt(number - base.size)
  const groups = { size: order.length, idAt: (place: number): string => idOf(numberAt(place)) }
  const placeOfNumber = (number: number): number | undefined =>
    removed.has(number) ? undefined : placeOfId(groups, idOf(number))
  const stillThere = (numbers: readonly number[]): readonly number[] =>
    numbers.filter((number) => !removed.has(number))
  return {
    ...groups,
    furtherFields: base.furtherFields,
    valueAt(place, field) {
      const number = numberAt(place)
      return number < base.size ? base.valueAt(number, field) : added.valueAt(number - base.size, field)
    },
    placeOfIdentifier(identifier) {
      const [place] = addedByIdentifier(identifier)
      if (place !== undefined) return placeOfNumber(base.size + place)
      const before = base.placeOfIdentifier(identifier)
      return before === undefined ? undefined : placeOfNumber(before)
    },
    numberAt,
    placeOfNumber,
    parentsOf: (number) => (number < base.size ? stillThere(base.parentsAt(number)) : nothing),
    childrenOf: (number) => (number < base.size ? stillThere(base.childrenAt(number)) : nothing),
  }
}

/** The numbers of all groups there are, in the order of their ids. */
function orderOf(base: Table, added: Table, removed: ReadonlySet<number>): Uint32Array {
  const beforeWhich = Array.from({ length: added.size }, (_, place) =>
    firstPlace(base.size, (before) => base.idAt(before) > added.idAt(place)),
  )
  const order = new Uint32Array(base.size + added.size - removed.size)
  let length = 0
  let next = 0
  for (let place = 0; place <= base.size; place++) {
    for (; beforeWhich[next] === place; next++) order[length++] = base.size + next
    if (place < base.size && !removed.has(place)) order[length++] = place
  }
  return order
}
