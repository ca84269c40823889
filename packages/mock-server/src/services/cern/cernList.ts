import type { Pagination } from '@personctl/generated/cern'
import type { Quirks } from '@personctl/generated/quirks'
import { isObject, isUuid } from '@personctl/shared/guards'
import { decodeBase64UrlJson, encodeBase64Url } from '@personctl/shared/jwt'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { findFirstIndex } from '../../directory/authorization/records.ts'
import { CernError } from './CernError.ts'
import { type FieldRules, type Filter, parseFilter, requireKnown } from './cernFilter.ts'
import { createFieldReader, createRowWriter, type Rows } from './cernRows.ts'

/** The parameters of a request for a list. */
export interface ListRequest {
  readonly limit: number
  readonly offset: number
  /** Has precedence over the offset. */
  readonly after: PageToken | undefined
  /** True for the empty page behind the last one. */
  readonly isBehindEnd: boolean
  readonly filters: readonly Filter[]
  readonly sort: readonly SortField[]
  /** The requested fields; empty for the default object. */
  readonly fields: readonly string[]
  /** Identifies the selection and the order of the rows among others of the same list. */
  readonly key: string
  /** The parameters that the links to other pages repeat. */
  readonly carried: readonly (readonly [name: string, value: string])[]
}

/** The rules by which a request for a list is read. */
export interface ListRules extends FieldRules {
  /** The number of rows on a page unless the request has a limit. */
  readonly defaultLimit: number
}

/** The number of rows on a page by default. */
export const defaultPageSize = 1000
const maximumLimit = 5000
const carriedNames = ['field', 'filter', 'sort', 'recursive', 'includearchivedanddeleted']

/**
 * Reads the parameters of a list. The case of their names does not matter. If a parameter that may be given once is
 * given twice, the last one counts.
 *
 * @throws {CernError} naming the invalid parameter
 */
export function readListRequest(query: URLSearchParams, rules: ListRules): ListRequest {
  const parameters = [...query].map(([name, value]) => [name.toLowerCase(), value] as const)
  const valuesOf = (wanted: string) =>
    parameters
      .filter(([name, value]) => name === wanted && value.trim() !== '')
      .map(([, value]) => value.trim())
  const rawFilters = valuesOf('filter')
  const { quirks } = rules
  const filters = rawFilters.flatMap((filter) => parseFilter(filter, rules))
  const ordered = valuesOf('sort').map((word) => parseSort(word, quirks))
  const fields = readFields(query, rules)
  if (quirks.cernUnknownSort === 'badRequest') for (const { field } of ordered) requireKnown(field, rules)
  const token = valuesOf('token').at(-1)
  const sort = token !== undefined && quirks.cernTokenOfSortedList === 'byId' ? [] : ordered
  const after = token === undefined ? undefined : readToken(token, sort.length, parameters, quirks)
  return {
    limit: readLimit(parameters, rules),
    offset: readOffset(parameters, quirks),
    after: after === 'end' ? undefined : after,
    isBehindEnd: after === 'end',
    filters,
    sort,
    fields,
    // Sessions with other quirks share the tables.
    key: JSON.stringify([rawFilters, sort, quirks]),
    carried: [...query].filter(([name, value]) => value !== '' && carriedNames.includes(name.toLowerCase())),
  }
}

/** Reads the fields that a request names, each once. @throws {CernError} if one is unknown */
export function readFields(query: URLSearchParams, rules: ListRules): readonly string[] {
  const named = [...query].flatMap(([name, value]) => (name.toLowerCase() === 'field' ? value.trim() : []))
  const fields = [...new Set(named.filter((field) => field !== ''))]
  if (rules.quirks.cernUnknownField === 'badRequest') for (const field of fields) requireKnown(field, rules)
  if (rules.quirks.cernUnknownField !== 'absent' || fields.length === 0) return fields
  return [...fields.filter((field) => rules.knownFields.includes(field)), 'id']
}

type Parameters = readonly (readonly [name: string, value: string])[]

function readLimit(parameters: Parameters, { defaultLimit, quirks }: ListRules): number {
  const text = findLast('limit', parameters)
  const value = /^-?\d+$/.test(text ?? '') ? Number(text) : Number.NaN
  if (value > maximumLimit && quirks.cernLimitTooLarge === 'capped') return maximumLimit
  if (value > maximumLimit && quirks.cernLimitTooLarge === 'accepted') return value
  if (value === 0 && quirks.cernLimitZero === 'noRows') return 0
  if (value === 0 && quirks.cernLimitZero === 'usual') return defaultLimit
  if (value < 0 && quirks.cernLimitNegative === 'usual') return defaultLimit
  return readInteger('limit', parameters, 1, maximumLimit) ?? defaultLimit
}

