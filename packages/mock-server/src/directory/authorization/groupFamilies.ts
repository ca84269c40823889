const experiments = 'atlas cms alice lhcb na62 isolde ams totem compass clic fcc it'.split(' ')
const topics =
  'trigger tracking muon calorimeter computing software operations upgrade outreach safety cryogenics magnets timing simulation analysis physics publications database network storage monitoring controls detector run-coordination'.split(
    ' ',
  )
/** What the groups of one family end in, that which is the whole of it first. */
const roles = ['', 'administrators', 'experts', 'shifters', 'readers'] as const

/** Every fifth generated group begins a family: one group for a topic of an experiment, and the others inside it. */
export const familySize: number = roles.length
export type GroupRole = (typeof roles)[number]

/** What a generated group is called and where it belongs. */
export interface GroupName {
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
