import { formatRows } from '../text/text.ts'

/** A page of help that is not about a command. */
interface Topic {
  readonly name: string
  readonly summary: string
  load(): Promise<string>
}

/** The topics of `personctl help TOPIC`. */
export const topics: readonly Topic[] = [
  {
    name: 'exit-codes',
    summary: 'The exit codes of all commands',
    load: async () => (await import('./helpPages.ts')).exitCodesHelp,
  },
  {
    name: 'environment',
    summary: 'Environment variables and their precedence',
    load: async () => (await import('./helpPages.ts')).environmentHelp,
  },
  {
    name: 'files',
    summary: 'Stored files and their folder',
    load: async () => (await import('./helpPages.ts')).filesHelp,
  },
  {
    name: 'formats',
    summary: 'Formats of output, columns, sorting and queries',
    load: async () => (await import('./helpPages.ts')).formatsHelp,
  },
  {
    name: 'scopes',
    summary: 'CIS scopes and the attributes they let through',
    load: async () => (await import('./helpPages.ts')).scopesHelp,
  },
]

/** The examples of `personctl --help`. */
export const examples: readonly string[] = [
  'personctl user get ada.lovelace@example.org --demo',
  'personctl user get ada.lovelace@example.org grace.hopper@example.org --demo -o csv',
  'personctl user list --demo --limit 5',
  'personctl user search staff_information.staff=true --demo -o csv > staff.csv',
  'personctl scopes for staff_information.title primary_email',
  'personctl group members atlas-readers --recursive --demo',
  'personctl api cern /api/v1.0/Group --param limit=3 --demo',
  'personctl user get --help',
  'personctl mock start --port 4010',
]

/** The notes of `personctl --help`. */
export const reference: string = `
Topics of personctl help TOPIC:
${formatRows(topics.map(({ name, summary }) => [name, summary]))}

Data is written to stdout, everything else to stderr. The exit code is 0 on success; see
personctl help exit-codes for the others.
`
