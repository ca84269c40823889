import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import { createLoginSequence, preferLogin } from '../logins.ts'
import type { People } from '../people.ts'
import { deriveGuid, guidNumber } from './records.ts'

/** The values from which the identity of a person is made. */
export interface PersonFacts {
  readonly index: number
  /** The id of the identity. */
  readonly id: string
  readonly login: string
  readonly email: string | undefined
  readonly isStaff: boolean
  /** Returns the content of an attribute of the profile, by its path. */
  content(path: string): unknown
  /** Returns the content if it is a string that is not empty. */
  text(path: string): string | undefined
  /** Creates a source of random numbers that depends on the person and the seed. Each subject has its own. */
  chance(subject: number): SeededRandom
}

export interface PersonFactsSource {
  /** The number of indexes, including those of removed people. */
  readonly size: number
  /** The indexes of people who were removed. */
  readonly removed: ReadonlySet<number>
  /** Returns the indexes of all people in the order of the ids of their identities. */
  sortedIndexes(): readonly number[]
  /** Returns the id of a person's identity. It depends on the uuid only, if there is one. */
  idOf(index: number): string
  factsOf(index: number): PersonFacts
  /** Returns the id of the identity of the person with this e-mail address. */
  idOfEmail(email: string): string | undefined
  /** Returns the person whose identity has this id. Case is ignored. */
  indexOfId(id: string): number | undefined
  /** Returns the person with this login, in lower case. */
  indexOfLogin(login: string): number | undefined
  /** Returns the people with this e-mail address. Case is ignored. */
  indexesOfEmail(email: string): readonly number[]
}

