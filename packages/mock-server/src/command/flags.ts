import { parseArgs } from 'node:util'
import { nearestWord } from '../text/nearestWord.ts'
import { UsageError } from './usageError.ts'

/** One flag of the command: how it is written, and what the help says of it. */
export interface Flag {
  /** What stands for its value in the help; a flag without takes none. */
  readonly value?: string
  readonly short?: string
  readonly help: string
  /** The only way of running it takes it in; without, every one. */
  readonly only?: Running
}

/** How personctl-mock runs: as a server until it is stopped, or around another command. */
export type Running = 'serve' | 'exec'

export type FlagName =
  | 'port'
  | 'host'
  | 'json'
  | 'people'
  | 'groups'
  | 'seed'
  | 'data'
  | 'client'
  | 'any-client'
  | 'trust-issuer'
  | 'trust-jwks'
  | 'audience'
  | 'conformance'
  | 'page-size'
  | 'latency'
  | 'token-ttl'
  | 'journal-size'
  | 'admin-token'
  | 'no-admin'
  | 'ready-file'
  | 'log'
  | 'env'
  | 'help'
  | 'version'

export const flags: Readonly<Record<FlagName, Flag>> = {
  port: { value: 'PORT', help: 'port to listen on; 0 picks a free one (4010)' },
  host: { value: 'ADDRESS', help: 'address to listen on (127.0.0.1)' },
  json: {
    only: 'serve',
    help: 'print the ready line as JSON: url, pid, and the url, tokenUrl and audience of each service',
  },
  people: { value: 'N', help: 'size of the generated directory, the three named people included (100)' },
  groups: { value: 'N', help: 'how many groups there are, the nine named ones included (40)' },
  seed: { value: 'N', help: 'seed of the generated directory; the same seed gives the same bytes (1)' },
  data: {
    value: 'FILE',
    help: 'people, groups, reports and clients from a JSON or YAML file, in place of the generated ones',
  },
  client: {
    value: 'ID:SECRET[:SCOPES]',
    help: 'add a client, again for more; scopes separated by commas or spaces, without them every scope',
  },
  'any-client': { help: 'give a token to any client id and secret' },
  'trust-issuer': { value: 'ISS', help: 'also accept tokens of this issuer; needs --trust-jwks' },
  'trust-jwks': { value: 'FILE|URL', help: 'its JSON Web Key Set' },
  audience: { value: 'AUDIENCE', help: 'also give and accept tokens for this audience' },
  conformance: {
    value: 'MODE',
    help: 'observed: what the service does; documented: what its documents promise (observed)',
  },
  'page-size': { value: 'N', help: 'people on a page of each list (that of the service)' },
  latency: { value: 'MS[..MS]', help: 'wait before each answer, or between two times (0)' },
  'token-ttl': { value: 'SECONDS', help: 'how long a token is valid (CIS 86400, CERN 1200, DABP 900)' },
  'journal-size': { value: 'N', help: 'how many requests the journal of each session keeps (1000)' },
  'admin-token': {
    value: 'TOKEN',
    help: 'what the admin routes ask for; better in PERSONCTL_MOCK_ADMIN_TOKEN, which no list of processes shows',
  },
  'no-admin': { help: 'no admin routes' },
  'ready-file': {
    only: 'serve',
    value: 'FILE',
    help: 'write what --json prints into a file once the server is ready, or if it is called .env, the variables that exec sets; it is removed at the end',
  },
  log: { help: 'one line for each request on stderr' },
  env: {
    only: 'exec',
    value: 'NAME=VALUE',
    help: 'one more variable, again for more; {PERSONCTL_...} in the value stands for one of those set',
  },
  help: { short: 'h', help: 'show this help' },
  version: { only: 'serve', help: 'show the version' },
}

/** The flags of one command line, as they were written. */
export interface GivenFlags {
  has(name: FlagName): boolean
  /** The value of a flag; of a repeated one the last. */
  valueOf(name: FlagName): string | undefined
  valuesOf(name: FlagName): readonly string[]
}

const flagNames = Object.keys(flags) as FlagName[]

/** The flags that personctl-mock takes when it runs in one way. */
export function flagsFor(running: Running): FlagName[] {
  return flagNames.filter((name) => (flags[name].only ?? running) === running)
}

/** @throws UsageError naming the first flag that is unknown, or lacks its value, or has one it does not take */
export function readFlags(argv: readonly string[], running: Running): GivenFlags {
  const given = new Map<string, string[]>()
  for (const token of tokensOf(argv)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw new UsageError(`unexpected argument '${token.value}'`)
    const flag = checkedFlag(token.name, token.rawName, running)
    if (flag.value === undefined && token.value !== undefined)
      throw new UsageError(`${token.rawName} takes no value, not '${token.value}'`)
    if (flag.value !== undefined && token.value === undefined)
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${flag.value}`)
    const values = given.get(token.name) ?? []
    given.set(token.name, [...values, token.value ?? ''])
  }
  return {
    has: (name) => given.has(name),
    valueOf: (name) => given.get(name)?.at(-1),
    valuesOf: (name) => given.get(name) ?? [],
  }
}

/** Where the flags of a command line end and something else begins, which `--` may stand before. */
export function splitAfterFlags(
  argv: readonly string[],
): readonly [flags: readonly string[], rest: readonly string[]] {
  const end = tokensOf(argv).find(({ kind }) => kind !== 'option')
  if (end === undefined) return [argv, []]
  return [argv.slice(0, end.index), argv.slice(end.kind === 'positional' ? end.index : end.index + 1)]
}

function tokensOf(argv: readonly string[]) {
  const options = flagNames.map((name) => {
    const { value, short } = flags[name]
    const type = value === undefined ? ('boolean' as const) : ('string' as const)
    return [name, short === undefined ? { type } : { type, short }] as const
  })
  const config = { options: Object.fromEntries(options), strict: false, tokens: true } as const
  return parseArgs({ ...config, args: [...argv] }).tokens
}

function checkedFlag(name: string, written: string, running: Running): Flag {
  const known = flagsFor(running)
  if (known.includes(name as FlagName)) return flags[name as FlagName]
  if (Object.hasOwn(flags, name))
    throw new UsageError(
      `${written} is for personctl-mock ${running === 'exec' ? 'without exec' : 'exec'} only`,
    )
  const nearest = nearestWord(name, known)
  throw new UsageError(
    `unknown flag ${written}${nearest === undefined ? '; --help lists them all' : `; did you mean --${nearest}?`}`,
  )
}