function readOffset(parameters: Parameters, quirks: Quirks): number {
  const isNegative = /^-\d+$/.test(findLast('offset', parameters) ?? '')
  if (isNegative && quirks.cernOffsetNegative === 'zero') return 0
  return readInteger('offset', parameters, 0, Number.MAX_SAFE_INTEGER) ?? 0
}

/** Reads the position of a page by token: undefined if the offset counts instead, `end` for the page behind the last one. */
function readToken(
  token: string,
  sortLength: number,
  parameters: Parameters,
  quirks: Quirks,
): PageToken | 'end' | undefined {
  if (findLast('offset', parameters) !== undefined) {
    if (quirks.cernTokenWithOffset === 'badRequest')
      throw new CernError(400, 'Send either token or offset, not both')
    if (quirks.cernTokenWithOffset === 'offset') return undefined
  }
  try {
    return readPageToken(token, sortLength)
  } catch (error) {
    if (quirks.cernInvalidToken === 'firstPage') return undefined
    if (quirks.cernInvalidToken === 'emptyPage') return 'end'
    throw quirks.cernInvalidToken === 'internalError' ? new Error('invalid token') : error
  }
}

function findLast(wanted: string, parameters: Parameters): string | undefined {
  return parameters.findLast(([name]) => name === wanted)?.[1].trim()
}

function readInteger(
  wanted: string,
  parameters: Parameters,
  minimum: number,
  maximum: number,
): number | undefined {
  const digits = findLast(wanted, parameters)
  if (digits === undefined) return undefined
  const value = Number(digits)
  if (/^\d+$/.test(digits) && value >= minimum && value <= maximum) return value
  const range = maximum === maximumLimit ? `from ${minimum} to ${maximum}` : `from ${minimum}`
  throw new CernError(400, `${wanted} must be a whole number ${range}, not '${digits}'`)
}

/** A field by which a list is sorted. */
interface SortField {
  readonly field: string
  readonly isDescending: boolean
}

function parseSort(word: string, { cernDescendingSort }: Quirks): SortField {
  if (cernDescendingSort === 'minus' && word.startsWith('-'))
    return { field: word.slice(1), isDescending: true }
  const separator = cernDescendingSort === 'colon' ? ':' : cernDescendingSort === 'blank' ? ' ' : undefined
  const [field = word, direction = ''] = separator === undefined ? [word] : word.split(separator)
  return { field, isDescending: direction.trim().toLowerCase() === 'desc' }
}

type PageLinks = { readonly [Link in keyof Pagination['links']]: string | null }

/** The pagination of a page, whose links may be absent. */
type PagePagination = Omit<Pagination, 'links'> & { readonly links: PageLinks }

/** A page of a list. */
export interface CernPage {
  readonly pagination: PagePagination
  /** Each row as JSON. */
  readonly rows: readonly string[]
}

/** Reads a page of rows. @param path the path of the list, for the links */
export function readPage(
  rows: Rows,
  request: ListRequest,
  path: string,
  view: View,
  quirks: Quirks,
): CernPage {
  const selection = selectRows(rows, request, view, quirks)
  const { limit, after, offset, isBehindEnd, carried } = request
  const start = isBehindEnd ? selection.size : after === undefined ? offset : selection.positionAfter(after)
  const { cernOffsetTooLarge = 'emptyPage' } = quirks
  if (cernOffsetTooLarge !== 'emptyPage' && after === undefined && offset > 0 && offset >= selection.size)
    throw new CernError(cernOffsetTooLarge === 'badRequest' ? 400 : 404, `There is no row ${offset}`)
  const end = Math.min(start + limit, selection.size)
  const writeRow = createRowWriter(rows, view, request.fields, quirks)
  const json: string[] = []
  for (let position = start; position < end; position++) json.push(writeRow(selection.indexAt(position)))
  const next = start < end && end < selection.size ? selection.tokenAt(end - 1) : undefined
  return {
    pagination: createPagination(
      { path, total: selection.size, start, limit, next, carried },
      quirks,
      after !== undefined,
    ),
    rows: json,
  }
}

