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
    name: 'identity',
    summary: "People and other identities in CERN's Authorization Service",
    commands: [
      {
        name: 'get',
        summary: 'Show one identity, or several',
        load: () => import('./identity/get.ts'),
      },
      {
        name: 'list',
        summary: 'Show all identities, or those that filters let through',
        load: () => import('./identity/list.ts'),
      },
      {
        name: 'groups',
        summary: 'Show the groups that an identity is in',
        load: () => import('./identity/groups.ts'),
      },
      {
        name: 'me',
        summary: 'Show whose token it is',
        load: () => import('./identity/me.ts'),
      },
    ],
  },
  {
    name: 'group',
    summary: "Groups in CERN's Authorization Service",
    commands: [
      {
        name: 'get',
        summary: 'Show one group, or several',
        load: () => import('./group/get.ts'),
      },
      {
        name: 'list',
        summary: 'Show all groups, or those that filters let through',
        load: () => import('./group/list.ts'),
      },
      {
        name: 'members',
        summary: 'Show who is in a group',
        load: () => import('./group/members.ts'),
      },
    ],
  },
  {
    name: 'app',
    summary: "Applications in CERN's Authorization Service",
    commands: [
      {
        name: 'get',
        summary: 'Show one application, or several',
        load: () => import('./app/get.ts'),
      },
      {
        name: 'list',
        summary: 'Show all applications, or those that filters let through',
        load: () => import('./app/list.ts'),
      },
      {
        name: 'role',
        summary: 'The roles of applications',
        commands: [
          {
            name: 'list',
            summary: 'Show the roles of an application',
            load: () => import('./app/role/list.ts'),
          },
          {
            name: 'create',
            summary: 'Add a role to an application',
            load: () => import('./app/role/create.ts'),
          },
        ],
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
    name: 'token',
    summary: 'Access tokens',
    commands: [
      {
        name: 'get',
        summary: 'Print a token for a service',
        load: () => import('./token/get.ts'),
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
