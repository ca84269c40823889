import { nearestWord } from '../../text/nearestWord.ts'
import { CernRefusal } from '../refusal.ts'
import type { Filter } from './filter.ts'
import { readFilter } from './filter.ts'
import type { PageToken } from './pageToken.ts'
import { readPageToken } from './pageToken.ts'

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
    carried: [...query].filter(([name]) => carriedNames.includes(name.toLowerCase())),
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
  const nearest = nearestWord(field, knownFields)
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
