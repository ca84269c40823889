import {
  type Application,
  type FilterOperator,
  filterOperatorValues,
  type Group,
  type Identity,
  type Role,
} from '@personctl/generated/cern'
import {
  adviseOnName,
  checkOneOf,
  checkString,
  checkWholeNumber,
  invalidArgument,
  invalidRequest,
  type OptionNames,
} from '../arguments.ts'
import { type CallOptions, callOptionNames, checkCall } from '../client/serviceClient.ts'
import type { InvalidRequestError } from '../errors.ts'
import { type PagerOptions, pagerOptionNames } from '../paging/pager.ts'
import { service } from './cernApi.ts'

/** Options that select rows of a list and their fields, and control how the list is walked. */
export interface ListOptions<F> extends WalkOptions, Pick<SelectOptions<F>, 'fields' | 'allowUnknown'> {
  /**
   * Conditions that all must hold: `field:value`, `field:operator:value`, or the results of `filter`. The service has no
   * "or".
   *
   * @default none
   */
  filter?: string | readonly string[] | undefined
  /**
   * The fields to sort by, in ascending order. It is not documented how the service combines this with page tokens.
   *
   * @default none: the service sorts by `id`
   */
  sort?: FieldName | readonly FieldName[] | undefined
}

/**
 * The name of a field of any row. Editors complete the known ones. Each list accepts those of its own rows, and others
 * with `allowUnknown`.
 */
export type FieldName =
  | keyof Identity
  | keyof Group
  | keyof Application
  | keyof Role
  // Intersected, since a union with `string` is just `string`, and nothing is completed.
  | (string & {})

/** Options that control how a list is walked. */
export interface WalkOptions extends PagerOptions {
  /**
   * The number of rows in a page, 1 to 5000.
   *
   * @default 1000, which is the default of the service
   */
  pageSize?: number | undefined
  /**
   * The way from one page to the next. With `token`, no row is lost while others are added and removed. With `offset`,
   * rows may be lost or doubled then, but several pages can be requested at a time.
   *
   * @default 'token'
   */
  paging?: 'token' | 'offset' | undefined
  /**
   * The number of pages that are requested at a time, 1 to 16. More than 1 needs `paging: 'offset'`.
   *
   * @default 1
   */
  concurrency?: number | undefined
  /**
   * Compares the number of rows with the total that the service reports, and looks for repeated rows. Turn it off if a
   * service counts wrongly. The total never decides where a list ends.
   *
   * @default true
   */
  checkTotal?: boolean | undefined
}

/** Returns the names of the options that control how a list is walked. */
export function walkOptionNames(): OptionNames<WalkOptions> {
  return { ...pagerOptionNames, pageSize: 1, paging: 1, concurrency: 1, checkTotal: 1 }
}

/** Options that select the fields of a response. */
export interface SelectOptions<F> extends CallOptions {
  /**
   * The fields of the response; `id` is always among them. Computed fields, such as `primaryAccountEmail`, are null unless
   * they are requested.
   *
   * @default the service's own choice: most fields, but no computed ones
   */
  fields?: readonly F[] | undefined
  /**
   * Sends fields and operators that this package does not know, instead of throwing an error.
   *
   * @default false
   */
  allowUnknown?: boolean | undefined
}

/** The names of the options that select fields. */
export const selectOptionNames: OptionNames<SelectOptions<string>> = {
  ...callOptionNames,
  fields: 1,
  allowUnknown: 1,
}

// Without `fields`, F is never. Without the brackets, the condition would be distributed over F and its result be never.
/** The requested fields and `id`. If the fields are known only at run time, all but `id` are optional. */
export type Selection<T extends { readonly id?: unknown }, F extends keyof T> = [F] extends [never]
  ? T
  : [keyof T] extends [F]
    ? Partial<T> & Pick<T, 'id'>
    : Pick<T, F | 'id'>

/** The query parameters that all pages of a list have in common. */
export interface ListQuery {
  limit?: number
  field?: string[]
  filter?: string[]
  sort?: string[]
}

/**
 * Returns the query parameters for the options of a list.
 *
 * @param known the names of all fields; empty if they are not known
 * @throws {InvalidRequestError} for an invalid option
 */
export function listQuery<F extends string>(options: ListOptions<F>, known: readonly string[]): ListQuery {
  const names: OptionNames<ListOptions<F>> = {
    ...walkOptionNames(),
    ...{ filter: 1, sort: 1, fields: 1, allowUnknown: 1 },
  }
  checkCall(service, options, names)
  const { pageSize, fields, allowUnknown = false } = options
  const filters = [options.filter ?? []].flat()
  const sort = [options.sort ?? []].flat()
  checkWalk(options)
  for (const text of filters) {
    if (allowUnknown) checkString(service, 'filter', text)
    else checkFilter(text, known)
  }
  for (const field of sort) {
    checkString(service, 'sort', field)
    if (!allowUnknown && known.length > 0) checkField('sort', field, known)
  }
  return {
    ...selectionQuery({ fields, allowUnknown }, known),
    ...(filters.length > 0 && { filter: filters }),
    ...(sort.length > 0 && { sort }),
    ...(pageSize !== undefined && { limit: pageSize }),
  }
}

/** Returns the query parameters that select fields. Throws InvalidRequestError for an unknown field. */
export function selectionQuery(
  {
    fields,
    allowUnknown = false,
  }: { fields?: readonly string[] | undefined; allowUnknown?: boolean | undefined } | undefined = {},
  known: readonly string[],
): { field?: string[] } {
  if (fields === undefined) return {}
  for (const field of fields) {
    checkString(service, 'fields', field)
    if (!allowUnknown && known.length > 0) checkField('fields', field, known)
  }
  return fields.length === 0 ? {} : { field: [...fields] }
}

