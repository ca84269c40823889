import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import type { People } from '../people.ts'
import { derivedGuid, guidNumber } from './records.ts'

/**
 * A login for everybody: the first letter of the first name and the last name, as the e-mail address has them, with a
 * number where somebody before has the same. Without an address, it is what the record can be asked for by.
 */
function loginsOf(people: People): readonly string[] {
  const known = knownLogins.get(people) ?? newLogins(people)
  knownLogins.set(people, known)
  return known
}

const knownLogins = new WeakMap<People, readonly string[]>()

function newLogins(people: People): readonly string[] {
  const { before } = people
  const logins = before === undefined ? [] : [...loginsOf(before)]
  const timesUsed = new Map<string, number>()
  for (const login of logins) timesUsed.set(login, 1)
  for (let place = 0; place < people.size; place++) {
    const wish = wishOf(people, place)
    // Nobody gets another login because somebody else has left.
    if (before !== undefined && place < before.size && wish === wishOf(before, place)) continue
    const times = (timesUsed.get(wish) ?? 0) + 1
    timesUsed.set(wish, times)
    logins[place] = times === 1 ? wish : unused(wish, times, timesUsed)
  }
  return logins
}

function wishOf(people: People, place: number): string {
  const source =
    people.valueAt(place, 'primary_email')?.split('@')[0] ??
    people.valueAt(place, 'primary_username') ??
    people.valueAt(place, 'user_id') ??
    ''
  const [first = '', ...rest] = source.toLowerCase().split('.').map(lettersOf).filter(Boolean)
  return (rest.length === 0 ? first : first.slice(0, 1) + rest.join('')) || `person${place}`
}

const lettersOf = (text: string): string => text.replaceAll(/[^a-z0-9]/g, '')

function unused(wish: string, times: number, timesUsed: Map<string, number>): string {
  let number = times
  while (timesUsed.has(`${wish}${number}`)) number += 1
  timesUsed.set(`${wish}${number}`, 1)
  return `${wish}${number}`
}

/** The ids of the identities of people. */
interface PersonIds {
  /** It follows from the uuid of somebody alone, if they have one. */
  idOf(place: number): string
  /** The places of everybody who is there, in the order of these ids. */
  inOrder(): readonly number[]
}

/** The id of the identity of the person with this uuid. */
export function identityIdOf(uuid: string): string {
  return derivedGuid('identity', uuid)
}

const idsByPeople = new WeakMap<People, PersonIds>()

/** Worked out once for the same people; for people of whom some have changed, for these alone. */
function personIds(people: People): PersonIds {
  const ids = idsByPeople.get(people) ?? newPersonIds(people)
  idsByPeople.set(people, ids)
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

const units = [
  ['IT', 'CA', 'IR'],
  ['IT', 'CD', 'CLI'],
  ['IT', 'DA', 'DB'],
  ['EP', 'SFT', 'GFX'],
  ['EP', 'DT', 'DI'],
  ['BE', 'CSS', 'DSB'],
  ['TE', 'CRG', 'OP'],
  ['HR', 'TA', 'SPS'],
] as const
const floors = ['R', '1', '2', '3', 'S'] as const
const institutes = [
  ['Lakeside University', 'LSU'],
  ['Institute of Nuclear Studies', 'INS'],
  ['Northern Laboratory', 'NOLAB'],
  ['Polytechnic of the Hills', 'PTH'],
] as const

/** Where a member of staff works. */
interface StaffWork {
  readonly room: string
  readonly floor: string
  readonly building: string
  readonly birthDate: string
  readonly group: string
  readonly telephone: string
  readonly section: string
  readonly description: string
  readonly postOfficeBox: string | undefined
  readonly department: string
}

// The fields of one person are asked for one after the other.
const workByPerson = new WeakMap<PersonFacts, StaffWork>()

/** Where somebody works; undefined for who is not on the staff. */
export function staffWork(person: PersonFacts): StaffWork | undefined {
  if (!person.isStaff) return undefined
  const work = workByPerson.get(person) ?? drawnWork(person)
  workByPerson.set(person, work)
  return work
}

function drawnWork(person: PersonFacts): StaffWork {
  const random = person.chance(5)
  const [department, group, section] = random.pick(units)
  return {
    room: String(1 + random.below(40)).padStart(3, '0'),
    floor: random.pick(floors),
    building: String(1 + random.below(900)),
    birthDate: `${1958 + random.below(42)}-${twoDigits(1 + random.below(12))}-${twoDigits(1 + random.below(28))}T00:00:00`,
    group,
    telephone: String(60_000 + random.below(20_000)),
    section,
    description: `CERN - ${department}/${group}`,
    postOfficeBox: random.chance(60) ? `M${String(random.below(100_000)).padStart(5, '0')}` : undefined,
    department,
  }
}

/** Where somebody from elsewhere works. */
export function externalWork(person: PersonFacts): { institute: string; abbreviation: string } {
  const [institute, abbreviation] = person.chance(6).pick(institutes)
  return { institute, abbreviation }
}

/** The researcher id that a third of all people have. */
export function orcidOf(person: PersonFacts): string | undefined {
  const random = person.chance(7)
  if (!random.chance(33)) return undefined
  const digits = `0000000${2 + random.below(2)}${String(random.below(10_000_000)).padStart(7, '0')}`
  return `${digits}${checkCharacter(digits)}`.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** ISO 7064 MOD 11-2, as ORCID uses it. */
function checkCharacter(digits: string): string {
  let total = 0
  for (const digit of digits) total = (total + Number(digit)) * 2
  const result = (12 - (total % 11)) % 11
  return result === 10 ? 'X' : String(result)
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')
