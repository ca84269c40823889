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
        load: () => import('./user/list.ts').then(({ listCommand }) => ({ command: listCommand })),
      },
      {
        name: 'ids',
        summary: 'Show the identifiers of everybody who logs in one way',
        load: () => import('./user/list.ts').then(({ idsCommand }) => ({ command: idsCommand })),
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
    name: 'report',
    summary: "What people may do in the groups of OneWelcome's DABP",
    commands: [
      {
        name: 'get',
        summary: 'Show the report on a person',
        load: () => import('./report/get.ts'),
      },
      {
        name: 'check',
        summary: 'Say whether a person has a policy or a privilege, or is a superuser',
        load: () => import('./report/check.ts'),
      },
      {
        name: 'decode',
        summary: 'Show the report in a token, in claims or in a SAML assertion',
        load: () => import('./report/decode.ts'),
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
        load: () => import('./identity.ts').then(({ getCommand }) => ({ command: getCommand })),
      },
      {
        name: 'list',
        summary: 'Show all identities, or those that filters let through',
        load: () => import('./identity.ts').then(({ listCommand }) => ({ command: listCommand })),
      },
      {
        name: 'groups',
        summary: 'Show the groups that an identity is in',
        load: () => import('./identity.ts').then(({ groupsCommand }) => ({ command: groupsCommand })),
      },
      {
        name: 'me',
        summary: 'Show whose token it is',
        load: () => import('./identity.ts').then(({ meCommand }) => ({ command: meCommand })),
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
        load: () => import('./group.ts').then(({ getCommand }) => ({ command: getCommand })),
      },
      {
        name: 'list',
        summary: 'Show all groups, or those that filters let through',
        load: () => import('./group.ts').then(({ listCommand }) => ({ command: listCommand })),
      },
      {
        name: 'members',
        summary: 'Show who is in a group',
        load: () => import('./group.ts').then(({ membersCommand }) => ({ command: membersCommand })),
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
        load: () => import('./app.ts').then(({ getCommand }) => ({ command: getCommand })),
      },
      {
        name: 'list',
        summary: 'Show all applications, or those that filters let through',
        load: () => import('./app.ts').then(({ listCommand }) => ({ command: listCommand })),
      },
      {
        name: 'role',
        summary: 'The roles of applications',
        commands: [
          {
            name: 'list',
            summary: 'Show the roles of an application',
            load: () => import('./app.ts').then(({ listRolesCommand }) => ({ command: listRolesCommand })),
          },
          {
            name: 'create',
            summary: 'Add a role to an application',
            load: () => import('./app.ts').then(({ createRoleCommand }) => ({ command: createRoleCommand })),
          },
        ],
      },
    ],
  },
  {
    name: 'api',
    summary: 'Send a request to any path of a service',
    load: () => import('./api.ts'),
  },
  {
    name: 'scopes',
    summary: 'What scopes of CIS let a token see',
    commands: [
      {
        name: 'explain',
        summary: 'Show which attributes scopes let through, and what keeps the others back',
        load: () => import('./scopes.ts').then(({ explainCommand }) => ({ command: explainCommand })),
      },
      {
        name: 'for',
        summary: 'Show the least scopes that let attributes through',
        load: () => import('./scopes.ts').then(({ forCommand }) => ({ command: forCommand })),
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
      {
        name: 'inspect',
        summary: 'Show what a token says of itself, and what its scopes let it see',
        load: () => import('./token/inspect.ts'),
      },
      {
        name: 'forget',
        summary: 'Remove the tokens that are kept for the next run',
        load: () => import('./token/forget.ts'),
      },
    ],
  },
  {
    name: 'context',
    summary: 'What is kept of services: addresses, clients, secrets',
    commands: [
      {
        name: 'add',
        summary: 'Keep the settings of a service, in a context of your own',
        load: () => import('./context/add.ts'),
      },
      {
        name: 'set',
        summary: 'Change the settings of a service in a context',
        load: () => import('./context/set.ts').then(({ setCommand }) => ({ command: setCommand })),
      },
      {
        name: 'list',
        summary: 'Show all contexts, and the presets',
        load: () => import('./context/show.ts').then(({ listCommand }) => ({ command: listCommand })),
      },
      {
        name: 'use',
        summary: 'Use a context where none is named',
        load: () => import('./context/set.ts').then(({ useCommand }) => ({ command: useCommand })),
      },
      {
        name: 'show',
        summary: 'Show the settings that count, and where they come from',
        load: () => import('./context/show.ts').then(({ showCommand }) => ({ command: showCommand })),
      },
      {
        name: 'remove',
        summary: 'Forget a context, its secrets and its tokens',
        load: () => import('./context/remove.ts'),
      },
    ],
  },
  {
    name: 'config',
    summary: 'Where things are kept',
    commands: [
      {
        name: 'path',
        summary: 'Show the file of contexts and the folder it is in',
        load: () => import('./configPath.ts'),
      },
    ],
  },
  {
    name: 'doctor',
    summary: 'Check settings, network, tokens and access of each service',
    load: () => import('./doctor/doctor.ts'),
  },
  {
    name: 'mock',
    summary: 'A directory to test against',
    commands: [
      {
        name: 'start',
        summary: 'Start personctl-mock, with its own options',
        load: () => import('./mock.ts').then(({ startCommand }) => ({ command: startCommand })),
      },
      {
        name: 'exec',
        summary: 'Run a command against personctl-mock',
        load: () => import('./mock.ts').then(({ execCommand }) => ({ command: execCommand })),
      },
    ],
  },
  {
    name: 'completion',
    summary: 'Print what has a shell complete lines of personctl',
    load: () => import('./completion.ts'),
  },
]
