// The files of the CLI that its starts load, module by module. Node.js takes longer to open a file than to read it, and
// compiles all of what it reads: a start is short if it loads few files with nothing in them that it does not need.
//
// The build fails if a list is not exact: if a module here does not exist any more, or if a module imports one that is in no
// list. To mend that, import it where it is used first, `await import(…)`, if most runs do without it; else add it here. What
// each start loads in the end is pinned by test/process/coldStart.test.ts.
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rolldown } from 'tsdown'

interface StartChunk {
  readonly name: string
  /** Paths below `packages`, without endings, and names of libraries. A later chunk may import from an earlier one. */
  readonly modules: readonly string[]
}

/** The chunks, and what they load, from the smallest start to the largest. */
const chunks: readonly StartChunk[] = [
  {
    // Completion and --version load nothing else: a shell waits for each word that it completes.
    name: 'start-completion',
    modules: [
      'cli/package',
      'cli/src/completion/commandTable',
      'cli/src/config/presets',
      'cli/src/config/variables',
      'cli/src/errors/errors',
      'cli/src/help/topics',
      'cli/src/text/exactNumbers',
      'cli/src/text/text',
      'shared/src/formatCount',
    ],
  },
  {
    // Every other command: it finds the command, parses its options, knows its context, and writes JSON and errors.
    name: 'start-command',
    modules: [
      'commander',
      'cli/src/cli',
      'cli/src/commands/index',
      'cli/src/config/contextFile',
      'cli/src/config/contexts',
      'cli/src/config/credentials',
      'cli/src/config/settings',
      'cli/src/errors/describe',
      'cli/src/errors/exitCodes',
      'cli/src/globalOptions',
      'cli/src/io/io',
      'cli/src/output/columns',
      'cli/src/output/format',
      'cli/src/output/index',
      'cli/src/output/json',
      'cli/src/output/view',
      'cli/src/service/connection',
      'cli/src/service/services',
      'cli/src/text/jsonSyntax',
      'cli/src/text/redactor',
      'sdk/src/cern/cernEnvironments',
      'sdk/src/cis/cisEnvironments',
      'shared/src/didYouMean',
      'shared/src/guards',
      'shared/src/json',
      'shared/src/redact',
    ],
  },
  {
    // Requests to a service, and the command that most people run, `user get`.
    name: 'start-request',
    modules: [
      'openapi-fetch',
      'p-map',
      'cli/src/commands/lookup',
      'cli/src/commands/progress',
      'cli/src/commands/user/get',
      'cli/src/commands/user/print',
      'cli/src/config/concerns',
      'cli/src/config/tokenStore',
      'cli/src/io/files',
      'cli/src/service/clientOptions',
      'cli/src/service/transport',
      'generated/src/cis.generated',
      'generated/src/cisAttributes.generated',
      'generated/src/cisSearch.generated',
      'sdk/package',
      'sdk/src/arguments',
      'sdk/src/auth/authentication',
      'sdk/src/auth/clientCredentials',
      'sdk/src/auth/sharedRequest',
      'sdk/src/auth/tokenManager',
      'sdk/src/auth/tokenRequest',
      'sdk/src/cis/cisApi',
      'sdk/src/cis/cisClient',
      'sdk/src/cis/index',
      'sdk/src/cis/profile',
      'sdk/src/cis/scopes',
      'sdk/src/cis/userLists',
      'sdk/src/cis/users',
      'sdk/src/client/requestOptions',
      'sdk/src/client/serviceClient',
      'sdk/src/errors',
      'sdk/src/http/abort',
      'sdk/src/http/failure',
      'sdk/src/http/hooks',
      'sdk/src/http/httpClient',
      'sdk/src/http/request',
      'sdk/src/http/response',
      'sdk/src/http/retry',
      'sdk/src/paging/pager',
      'shared/src/jwt',
      'shared/src/loopback',
    ],
  },
  {
    // The embedded directory of --demo: the mock, without its server, its page and its admin routes.
    name: 'start-demo',
    modules: [
      'cli/src/service/demo',
      'mock-server/src/admin/client',
      'mock-server/src/app',
      'mock-server/src/clock',
      'mock-server/src/createMock',
      'mock-server/src/directory/authorization/authorizationDirectory',
      'mock-server/src/directory/authorization/base',
      'mock-server/src/directory/authorization/current',
      'mock-server/src/directory/authorization/families',
      'mock-server/src/directory/authorization/given',
      'mock-server/src/directory/authorization/identityTables',
      'mock-server/src/directory/authorization/personFacts',
      'mock-server/src/directory/authorization/records',
      'mock-server/src/directory/authorization/syntheticGroups',
      'mock-server/src/directory/changedPeople',
      'mock-server/src/directory/data/parseDataFile',
      'mock-server/src/directory/delegationDirectory',
      'mock-server/src/directory/directory',
      'mock-server/src/directory/logins',
      'mock-server/src/directory/people',
      'mock-server/src/directory/profile',
      'mock-server/src/directory/synthetic/fixedPeople',
      'mock-server/src/directory/synthetic/syntheticPeople',
      'mock-server/src/directory/synthetic/syntheticValues',
      'mock-server/src/faults/faults',
      'mock-server/src/http/redactSecrets',
      'mock-server/src/http/request',
      'mock-server/src/http/response',
      'mock-server/src/journal/journal',
      'mock-server/src/oauth/accessTokens',
      'mock-server/src/oauth/auth0',
      'mock-server/src/oauth/auth0Tenant',
      'mock-server/src/oauth/clients',
      'mock-server/src/oauth/endpoints',
      'mock-server/src/oauth/identifiers',
      'mock-server/src/oauth/keycloak/realm',
      'mock-server/src/oauth/keys',
      'mock-server/src/oauth/onewelcome/tenant',
      'mock-server/src/oauth/servers',
      'mock-server/src/oauth/signIn/signInPeople',
      'mock-server/src/oauth/signIn/signInState',
      'mock-server/src/oauth/verify',
      'mock-server/src/page/pageRequest',
      'mock-server/src/routing/router',
      'mock-server/src/services/cis/cisPermissions',
      'mock-server/src/services/cis/cisRequest',
      'mock-server/src/services/cis/cisService',
      'mock-server/src/services/cis/profileFilter',
      'mock-server/src/services/cis/userLists',
      'mock-server/src/session/adminError',
      'mock-server/src/session/options',
      'mock-server/src/session/pipeline',
      'mock-server/src/session/quirks',
      'mock-server/src/session/services',
      'mock-server/src/session/session',
      'mock-server/src/session/sessionName',
      'mock-server/src/session/sessionRegistry',
      'mock-server/src/text/boundedMap',
      'mock-server/src/text/json',
      'mock-server/src/text/nameUuid',
      'mock-server/src/text/seededRandom',
      'generated/src/cern.generated',
      'generated/src/cernFields.generated',
      'generated/src/cisProfileSchema.generated',
      'generated/src/dabp.generated',
      'generated/src/quirks.generated',
      'generated/src/serviceOperations.generated',
    ],
  },
]

