/** A group that exists with every seed. */
interface NamedGroup {
  readonly identifier: string
  readonly displayName: string
  readonly description: string
  /** The named group whose members administrate it. */
  readonly administrators?: string
  /** The named groups that contain it. */
  readonly isIn?: readonly string[]
  /** The e-mail addresses of its direct members. */
  readonly members?: readonly string[]
}

const ada = 'ada.lovelace@example.org'
const grace = 'grace.hopper@example.org'
const charles = 'charles.babbage@example.org'

/** Its members may do everything. */
export const serviceAdministrators = 'authorization-service-administrators'
/** Its members may read identities. */
export const identityReaders = 'authorization-service-identity-readers'
/** Its members may read groups. */
export const groupsReaders = 'authorization-service-groups-readers'
/** All of the staff are members. */
export const staffGroup = 'cern-staff'
/** All others who are not blocked are members, and through `cern-staff` the staff. */
export const usersGroup = 'cern-users'
/** Contains the generated groups of the experiment. */
export const experimentGroup = 'atlas-readers'

/** The groups that tests and examples rely on. */
export const namedGroups: readonly NamedGroup[] = [
  {
    identifier: serviceAdministrators,
    displayName: 'Authorization Service Administrators',
    description: 'Administrators of the Authorization Service',
    administrators: serviceAdministrators,
    isIn: [identityReaders, groupsReaders],
    members: [ada],
  },
  {
    identifier: identityReaders,
    displayName: 'Authorization Service Identity Readers',
    description: 'Applications that may read identities',
    administrators: serviceAdministrators,
  },
  {
    identifier: groupsReaders,
    displayName: 'Authorization Service Groups Readers',
    description: 'Applications that may read groups',
    administrators: serviceAdministrators,
  },
  {
    identifier: staffGroup,
    displayName: 'CERN Staff',
    description: 'Everybody who is employed',
    administrators: serviceAdministrators,
    isIn: [usersGroup],
  },
  {
    identifier: usersGroup,
    displayName: 'CERN Users',
    description: 'Everybody who may use the computing services',
    administrators: serviceAdministrators,
  },
  {
    identifier: 'atlas-administrators',
    displayName: 'ATLAS Administrators',
    description: 'Administrators of the groups of ATLAS',
    administrators: 'atlas-administrators',
    members: [ada],
  },
  {
    identifier: 'atlas-experts',
    displayName: 'ATLAS Experts',
    description: 'Who is called when the shifters need help',
    administrators: 'atlas-administrators',
    isIn: ['atlas-shifters'],
    members: [ada],
  },
  {
    identifier: 'atlas-shifters',
    displayName: 'ATLAS Shifters',
    description: 'Who runs the detector',
    administrators: 'atlas-administrators',
    isIn: [experimentGroup],
    members: [grace],
  },
  {
    identifier: experimentGroup,
    displayName: 'ATLAS Readers',
    description: 'Who may read the documents of ATLAS',
    administrators: 'atlas-administrators',
    members: [charles],
  },
]

const experiments = 'atlas cms alice lhcb na62 isolde ams totem compass clic fcc it'.split(' ')
const topics =
  'trigger tracking muon calorimeter computing software operations upgrade outreach safety cryogenics magnets timing simulation analysis physics publications database network storage monitoring controls detector run-coordination'.split(
    ' ',
  )
/** The suffixes of the groups in a family, that of the family's main group first. */
const roles = ['', 'administrators', 'experts', 'shifters', 'readers'] as const

/** Every fifth generated group starts a family: a group for a topic of an experiment, followed by its subgroups. */
export const familySize: number = roles.length
type GroupRole = (typeof roles)[number]

/** The parts of a generated group's name. */
interface GroupName {
  readonly experiment: string
  readonly topic: string
  readonly role: GroupRole
  /** The number of families so far with this experiment and topic, this one included. */
  readonly times: number
}

// The step is coprime to the number of pairs, so that each pair occurs once before any repeats.
const pairs = experiments.length * topics.length
const step = 101
const stepBack = [...Array(pairs).keys()].find((factor) => (factor * step) % pairs === 1) ?? 1

/**
 * Returns the name of a generated group.
 *
 * @param number counts the generated groups from 0
 * @param seed shifts the sequence of names
 */
export function createGroupName(number: number, seed: number): GroupName {
  const family = Math.floor(number / familySize)
  const pair = modulo(family * step + modulo(seed, pairs), pairs)
  return {
    experiment: experiments[pair % experiments.length] ?? '',
    topic: topics[Math.floor(pair / experiments.length)] ?? '',
    role: roles[number % familySize] ?? '',
    times: Math.floor(family / pairs) + 1,
  }
}

export function formatGroupIdentifier({ experiment, topic, role, times }: GroupName): string {
  return `${experiment}-${topic}${times === 1 ? '' : `-${times}`}${role === '' ? '' : `-${role}`}`
}

/** Returns the number of the generated group with this identifier, for any number of groups. */
export function parseGroupNumber(identifier: string, seed: number): number | undefined {
  const match = identifierPattern.exec(identifier)
  if (match === null) return undefined
  const [, experiment = '', topic = '', times = '1', role = ''] = match
  const pair = experiments.indexOf(experiment) + topics.indexOf(topic) * experiments.length
  const family = modulo((pair - modulo(seed, pairs)) * stepBack, pairs) + (Number(times) - 1) * pairs
  return family * familySize + roles.indexOf(role as GroupRole)
}

const identifierPattern = new RegExp(
  `^(${experiments.join('|')})-(${topics.join('|')})(?:-([2-9]|[1-9]\\d{1,8}))?(?:-(${roles.slice(1).join('|')}))?$`,
)

/**
 * Returns the numbers of the groups in the family that contain a group.
 *
 * @param size the number of generated groups
 */
export function listFamilyParents(number: number, size: number): readonly number[] {
  const role = roles[number % familySize]
  const whole = number - (number % familySize)
  if (role === '') return []
  const shifters = whole + roles.indexOf('shifters')
  return [role === 'experts' && shifters < size ? shifters : whole]
}

export function listFamilyChildren(number: number, size: number): readonly number[] {
  const whole = number - (number % familySize)
  return Array.from({ length: familySize }, (_, index) => whole + index).filter(
    (other) => other < size && listFamilyParents(other, size).includes(number),
  )
}

export function findFamilyAdministrators(number: number, size: number): number {
  const whole = number - (number % familySize)
  return Math.min(whole + roles.indexOf('administrators'), size - 1)
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
