import { nearest } from '../../client/nearest.ts'
import { InvalidRequestError } from '../../http/errors/index.ts'
import { checkField, service } from '../checks.ts'
import { type FilterOperator, filterOperatorValues } from '../wire.generated.ts'

/** What a field can be compared with. A date is compared by its time in UTC. */
export type FilterValue = string | number | boolean | Date

type BuildFilter = (field: string, value: FilterValue) => string

/**
 * Filters built from their parts. The operator is always written out, so a value is taken as it is, colons and all.
 * Blanks at the ends of a value do not count with the service.
 *
 * @throws InvalidRequestError for a field or a value that is empty
 * @example
 * const since = filter.gt('modificationTime', new Date('2024-01-01'))
 * for await (const group of cern.groups.list({ filter: [since, filter.contains('displayName', 'atlas')] })) …
 */
export const filter: Readonly<Record<FilterOperator, BuildFilter>> = {
  eq: (field, value) => written(field, 'eq', value),
  contains: (field, value) => written(field, 'contains', value),
  gt: (field, value) => written(field, 'gt', value),
}

function written(field: string, operator: FilterOperator, value: FilterValue): string {
  const text = value instanceof Date ? value.toISOString() : String(value)
  const result = `${field}:${operator}:${text}`
  if (field.trim() === '' || field.includes(':')) throw malformed(result, 'it has no name of a field')
  if (text.trim() === '') throw malformed(result, 'it has nothing to compare with')
  return result
}

/** Throws InvalidRequestError unless the filter is `field:value` or `field:operator:value`, of what is known. */
export function checkFilter(text: string, knownFields: readonly string[]): void {
  const parsed = typeof text === 'string' && text.isWellFormed() ? parsedFilter(text) : undefined
  if (parsed === undefined || parsed.field === '')
    throw malformed(text, 'it does not begin with a field and a colon')
  const { field, operator, value } = parsed
  if (value === '') throw malformed(text, 'it has nothing to compare with')
  if (operator !== undefined && !(filterOperatorValues as readonly string[]).includes(operator)) {
    const meant = nearest(operator, filterOperatorValues)
    throw new InvalidRequestError(
      `The filter ${JSON.stringify(text)} has the operator ${JSON.stringify(operator)}, which is not known.`,
      {
        service,
        hint: `${meant === undefined ? `Known are ${filterOperatorValues.join(', ')}.` : `Did you mean ${meant}?`} If it is part of the value, write ${JSON.stringify(`${field}:eq:${operator}:${value}`)}. With allowUnknown it is sent as it is.`,
      },
    )
  }
  if (knownFields.length > 0) checkField(`The filter ${JSON.stringify(text)}`, field, knownFields)
}

/**
 * The parts of a filter. A plain word between two colons is taken for an operator, known or not: what the service does
 * with one that it does not know is not documented, and a value that begins so can be written with `eq`.
 */
function parsedFilter(text: string): { field: string; operator?: string; value: string } | undefined {
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  const field = text.slice(0, colon).trim()
  const rest = text.slice(colon + 1)
  const [, operator, value] = /^\s*([A-Za-z]+):(.*)$/s.exec(rest) ?? []
  return operator === undefined || value === undefined
    ? { field, value: rest.trim() }
    : { field, operator, value: value.trim() }
}

function malformed(text: unknown, why: string): InvalidRequestError {
  return new InvalidRequestError(`The filter ${JSON.stringify(text)} makes no sense: ${why}.`, {
    service,
    hint: 'Write field:value or field:operator:value, such as displayName:contains:atlas.',
  })
}
