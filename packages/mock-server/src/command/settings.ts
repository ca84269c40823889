import { parseArgs } from 'node:util'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { MockServer, MockServerOptions } from '../adapters/nodeServer.ts'
import type { ClientRegistration } from '../directory/data/dataFile.ts'
import { demoClient } from '../oauth/clients.ts'
import type { TrustedIssuer } from '../oauth/verify.ts'
import type { Conformance } from '../services/cis/cisRequest.ts'

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
  /** The only mode that has the flag. @default all modes */
  readonly only?: RunMode
}

/** The mode of personctl-mock: `serve` until it is stopped, or `exec` another command. */
export type RunMode = 'serve' | 'exec'

type FlagName =
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
  port: { value: 'PORT', help: 'port to listen on; 0 selects a free one (4010)' },
  host: { value: 'HOST', help: 'host to listen on (127.0.0.1)' },
  json: {
    only: 'serve',
    help: 'print the ready line as JSON: url, pid, and url, tokenUrl and audience of each service',
  },
  people: { value: 'N', help: 'number of people, including the three named ones (100)' },
  groups: { value: 'N', help: 'number of groups, including the nine named ones (40)' },
  seed: { value: 'N', help: 'seed of the generated data; the same seed generates the same data (1)' },
  data: {
    value: 'FILE',
    help: 'read people, groups, reports and clients from a JSON or YAML file; replaces generated data',
  },
  client: {
    value: 'ID:SECRET[:SCOPES]',
    help: 'add a client (repeatable); scopes are separated by commas or spaces, the default is every scope',
  },
  'any-client': { help: 'issue tokens to any client id and secret' },
  'trust-issuer': { value: 'ISS', help: 'also accept tokens of this issuer; requires --trust-jwks' },
  'trust-jwks': { value: 'FILE|URL', help: 'JSON Web Key Set of the trusted issuer' },
  audience: { value: 'AUDIENCE', help: 'also issue and accept tokens for this audience' },
  conformance: {
    value: 'MODE',
    help: 'behave as the service does (observed, the default) or as its documentation says (documented)',
  },
  'page-size': { value: 'N', help: 'page size of all lists (as in the services)' },
  latency: { value: 'MS[..MS]', help: 'delay before each response, fixed or random in a range (0)' },
  'token-ttl': { value: 'SECONDS', help: 'lifetime of tokens (CIS 86400, CERN 1200, DABP 900)' },
  'journal-size': { value: 'N', help: 'number of requests in the journal of each session (1000)' },
  'admin-token': {
    value: 'TOKEN',
    help: 'require this token for the admin routes; PERSONCTL_MOCK_ADMIN_TOKEN hides it from process lists',
  },
  'no-admin': { help: 'disable the admin routes and the page' },
  'ready-file': {
    only: 'serve',
    value: 'FILE',
    help: 'write the --json line to a file when ready, or to an .env file the variables of exec; removed at exit',
  },
  log: { help: 'log each request to stderr' },
  env: {
    only: 'exec',
    value: 'NAME=VALUE',
    help: 'set another variable (repeatable); {PERSONCTL_...} in the value refers to a variable of exec',
  },
  help: { short: 'h', help: 'show this help' },
  version: { only: 'serve', help: 'show the version' },
}

/** The flags of a command line. */
export interface GivenFlags {
  has(name: FlagName): boolean
  /** Returns the value of a flag, or its last value if it was repeated. */
  valueOf(name: FlagName): string | undefined
  valuesOf(name: FlagName): readonly string[]
}

const flagNames = Object.keys(flags) as FlagName[]

/** Returns the flags of a mode. */
export function flagsFor(mode: RunMode): FlagName[] {
  return flagNames.filter((name) => (flags[name].only ?? mode) === mode)
}

/**
 * Parses the flags of a command line.
 *
 * @throws {UsageError} if a flag is unknown, lacks its value, or has an unexpected one
 */