export function createPersonFacts(people: People, seed: number): PersonFactsSource {
  const { idOf, sortedIndexes, indexOf } = getPersonIds(people)
  let latest: PersonFacts | undefined
  const withoutRemoved = (index: number | undefined): number | undefined =>
    index !== undefined && people.removed?.has(index) ? undefined : index

  const factsOf = (index: number): PersonFacts => {
    // The fields of one person are usually read in a row.
    if (latest?.index === index) return latest
    const id = idOf(index)
    const content = (path: string): unknown => people.contentAt(index, path)
    latest = {
      index,
      id,
      get login() {
        return getLogins(people).at(index)
      },
      email: people.valueAt(index, 'primary_email'),
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
    removed: people.removed ?? new Set(),
    sortedIndexes,
    idOf,
    factsOf,
    idOfEmail(email) {
      const index = findEmail(people, email).find((one) => people.valueAt(one, 'primary_email') === email)
      return index === undefined ? undefined : idOf(index)
    },
    indexOfId: (id) => withoutRemoved(indexOf(id.toLowerCase())),
    indexOfLogin: (login) => withoutRemoved(getLogins(people).indexOf(login)),
    indexesOfEmail: (email) => findEmail(people, email),
  }
}

/** Computes in small steps what lookups of identities need. Without it, the first lookup computes it. */
export function* preparePersonFacts(people: People): Iterable<void> {
  const { at } = getLogins(people)
  const { idOf } = getPersonIds(people)
  for (let index = 0; index < people.size; index++) {
    at(index)
    idOf(index)
    if (index % 100 === 0) yield
  }
}

const emailsByPeople = new WeakMap<People, ReadonlyMap<string, number | readonly number[]>>()

/** Returns the indexes of the people with an e-mail address, ascending. Case is ignored. */
function findEmail(people: People, email: string): readonly number[] {
  const { previous, changed = new Set<number>() } = people
  const wanted = email.toLowerCase()
  if (previous !== undefined) {
    const isTheirs = (index: number): boolean =>
      people.valueAt(index, 'primary_email')?.toLowerCase() === wanted
    const unchanged = findEmail(previous, email).filter((index) => !changed.has(index))
    return [...unchanged, ...[...changed].filter(isTheirs)].sort((one, other) => one - other)
  }
  // The e-mail addresses of people who can be found like this are in lower case.
  const known = people.indexesOf?.('primary_email', wanted)
  if (known !== undefined) return known
  const emails = emailsByPeople.get(people) ?? indexEmails(people)
  emailsByPeople.set(people, emails)
  return [emails.get(wanted) ?? []].flat()
}

function indexEmails(people: People): ReadonlyMap<string, number | readonly number[]> {
  const indexes = new Map<string, number | readonly number[]>()
  for (let index = 0; index < people.size; index++) {
    const email = people.valueAt(index, 'primary_email')?.toLowerCase()
    if (email === undefined) continue
    const earlier = indexes.get(email)
    indexes.set(email, earlier === undefined ? index : [earlier, index].flat())
  }
  return indexes
}

/**
 * The login of each person: the first letter of the first name and the last name, as in the e-mail address. A number
 * makes it unique. Without an e-mail address, it is made from the user name or the user id.
 */
interface Logins {
  at(index: number): string
  indexOf(login: string): number | undefined
}

function getLogins(people: People): Logins {
  const known = knownLogins.get(people) ?? createLogins(people)
  knownLogins.set(people, known)
  return known
}

const knownLogins = new WeakMap<People, Logins>()

function createLogins(people: People): Logins {
  const { previous, changed = new Set<number>() } = people
  const before = previous && getLogins(previous)
  const logins = new Map<number, string>()
  const indexes = new Map<string, number>()
  const sequence = createLoginSequence((login) => before?.indexOf(login) !== undefined)
  const assign = (index: number): void => {
    const preferred = preferredLogin(people, index)
    // A login does not change because another person was removed.
    if (previous !== undefined && index < previous.size && preferred === preferredLogin(previous, index))
      return
    const login = sequence.next(preferred)
    logins.set(index, login)
    indexes.set(login, index)
  }
  // Without people before, nobody's login depends on those who come after.
  let assigned = before === undefined ? 0 : people.size
  const assignUntil = (end: number): void => {
    for (; assigned < end; assigned++) assign(assigned)
  }
  for (const index of [...changed].sort((one, other) => one - other)) assign(index)
  return {
    at(index) {
      assignUntil(index + 1)
      return logins.get(index) ?? before?.at(index) ?? ''
    },
    indexOf(login) {
      while (!indexes.has(login) && assigned < people.size) assignUntil(assigned + 1)
      const own = indexes.get(login)
      const earlier = own === undefined ? before?.indexOf(login) : undefined
      return earlier === undefined || logins.has(earlier) ? own : earlier
    },
  }
}

function preferredLogin(people: People, index: number): string {
  const source =
    people.valueAt(index, 'primary_email')?.split('@')[0] ??
    people.valueAt(index, 'primary_username') ??
    people.valueAt(index, 'user_id') ??
    ''
  return preferLogin(source) ?? `person${index}`
}

/** The ids of the identities of people. */
interface PersonIds {
  /** Returns an id that depends on the uuid only, if there is one. */
  idOf(index: number): string
  /** Returns the indexes of all people in the order of these ids. */
  sortedIndexes(): readonly number[]
  /** Returns the person with this id, in lower case. */
  indexOf(id: string): number | undefined
}

/** Returns the id of the identity of the person with this uuid. */
export function deriveIdentityId(uuid: string): string {
  return deriveGuid('identity', uuid)
}

const idsByPeople = new WeakMap<People, PersonIds>()

/** Caches the ids. After a change, only those of changed people are computed again. */
function getPersonIds(people: People): PersonIds {
  const ids = idsByPeople.get(people) ?? createPersonIds(people)
  idsByPeople.set(people, ids)
  return ids
}

function createPersonIds(people: People): PersonIds {
  const { previous, changed = new Set<number>() } = people
  const unchanged = previous && getPersonIds(previous)
  const ids: string[] = []
  let order: readonly number[] | undefined
  let indexes: Map<string, number> | undefined

  const idOf = (index: number): string => {
    if (unchanged !== undefined && !changed.has(index)) return unchanged.idOf(index)
    ids[index] ??= deriveIdentityId(
      people.valueAt(index, 'uuid') ?? people.valueAt(index, 'user_id') ?? String(index),
    )
    return ids[index]
  }
  const listIndexes = (): number[] =>
    unchanged === undefined
      ? Array.from({ length: people.size }, (_, index) => index)
      : [...unchanged.sortedIndexes().filter((index) => !changed.has(index)), ...changed]
  return {
    idOf,
    sortedIndexes() {
      order ??= listIndexes()
        .filter((index) => !people.removed?.has(index))
        .sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1))
      return order
    },
    indexOf(id) {
      if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
      if (unchanged !== undefined) {
        const index = unchanged.indexOf(id)
        if (index !== undefined && !changed.has(index)) return index
        return [...changed].find((one) => idOf(one) === id)
      }
      if (indexes === undefined) {
        indexes = new Map()
        for (let index = people.size - 1; index >= 0; index--) indexes.set(idOf(index), index)
      }
      return indexes.get(id)
    },
  }
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

/** The workplace of a member of staff. */
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

// The fields of one person are usually read in a row.
const workByPerson = new WeakMap<PersonFacts, StaffWork>()

/** Returns the workplace of a person; undefined if the person is not on the staff. */
export function staffWork(person: PersonFacts): StaffWork | undefined {
  if (!person.isStaff) return undefined
  const work = workByPerson.get(person) ?? drawStaffWork(person)
  workByPerson.set(person, work)
  return work
}

function drawStaffWork(person: PersonFacts): StaffWork {
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

/** Returns the institute of an external person. */
export function externalWork(person: PersonFacts): { institute: string; abbreviation: string } {
  const [institute, abbreviation] = person.chance(6).pick(institutes)
  return { institute, abbreviation }
}

/** Returns the ORCID that a third of all people have. */
export function drawOrcid(person: PersonFacts): string | undefined {
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
