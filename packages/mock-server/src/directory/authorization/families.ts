/** A group that is there whatever the seed. */
interface NamedGroup {
  readonly identifier: string
  readonly displayName: string
  readonly description: string
  /** Another of these, whose members administrate it. */
  readonly administrators?: string
  /** Others of these that it is in. */
  readonly isIn?: readonly string[]
  /** E-mail addresses of the people who are directly in it. */
  readonly members?: readonly string[]
}

const ada = 'ada.lovelace@example.org'
const grace = 'grace.hopper@example.org'
const charles = 'charles.babbage@example.org'

/** Who is in it may do everything. */
export const serviceAdministrators = 'authorization-service-administrators'
/** Who is in it may read identities. */
export const identityReaders = 'authorization-service-identity-readers'
/** Who is in it may read groups. */
export const groupsReaders = 'authorization-service-groups-readers'
/** Everybody on the staff is in it. */
export const staffGroup = 'cern-staff'
/** Everybody else who is not blocked is in it, and through the one above the staff, too. */
export const usersGroup = 'cern-users'
/** The generated groups of the experiment are in it. */
export const experimentGroup = 'atlas-readers'

/** The groups tests and examples may rely on. */
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
/** What the groups of one family end in, that which is the whole of it first. */
const roles = ['', 'administrators', 'experts', 'shifters', 'readers'] as const

/** Every fifth generated group begins a family: one group for a topic of an experiment, and the others inside it. */
export const familySize: number = roles.length
type GroupRole = (typeof roles)[number]

/** What a generated group is called and where it belongs. */
interface GroupName {
  readonly experiment: string
  readonly topic: string
  readonly role: GroupRole
  /** How often the experiment and the topic came before; 1 the first time. */
  readonly times: number
}

// A step without a divisor in common with the number of pairs comes by each of them once.
const pairs = experiments.length * topics.length
const step = 101
const stepBack = [...Array(pairs).keys()].find((factor) => (factor * step) % pairs === 1) ?? 1

/** @param number of the group among the generated ones @param seed moves the names on */
export function groupNameOf(number: number, seed: number): GroupName {
  const family = Math.floor(number / familySize)
  const pair = modulo(family * step + modulo(seed, pairs), pairs)
  return {
    experiment: experiments[pair % experiments.length] ?? '',
    topic: topics[Math.floor(pair / experiments.length)] ?? '',
    role: roles[number % familySize] ?? '',
    times: Math.floor(family / pairs) + 1,
  }
}

export function groupIdentifierOf({ experiment, topic, role, times }: GroupName): string {
  return `${experiment}-${topic}${times === 1 ? '' : `-${times}`}${role === '' ? '' : `-${role}`}`
}

/** The number of the generated group with this identifier, if there is one among any number of them. */
export function groupNumberOf(identifier: string, seed: number): number | undefined {
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

/** Where a group of a family stands in relation to others, by their numbers; `size` is how many groups there are. */
export function familyParentsOf(number: number, size: number): readonly number[] {
  const role = roles[number % familySize]
  const whole = number - (number % familySize)
  if (role === '') return []
  const shifters = whole + roles.indexOf('shifters')
  return [role === 'experts' && shifters < size ? shifters : whole]
}

export function familyChildrenOf(number: number, size: number): readonly number[] {
  const whole = number - (number % familySize)
  return Array.from({ length: familySize }, (_, index) => whole + index).filter(
    (other) => other < size && familyParentsOf(other, size).includes(number),
  )
}

export function familyAdministratorsOf(number: number, size: number): number {
  const whole = number - (number % familySize)
  return Math.min(whole + roles.indexOf('administrators'), size - 1)
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