type View = Pick<AuthorizationView, 'identities'>

interface PagePosition {
  /** The path of the list. */
  readonly path: string
  /** The number of rows in the list. */
  readonly total: number
  /** The number of rows before the page. */
  readonly start: number
  readonly limit: number
  /** The token of the next page; undefined on the last one. */
  readonly next: PageToken | undefined
  readonly carried: ListRequest['carried']
}

/** Creates the pagination of a page: the next page by token, the others by offset. */
function createPagination(
  { path, total, start, limit, next, carried }: PagePosition,
  quirks: Quirks,
  isByToken: boolean,
): PagePagination {
  const token = next === undefined ? null : writePageToken(next)
  const link = (name: 'offset' | 'token', value: string, repeated = carried): string =>
    `${path}?${new URLSearchParams([[name, value], ['limit', String(limit)], ...repeated.map((pair) => [...pair])])}`
  const linkTo = (offset: number): string => link('offset', String(offset))
  return {
    total,
    offset: isByToken && quirks.cernOffsetOfTokenPage === 'zero' ? 0 : start,
    limit,
    next: token === null ? null : link('token', token, quirks.cernNextLink === 'bare' ? [] : carried),
    links: createLinks(),
    token,
  }

  function createLinks(): PageLinks {
    const { cernLinksOfTokenPage, cernLastLink } = quirks
    if (isByToken && cernLinksOfTokenPage === 'null')
      return { first: null, previous: null, current: null, next: null, last: null }
    const linked = isByToken && cernLinksOfTokenPage === 'firstPage' ? 0 : start
    // By default, a full last page is not followed by an empty one.
    const behind = cernLastLink === 'emptyPage' ? total : Math.max(total - 1, 0)
    return {
      first: linkTo(0),
      previous: linkToPrevious(linked),
      current: linkTo(linked),
      next: token === null ? null : linkTo(linked + limit),
      last: linkTo(limit === 0 ? 0 : Math.floor(behind / limit) * limit),
    }
  }

  function linkToPrevious(offset: number): string | null {
    if (offset === 0) return null
    if (offset >= limit) return linkTo(offset - limit)
    if (quirks.cernPreviousLink === 'null') return null
    return linkTo(quirks.cernPreviousLink === 'negative' ? offset - limit : 0)
  }
}

/** The rows of a list that match its filters, in its order. */
interface RowSelection {
  readonly size: number
  /** Returns the index in the table of the row at a position. */
  indexAt(position: number): number
  /** Returns the first position behind a token, whose row may have been removed. */
  positionAfter(token: PageToken): number
  tokenAt(position: number): PageToken
}

type Criteria = Pick<ListRequest, 'filters' | 'sort' | 'key'>

/** Looks at every row once, and only if there are filters or a sort order. */
function selectRows(rows: Rows, criteria: Criteria, view: View, quirks: Quirks): RowSelection {
  const indexes =
    rows.indexes === undefined
      ? findIndexesInTable(rows, criteria, view, quirks)
      : sortedIndexes(rows, criteria, view, quirks)
  const indexAt = (position: number): number => (indexes === undefined ? position : (indexes[position] ?? 0))
  const size = indexes === undefined ? (rows.table.size ?? 0) : indexes.length
  const idAt = (position: number): string => rows.table.idAt(indexAt(position))
  const keysAt = createKeyReader(rows, criteria.sort, view)
  const compareRows = createComparison(criteria.sort, quirks)
  const hasKeys = quirks.cernTokenOfSortedList !== 'byId'
  return {
    size,
    indexAt,
    positionAfter: ({ id, keys }) =>
      findFirstIndex(
        size,
        (position) => compareRows(keysAt(indexAt(position)), idAt(position), keys, id) > 0,
      ),
    tokenAt: (position) => ({ id: idAt(position), keys: hasKeys ? keysAt(indexAt(position)) : [] }),
  }
}

const cachedSelections = 16
// A table never changes: the next page of a search need not wait for the search to be repeated.
const selectionsByTable = new WeakMap<Rows['table'], Map<string, readonly number[]>>()

