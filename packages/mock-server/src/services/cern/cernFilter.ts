import { filterOperatorValues } from '@personctl/generated/cern'
import type { Quirks } from '@personctl/generated/quirks'
import { didYouMean } from '@personctl/shared/didYouMean'
import { CernError } from './CernError.ts'

/** The rules by which the fields of a request are read. */
export interface FieldRules {
  /** The fields that rows of the list may have. */
  readonly knownFields: readonly string[]
  readonly quirks: Quirks
}

/** A condition on one field. */
export interface Filter {
  readonly field: string
  readonly accepts: (value: unknown) => boolean
}

type Operator = (value: string | number | boolean, operand: string) => boolean

/**
 * Parses `field:value` or `field:operator:value`. Everything after the operator is the value, colons included. Blanks
 * around a part are ignored.
 *
 * @returns an empty list if the filter is ignored
 * @throws {CernError}
 */
export function parseFilter(filter: string, rules: FieldRules): readonly Filter[] {
  const { quirks } = rules
  const [, field = '', rest] = /^\s*([^:]*?)\s*:(.*)$/s.exec(filter) ?? []
  if (field === '' || rest === undefined)
    throw new CernError(400, `The filter '${filter}' is neither field:value nor field:operator:value`)
  const [, word = '', value] = /^\s*([a-z]+)\s*:(.*)$/is.exec(rest) ?? []
  const name = word.toLowerCase()
  const isUnknown = value !== undefined && isUnknownOperator(name, quirks)
  if (isUnknown && quirks.cernUnknownOperator === 'ignored') return []
  if (isUnknown && quirks.cernUnknownOperator === 'internalError') throw new Error('unknown operator')
  if (isUnknown && quirks.cernUnknownOperator !== 'value') {
    const nearest = didYouMean(name, Object.keys(operators))
    const known = filterOperatorValues.join(', ')
    throw new CernError(
      400,
      `The operator '${word}' of the filter '${filter}' is unknown; ${nearest === undefined ? `known are ${known}` : `did you mean ${nearest}?`}`,
    )
  }
  if (!rules.knownFields.includes(field)) {
    if (quirks.cernUnknownFilter === 'badRequest') requireKnown(field, rules)
    if (quirks.cernUnknownFilter === 'ignored') return []
  }
  const hasOperator = value !== undefined && !isUnknown && Object.hasOwn(operators, name)
  return [createFilter(field, hasOperator ? name : 'eq', hasOperator ? value : rest, quirks)]
}

/** @param operator a known one */
export function createFilter(field: string, operator: string, value: string, quirks: Quirks): Filter {
  const matches = operators[operator] ?? (() => false)
  const exact = isExact(operator, quirks) ? exactOperators[operator] : undefined
  const operand = value.trim().toLowerCase()
  return {
    field,
    accepts: (given) =>
      exact !== undefined && typeof given === 'string'
        ? exact(given, value.trim())
        : (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') &&
          matches(given, operand),
  }
}

function isExact(operator: string, { cernEqualsCase, cernContainsCase }: Quirks): boolean {
  return (operator === 'eq' ? cernEqualsCase : cernContainsCase) === 'exact'
}

const exactOperators: Readonly<Record<string, (value: string, operand: string) => boolean>> = {
  eq: (value, operand) => value === operand,
  contains: (value, operand) => value.includes(operand),
  startswith: (value, operand) => value.startsWith(operand),
}

const comparison =
  (accepts: (difference: number) => boolean): Operator =>
  (value, operand) => {
    const difference = compareValues(value, operand)
    return !Number.isNaN(difference) && accepts(difference)
  }

// The operators that public clients send, and their counterparts. Case does not matter, as in the service's store.
const operators: Readonly<Record<string, Operator>> = {
  eq: (value, operand) => toLower(value) === operand || compareValues(value, operand) === 0,
  contains: (value, operand) => toLower(value).includes(operand),
  gt: comparison((difference) => difference > 0),
  ge: comparison((difference) => difference >= 0),
  lt: comparison((difference) => difference < 0),
  le: comparison((difference) => difference <= 0),
  startswith: (value, operand) => toLower(value).startsWith(operand),
} satisfies Record<(typeof filterOperatorValues)[number], Operator> & Record<string, Operator>

// Words that are likely to be an operator, and not the beginning of a value with a colon.
const unknownOperators = new Set(
  'ne neq not notcontains like ilike in nin is isnull null equals gte lte starts endswith ends between regex matches'.split(
    ' ',
  ),
)

function isUnknownOperator(name: string, { cernStartsWith, cernComparisons }: Quirks): boolean {
  if (name === 'startswith') return cernStartsWith !== 'supported'
  return (
    unknownOperators.has(name) || (cernComparisons === 'unsupported' && ['ge', 'lt', 'le'].includes(name))
  )
}

/** Returns by how much a value is above an operand; NaN if the two cannot be compared. */
function compareValues(value: string | number | boolean, operand: string): number {
  if (typeof value === 'number') return operand === '' ? Number.NaN : value - Number(operand)
  if (typeof value === 'boolean') return Number.NaN
  if (isTime.test(value) && isTime.test(operand)) {
    const difference = Date.parse(value) - Date.parse(operand.toUpperCase())
    if (!Number.isNaN(difference)) return difference
  }
  const lowerValue = value.toLowerCase()
  return lowerValue < operand ? -1 : lowerValue > operand ? 1 : 0
}

const isTime = /^\d{4}-\d\d-\d\d(T|$)/i

function toLower(value: string | number | boolean): string {
  return String(value).toLowerCase()
}

/** @throws {CernError} if rows of the list do not have the field */
export function requireKnown(field: string, { knownFields }: FieldRules): void {
  if (knownFields.includes(field)) return
  const nearest = didYouMean(field, knownFields)
  throw new CernError(
    400,
    `The field '${field}' is unknown${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
  )
}
