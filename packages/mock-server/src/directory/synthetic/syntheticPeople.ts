import type { Display } from '@personctl/generated/cis'
import { setBounded } from '../../text/boundedMap.ts'
import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import { createLoginSequence, preferLogin } from '../logins.ts'
import type { People } from '../people.ts'
import {
  buildProfile,
  deriveUsername,
  deriveUuid,
  isLookupKey,
  type LookupKey,
  type PersonValues,
  type StoredProfile,
} from '../profile.ts'
import { fixedPeople } from './fixedPeople.ts'
import {
  type Culture,
  communities,
  cultures,
  funTitles,
  interests,
  pronouns,
  type Town,
  teams,
  titles,
} from './syntheticValues.ts'

/**
 * Creates the synthetic people, the fixed ones first. Identities are created at once, profiles on demand and always
 * with the same values.
 *
 * @param size the number of people, at least that of the fixed ones
 * @param seed an integer; the same seed gives the same profiles on every machine
 */
export function createSyntheticPeople(size: number, seed: number): People {
  const { identities, indexOfHandle } = createIdentities(size - fixedPeople.length, seed)
  const actualSize = fixedPeople.length + identities.length
  const cache = new Map<number, StoredProfile>()

  const identityAt = (index: number): SyntheticIdentity => {
    const identity = identities[index - fixedPeople.length]
    if (identity === undefined) throw new RangeError(`The person ${index} does not exist`)
    return identity
  }
  const loginOf = createLogins(identities)
  // The attributes of one person are usually read in a row.
  let latest: { readonly index: number; readonly person: PersonValues } | undefined
  const readPerson = (index: number): PersonValues => {
    if (latest?.index !== index)
      latest = { index, person: fixedPeople[index] ?? createPerson(identityAt(index), seed, loginOf) }
    return latest.person
  }
  const valueAt: People['valueAt'] = (index, key) =>
    fixedPeople[index]?.keys[key] ?? lookupValue(identityAt(index), key)
  const profileAt = (index: number): StoredProfile => {
    const cached = cache.get(index)
    if (cached !== undefined) return cached
    const profile = buildProfile(readPerson(index))
    setBounded(cache, index, profile, cachedProfileLimit)
    return profile
  }

  const exists = (index: number): boolean => index >= 0 && Number.isInteger(index) && index < actualSize

  return {
    size: actualSize,
    valueAt,
    // Avoids creating the whole profile for one attribute.
    contentAt(index, path) {
      if (isLookupKey(path)) return valueAt(index, path)
      const { created, modified, values } = readPerson(index)
      return path === 'created' ? created : path === 'last_modified' ? modified : (values[path] ?? null)
    },
    profileAt,
    indexesOf(key, value) {
      if (key === 'uuid' || (key === 'primary_username' && value.startsWith('r--'))) return undefined
      const fixed = fixedPeople.findIndex(({ keys }) => keys[key] === value)
      const index = fixed >= 0 ? fixed : fixedPeople.length + candidateOf(key, value, indexOfHandle)
      return exists(index) && valueAt(index, key) === value ? [index] : []
    },
  }
}

// A profile takes about thirty kilobytes with its strings, so that only recently used ones are cached.
const cachedProfileLimit = 1000

type LoginMethod = 'Mozilla-LDAP' | 'github' | 'google-oauth2' | 'firefoxaccounts' | 'email'

/** The part of a synthetic person that lookups need. It is created for all people at the start. */
interface SyntheticIdentity {
  readonly number: number
  readonly culture: Culture
  readonly first: string
  readonly last: string
  /** First and last name in ASCII, unique. */
  readonly handle: string
  readonly loginMethod: LoginMethod
  readonly userId: string
  readonly email: string
  /** True if the handle is the user name; otherwise the user name is derived from the uuid. */
  readonly hasChosenUsername: boolean
}

interface Identities {
  readonly identities: readonly SyntheticIdentity[]
  /** Returns the index of the identity with this handle, or any other one. */
  indexOfHandle(handle: string): number
}

function createIdentities(count: number, seed: number): Identities {
  // The numbers of those who would have the same handle, in the order in which they get one. A fixed person has the number 0.
  const namesakes = new Map(fixedPeople.map(({ keys }) => [keys.primary_email.split('@')[0] ?? '', [0]]))
  const identities: SyntheticIdentity[] = []
  for (let number = 1; number <= count; number++) identities.push(createIdentity(number, seed, namesakes))
  return {
    identities,
    indexOfHandle(handle) {
      const [, preferred = '', times = '1'] = /^(.*?)(\d*)$/.exec(handle) ?? []
      return (namesakes.get(preferred)?.[Number(times || 1) - 1] ?? 1) - 1
    },
  }
}

/**
 * Returns the function that returns the login of an identity. CERN gives out the same ones, in the same order, so that the
 * person with a POSIX id is the identity with that `upn`.
 */
