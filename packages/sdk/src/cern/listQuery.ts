import { type FilterOperator, filterOperatorValues } from '@personctl/openapi/cern'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import type { CallOptions } from '../client/serviceClient.ts'
import { checkText } from '../client/values.ts'
import { InvalidRequestError, InvalidResponseError } from '../errors.ts'
import type { PagerOptions } from '../paging/pager.ts'

export const service = 'cern'

/** Throws InvalidRequestError unless the value is a whole number within the bounds. */
function checkCount(option: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return
  throw new InvalidRequestError(`${option} is ${value}; it takes a whole number from ${least} to ${most}.`, {
    service,
  })
}

/** Throws InvalidRequestError unless the field is one of those there are. */
export function checkField(option: string, field: string, known: readonly string[]): void {
  if (known.includes(field)) return
  const meant = didYouMean(field, known)
  throw new InvalidRequestError(`${option} has the field ${JSON.stringify(field)}, which is not known.`, {
    service,
    hint: `${meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${meant}?`} With allowUnknown it is sent as it is.`,
  })
}

/** What an answer is about. Throws InvalidResponseError where it has no such thing. */
export function dataIn(body: unknown, expected: string): Record<string, unknown> {
  const data = isObject(body) ? body['data'] : undefined
  if (isObject(data)) return data
  throw unexpected(expected)
}

/** The list that an answer is about. Throws InvalidResponseError where it has none. */
export function rowsIn<T>(body: unknown, expected: string): readonly T[] {
  const data = isObject(body) ? body['data'] : undefined
  if (Array.isArray(data)) return data
  throw unexpected(expected)
}

function unexpected(expected: string): InvalidResponseError {
  return new InvalidResponseError(`cern answered with JSON that has no ${expected} in it.`, {
    service,
    status: 200,
    attempts: 1,
    hint: 'Check the base URL: is it that of an Authorization Service API?',
  })
}

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
function checkFilter(text: string, knownFields: readonly string[]): void {
  const parsed = typeof text === 'string' && text.isWellFormed() ? parsedFilter(text) : undefined
  if (parsed === undefined || parsed.field === '')
    throw malformed(text, 'it does not begin with a field and a colon')
  const { field, operator, value } = parsed
  if (value === '') throw malformed(text, 'it has nothing to compare with')
  if (operator !== undefined && !(filterOperatorValues as readonly string[]).includes(operator)) {
    const meant = didYouMean(operator, filterOperatorValues)
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

/** What comes back where fields were asked for: those and `id`. Fields that are known only when it runs may be absent. */
export type Selection<T extends { readonly id?: unknown }, F extends keyof T> = [F] extends [never]
  ? T
  : [keyof T] extends [F]
    ? Partial<T> & Pick<T, 'id'>
    : Pick<T, F | 'id'>

export interface SelectOptions<F> extends CallOptions {
  /**
   * The fields to answer with; `id` always comes, too. Computed ones, such as `primaryAccountEmail`, are null unless
   * they are asked for.
   * @default the service's own choice: most fields, none of them computed
   */
  fields?: readonly F[]
  /** Whether to send what this package does not know: fields, operators of filters. @default false */
  allowUnknown?: boolean
}

/** The query that asks for the fields. Throws InvalidRequestError for one that is not known. */
export function selectionQuery<F extends string>(
  { fields, allowUnknown = false }: SelectOptions<F>,
  known: readonly string[],
): { field?: string[] } {
  if (fields === undefined) return {}
  for (const field of fields) {
    checkText(service, 'A field', field)
    if (!allowUnknown && known.length > 0) checkField('fields', field, known)
  }
  return fields.length === 0 ? {} : { field: [...fields] }
}

/** How a list is walked. */
export interface WalkOptions extends PagerOptions {
  /** How many rows to ask for at once, 1 to 5000. @default the service's: 1000 */
  pageSize?: number
  /**
   * How one page leads to the next: by the service's `token`, which loses no row while others come and go, or by
   * `offset`, which can, but allows several pages at a time.
   * @default 'token'
   */
  paging?: 'token' | 'offset'
  /** How many pages to fetch at the same time, 1 to 16; more than 1 by offset only. @default 1 */
  concurrency?: number
  /**
   * Whether to hold the rows against the total that the service gives, and for rows that come twice. False where a
   * service counts wrongly.
   * @default true
   */
  checkTotal?: boolean
}

/** Which rows of a list are wanted, in which order, and how they are fetched. */
export interface ListOptions<F> extends WalkOptions, Pick<SelectOptions<F>, 'fields' | 'allowUnknown'> {
  /**
   * `field:value`, `field:operator:value`, or what `filter` builds. All of them must hold; the service knows no "or".
   * @default none
   */
  filter?: string | readonly string[]
  /** The fields to sort by, upwards. How the service combines it with tokens is not documented. @default none */
  sort?: string | readonly string[]
}

/** What every page of a list is asked for with. */
export interface ListQuery {
  limit?: number
  field?: string[]
  filter?: string[]
  sort?: string[]
}

/** Rows in a page of the Authorization Service: unless a list says otherwise, and at most. */
export const cernPageSize: { readonly default: number; readonly max: number } = { default: 1000, max: 5000 }

const mostAtOnce = 16

/**
 * The query that the options ask for.
 *
 * @param known the fields there are; none where that is not known
 * @throws InvalidRequestError for an option that makes no sense
 */
export function listQuery<F extends string>(options: ListOptions<F>, known: readonly string[]): ListQuery {
  const { pageSize, allowUnknown = false } = options
  const filters = listed(options.filter)
  const sort = listed(options.sort)
  checkWalk(options)
  for (const text of filters) {
    if (allowUnknown) checkText(service, 'A filter', text)
    else checkFilter(text, known)
  }
  for (const field of sort) {
    checkText(service, 'A field to sort by', field)
    if (!allowUnknown && known.length > 0) checkField('sort', field, known)
  }
  return {
    ...selectionQuery(options as SelectOptions<F>, known),
    ...(filters.length > 0 && { filter: filters }),
    ...(sort.length > 0 && { sort }),
    ...(pageSize !== undefined && { limit: pageSize }),
  }
}

/** Throws InvalidRequestError for a way to walk that makes no sense. */
export function checkWalk({ pageSize, paging = 'token', concurrency = 1 }: WalkOptions): void {
  if (pageSize !== undefined) checkCount('pageSize', pageSize, 1, cernPageSize.max)
  checkCount('concurrency', concurrency, 1, mostAtOnce)
  if (paging !== 'token' && paging !== 'offset') {
    throw new InvalidRequestError(`paging is ${JSON.stringify(paging)}; it takes token or offset.`, {
      service,
    })
  }
  if (concurrency > 1 && paging === 'token') {
    throw new InvalidRequestError(`concurrency is ${concurrency}, which a walk by token cannot have.`, {
      service,
      hint: "A token comes with the page before it. Ask for paging: 'offset', or leave concurrency out.",
    })
  }
}

function listed(value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : [...value]
}
