import { parseArgs } from 'node:util'
import { nearestWord } from '../text/nearestWord.ts'
import { UsageError } from './usageError.ts'

/** One flag of the command: how it is written, and what the help says of it. */
export interface Flag {
  /** What stands for its value in the help; a flag without takes none. */
  readonly value?: string
  readonly short?: string
  readonly help: string
}

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
  | 'log'
  | 'help'
  | 'version'

export const flags: Readonly<Record<FlagName, Flag>> = {
  port: { value: 'PORT', help: 'port to listen on; 0 picks a free one (4010)' },
  host: { value: 'ADDRESS', help: 'address to listen on (127.0.0.1)' },
  json: {
    help: 'print the ready line as JSON: url, pid, and the url, tokenUrl and audience of each service',
  },
  people: { value: 'N', help: 'size of the generated directory, the three named people included (100)' },
  groups: { value: 'N', help: 'how many groups there are, the nine named ones included (40)' },
  seed: { value: 'N', help: 'seed of the generated directory; the same seed gives the same bytes (1)' },
  data: {
    value: 'FILE',
    help: 'profiles and clients from a JSON or YAML file, in place of the generated ones',
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
  log: { help: 'one line for each request on stderr' },
  help: { short: 'h', help: 'show this help' },
  version: { help: 'show the version' },
}

/** The flags of one command line, as they were written. */
export interface GivenFlags {
  has(name: FlagName): boolean
  /** The value of a flag; of a repeated one the last. */
  valueOf(name: FlagName): string | undefined
  valuesOf(name: FlagName): readonly string[]
}

const flagNames = Object.keys(flags) as FlagName[]

/** @throws UsageError naming the first flag that is unknown, or lacks its value, or has one it does not take */
export function readFlags(argv: readonly string[]): GivenFlags {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      flagNames.map((name) => {
        const flag = flags[name]
        const type = flag.value === undefined ? 'boolean' : 'string'
        return [name, flag.short === undefined ? { type } : { type, short: flag.short }]
      }),
    ),
    strict: false,
    tokens: true,
  })
  const given = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw new UsageError(`unexpected argument '${token.value}'`)
    const flag = checkedFlag(token.name, token.rawName)
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

function checkedFlag(name: string, written: string): Flag {
  if (Object.hasOwn(flags, name)) return flags[name as FlagName]
  const nearest = nearestWord(name, flagNames)
  throw new UsageError(
    `unknown flag ${written}${nearest === undefined ? '; --help lists them all' : `; did you mean --${nearest}?`}`,
  )
}