const packages = fileURLToPath(new URL('../packages/', import.meta.url))

/** Returns the name of a module in the lists. */
function nameModule(id: string): string {
  const library = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1]
  if (library !== undefined) return library
  // The helpers of the bundler, and what stands in for parts of a library.
  if (id.startsWith('\0')) return /^\0(?:trimmed:)?(@?[^/:]+)/.exec(id)?.[1] ?? id
  return relative(packages, id)
    .replaceAll('\\', '/')
    .replace(/\.(?:ts|json)$/, '')
}

/** The chunks as rolldown takes them. */
export const startChunks: Rolldown.CodeSplittingOptions = {
  // The modules of the lists, and no others.
  includeDependenciesRecursively: false,
  groups: chunks.map(({ name, modules }) => ({
    name,
    test: (id: string) => modules.includes(nameModule(id)),
  })),
}

/** Fails the build if the lists are not exact. */
export function checkStartChunks(): Rolldown.Plugin {
  return {
    name: 'check-start-chunks',
    generateBundle(_, bundle) {
      const built = Object.values(bundle).filter((file) => file.type === 'chunk')
      const problems: string[] = []
      const loaded: string[] = ['rolldown-runtime']
      for (const { name, modules } of chunks) {
        loaded.push(name)
        const chunk = built.find((candidate) => candidate.name === name)
        const found = Object.keys(chunk?.modules ?? {}).map(nameModule)
        for (const module of modules)
          if (!found.includes(module)) problems.push(`${module} is not in the bundle`)
        for (const file of chunk?.imports ?? []) {
          const imported = built.find(({ fileName }) => fileName === file)
          if (imported === undefined || loaded.includes(imported.name)) continue
          const names = Object.keys(imported.modules).map(nameModule)
          problems.push(`${name} imports ${names.join(', ')}`)
        }
      }
      if (problems.length > 0)
        this.error(`The lists in scripts/startChunks.ts are not exact:\n  ${problems.join('\n  ')}`)
    },
  }
}
