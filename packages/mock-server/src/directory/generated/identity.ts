import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import { generatedUsernameOf, type LookupKey, uuidOf } from '../profile.ts'
import { type Culture, cultures, type Place } from './cultures.ts'
import { namedPeople } from './named.ts'

type LoginMethod = 'Mozilla-LDAP' | 'github' | 'google-oauth2' | 'firefoxaccounts' | 'email'

/** Who a generated person is: all that must be known of everybody to find one of them. */
export interface Identity {
  readonly number: number
  readonly culture: Culture
  readonly first: string
  readonly last: string
  /** First and last name in ASCII, unlike anybody else's. */
  readonly handle: string
  readonly loginMethod: LoginMethod
  readonly userId: string
  readonly email: string
  /** Whether the person has picked a user name, their handle, in place of the generated one. */
  readonly namedThemselves: boolean
}

const mailDomains = ['example.org', 'example.net', 'example.com'] as const

export function identitiesOf(count: number, seed: number): readonly Identity[] {
  const timesUsed = new Map(namedPeople.map(({ keys }) => [keys.primary_email.split('@')[0] ?? '', 1]))
  const identities: Identity[] = []
  for (let number = 1; number <= count; number++) identities.push(identityOf(number, seed, timesUsed))
  return identities
}

/** The value of one of the keys the person can be asked for by. */
export function keyOf(identity: Identity, key: LookupKey): string {
  switch (key) {
    case 'user_id':
      return identity.userId
    case 'uuid':
      return uuidOf(identity.userId)
    case 'primary_email':
      return identity.email
    case 'primary_username':
      return identity.namedThemselves ? identity.handle : generatedUsernameOf(uuidOf(identity.userId))
  }
}

function identityOf(number: number, seed: number, timesUsed: Map<string, number>): Identity {
  const random = seededRandom(seed, number)
  const culture = random.pick(cultures)
  const [first, asciiFirst] = spellings(random.pick(culture.given))
  const [last, asciiLast] = spellings(random.pick(culture.family))
  const handle = unusedHandle(`${asciiFirst}.${asciiLast}`.toLowerCase(), timesUsed)
  const loginMethod = loginMethodOf(random)
  const staff = loginMethod === 'Mozilla-LDAP'
  return {
    number,
    culture,
    first,
    last,
    handle,
    loginMethod,
    userId: userIdOf(loginMethod, handle, number, random),
    email: `${handle}@${staff ? mailDomains[0] : random.pick(mailDomains)}`,
    namedThemselves: random.chance(60),
  }
}

function spellings(name: string): readonly [written: string, ascii: string] {
  const [written = '', ascii = written] = name.split('|')
  return [written, ascii]
}

function unusedHandle(wish: string, timesUsed: Map<string, number>): string {
  const times = (timesUsed.get(wish) ?? 0) + 1
  timesUsed.set(wish, times)
  return times === 1 ? wish : `${wish}${times}`
}

function loginMethodOf(random: SeededRandom): LoginMethod {
  const percentile = random.below(100)
  if (percentile < 40) return 'Mozilla-LDAP'
  if (percentile < 65) return 'github'
  if (percentile < 78) return 'email'
  return percentile < 90 ? 'google-oauth2' : 'firefoxaccounts'
}

function userIdOf(method: LoginMethod, handle: string, number: number, random: SeededRandom): string {
  // The number makes the id unlike any other, the chance before it unlike a counter.
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

const teams = [
  ['Platform', '1100'],
  ['Security', '1200'],
  ['Data', '1300'],
  ['Localisation', '1400'],
  ['People', '2100'],
  ['Legal', '2200'],
  ['Marketing', '3100'],
] as const
const titles = [
  'Engineer',
  'Senior Engineer',
  'Staff Engineer',
  'Analyst',
  'Designer',
  'Programme Manager',
] as const

/** What the directory of employees and the human resources system say of a member of staff. */
export function staffValuesOf(
  identity: Identity,
  place: Place,
  random: SeededRandom,
): Record<string, unknown> {
  const { handle, email, number } = identity
  const [team, costCentre] = random.pick(teams)
  const director = random.chance(5)
  const manager = director || random.chance(15)
  const workerType = random.chance(85) ? 'Employee' : 'Contingent Worker'
  const town = place.location.split(',')[0] ?? place.location
  const posixId = handle.replaceAll(/[^a-z0-9]/g, '')
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
    'staff_information.office_location': random.chance(40) ? town : 'Remote',
  }
}
