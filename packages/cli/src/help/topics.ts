/** Something to read about that is no command. */
export interface Topic {
  readonly name: string
  readonly summary: string
  load(): Promise<{ text: string }>
}

/** What `personctl help TOPIC` knows of. */
export const topics: readonly Topic[] = [
  {
    name: 'exit-codes',
    summary: 'what a command ends with',
    load: () => import('./exitCodes.ts'),
  },
  {
    name: 'environment',
    summary: 'variables with settings, and what they stand back behind',
    load: () => import('./environment.ts'),
  },
  {
    name: 'formats',
    summary: 'tables, JSON, CSV; columns, order and queries',
    load: () => import('./formats.ts'),
  },
  {
    name: 'scopes',
    summary: 'what the scopes of CIS let a token see',
    load: () => import('./scopes.ts'),
  },
]