function createLogins(identities: readonly SyntheticIdentity[]): (identity: SyntheticIdentity) => string {
  const sequence = createLoginSequence()
  const logins: string[] = []
  const next = (name: string) => sequence.next(preferLogin(name) ?? '')
  for (const { keys } of fixedPeople) next(keys.primary_email.split('@')[0] ?? '')
  return ({ number }) => {
    // Nobody's login depends on those who come after.
    for (const { handle } of identities.slice(logins.length, number)) logins.push(next(handle))
    return logins[number - 1] ?? ''
  }
}

/**
 * Returns the index of the only identity that can have this value: each value contains the handle or the number of the
 * identity.
 */
function candidateOf(key: LookupKey, value: string, indexOfHandle: (handle: string) => number): number {
  if (key !== 'user_id') return indexOfHandle(value.split('@', 1)[0] ?? '')
  const [method = '', id = ''] = value.split(/\|(?=[^|]*$)/)
  switch (method) {
    case 'ad|Mozilla-LDAP':
      return indexOfHandle(id)
    case 'github':
      return Number(id.slice(4)) - 1
    case 'google-oauth2':
      return Number(id.slice(6, 2 + (id.length - 2) / 2)) - 1
    default:
      return Number.parseInt(id.slice(24), 16) - 1
  }
}

/** Returns the value of a lookup attribute. */
function lookupValue(identity: SyntheticIdentity, key: LookupKey): string {
  switch (key) {
    case 'user_id':
      return identity.userId
    case 'uuid':
      return deriveUuid(identity.userId)
    case 'primary_email':
      return identity.email
    case 'primary_username':
      return identity.hasChosenUsername ? identity.handle : deriveUsername(deriveUuid(identity.userId))
  }
}

const mailDomains = ['example.org', 'example.net', 'example.com'] as const

function createIdentity(number: number, seed: number, namesakes: Map<string, number[]>): SyntheticIdentity {
  const random = seededRandom(seed, number)
  const culture = random.pick(cultures)
  const [first, asciiFirst] = parseSpellings(random.pick(culture.given))
  const [last, asciiLast] = parseSpellings(random.pick(culture.family))
  const handle = takeHandle(`${asciiFirst}.${asciiLast}`.toLowerCase(), number, namesakes)
  const loginMethod = drawLoginMethod(random)
  const staff = loginMethod === 'Mozilla-LDAP'
  return {
    number,
    culture,
    first,
    last,
    handle,
    loginMethod,
    userId: drawUserId(loginMethod, handle, number, random),
    email: `${handle}@${staff ? mailDomains[0] : random.pick(mailDomains)}`,
    hasChosenUsername: random.chance(60),
  }
}

function parseSpellings(name: string): readonly [written: string, ascii: string] {
  const [written = '', ascii = written] = name.split('|')
  return [written, ascii]
}

function takeHandle(preferred: string, number: number, namesakes: Map<string, number[]>): string {
  const numbers = namesakes.get(preferred)
  if (numbers === undefined) namesakes.set(preferred, [number])
  else numbers.push(number)
  return numbers === undefined ? preferred : `${preferred}${numbers.length}`
}

function drawLoginMethod(random: SeededRandom): LoginMethod {
  const percentile = random.below(100)
  if (percentile < 40) return 'Mozilla-LDAP'
  if (percentile < 65) return 'github'
  if (percentile < 78) return 'email'
  return percentile < 90 ? 'google-oauth2' : 'firefoxaccounts'
}

function drawUserId(method: LoginMethod, handle: string, number: number, random: SeededRandom): string {
  // The number makes the id unique. The random digits hide that it is a counter.
  const digits = `${1000 + random.below(9000)}${String(number).padStart(6, '0')}`
  switch (method) {
    case 'Mozilla-LDAP':
      return `ad|Mozilla-LDAP|${handle}`
    case 'github':
      return `github|${digits}`
    case 'google-oauth2':
      return `google-oauth2|10${digits}${digits}`
    case 'email':
      return `email|${hexadecimal(random, 24)}${number.toString(16).padStart(8, '0')}`
    case 'firefoxaccounts':
      return `oauth2|firefoxaccounts|${hexadecimal(random, 24)}${number.toString(16).padStart(8, '0')}`
  }
}

function hexadecimal(random: SeededRandom, length: number): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join('')
}

// The attributes that people show to different levels, and how often each level occurs. The e-mail address is not among
// them, since tests look people up by it.
const freeDisplays = [
  'first_name',
  'last_name',
  'pronouns',
  'fun_title',
  'description',
  'location',
  'timezone',
  'languages',
  'tags',
  'picture',
  'uris',
  'usernames',
  'phone_numbers',
  'access_information.mozilliansorg',
  'identities.github_id_v3',
] as const
const displayShares: readonly [Display, ...Display[]] = [
  'public',
  'public',
  'authenticated',
  'vouched',
  'ndaed',
  'staff',
  'private',
  null,
  null,
]