/** Checks the options of a walk. Throws InvalidRequestError for an invalid one. */
export function checkWalk({ pageSize, paging = 'token', concurrency = 1 }: WalkOptions): void {
  if (pageSize !== undefined) checkWholeNumber(service, 'pageSize', pageSize, 1, cernPageSize.max)
  checkWholeNumber(service, 'concurrency', concurrency, 1, highestConcurrency)
  checkOneOf(service, 'paging', paging, ['token', 'offset'])
  if (concurrency > 1 && paging === 'token') {
    const message = `concurrency is ${concurrency}, which needs paging by offset.`
    const hint =
      "A page token is part of the previous page. Set paging to 'offset', or leave out concurrency."
    throw invalidRequest(service, 'concurrency', message, hint)
  }
}

/** The number of rows in a page of the Authorization Service: without `pageSize`, and at most. */
export const cernPageSize: { readonly default: number; readonly max: number } = { default: 1000, max: 5000 }

const highestConcurrency = 16

/** Checks that a field is known. Otherwise throws an InvalidRequestError with a suggestion. */
export function checkField(param: string, field: string, known: readonly string[]): void {
  if (known.includes(field)) return
  throw unknownField(param, `${param} has the unknown field ${JSON.stringify(field)}.`, field, known)
}

function unknownField(
  param: string,
  message: string,
  field: string,
  known: readonly string[],
): InvalidRequestError {
  return invalidRequest(service, param, message, `${adviseOnName('fields', field, known)} ${howToAllow}`)
}

const howToAllow = 'With allowUnknown it is sent unchanged.'

/** A value with which a field is compared. A date is compared by its time in UTC. */
export type FilterValue = string | number | boolean | Date

type BuildFilter = (field: FieldName, value: FilterValue) => string

/**
 * Functions that build a filter from its parts. The operator is always written out, so a value may contain colons. The
 * service ignores spaces at the ends of a value.
 *
 * @throws {InvalidRequestError} for an empty field or value
 * @example
 * const since = filter.gt('modificationTime', new Date('2024-01-01'))
 * for await (const group of cern.groups.list({ filter: [since, filter.contains('displayName', 'atlas')] })) …
 */
export const filter: Readonly<Record<FilterOperator, BuildFilter>> = {
  eq: (field, value) => buildFilter(field, 'eq', value),
  contains: (field, value) => buildFilter(field, 'contains', value),
  gt: (field, value) => buildFilter(field, 'gt', value),
}

function formatFilterValue(value: unknown): string {
  if (value instanceof Date && Number.isFinite(value.getTime())) return value.toISOString()
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
  throw invalidArgument(service, 'value', value, 'a string, a number, a boolean or a date')
}

function buildFilter(field: string, operator: FilterOperator, value: FilterValue): string {
  if (typeof field !== 'string') throw invalidArgument(service, 'field', field, 'the name of a field')
  const text = formatFilterValue(value)
  const result = `${field}:${operator}:${text}`
  if (field.trim() === '' || field.includes(':')) throw invalidFilter(result, 'its field is not a name')
  if (text.trim() === '') throw invalidFilter(result, 'it has no value')
  return result
}

/** Checks that a filter is `field:value` or `field:operator:value`, with a known field and operator. */
function checkFilter(text: string, known: readonly string[]): void {
  const parsed = typeof text === 'string' && text.isWellFormed() ? parseFilter(text) : undefined
  if (parsed === undefined || parsed.field === '')
    throw invalidFilter(text, 'it does not begin with a field and a colon')
  const { field, operator, value } = parsed
  if (value === '') throw invalidFilter(text, 'it has no value')
  if (operator !== undefined && !isOperator(operator)) {
    const advice = adviseOnName('operators', operator, filterOperatorValues)
    const escaped = JSON.stringify(`${field}:eq:${operator}:${value}`)
    throw invalidRequest(
      service,
      'filter',
      `The filter ${JSON.stringify(text)} has the unknown operator ${JSON.stringify(operator)}.`,
      `${advice} If it is part of the value, write ${escaped}. ${howToAllow}`,
    )
  }
  if (known.length === 0 || known.includes(field)) return
  const message = `The filter ${JSON.stringify(text)} has the unknown field ${JSON.stringify(field)}.`
  throw unknownField('filter', message, field, known)
}

function isOperator(word: string): word is FilterOperator {
  return (filterOperatorValues as readonly string[]).includes(word)
}

/**
 * Returns the parts of a filter. A plain word between two colons is always read as an operator: it is not documented what
 * the service does with an unknown one, and a value that begins like that can be written with `eq`.
 */
function parseFilter(text: string): { field: string; operator?: string; value: string } | undefined {
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  const field = text.slice(0, colon).trim()
  const rest = text.slice(colon + 1)
  const [, operator, value] = /^\s*([A-Za-z]+):(.*)$/s.exec(rest) ?? []
  return operator === undefined || value === undefined
    ? { field, value: rest.trim() }
    : { field, operator, value: value.trim() }
}

function invalidFilter(text: unknown, reason: string): InvalidRequestError {
  const hint = 'Write field:value or field:operator:value, such as displayName:contains:atlas.'
  return invalidRequest(service, 'filter', `The filter ${JSON.stringify(text)} is invalid: ${reason}.`, hint)
}
