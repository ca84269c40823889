import type { People } from '../people.ts'
import { derivedGuid } from './guid.ts'

/** The ids of the identities of people. */
export interface PersonIds {
  /** It follows from the uuid of somebody alone, if they have one. */
  idOf(place: number): string
  /** The places of everybody who is there, in the order of these ids. */
  inOrder(): readonly number[]
}

/** The id of the identity of the person with this uuid. */
export function identityIdOf(uuid: string): string {
  return derivedGuid('identity', uuid)
}

const known = new WeakMap<People, PersonIds>()

/** Worked out once for the same people; for people of whom some have changed, for these alone. */
export function personIds(people: People): PersonIds {
  const ids = known.get(people) ?? newPersonIds(people)
  known.set(people, ids)
  return ids
}

function newPersonIds(people: People): PersonIds {
  const { before, changed = new Set() } = people
  const unchanged = before && personIds(before)
  const ids: string[] = []
  let order: readonly number[] | undefined

  const idOf = (place: number): string => {
    if (unchanged !== undefined && !changed.has(place)) return unchanged.idOf(place)
    ids[place] ??= identityIdOf(
      people.valueAt(place, 'uuid') ?? people.valueAt(place, 'user_id') ?? String(place),
    )
    return ids[place]
  }
  const everywhere = (): number[] =>
    unchanged === undefined
      ? Array.from({ length: people.size }, (_, place) => place)
      : [...unchanged.inOrder().filter((place) => !changed.has(place)), ...changed]
  return {
    idOf,
    inOrder() {
      order ??= everywhere()
        .filter((place) => !people.gone?.has(place))
        .sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1))
      return order
    },
  }
}
