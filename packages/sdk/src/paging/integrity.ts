import { InvalidResponseError } from '../errors.ts'
import type { FetchedPage, FetchPage, PageWalk } from './pager.ts'

/** What a walk by rows that keep their places can promise more than one by counting. */
interface RowCountRules {
  service: string
  list: string
  /**
   * Whether rows that come and go move the others. If they do not, the total may change under a walk and nothing is
   * lost; if they do, it may not.
   */
  rowsMove: boolean
  /** What tells one row from another; undefined for a row that has no such thing. */
  identify(row: unknown): unknown
}

/**
 * Counts the rows of a walk against the total that the service gives with each page, and looks for rows that come
 * twice. It keeps one page of keys and no more, so a row is known again on the next page only; farther apart, it shows
 * in the count.
 */
export function countingWalk<T>(fetchPage: FetchPage<T>, rules: RowCountRules): PageWalk<T> {
  let fromStart = false
  let rows = 0
  let total: number | undefined
  let totalChanged = false
  let previous = new Set<unknown>()

  const count = (page: FetchedPage<T>) => {
    const keys = new Set<unknown>()
    for (const row of page.items) {
      const key = rules.identify(row)
      if (key === undefined) continue
      if (keys.has(key) || previous.has(key)) throw repeated(rules, key)
      keys.add(key)
    }
    // An empty page says nothing of the one before it.
    if (page.items.length > 0) previous = keys
    rows += page.items.length
    totalChanged ||= total !== undefined && page.total !== total
    total ??= page.total
  }

  return {
    async fetchPage(cursor, signal) {
      if (cursor === undefined) fromStart = true
      const page = await fetchPage(cursor, signal)
      count(page)
      return page
    },
    finish() {
      if (!fromStart || total === undefined) return
      if (totalChanged && rules.rowsMove) throw moved(rules)
      if (!totalChanged && rows !== total) throw miscounted(rules, rows, total)
    },
  }
}

function repeated({ service, list, rowsMove }: RowCountRules, key: unknown): InvalidResponseError {
  return new InvalidResponseError(`${list} gave the row ${JSON.stringify(key)} twice.`, {
    code: 'repeated_rows',
    service,
    hint: rowsMove
      ? 'Rows were added during the walk, or the service takes no notice of the offset: walk by token.'
      : 'The service repeats itself. Begin again, and report it to its operators if it happens again.',
  })
}

function moved({ service, list }: RowCountRules): InvalidResponseError {
  return new InvalidResponseError(
    `${list} changed its total during the walk by offset, so rows may be missing or doubled.`,
    {
      code: 'list_changed',
      service,
      hint: 'Walk by token: rows that come and go do not move the others then.',
    },
  )
}

function miscounted({ service, list }: RowCountRules, rows: number, total: number): InvalidResponseError {
  return new InvalidResponseError(
    `${list} gave ${rows} rows, and said from first to last that it has ${total}.`,
    {
      code: 'incomplete_list',
      service,
      hint: `Rows are ${rows < total ? 'missing' : 'doubled'}, or some came while as many went. Walk again to tell.`,
    },
  )
}
