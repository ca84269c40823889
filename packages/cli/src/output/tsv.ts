import { escapeCell } from '../text/text.ts'
import {
  type Attribute,
  collectRows,
  type Format,
  formatScalar,
  mapAttributes,
  type Presentation,
  type Scalar,
  type Screen,
} from './format.ts'

/** Bare values for scripts: a line for each row, with a tab between the columns of a table of several rows. */
export const textFormat: Format = {
  formatOne: (row, presentation, screen) =>
    presentation.columns.length === 0
      ? formatLine(
          presentation.attributes(row).map(({ value }) => value),
          screen,
        )
      : formatRow(row, presentation, screen),
  async *formatList(rows, presentation, screen, order) {
    const { attributes, columns } = presentation
    const toLine = (row: Parameters<typeof attributes>[0]) => formatRow(row, presentation, screen)
    if (columns.length === 0) yield* formatAllColumns(await collectRows(rows, attributes, order), screen)
    else if (order !== undefined) yield* await collectRows(rows, toLine, order)
    else for await (const row of rows) yield toLine(row)
  },
}

function formatRow<Row>(row: Row, presentation: Presentation<Row>, screen: Screen): string {
  const attributes = mapAttributes(presentation, row)
  return formatLine(
    presentation.columns.map((column) => column.cell(attributes)),
    screen,
  )
}

/** Formats rows with a column for each attribute of any row. */
function formatAllColumns(rows: readonly (readonly Attribute[])[], screen: Screen): string[] {
  const paths = [...new Set(rows.flatMap((row) => row.map(({ path }) => path)))]
  return rows.map((row) => {
    const values = new Map(row.map(({ path, value }) => [path, value]))
    return formatLine(
      paths.map((path) => values.get(path) ?? null),
      screen,
    )
  })
}

function formatLine(values: readonly Scalar[], { isTerminal }: Screen): string {
  const escapeValue = isTerminal ? escapeCell : escapeSeparators
  return `${values.map((value) => escapeValue(formatScalar(value))).join('\t')}\n`
}

const separatorEscapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Escapes the characters that would end a value or a line. */
function escapeSeparators(text: string): string {
  return text.replace(/[\t\n\r]/g, (character) => separatorEscapes[character] ?? character)
}
