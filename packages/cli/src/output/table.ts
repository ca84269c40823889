import stringWidth from 'string-width'
import { visible } from '../text/visible.ts'
import { type Attribute, collected, type Format, type Presentation, type Scalar } from './format.ts'

const gap = '  '

/** For reading: attributes under each other for one, a line each under headings for a list. */
export const format: Format = {
  one: (item, presentation) => {
    const known = presentation.attributes(item).filter(({ value }) => value !== null && value !== '')
    return aligned(leadingFirst(known, presentation.leading).map(({ path, value }) => [path, String(value)]))
  },
  async *list(items, presentation) {
    const rows = await collected(items, (item) => listRow(item, presentation))
    yield aligned([presentation.columns.map(({ heading }) => heading), ...rows])
  },
}

function listRow<Item>(item: Item, presentation: Presentation<Item>): string[] {
  const attributes = new Map<string, Scalar>(
    presentation.attributes(item).map(({ path, value }) => [path, value]),
  )
  return presentation.columns.map((column) => String(column.cell(attributes) ?? ''))
}

function leadingFirst(attributes: readonly Attribute[], leading: readonly string[]): Attribute[] {
  const rank = ({ path }: Attribute) => {
    const index = leading.indexOf(path)
    return index === -1 ? leading.length : index
  }
  return attributes.toSorted((a, b) => rank(a) - rank(b))
}

/** Every column as wide as its widest cell, but for the last, which nothing follows. */
function aligned(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(visible))
  const widths: number[] = []
  for (const row of cells) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell))
  }
  const padded = (cell: string, index: number) => cell + ' '.repeat((widths[index] ?? 0) - stringWidth(cell))
  return cells.map((row) => `${row.map(padded).join(gap).trimEnd()}\n`).join('')
}
