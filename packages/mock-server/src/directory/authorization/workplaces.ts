import type { PersonFacts } from './personFacts.ts'

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
export interface StaffWork {
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
const known = new WeakMap<PersonFacts, StaffWork>()

/** Where somebody works; undefined for who is not on the staff. */
export function staffWork(person: PersonFacts): StaffWork | undefined {
  if (!person.isStaff) return undefined
  const work = known.get(person) ?? drawnWork(person)
  known.set(person, work)
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
