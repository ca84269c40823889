/** The secret in the text of a file or of stdin: its first line, without what editors and shells put around it. */
export function secretIn(text: string): string {
  const [firstLine = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  return firstLine.trim()
}