/** Creates the other values of a person from the number and the seed. */
function createPerson(
  identity: SyntheticIdentity,
  seed: number,
  loginOf: (identity: SyntheticIdentity) => string,
): PersonValues {
  // A separate stream: drawing more values here must not change identities.
  const random = seededRandom(seed, identity.number, 1)
  const { first, last, handle, loginMethod, culture, email } = identity
  const town = random.pick(culture.towns)
  const staff = loginMethod === 'Mozilla-LDAP'
  const created = drawTimestamp(random, 2015, 6)
  return {
    keys: {
      user_id: identity.userId,
      uuid: lookupValue(identity, 'uuid'),
      primary_email: email,
      primary_username: lookupValue(identity, 'primary_username'),
    },
    created,
    modified: drawTimestamp(random, 2022, 3),
    values: {
      active: !random.chance(8),
      login_method: loginMethod,
      first_name: first,
      last_name: last,
      alternative_name: /[^ -~]/.test(first) ? handle : null,
      pronouns: random.chance(25) ? random.pick(pronouns) : null,
      fun_title: random.chance(40) ? random.pick(funTitles) : null,
      description: random.chance(30)
        ? `Interested in ${random.pick(interests)} and ${random.pick(interests)}.`
        : null,
      location: town.location,
      timezone: town.timezone,
      languages: { [culture.language]: null, English: null },
      tags: { [random.pick(interests)]: null, [random.pick(interests)]: null },
      picture: random.chance(60) ? `https://example.org/pictures/${handle}.png` : null,
      uris: random.chance(25) ? { website: `https://example.com/~${handle}` } : null,
      'access_information.mozilliansorg': {
        [random.pick(communities)]: null,
        [random.pick(communities)]: null,
      },
      ...drawAccountValues(identity, random),
      ...(staff ? drawStaffValues(identity, town, random, loginOf(identity)) : {}),
    },
    displays: drawDisplays(random),
  }
}

function drawAccountValues(identity: SyntheticIdentity, random: SeededRandom): Record<string, unknown> {
  const [, id = ''] = identity.userId.split(/\|(?=[^|]*$)/)
  switch (identity.loginMethod) {
    case 'github':
      return githubValues(identity, id)
    case 'google-oauth2':
      return { 'identities.google_oauth2_id': id, 'identities.google_primary_email': identity.email }
    case 'firefoxaccounts':
      return {
        'identities.firefox_accounts_id': id,
        'identities.firefox_accounts_primary_email': identity.email,
      }
    case 'Mozilla-LDAP':
      return random.chance(50) ? githubValues(identity, String(2000000 + identity.number)) : {}
    case 'email':
      return {}
  }
}

function githubValues(identity: SyntheticIdentity, id: string): Record<string, unknown> {
  return {
    usernames: { 'HACK#GITHUB': identity.handle.replaceAll('.', '-') },
    'identities.github_id_v3': id,
    'identities.github_id_v4': btoa(`04:User${id}`),
    'identities.github_primary_email': identity.email,
  }
}

/** Returns the values from LDAP and the human resources system for a member of staff. */
function drawStaffValues(
  identity: SyntheticIdentity,
  town: Town,
  random: SeededRandom,
  posixId: string,
): Record<string, unknown> {
  const { email, number } = identity
  const [team, costCentre] = random.pick(teams)
  const director = random.chance(5)
  const manager = director || random.chance(15)
  const workerType = random.chance(85) ? 'Employee' : 'Contingent Worker'
  const city = town.location.split(',')[0] ?? town.location
  return {
    'identities.mozilla_ldap_id': `mail=${email},o=com,dc=example`,
    'identities.mozilla_ldap_primary_email': email,
    'identities.mozilla_posix_id': posixId,
    'access_information.ldap': {
      all_staff: null,
      vpn_default: null,
      [`team_${team.toLowerCase()}`]: null,
      ...(manager ? { all_managers: null } : {}),
    },
    'access_information.hris': {
      employee_id: String(100_000 + number),
      primary_work_email: email,
      managers_employee_id: '1843',
      managers_primary_work_email: 'ada.lovelace@example.org',
      worker_type: workerType,
    },
    'staff_information.manager': manager,
    'staff_information.director': director,
    'staff_information.staff': true,
    'staff_information.title': director ? `Director, ${team}` : random.pick(titles),
    'staff_information.team': team,
    'staff_information.cost_center': `${costCentre} - ${team}`,
    'staff_information.worker_type': workerType,
    'staff_information.wpr_desk_number': random.chance(50) ? String(100 + random.below(400)) : null,
    'staff_information.office_location': random.chance(40) ? city : 'Remote',
  }
}

function drawDisplays(random: SeededRandom): Record<string, Display> {
  const displays: Record<string, Display> = {}
  for (const path of freeDisplays) displays[path] = random.pick(displayShares)
  return displays
}

function drawTimestamp(random: SeededRandom, fromYear: number, years: number): string {
  const seconds = Date.UTC(fromYear, 0) / 1000 + random.below(years * 365 * 86_400)
  return new Date(seconds * 1000).toISOString()
}
