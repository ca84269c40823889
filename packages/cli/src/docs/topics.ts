import { rows } from '../text/text.ts'

/** Something to read about that is no command. */
interface Topic {
  readonly name: string
  readonly summary: string
  load(): Promise<{ text: string }>
}

/** What `personctl help TOPIC` knows of. */
export const topics: readonly Topic[] = [
  {
    name: 'exit-codes',
    summary: 'what a command ends with',
    load: () => import('./helpPages.ts').then(({ exitCodesHelp }) => ({ text: exitCodesHelp })),
  },
  {
    name: 'environment',
    summary: 'variables with settings, and what they stand back behind',
    load: () => import('./helpPages.ts').then(({ environmentHelp }) => ({ text: environmentHelp })),
  },
  {
    name: 'formats',
    summary: 'tables, JSON, CSV; columns, order and queries',
    load: () => import('./helpPages.ts').then(({ formatsHelp }) => ({ text: formatsHelp })),
  },
  {
    name: 'scopes',
    summary: 'what the scopes of CIS let a token see',
    load: () => import('./helpPages.ts').then(({ scopesHelp }) => ({ text: scopesHelp })),
  },
]

/** What stands before everything else in the help of personctl itself. */
export const examples = `Examples:
  $ personctl user get ada.lovelace@example.org --demo
  $ personctl user get ada.lovelace@example.org grace.hopper@example.org --demo -o csv
  $ personctl user list --demo --limit 5
  $ personctl user search staff_information.staff=true --demo -o csv > staff.csv
  $ personctl scopes for staff_information.title primary_email
  $ personctl group members atlas-readers --recursive --demo
  $ personctl api cern /api/v1.0/Group --param limit=3 --demo
  $ personctl user get --help
  $ personctl mock start --port 4010
`

/** What stands after it. */
export const reference: string = `
Help on more than one command, with personctl help TOPIC:
${rows(topics.map(({ name, summary }) => [name, summary]))}

Data is on stdout, all else on stderr. Ends with 0 if all is well; personctl help exit-codes has the rest.
`
