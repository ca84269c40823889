/** The ways to write things down. */
export type FormatName = 'table' | 'json' | 'ndjson' | 'yaml' | 'csv'

export const formatNames: readonly FormatName[] = ['table', 'json', 'ndjson', 'yaml', 'csv']

/** What is used where nobody says otherwise: something to read for people, something to parse for programs. */
export function defaultFormat(stdoutIsTerminal: boolean): FormatName {
  return stdoutIsTerminal ? 'table' : 'json'
}

/** Whether who chose the format wants failures to be parsed too. */
export function isForPrograms(name: FormatName): boolean {
  return name === 'json' || name === 'ndjson' || name === 'yaml'
}
