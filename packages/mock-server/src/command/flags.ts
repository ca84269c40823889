import { parseArgs } from 'node:util'
import { didYouMean } from '@personctl/shared/didYouMean'

/** Thrown for an invalid command line. The message names the flag, the value and what is expected, in one line. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError'
}

/** The definition of a flag. */
export interface Flag {
  /** The placeholder of the value in the help. A flag without it takes no value. */
  readonly value?: string
  readonly short?: string
  readonly help: string
  /** The help with some modes, if it differs. */
  readonly helpFor?: Readonly<Partial<Record<RunMode, string>>>
  /** The modes that have the flag. @default serve and exec */
  readonly modes?: readonly RunMode[]
}

/**
 * The mode of personctl-mock: `serve` until it is stopped, or `exec` another command, or `wait` for a mock in the background,
 * or `stop` one.
 */
export type RunMode = 'serve' | 'exec' | 'wait' | 'stop'

/** The words by which a user knows the modes. */
export type ModeNames = Readonly<Record<RunMode, string>>

/** The names of the modes if the command is called as itself. */
export const ownNames: ModeNames = {
  serve: 'personctl-mock',
  exec: 'personctl-mock exec',
  wait: 'personctl-mock wait',
  stop: 'personctl-mock stop',
}

type FlagName =
  | 'port'
  | 'host'
  | 'https'
  | 'https-cert'
  | 'https-key'
  | 'https-ca'
  | 'gzip'
  | 'public-url'
  | 'json'
  | 'people'
  | 'groups'
  | 'seed'
  | 'data'
  | 'handlers'
  | 'client'
  | 'any-client'
  | 'trust-issuer'
  | 'trust-jwks'
  | 'publisher-keys'
  | 'no-signatures'
  | 'audience'
  | 'conformance'
  | 'quirks'
  | 'page-size'
  | 'latency'
  | 'token-ttl'
  | 'journal-size'
  | 'admin-token'
  | 'no-admin'
  | 'ready-file'
  | 'url'
  | 'pid'
  | 'timeout'
  | 'log'
  | 'env'
  | 'help'
  | 'version'

const flags: Readonly<Record<FlagName, Flag>> = {
  port: {
    value: 'PORT',
    help: 'port to listen on; 0 selects a free one (4010)',
    helpFor: { exec: 'port to listen on (a free one)' },
  },
  host: { value: 'HOST', help: 'host to listen on (127.0.0.1)' },
  https: {
    help: 'serve https, with a certificate made at the start; the ready line names the file of its CA',
  },
  'https-cert': { value: 'FILE', help: 'serve https with this certificate (PEM); requires --https-key' },
  'https-key': { value: 'FILE', help: 'private key of the certificate (PEM)' },
  'https-ca': { value: 'FILE', help: 'CA that clients of the certificate have to trust (PEM)' },
  'public-url': {
    value: 'URL',
    help: 'URL at which clients find the mock, for example behind a proxy; may have a path',
  },
  json: {
    modes: ['serve'],
    help: 'print the ready line as JSON: url, pid, caFile, and url, tokenUrl and audience of each service',
  },
  people: { value: 'N', help: 'number of people, including the three named ones (100)' },
  groups: { value: 'N', help: 'number of groups, including the nine named ones (40)' },
  seed: { value: 'N', help: 'seed of the generated data; the same seed generates the same data (1)' },
  data: {
    value: 'FILE',
    help: 'read people, groups, reports and clients from a JSON or YAML file; replaces generated data',
  },
  handlers: {
    value: 'FILE',
    help: 'serve the msw handlers that a module exports by default, before the mock',
  },
  client: {
    value: 'ID:SECRET[:SCOPES]',
    help: 'add a client (repeatable); scopes are separated by commas or spaces, the default is every scope',
  },
  'any-client': { help: 'issue tokens to any client id and secret' },
  'trust-issuer': { value: 'ISS', help: 'also accept tokens of this issuer; requires --trust-jwks' },
  'trust-jwks': { value: 'FILE|URL', help: 'JSON Web Key Set of the trusted issuer' },
  'publisher-keys': {
    value: 'FILE',
    help: 'public keys of publishers to CIS, a JSON Web Key Set for each name; those of cis may be private, to sign with',
  },
  'no-signatures': {
    help: 'leave the attributes of generated people unsigned, which makes long lists faster',
  },
  audience: { value: 'AUDIENCE', help: 'also issue and accept tokens for this audience' },
  conformance: {
    value: 'MODE',
    help: 'behave as the service does (observed, the default) or as its documentation says (documented)',
  },
  quirks: {
    value: 'FILE',
    help: 'behave differently where nobody knows the real service: quirks with their values in JSON or YAML',
  },
  'page-size': { value: 'N', help: 'page size of all lists (as in the services)' },
  gzip: { help: 'compress responses for clients that accept gzip' },
  latency: { value: 'MS[..MS]', help: 'delay before each response, fixed or random in a range (0)' },
  'token-ttl': { value: 'SECONDS', help: 'lifetime of tokens (CIS 86400, CERN 1200, DABP 900)' },
  'journal-size': { value: 'N', help: 'number of requests in the journal of each session (1000)' },
  'admin-token': {
    value: 'TOKEN',
    help: 'require this token for the admin routes; PERSONCTL_MOCK_ADMIN_TOKEN hides it from process lists',
  },
  'no-admin': { help: 'disable the admin routes and the page' },
  'ready-file': {
    modes: ['serve', 'wait', 'stop'],
    value: 'FILE',
    help: 'write the --json line to a file when ready, or to an .env file the variables of exec, for a shell; removed at exit (repeatable)',
    helpFor: {
      wait: 'wait until the mock has written this file',
      stop: 'the file that the mock has written',
    },
  },
  url: { modes: ['wait'], value: 'URL', help: 'wait until a mock responds at this URL' },
  pid: { modes: ['wait'], value: 'PID', help: 'give up when this process ends' },
  timeout: {
    modes: ['wait', 'stop'],
    value: 'SECONDS',
    help: 'give up after this time (30)',
    helpFor: { stop: 'give up after this time (15)' },
  },
  log: { help: 'log each request to stderr' },
  env: {
    modes: ['exec'],
    value: 'NAME=VALUE',
    help: 'set another variable (repeatable); {PERSONCTL_...} in the value refers to a variable of exec',
  },
  help: { modes: ['serve', 'exec', 'wait', 'stop'], short: 'h', help: 'show this help' },
  version: { modes: ['serve'], help: 'show the version' },
}