export function readFlags(argv: readonly string[], mode: RunMode): GivenFlags {
  const given = new Map<string, string[]>()
  for (const token of tokenizeArguments(argv)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw new UsageError(`unexpected argument '${token.value}'`)
    const flag = requireFlag(token.name, token.rawName, mode)
    if (flag.value === undefined && token.value !== undefined)
      throw new UsageError(`${token.rawName} does not take a value: '${token.value}'`)
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

function requireFlag(name: string, written: string, mode: RunMode): Flag {
  const known = flagsFor(mode)
  if (known.includes(name as FlagName)) return flags[name as FlagName]
  if (Object.hasOwn(flags, name))
    throw new UsageError(
      `${written} is available in personctl-mock ${mode === 'exec' ? 'without exec' : 'exec'} only`,
    )
  const nearest = didYouMean(name, known)
  throw new UsageError(
    `unknown flag ${written}${nearest === undefined ? '; --help lists them all' : `; did you mean --${nearest}?`}`,
  )
}

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>

// Keep personctl from using contexts of the user, and from sharing cached tokens between mocks.
const toolVariables: Variables = { PERSONCTL_CONTEXT: 'mozilla', PERSONCTL_NO_TOKEN_CACHE: '1' }

/** Returns the environment variables with which personctl and other clients find a running mock. */
export function clientVariables({ url, services }: MockServer, options: MockServerOptions): Variables {
  const { id, secret } = selectClient(options)
  const variables: Record<string, string> = { PERSONCTL_MOCK_URL: url }
  const set = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined) variables[name] = value
  }
  set('PERSONCTL_MOCK_ADMIN_TOKEN', options.adminToken)
  for (const [service, endpoints] of Object.entries(services)) {
    const prefix = `PERSONCTL_${service.toUpperCase()}`
    set(`${prefix}_URL`, endpoints.url)
    set(`${prefix}_TOKEN_URL`, endpoints.tokenUrl)
    set(`${prefix}_AUDIENCE`, endpoints.audience)
    set(`${prefix}_CLIENT_ID`, id)
    set(`${prefix}_CLIENT_SECRET`, secret)
  }
  return { ...variables, ...toolVariables }
}

/**
 * Formats variables as an .env file with one line each, which containers, GitHub and GitLab can read.
 *
 * @throws {UsageError} if a value contains a line break
 */
export function formatEnvFile(variables: Variables): string {
  return Object.entries(variables).map(formatVariable).join('')
}

function formatVariable([name, value]: readonly [string, string]): string {
  if (/[\r\n]/.test(value))
    throw new UsageError(`${name} contains a line break, which an .env file cannot represent`)
  return `${name}=${value}\n`
}

// The first client of the flags, or the demo client.
function selectClient({ clients = [], data }: MockServerOptions): ClientRegistration {
  const id = clients[0]?.id ?? demoClient.id
  return (
    [demoClient, ...(data?.clients ?? []), ...clients].findLast((client) => client.id === id) ?? demoClient
  )
}

/** Thrown if a command cannot be run. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  /** The exit code of a shell in this case. */
  readonly exitCode: 126 | 127

  /** @param code the error code of the operating system */
  constructor(file: string, code: string | undefined) {
    const missing = code === 'ENOENT'
    super(`cannot run '${file}': ${missing ? 'the command does not exist' : (code ?? 'it does not start')}`)
    this.exitCode = missing ? 127 : 126
  }
}

/**
 * Reads the settings from the flags, except the data file.
 *
 * @throws {UsageError} if a value is invalid
 */
