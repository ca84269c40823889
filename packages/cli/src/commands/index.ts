import type { CommandEntry } from './command.ts'

/** All commands. The module of each is loaded when it runs. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'user',
    summary: 'Read and publish profiles in Mozilla CIS',
    commands: [
      { name: 'get', summary: 'Show one profile or several', load: () => import('./user/get.ts') },
      {
        name: 'list',
        summary: 'List all profiles',
        load: async () => ({ command: (await import('./user/list.ts')).listCommand }),
      },
      {
        name: 'ids',
        summary: 'List the identifiers of all people with a connection method',
        load: async () => ({ command: (await import('./user/list.ts')).idsCommand }),
      },
      { name: 'search', summary: 'Search people by attribute', load: () => import('./user/search.ts') },
      { name: 'exists', summary: 'Check whether an e-mail exists', load: () => import('./user/exists.ts') },
      {
        name: 'validate',
        summary: 'Validate profiles in a file against the profile schema',
        load: () => import('./user/validate.ts'),
      },
      {
        name: 'diff',
        summary: 'Show what differs between two lists of profiles',
        load: () => import('./user/diff.ts'),
      },
      {
        name: 'verify',
        summary: 'Verify the signatures of a profile, and the changes in it',
        load: () => import('./user/verify.ts'),
      },
      {
        name: 'sign',
        summary: 'Sign attributes of a profile in a file as a publisher',
        load: () => import('./user/sign.ts'),
      },
      {
        name: 'update',
        summary: 'Publish changes of profiles, or new profiles',
        load: () => import('./user/update.ts'),
      },
    ],
  },
  {
    name: 'publisher',
    summary: 'Explain who may publish what in CIS',
    commands: [
      {
        name: 'rules',
        summary: 'Show which publishers may create and change an attribute',
        load: () => import('./publisher/rules.ts'),
      },
    ],
  },
  {
    name: 'report',
    summary: "Read reports of OneWelcome's DABP",
    commands: [
      { name: 'get', summary: 'Show the report on a person', load: () => import('./report/get.ts') },
      {
        name: 'check',
        summary: 'Check whether a person has a policy or a privilege, or is a superuser',
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
    summary: "Read identities in CERN's Authorization Service",
    commands: [
      {
        name: 'get',
        summary: 'Show one identity or several',
        load: async () => ({ command: (await import('./identity.ts')).getCommand }),
      },
      {
        name: 'list',
        summary: 'List identities',
        load: async () => ({ command: (await import('./identity.ts')).listCommand }),
      },
      {
        name: 'groups',
        summary: 'List the groups of an identity',
        load: async () => ({ command: (await import('./identity.ts')).groupsCommand }),
      },
      {
        name: 'is-member',
        summary: 'Check whether an identity is in a group',
        load: async () => ({ command: (await import('./identity.ts')).isMemberCommand }),
      },
      {
        name: 'me',
        summary: 'Show the identity the token belongs to',
        load: async () => ({ command: (await import('./identity.ts')).meCommand }),
      },
    ],
  },
  {
    name: 'group',
    summary: "Manage groups in CERN's Authorization Service",
    commands: [
      {
        name: 'get',
        summary: 'Show one group or several',
        load: async () => ({ command: (await import('./group.ts')).getCommand }),
      },
      {
        name: 'list',
        summary: 'List groups',
        load: async () => ({ command: (await import('./group.ts')).listCommand }),
      },
      {
        name: 'members',
        summary: 'List the members of a group',
        load: async () => ({ command: (await import('./group.ts')).membersCommand }),
      },
      {
        name: 'create',
        summary: 'Create a group',
        load: async () => ({ command: (await import('./group.ts')).createCommand }),
      },
      {
        name: 'add-members',
        summary: 'Add identities to a group',
        load: async () => ({ command: (await import('./cern/groupMembers.ts')).addMembersCommand }),
      },
      {
        name: 'remove-members',
        summary: 'Remove identities from a group',
        load: async () => ({ command: (await import('./cern/groupMembers.ts')).removeMembersCommand }),
      },
      {
        name: 'set-members',
        summary: 'Add and remove identities until a group has exactly those named',
        load: async () => ({ command: (await import('./cern/groupMembers.ts')).setMembersCommand }),
      },
    ],
  },
  {
    name: 'app',
    summary: "Manage applications in CERN's Authorization Service",
    commands: [
      {
        name: 'get',
        summary: 'Show one application or several',
        load: async () => ({ command: (await import('./app.ts')).getCommand }),
      },
      {
        name: 'list',
        summary: 'List applications',
        load: async () => ({ command: (await import('./app.ts')).listCommand }),
      },
      {
        name: 'create',
        summary: 'Create an application',
        load: async () => ({ command: (await import('./app.ts')).createCommand }),
      },
      {
        name: 'role',
        summary: 'Manage the roles of applications',
        commands: [
          {
            name: 'list',
            summary: 'List the roles of an application',
            load: async () => ({ command: (await import('./app.ts')).listRolesCommand }),
          },
          {
            name: 'create',
            summary: 'Add a role to an application',
            load: async () => ({ command: (await import('./app.ts')).createRoleCommand }),
          },
          {
            name: 'assign',
            summary: 'Assign a role to the members of a group',
            load: async () => ({ command: (await import('./app.ts')).assignRoleCommand }),
          },
        ],
      },
    ],
  },
  {
    name: 'mirror',
    summary: 'Copy people into a database, query the copy, and see what changed',
    commands: [
      {
        name: 'pull',
        summary: 'Copy people, groups and reports into a database',
        load: () => import('./mirror/pull.ts'),
      },
      {
        name: 'status',
        summary: 'Show the runs of a mirror, their ages, and what is pending',
        load: () => import('./mirror/status.ts'),
      },
      { name: 'diff', summary: 'Show what changed between runs', load: () => import('./mirror/diff.ts') },
      {
        name: 'query',
        summary: 'Ask a question by name, or run SQL that reads',
        load: async () => ({ command: (await import('./mirror/query.ts')).queryCommand }),
      },
      {
        name: 'export',
        summary: 'Write all rows of a table or a view',
        load: async () => ({ command: (await import('./mirror/query.ts')).exportCommand }),
      },
      {
        name: 'prune',
        summary: 'Remove the past from a mirror',
        load: async () => ({ command: (await import('./mirror/prune.ts')).pruneCommand }),
      },
      {
        name: 'forget',
        summary: 'Erase everything about a person from a mirror',
        load: async () => ({ command: (await import('./mirror/prune.ts')).forgetCommand }),
      },
    ],
  },
  { name: 'api', summary: 'Send a request to any path of a service', load: () => import('./api/api.ts') },
  {
    name: 'scopes',
    summary: 'Explain the scopes of CIS',
    commands: [
      {
        name: 'explain',
        summary: 'Show which attributes scopes let through, and why others are hidden',
        load: async () => ({ command: (await import('./scopes.ts')).explainCommand }),
      },
      {
        name: 'for',
        summary: 'Find the fewest scopes that let attributes through',
        load: async () => ({ command: (await import('./scopes.ts')).forCommand }),
      },
    ],
  },
  {
    name: 'token',
    summary: 'Manage access tokens',
    commands: [
      { name: 'get', summary: 'Print a token for a service', load: () => import('./token/get.ts') },
      {
        name: 'inspect',
        summary: 'Show the claims of a token, and the attributes that its scopes let through',
        load: () => import('./token/inspect.ts'),
      },
      { name: 'forget', summary: 'Remove stored tokens', load: () => import('./token/forget.ts') },
    ],
  },
  {
    name: 'context',
    summary: 'Manage stored settings of services: URLs, clients, secrets',
    commands: [
      {
        name: 'add',
        summary: 'Store the settings of a service in a context of your own',
        load: () => import('./context/add.ts'),
      },
      {
        name: 'set',
        summary: 'Change the settings of a service in a context',
        load: async () => ({ command: (await import('./context/set.ts')).setCommand }),
      },
      {
        name: 'list',
        summary: 'List contexts and presets',
        load: async () => ({ command: (await import('./context/show.ts')).listCommand }),
      },
      {
        name: 'use',
        summary: 'Choose the context of commands that name none',
        load: async () => ({ command: (await import('./context/set.ts')).useCommand }),
      },
      {
        name: 'show',
        summary: 'Show the effective settings and their sources',
        load: async () => ({ command: (await import('./context/show.ts')).showCommand }),
      },
      {
        name: 'rename',
        summary: 'Give a context another name',
        load: async () => ({ command: (await import('./context/rename.ts')).renameCommand }),
      },
      {
        name: 'copy',
        summary: 'Copy a context or a preset, with its secrets',
        load: async () => ({ command: (await import('./context/rename.ts')).copyCommand }),
      },
      {
        name: 'export',
        summary: 'Print a context without its secrets, for others to add',
        load: () => import('./context/export.ts'),
      },
      {
        name: 'remove',
        summary: 'Remove a context with its secrets and tokens',
        load: () => import('./context/remove.ts'),
      },
    ],
  },
  {
    name: 'config',
    summary: 'Locate stored files',
    commands: [
      {
        name: 'path',
        summary: 'Show the file of contexts and its folder',
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
    name: 'conformance',
    summary: 'Find out where a service differs from the mock, with harmless reads',
    load: () => import('./conformance/conformance.ts'),
  },
  {
    name: 'mock',
    summary: 'Run a mock server to test against',
    commands: [
      {
        name: 'start',
        summary: 'Start personctl-mock, with its own options',
        load: async () => ({ command: (await import('./mock.ts')).startCommand }),
      },
      {
        name: 'exec',
        summary: 'Run a command against personctl-mock',
        load: async () => ({ command: (await import('./mock.ts')).execCommand }),
      },
      {
        name: 'wait',
        summary: 'Wait until a personctl-mock in the background is ready',
        load: async () => ({ command: (await import('./mock.ts')).waitCommand }),
      },
      {
        name: 'stop',
        summary: 'Stop a personctl-mock in the background',
        load: async () => ({ command: (await import('./mock.ts')).stopCommand }),
      },
    ],
  },
  {
    name: 'completion',
    summary: 'Print a shell completion script',
    load: () => import('./completion.ts'),
  },
]