/** The flags of a command line. */
export interface GivenFlags {
  has(name: FlagName): boolean
  /** Returns the value of a flag, or its last value if it was repeated. */
  valueOf(name: FlagName): string | undefined
  valuesOf(name: FlagName): readonly string[]
}

const flagNames = Object.keys(flags) as FlagName[]

const modesOf = (name: FlagName): readonly RunMode[] => flags[name].modes ?? ['serve', 'exec']

/** Returns the flags of a mode, with the help of this mode. */
export function flagsFor(mode: RunMode): (Flag & { readonly name: FlagName })[] {
  return flagNames
    .filter((name) => modesOf(name).includes(mode))
    .map((name) => ({ name, ...flags[name], help: flags[name].helpFor?.[mode] ?? flags[name].help }))
}

/**
 * Parses the flags of a command line.
 *
 * @throws {UsageError} if a flag is unknown, lacks its value, or has an unexpected or an empty one
 */
export function readFlags(argv: readonly string[], mode: RunMode, names: ModeNames = ownNames): GivenFlags {
  const given = new Map<string, string[]>()
  for (const token of tokenizeArguments(argv)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw createArgumentError(token.value, mode, names)
    const flag = requireFlag(token.name, token.rawName, mode, names)
    if (flag.value === undefined && token.value !== undefined)
      throw new UsageError(`${token.rawName} does not take a value: '${token.value}'`)
    if (flag.value !== undefined && token.value === undefined)
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${flag.value}`)
    // An unset variable of a shell: an empty host would listen on every IP address.
    if (token.value === '')
      throw new UsageError(`${token.rawName} must not be empty: ${token.rawName} ${flag.value}`)
    const values = given.get(token.name) ?? []
    given.set(token.name, [...values, token.value ?? ''])
  }
  return {
    has: (name) => given.has(name),
    valueOf: (name) => given.get(name)?.at(-1),
    valuesOf: (name) => given.get(name) ?? [],
  }
}

function createArgumentError(argument: string, mode: RunMode, names: ModeNames): UsageError {
  const modes = ['exec', 'wait', 'stop'] as const
  const intended = mode === 'serve' ? didYouMean(argument, modes) : undefined
  const mistyped = modes.find((one) => one === intended)
  const hint = mistyped === undefined ? '' : `; did you mean ${names[mistyped]}?`
  return new UsageError(`unexpected argument '${argument}'${hint}`)
}

/** Splits a command line after its flags, at `--` or at the first other argument. */
export function splitAfterFlags(
  argv: readonly string[],
): readonly [flags: readonly string[], rest: readonly string[]] {
  const end = tokenizeArguments(argv).find(({ kind }) => kind !== 'option')
  if (end === undefined) return [argv, []]
  return [argv.slice(0, end.index), argv.slice(end.kind === 'positional' ? end.index : end.index + 1)]
}

function tokenizeArguments(argv: readonly string[]) {
  const options = flagNames.map((name) => {
    const { value, short } = flags[name]
    const type = value === undefined ? ('boolean' as const) : ('string' as const)
    return [name, short === undefined ? { type } : { type, short }] as const
  })
  const config = { options: Object.fromEntries(options), strict: false, tokens: true } as const
  return parseArgs({ ...config, args: [...argv] }).tokens
}

function requireFlag(name: string, written: string, mode: RunMode, names: ModeNames): Flag {
  const known = flagsFor(mode).map((flag) => flag.name)
  if (known.includes(name as FlagName)) return flags[name as FlagName]
  const [other] = Object.hasOwn(flags, name) ? modesOf(name as FlagName) : []
  if (other !== undefined)
    throw new UsageError(`${written} is a flag of ${names[other]}, not of ${names[mode]}`)
  const nearest = didYouMean(name, known)
  throw new UsageError(
    `unknown flag ${written}${nearest === undefined ? '; --help lists them all' : `; did you mean --${nearest}?`}`,
  )
}
