import type { CommandEntry } from '../command.ts'

/** Every command there is. What one needs is loaded when it is called. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'user',
    summary: 'People in Mozilla CIS',
    commands: [
      {
        name: 'get',
        summary: 'Show one person, or several',
        load: () => import('./user/get.ts'),
      },
      {
        name: 'list',
        summary: 'Show everybody',
        load: () => import('./user/list.ts'),
      },
      {
        name: 'ids',
        summary: 'Show the identifiers of everybody who logs in one way',
        load: () => import('./user/ids.ts'),
      },
      {
        name: 'search',
        summary: 'Show who has a value in an attribute, or lacks it',
        load: () => import('./user/search.ts'),
      },
      {
        name: 'exists',
        summary: 'Say whether anybody has an e-mail',
        load: () => import('./user/exists.ts'),
      },
      {
        name: 'validate',
        summary: 'Check profiles in a file against the profile schema',
        load: () => import('./user/validate.ts'),
      },
    ],
  },
  {
    name: 'scopes',
    summary: 'What scopes of CIS let a token see',
    commands: [
      {
        name: 'explain',
        summary: 'Show which attributes scopes let through, and what keeps the others back',
        load: () => import('./scopes/explain.ts'),
      },
      {
        name: 'for',
        summary: 'Show the least scopes that let attributes through',
        load: () => import('./scopes/for.ts'),
      },
    ],
  },
  {
    name: 'mock',
    summary: 'A directory to test against',
    commands: [
      {
        name: 'start',
        summary: 'Start personctl-mock, with its own options',
        load: () => import('./mock/start.ts'),
      },
      {
        name: 'exec',
        summary: 'Run a command against personctl-mock',
        load: () => import('./mock/exec.ts'),
      },
    ],
  },
]
