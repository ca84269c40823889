import { filterOperatorValues } from '../../openapi/cern.generated.ts'
import { nearestWord } from '../../text/nearestWord.ts'
import { CernRefusal } from '../refusal.ts'

/** A condition on one field. */
export interface Filter {
  readonly field: string
  /** Whether a value of the field meets it. */
  readonly accepts: (value: unknown) => boolean
}

type Operator = (value: string | number | boolean, wanted: string) => boolean

const comparing =
  (isWanted: (difference: number) => boolean): Operator =>
  (value, wanted) => {
    const difference = differenceOf(value, wanted)
    return !Number.isNaN(difference) && isWanted(difference)
  }

// What public clients send, and what goes with it. Letters are the same in either case, as in the service's store.
const operators: Readonly<Record<string, Operator>> = {
  eq: (value, wanted) => lower(value) === wanted || differenceOf(value, wanted) === 0,
  contains: (value, wanted) => lower(value).includes(wanted),
  gt: comparing((difference) => difference > 0),
  ge: comparing((difference) => difference >= 0),
  lt: comparing((difference) => difference < 0),
  le: comparing((difference) => difference <= 0),
} satisfies Record<(typeof filterOperatorValues)[number], Operator> & Record<string, Operator>

// Words that somebody means as an operator, not as the beginning of a value with a colon in it.
const unknownOperators = new Set(
  'ne neq not notcontains like ilike in nin is isnull null equals gte lte startswith starts endswith ends between regex matches'.split(
    ' ',
  ),
)

/**
 * Reads `field:value` or `field:operator:value`. What comes after an operator is the value, colons and all; blanks
 * around it do not count.
 *
 * @throws CernRefusal
 */
export function readFilter(text: string): Filter {
  const [, field = '', rest] = /^\s*([^:]*?)\s*:(.*)$/s.exec(text) ?? []
  if (field === '' || rest === undefined)
    throw new CernRefusal(400, `The filter '${text}' is neither field:value nor field:operator:value`)
  const [, word = '', value] = /^\s*([a-z]+)\s*:(.*)$/is.exec(rest) ?? []
  const name = word.toLowerCase()
  if (value !== undefined && unknownOperators.has(name)) {
    const nearest = nearestWord(name, Object.keys(operators))
    const known = filterOperatorValues.join(', ')
    throw new CernRefusal(
      400,
      `The operator '${word}' of the filter '${text}' is unknown; ${nearest === undefined ? `known are ${known}` : `did you mean ${nearest}?`}`,
    )
  }
  const isOperator = value !== undefined && Object.hasOwn(operators, name)
  return filterOf(field, isOperator ? name : 'eq', isOperator ? value : rest)
}

/** A condition that is put together already. @param operator one that is known */
export function filterOf(field: string, operator: string, value: string): Filter {
  const matches = operators[operator] ?? comparing(() => false)
  const wanted = value.trim().toLowerCase()
  return {
    field,
    accepts: (held) =>
      (typeof held === 'string' || typeof held === 'number' || typeof held === 'boolean') &&
      matches(held, wanted),
  }
}

/** How much a value is above what it is compared with; NaN where the two cannot be compared. */
function differenceOf(value: string | number | boolean, wanted: string): number {
  if (typeof value === 'number') return wanted === '' ? Number.NaN : value - Number(wanted)
  if (typeof value === 'boolean') return Number.NaN
  if (isTime.test(value)) {
    const difference = Date.parse(value) - Date.parse(wanted.toUpperCase())
    if (!Number.isNaN(difference)) return difference
  }
  const own = value.toLowerCase()
  return own < wanted ? -1 : own > wanted ? 1 : 0
}

const isTime = /^\d{4}-\d\d-\d\d(T|$)/

const lower = (value: string | number | boolean): string => String(value).toLowerCase()
