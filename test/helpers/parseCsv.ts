/** The rows of a CSV text, read by the letter of RFC 4180. Throws where it is not CSV. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /"((?:[^"]|"")*)"(,|\r\n)|([^",\r\n]*)(,|\r\n)/y
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex
    const match = cell.exec(text)
    if (match === null)
      throw new Error(`No CSV at ${start}: ${JSON.stringify(text.slice(start, start + 40))}`)
    const [, quoted, quotedEnd, plain, plainEnd] = match
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if ((quotedEnd ?? plainEnd) === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

/** The rows after the first, by the names in the first. */
export function csvRecords(text: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(text)
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`${row.length} cells under ${header.length} headings`)
    return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']))
  })
}