/** @returns undefined for all rows of the table in its own order */
function findIndexesInTable(
  rows: Rows,
  criteria: Criteria,
  view: View,
  quirks: Quirks,
): readonly number[] | undefined {
  if (criteria.filters.length === 0 && criteria.sort.length === 0) return undefined
  const selections = selectionsByTable.get(rows.table) ?? new Map<string, readonly number[]>()
  selectionsByTable.set(rows.table, selections)
  const indexes = selections.get(criteria.key) ?? sortedIndexes(rows, criteria, view, quirks)
  // Inserted anew, so that the least recently used one is dropped first.
  selections.delete(criteria.key)
  selections.set(criteria.key, indexes)
  if (selections.size > cachedSelections) selections.delete(selections.keys().next().value as string)
  return indexes
}

function sortedIndexes(
  rows: Rows,
  { filters, sort }: Criteria,
  view: View,
  quirks: Quirks,
): readonly number[] {
  const conditions = filters.map(({ field, accepts }) => {
    const valueAt = createFieldReader(rows, view, field)
    return (index: number) => accepts(valueAt(index))
  })
  const candidates = rows.indexes ?? Array.from({ length: rows.table.size ?? 0 }, (_, index) => index)
  const found = candidates.filter((index) => conditions.every((isMet) => isMet(index)))
  if (sort.length === 0) return found
  const keysAt = createKeyReader(rows, sort, view)
  const compareRows = createComparison(sort, quirks)
  return found
    .map((index) => ({ index, id: rows.table.idAt(index), keys: keysAt(index) }))
    .sort((one, other) => compareRows(one.keys, one.id, other.keys, other.id))
    .map(({ index }) => index)
}

/** A value that rows are sorted by: strings without regard to case, unset values before all others. */
type SortKey = null | boolean | number | string

function createKeyReader(
  rows: Rows,
  sort: readonly SortField[],
  view: View,
): (index: number) => readonly SortKey[] {
  const readers = sort.map(({ field }) => createFieldReader(rows, view, field))
  return (index) => readers.map((valueAt) => toSortKey(valueAt(index)))
}

function toSortKey(value: unknown): SortKey {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Compares rows by their keys, and rows with the same keys by their ids. */
type RowComparison = (
  keys: readonly SortKey[],
  id: string,
  otherKeys: readonly SortKey[],
  otherId: string,
) => number

function createComparison(sort: readonly SortField[], { cernSortOfNull }: Quirks): RowComparison {
  const typeOrder = cernSortOfNull === 'last' ? nullLast : nullFirst
  return (keys, id, otherKeys, otherId) => {
    for (const [index, key] of keys.entries()) {
      const difference = compareKeys(key, otherKeys[index] ?? null, typeOrder)
      if (difference !== 0) return sort[index]?.isDescending ? -difference : difference
    }
    return id < otherId ? -1 : id > otherId ? 1 : 0
  }
}

const nullFirst = ['object', 'boolean', 'number', 'string']
const nullLast = ['boolean', 'number', 'string', 'object']

function compareKeys(one: SortKey, other: SortKey, typeOrder: readonly string[]): number {
  if (one === other) return 0
  if (typeof one !== typeof other) return typeOrder.indexOf(typeof one) - typeOrder.indexOf(typeof other)
  return one !== null && other !== null && one < other ? -1 : 1
}

/** The position after a row: the keys that it is sorted by, and its id. Rows that come and go do not move it. */
interface PageToken {
  readonly keys: readonly SortKey[]
  readonly id: string
}

/** Encodes a token in characters that are valid in a URL: many clients do not encode it. */
function writePageToken({ id, keys }: PageToken): string {
  return encodeBase64Url(JSON.stringify(keys.length === 0 ? { Id: id } : { Id: id, Sort: keys }))
}

/** @param sortLength the number of fields by which the list is sorted @throws {CernError} if the token is invalid */
function readPageToken(token: string, sortLength: number): PageToken {
  const content = decodeBase64UrlJson(token)
  const { Id: id, Sort: keys = [] } = isObject(content) ? content : {}
  if (typeof id !== 'string' || !isUuid(id) || !Array.isArray(keys) || !keys.every(isSortKey))
    throw new CernError(400, `The token '${token.slice(0, 200)}' is not one of a page`)
  if (keys.length !== sortLength)
    throw new CernError(400, 'The token is of a list in another order; send the same sort with it')
  return { id: id.toLowerCase(), keys }
}

function isSortKey(key: unknown): key is SortKey {
  return key === null || ['boolean', 'number', 'string'].includes(typeof key)
}
