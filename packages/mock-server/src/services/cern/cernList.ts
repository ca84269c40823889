import { filterOperatorValues, type Pagination } from '@personctl/openapi/cern'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject, isUuid } from '@personctl/shared/guards'
import { decodeBase64UrlJson, encodeBase64Url } from '@personctl/shared/jwt'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { findFirstIndex, type Table } from '../../directory/authorization/records.ts'
import { CernError } from './CernError.ts'
import { createFieldReader, createRowWriter, type Rows } from './cernRows.ts'

/** The parameters of a request for a list. */
export interface ListRequest {
  readonly limit: number
  readonly offset: number
  /** Has precedence over the offset. */
  readonly after: PageToken | undefined
  readonly filters: readonly Filter[]
  readonly sort: readonly string[]
  /** The requested fields; empty for the default object. */
  readonly fields: readonly string[]
  /** Identifies the selection and the order of the rows among others of the same list. */
  readonly key: string
  /** The parameters that the links to other pages repeat. */
  readonly carried: readonly (readonly [name: string, value: string])[]
}

/** The rules by which a request for a list is read. */
export interface ListRules {
  /** The number of rows on a page unless the request has a limit. */
  readonly defaultLimit: number
  /** The fields that rows of the list may have. */
  readonly knownFields: readonly string[]
  /** True if unknown fields are an error; otherwise they are fields that no row has set. */
  readonly isStrict: boolean
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
  const filters = rawFilters.map(parseFilter)
  const sort = valuesOf('sort')
  const fields = readFields(query, rules)
  for (const field of [...filters.map((filter) => filter.field), ...sort]) checkField(field, rules)
  const token = valuesOf('token').at(-1)
  return {
    limit: readInteger('limit', parameters, 1, maximumLimit) ?? rules.defaultLimit,
    offset: readInteger('offset', parameters, 0, Number.MAX_SAFE_INTEGER) ?? 0,
    after: token === undefined ? undefined : readPageToken(token, sort.length),
    filters,
    sort,
    fields,
    key: JSON.stringify([rawFilters, sort]),
    carried: [...query].filter(([name, value]) => value !== '' && carriedNames.includes(name.toLowerCase())),
  }
}

/** Reads the fields that a request names, each once. @throws {CernError} if one is unknown */
export function readFields(query: URLSearchParams, rules: ListRules): readonly string[] {
  const named = [...query].flatMap(([name, value]) => (name.toLowerCase() === 'field' ? value.trim() : []))
  const fields = [...new Set(named.filter((field) => field !== ''))]
  for (const field of fields) checkField(field, rules)
  return fields
}

