import { filterOperatorValues } from '@personctl/openapi/cern'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject, isUuid } from '@personctl/shared/guards'
import { decodeBase64UrlJson, encodeBase64Url } from '@personctl/shared/jwt'
import { CernRefusal } from './errors.ts'

/** A condition on one field. */
interface Filter {
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
function readFilter(text: string): Filter {
  const [, field = '', rest] = /^\s*([^:]*?)\s*:(.*)$/s.exec(text) ?? []
  if (field === '' || rest === undefined)
    throw new CernRefusal(400, `The filter '${text}' is neither field:value nor field:operator:value`)
  const [, word = '', value] = /^\s*([a-z]+)\s*:(.*)$/is.exec(rest) ?? []
  const name = word.toLowerCase()
  if (value !== undefined && unknownOperators.has(name)) {
    const nearest = didYouMean(name, Object.keys(operators))
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
  if (isTime.test(value) && isTime.test(wanted)) {
    const difference = Date.parse(value) - Date.parse(wanted.toUpperCase())
    if (!Number.isNaN(difference)) return difference
  }
  const own = value.toLowerCase()
  return own < wanted ? -1 : own > wanted ? 1 : 0
}

const isTime = /^\d{4}-\d\d-\d\d(T|$)/i

const lower = (value: string | number | boolean): string => String(value).toLowerCase()

/** What rows are put in order by: texts without regard to case, what is not set before everything else. */
export type SortKey = null | boolean | number | string

export function sortKeyOf(value: unknown): SortKey {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Orders rows by their keys, and rows with the same keys by their ids. */
export function compareRows(
  keys: readonly SortKey[],
  id: string,
  otherKeys: readonly SortKey[],
  otherId: string,
): number {
  for (const [index, key] of keys.entries()) {
    const difference = compareKeys(key, otherKeys[index] ?? null)
    if (difference !== 0) return difference
  }
  return id < otherId ? -1 : id > otherId ? 1 : 0
}

const typeOrder = ['object', 'boolean', 'number', 'string']

function compareKeys(one: SortKey, other: SortKey): number {
  if (one === other) return 0
  if (typeof one !== typeof other) return typeOrder.indexOf(typeof one) - typeOrder.indexOf(typeof other)
  return one !== null && other !== null && one < other ? -1 : 1
}

/** The place after a row: what it is sorted by, and its id. It stays where it is when rows come and go. */
export interface PageToken {
  readonly keys: readonly SortKey[]
  readonly id: string
}

/** In characters that a URL takes as they are: many clients put it there without encoding it. */
export function writePageToken({ id, keys }: PageToken): string {
  return encodeBase64Url(JSON.stringify(keys.length === 0 ? { Id: id } : { Id: id, Sort: keys }))
}

/** @param sorted by how many fields the list is sorted @throws CernRefusal */
function readPageToken(token: string, sorted: number): PageToken {
  const { Id: id, Sort: keys = [] } = contentOf(token)
  if (typeof id !== 'string' || !isUuid(id) || !Array.isArray(keys) || !keys.every(isSortKey))
    throw new CernRefusal(400, `The token '${token.slice(0, 200)}' is not one of a page`)
  if (keys.length !== sorted)
    throw new CernRefusal(400, 'The token is of a list in another order; send the same sort with it')
  return { id: id.toLowerCase(), keys }
}

function isSortKey(key: unknown): key is SortKey {
  return key === null || ['boolean', 'number', 'string'].includes(typeof key)
}

function contentOf(token: string): Readonly<Record<string, unknown>> {
  const content = decodeBase64UrlJson(token)
  return isObject(content) ? content : {}
}

/** Which rows of a list are asked for, and what of them. */
export interface ListRequest {
  readonly limit: number
  readonly offset: number
  /** Goes before the offset. */
  readonly after: PageToken | undefined
  readonly filters: readonly Filter[]
  readonly sort: readonly string[]
  /** None: the default object. */
  readonly fields: readonly string[]
  /** What distinguishes this order and choice of rows from others of the same list. */
  readonly key: string
  /** The parameters that the links to other pages have, too. */
  readonly carried: readonly (readonly [name: string, value: string])[]
}

export interface ListRules {
  /** How many rows a page has unless told otherwise. */
  readonly defaultLimit: number
  /** The fields that rows of the list may have. */
  readonly knownFields: readonly string[]
  /** Whether a field that is not known is refused; otherwise it is one that no row has set. */
  readonly isStrict: boolean
}

/** How many rows a page has unless told otherwise. */
export const defaultPageSize = 1000
const mostRows = 5000
const carriedNames = ['field', 'filter', 'sort', 'recursive', 'includearchivedanddeleted']

/**
 * Reads the parameters of a list. Their names may be written in any case; of those that may be given once, the last
 * counts.
 *
 * @throws CernRefusal naming the parameter that makes no sense
 */
export function readListRequest(query: URLSearchParams, rules: ListRules): ListRequest {
  const given = [...query].map(([name, value]) => [name.toLowerCase(), value] as const)
  const valuesOf = (wanted: string) =>
    given.filter(([name, value]) => name === wanted && value.trim() !== '').map(([, value]) => value.trim())
  const filterTexts = valuesOf('filter')
  const filters = filterTexts.map(readFilter)
  const sort = valuesOf('sort')
  const fields = readFields(query, rules)
  for (const field of [...filters.map((filter) => filter.field), ...sort]) checkField(field, rules)
  const token = valuesOf('token').at(-1)
  return {
    limit: integerOf('limit', given, 1, mostRows) ?? rules.defaultLimit,
    offset: integerOf('offset', given, 0, Number.MAX_SAFE_INTEGER) ?? 0,
    after: token === undefined ? undefined : readPageToken(token, sort.length),
    filters,
    sort,
    fields,
    key: JSON.stringify([filterTexts, sort]),
    carried: [...query].filter(([name, value]) => value !== '' && carriedNames.includes(name.toLowerCase())),
  }
}

/** The fields a request names, each once. @throws CernRefusal */
export function readFields(query: URLSearchParams, rules: ListRules): readonly string[] {
  const named = [...query].flatMap(([name, value]) => (name.toLowerCase() === 'field' ? value.trim() : []))
  const fields = [...new Set(named.filter((field) => field !== ''))]
  for (const field of fields) checkField(field, rules)
  return fields
}

function checkField(field: string, { knownFields, isStrict }: ListRules): void {
  if (!isStrict || knownFields.includes(field)) return
  const nearest = didYouMean(field, knownFields)
  throw new CernRefusal(
    400,
    `The field '${field}' is unknown${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
  )
}

function integerOf(
  wanted: string,
  given: readonly (readonly [string, string])[],
  least: number,
  most: number,
): number | undefined {
  const text = given.findLast(([name]) => name === wanted)?.[1].trim()
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  const range = most === mostRows ? `from ${least} to ${most}` : `from ${least}`
  throw new CernRefusal(400, `${wanted} must be a whole number ${range}, not '${text}'`)
}