export async function readSettings(given: GivenFlags): Promise<MockServerOptions> {
  const latencyMs = parseLatency(given)
  const trust = await readTrustedIssuer(given)
  const audience = given.valueOf('audience')
  const conformance = parseConformance(given)
  const pageSize = parseInteger(given, 'page-size', 1)
  const tokenTtlSeconds = parseInteger(given, 'token-ttl', 1)
  const journalSize = parseInteger(given, 'journal-size', 1, 1_000_000)
  const adminToken = readAdminToken(given)
  return {
    port: parseInteger(given, 'port', 0, 65_535) ?? 4010,
    host: given.valueOf('host') ?? '127.0.0.1',
    people: parseInteger(given, 'people', 0) ?? 100,
    groups: parseInteger(given, 'groups', 0) ?? 40,
    seed: parseInteger(given, 'seed', Number.MIN_SAFE_INTEGER) ?? 1,
    clients: given.valuesOf('client').map(parseClient),
    anyClient: given.has('any-client'),
    admin: !given.has('no-admin'),
    ...(adminToken === undefined ? {} : { adminToken }),
    ...(journalSize === undefined ? {} : { journalSize }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(conformance === undefined ? {} : { conformance }),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(tokenTtlSeconds === undefined ? {} : { tokenTtlSeconds }),
    ...(audience === undefined ? {} : { audience }),
    ...(trust === undefined ? {} : { trust }),
  }
}

function parseInteger(
  given: GivenFlags,
  name: 'port' | 'people' | 'groups' | 'seed' | 'page-size' | 'token-ttl' | 'journal-size',
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const text = given.valueOf(name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^-?\d+$/.test(text) && value >= least && value <= most) return value
  const isUnbounded = most === Number.MAX_SAFE_INTEGER
  const range = name === 'seed' ? '' : ` from ${least}${isUnbounded ? '' : ` to ${most}`}`
  throw new UsageError(`--${name} must be a whole number${range}, not '${text}'`)
}

function readAdminToken(given: GivenFlags): string | undefined {
  const token = given.valueOf('admin-token') ?? process.env['PERSONCTL_MOCK_ADMIN_TOKEN']
  if (token === undefined || /^[!-~]+$/.test(token)) return token
  throw new UsageError(
    'the admin token in --admin-token or PERSONCTL_MOCK_ADMIN_TOKEN must consist of visible ASCII characters',
  )
}

function parseLatency(given: GivenFlags): readonly [number, number] | undefined {
  const text = given.valueOf('latency')
  if (text === undefined) return undefined
  const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text)
  const shortest = Number(match?.[1])
  const longest = Number(match?.[2] ?? match?.[1])
  if (match !== null && shortest <= longest) return [shortest, longest]
  throw new UsageError(`--latency must be milliseconds, such as 50 or 50..200, not '${text}'`)
}

function parseConformance(given: GivenFlags): Conformance | undefined {
  const text = given.valueOf('conformance')
  if (text === undefined || text === 'observed' || text === 'documented') return text
  throw new UsageError(`--conformance must be observed or documented, not '${text}'`)
}

function parseClient(text: string): ClientRegistration {
  // Scopes contain colons, so that only the first two separate fields. Error messages must not contain the secret.
  const [, id, secret, scopes] = /^([^:]+):([^:]+)(?::(.*))?$/s.exec(text) ?? []
  if (id === undefined || secret === undefined)
    throw new UsageError(
      `--client must be ID:SECRET or ID:SECRET:SCOPES; ID and SECRET must not be empty or contain a colon`,
    )
  return scopes === undefined
    ? { id, secret }
    : { id, secret, scopes: scopes.split(/[\s,]+/).filter(Boolean) }
}

async function readTrustedIssuer(given: GivenFlags): Promise<TrustedIssuer | undefined> {
  const issuer = given.valueOf('trust-issuer')
  const jwks = given.valueOf('trust-jwks')
  if (issuer === undefined && jwks === undefined) return undefined
  if (issuer === undefined) throw new UsageError('--trust-jwks requires --trust-issuer')
  if (jwks === undefined) throw new UsageError('--trust-issuer requires --trust-jwks')
  if (/^https?:/i.test(jwks)) {
    if (!URL.canParse(jwks)) throw new UsageError(`--trust-jwks is not a URL: '${jwks}'`)
    return { issuer, jwks }
  }
  return { issuer, jwks: await readKeySet(jwks) }
}

async function readKeySet(file: string): Promise<Exclude<TrustedIssuer['jwks'], string>> {
  const { readFile } = await import('node:fs/promises')
  let content: unknown
  try {
    content = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`--trust-jwks: cannot read ${file}: ${describeReadError(error)}`)
  }
  if (typeof content === 'object' && content !== null && 'keys' in content && Array.isArray(content.keys))
    return { keys: content.keys }
  throw new UsageError(`--trust-jwks: ${file} is not a JSON Web Key Set: it has no list "keys"`)
}

function describeReadError(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is not valid JSON'
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
