import type { OptionValues } from 'commander'
import { UsageError } from '../failure/usageError.ts'
import { checkColumn, checkFit } from './columns.ts'
import type { FormatName } from './formatName.ts'
import type { SortBy, View } from './view.ts'

/**
 * Makes sense of the options that say what is written of an answer.
 *
 * @param known the names that columns can have, where the command knows them beforehand
 * @param format the format that was asked for, or else is usual here
 * @throws UsageError where there is no sense in them
 */
export async function parseView(
  { columns: names, sortBy: sorting, query: expression }: OptionValues,
  known: readonly string[] | undefined,
  format: FormatName,
): Promise<View> {
  const columns = names === undefined ? undefined : parseColumns(names)
  checkFit(columns, format)
  const sortBy = sorting === undefined ? undefined : parseSortBy(sorting)
  // The columns after a query are those of its answer.
  if (known !== undefined && expression === undefined) {
    for (const name of columns ?? []) checkColumn('--columns', name, known)
  }
  if (known !== undefined && sortBy !== undefined) checkColumn('--sort-by', sortBy.column, known)
  return {
    ...(columns && { columns }),
    ...(sortBy && { sortBy }),
    ...(expression !== undefined && { query: (await import('./query.ts')).parseQuery(expression) }),
    ...(known && { known }),
  }
}

function parseColumns(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.every((name) => name !== '')) return [...new Set(names)]
  throw new UsageError(
    text.trim() === '' ? '--columns is empty.' : `--columns is ${JSON.stringify(text)}: a name is empty.`,
    'Give names with commas between them, such as --columns user_id,primary_email.',
  )
}

function parseSortBy(text: string): SortBy {
  const [, column = '', direction = 'asc'] = /^(.*?)(?::(asc|desc))?$/s.exec(text.trim()) ?? []
  if (column !== '' && !column.includes(':')) return { column, descending: direction === 'desc' }
  throw new UsageError(
    `--sort-by is ${JSON.stringify(text)}; it takes a column, or a column and :desc.`,
    'Such as --sort-by last_name, or --sort-by last_name:desc.',
  )
}