function checkField(field: string, { knownFields, isStrict }: ListRules): void {
  if (!isStrict || knownFields.includes(field)) return
  const nearest = didYouMean(field, knownFields)
  throw new CernError(
    400,
    `The field '${field}' is unknown${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
  )
}

function readInteger(
  wanted: string,
  parameters: readonly (readonly [string, string])[],
  minimum: number,
  maximum: number,
): number | undefined {
  const digits = parameters.findLast(([name]) => name === wanted)?.[1].trim()
  if (digits === undefined) return undefined
  const value = Number(digits)
  if (/^\d+$/.test(digits) && value >= minimum && value <= maximum) return value
  const range = maximum === maximumLimit ? `from ${minimum} to ${maximum}` : `from ${minimum}`
  throw new CernError(400, `${wanted} must be a whole number ${range}, not '${digits}'`)
}

/** A condition on one field. */
interface Filter {
  readonly field: string
  readonly accepts: (value: unknown) => boolean
}

type Operator = (value: string | number | boolean, operand: string) => boolean

/**
 * Parses `field:value` or `field:operator:value`. Everything after the operator is the value, colons included. Blanks
 * around a part are ignored.
 *
 * @throws {CernError}
 */
function parseFilter(filter: string): Filter {
  const [, field = '', rest] = /^\s*([^:]*?)\s*:(.*)$/s.exec(filter) ?? []
  if (field === '' || rest === undefined)
    throw new CernError(400, `The filter '${filter}' is neither field:value nor field:operator:value`)
  const [, word = '', value] = /^\s*([a-z]+)\s*:(.*)$/is.exec(rest) ?? []
  const name = word.toLowerCase()
  if (value !== undefined && unknownOperators.has(name)) {
    const nearest = didYouMean(name, Object.keys(operators))
    const known = filterOperatorValues.join(', ')
    throw new CernError(
      400,
      `The operator '${word}' of the filter '${filter}' is unknown; ${nearest === undefined ? `known are ${known}` : `did you mean ${nearest}?`}`,
    )
  }
  const hasOperator = value !== undefined && Object.hasOwn(operators, name)
  return createFilter(field, hasOperator ? name : 'eq', hasOperator ? value : rest)
}

/** @param operator a known one */
export function createFilter(field: string, operator: string, value: string): Filter {
  const matches = operators[operator] ?? (() => false)
  const operand = value.trim().toLowerCase()
  return {
    field,
    accepts: (given) =>
      (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') &&
      matches(given, operand),
  }
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
} satisfies Record<(typeof filterOperatorValues)[number], Operator> & Record<string, Operator>

// Words that are likely to be an operator, and not the beginning of a value with a colon.
const unknownOperators = new Set(
  'ne neq not notcontains like ilike in nin is isnull null equals gte lte startswith starts endswith ends between regex matches'.split(
    ' ',
  ),
)

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

/** A page of a list. */
export interface CernPage {
  readonly pagination: Pagination
  /** Each row as JSON. */
  readonly rows: readonly string[]
}

/** Reads a page of rows. @param path the path of the list, for the links */
export function readPage(rows: Rows, request: ListRequest, path: string, view: View): CernPage {
  const selection = selectRows(rows, request, view)
  const { limit, after, offset, carried } = request
  const start = after === undefined ? offset : selection.positionAfter(after)
  const end = Math.min(start + limit, selection.size)
  const writeRow = createRowWriter(rows, view, request.fields)
  const json: string[] = []
  for (let position = start; position < end; position++) json.push(writeRow(selection.indexAt(position)))
  const next = start < end && end < selection.size ? selection.tokenAt(end - 1) : undefined
  return {
    pagination: createPagination({ path, total: selection.size, start, limit, next, carried }),
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
function createPagination({ path, total, start, limit, next, carried }: PagePosition): Pagination {
  const token = next === undefined ? null : writePageToken(next)
  const link = (name: 'offset' | 'token', value: string): string =>
    `${path}?${new URLSearchParams([[name, value], ['limit', String(limit)], ...carried.map((pair) => [...pair])])}`
  const linkTo = (offset: number): string => link('offset', String(offset))
  return {
    total,
    offset: start,
    limit,
    next: token === null ? null : link('token', token),
    links: {
      first: linkTo(0),
      previous: start === 0 ? null : linkTo(Math.max(0, start - limit)),
      current: linkTo(start),
      next: token === null ? null : linkTo(start + limit),
      // A full last page is not followed by an empty one.
      last: linkTo(Math.floor(Math.max(total - 1, 0) / limit) * limit),
    },
    token,
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
function selectRows(rows: Rows, criteria: Criteria, view: View): RowSelection {
  const indexes =
    rows.indexes === undefined
      ? findIndexesInTable(rows, criteria, view)
      : sortedIndexes(rows, criteria, view)
  const indexAt = (position: number): number => (indexes === undefined ? position : (indexes[position] ?? 0))
  const size = indexes === undefined ? rows.table.size : indexes.length
  const idAt = (position: number): string => rows.table.idAt(indexAt(position))
  const keysAt = createKeyReader(rows, criteria.sort, view)
  return {
    size,
    indexAt,
    positionAfter: ({ id, keys }) =>
      findFirstIndex(
        size,
        (position) => compareRows(keysAt(indexAt(position)), idAt(position), keys, id) > 0,
      ),
    tokenAt: (position) => ({ id: idAt(position), keys: keysAt(indexAt(position)) }),
  }
}

const cachedSelections = 16
// A table never changes: the next page of a search need not wait for the search to be repeated.
const selectionsByTable = new WeakMap<Table, Map<string, readonly number[]>>()

/** @returns undefined for all rows of the table in its own order */
function findIndexesInTable(rows: Rows, criteria: Criteria, view: View): readonly number[] | undefined {
  if (criteria.filters.length === 0 && criteria.sort.length === 0) return undefined
  const selections = selectionsByTable.get(rows.table) ?? new Map<string, readonly number[]>()
  selectionsByTable.set(rows.table, selections)
  const indexes = selections.get(criteria.key) ?? sortedIndexes(rows, criteria, view)
  // Inserted anew, so that the least recently used one is dropped first.
  selections.delete(criteria.key)
  selections.set(criteria.key, indexes)
  if (selections.size > cachedSelections) selections.delete(selections.keys().next().value as string)
  return indexes
}

function sortedIndexes(rows: Rows, { filters, sort }: Criteria, view: View): readonly number[] {
  const conditions = filters.map(({ field, accepts }) => {
    const valueAt = createFieldReader(rows, view, field)
    return (index: number) => accepts(valueAt(index))
  })
  const candidates = rows.indexes ?? Array.from({ length: rows.table.size }, (_, index) => index)
  const found = candidates.filter((index) => conditions.every((isMet) => isMet(index)))
  if (sort.length === 0) return found
  const keysAt = createKeyReader(rows, sort, view)
  return found
    .map((index) => ({ index, id: rows.table.idAt(index), keys: keysAt(index) }))
    .sort((one, other) => compareRows(one.keys, one.id, other.keys, other.id))
    .map(({ index }) => index)
}

/** A value that rows are sorted by: strings without regard to case, unset values before all others. */
type SortKey = null | boolean | number | string

function createKeyReader(
  rows: Rows,
  sort: readonly string[],
  view: View,
): (index: number) => readonly SortKey[] {
  const readers = sort.map((field) => createFieldReader(rows, view, field))
  return (index) => readers.map((valueAt) => toSortKey(valueAt(index)))
}

function toSortKey(value: unknown): SortKey {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Compares rows by their keys, and rows with the same keys by their ids. */
function compareRows(
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
