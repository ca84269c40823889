import type { SeededRandom } from '../../seededRandom.ts'
import { seededRandom } from '../../seededRandom.ts'
import type { People } from '../people.ts'
import { guidNumber } from './guid.ts'
import { loginsOf } from './logins.ts'
import { personIds } from './personIds.ts'

/** What the identity of a person is made from. */
export interface PersonFacts {
  readonly place: number
  /** The id of the identity. */
  readonly id: string
  readonly login: string
  readonly email: string | undefined
  readonly isStaff: boolean
  /** What an attribute of the profile holds, by its path. */
  content(path: string): unknown
  /** The same, where it is a text that is not empty. */
  text(path: string): string | undefined
  /** A stream of chance that depends on the person and the seed, another for each subject. */
  chance(subject: number): SeededRandom
}

export interface PersonFactsSource {
  /** How many places there are for people. */
  readonly size: number
  /** The places where nobody is any more. */
  readonly gone: ReadonlySet<number>
  /** The places of everybody who is there, in the order of the ids of their identities. */
  inOrder(): readonly number[]
  /** The id of the identity of somebody, which follows from their uuid alone if they have one. */
  idOf(place: number): string
  factsOf(place: number): PersonFacts
  /** The id of the identity of whoever has this e-mail address. */
  idOfEmail(email: string): string | undefined
}

export function personFacts(people: People, seed: number): PersonFactsSource {
  const { idOf, inOrder } = personIds(people)
  let logins: readonly string[] | undefined
  let placesByEmail: Map<string, number> | undefined
  let latest: PersonFacts | undefined

  const factsOf = (place: number): PersonFacts => {
    // The fields of one person are asked for one after the other.
    if (latest?.place === place) return latest
    logins ??= loginsOf(people)
    const id = idOf(place)
    const content = (path: string): unknown => people.contentAt(place, path)
    latest = {
      place,
      id,
      login: logins[place] ?? '',
      email: people.valueAt(place, 'primary_email'),
      get isStaff() {
        return content('staff_information.staff') === true
      },
      content,
      text(path) {
        const value = content(path)
        return typeof value === 'string' && value !== '' ? value : undefined
      },
      chance: (subject) => seededRandom(seed, guidNumber(id), subject),
    }
    return latest
  }
  return {
    size: people.size,
    gone: people.gone ?? new Set(),
    inOrder,
    idOf,
    factsOf,
    idOfEmail(email) {
      placesByEmail ??= emailsOf(people)
      const place = placesByEmail.get(email)
      return place === undefined ? undefined : idOf(place)
    },
  }
}

function emailsOf(people: People): Map<string, number> {
  const places = new Map<string, number>()
  for (let place = people.size - 1; place >= 0; place--) {
    const email = people.valueAt(place, 'primary_email')
    if (email !== undefined) places.set(email, place)
  }
  return places
}
