import type { MockServerOptions } from '../adapters/nodeServer.ts'
import type { Conformance } from '../cis/failures.ts'
import type { ClientRegistration } from '../oauth/clientRegistry.ts'
import type { TrustedIssuer } from '../oauth/tokenVerifier.ts'
import type { GivenFlags } from './flags.ts'
import { UsageError } from './usageError.ts'

/** What the flags ask for, but for the data file, which is read elsewhere. @throws UsageError */
export async function settingsOf(given: GivenFlags): Promise<MockServerOptions> {
  const latencyMs = latencyOf(given)
  const trust = await trustOf(given)
  const audience = given.valueOf('audience')
  const conformance = conformanceOf(given)
  const pageSize = integerOf(given, 'page-size', 1)
  const tokenTtlSeconds = integerOf(given, 'token-ttl', 1)
  const journalSize = integerOf(given, 'journal-size', 1, 1_000_000)
  const adminToken = adminTokenOf(given)
  return {
    port: integerOf(given, 'port', 0, 65_535) ?? 4010,
    host: given.valueOf('host') ?? '127.0.0.1',
    people: integerOf(given, 'people', 0) ?? 100,
    groups: integerOf(given, 'groups', 0) ?? 40,
    seed: integerOf(given, 'seed', Number.MIN_SAFE_INTEGER) ?? 1,
    clients: given.valuesOf('client').map(clientOf),
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

function integerOf(
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

function adminTokenOf(given: GivenFlags): string | undefined {
  const token = given.valueOf('admin-token') ?? process.env['PERSONCTL_MOCK_ADMIN_TOKEN']
  if (token === undefined || /^[!-~]+$/.test(token)) return token
  throw new UsageError(
    'the admin token must be one word of ASCII characters, in --admin-token or PERSONCTL_MOCK_ADMIN_TOKEN',
  )
}

function latencyOf(given: GivenFlags): readonly [number, number] | undefined {
  const text = given.valueOf('latency')
  if (text === undefined) return undefined
  const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text)
  const shortest = Number(match?.[1])
  const longest = Number(match?.[2] ?? match?.[1])
  if (match !== null && shortest <= longest) return [shortest, longest]
  throw new UsageError(`--latency must be milliseconds, as 50 or 50..200, not '${text}'`)
}

function conformanceOf(given: GivenFlags): Conformance | undefined {
  const text = given.valueOf('conformance')
  if (text === undefined || text === 'observed' || text === 'documented') return text
  throw new UsageError(`--conformance must be observed or documented, not '${text}'`)
}

function clientOf(text: string): ClientRegistration {
  // Scopes have colons of their own, so only the first two count. The secret must not be told to anybody.
  const [, id, secret, scopes] = /^([^:]+):([^:]+)(?::(.*))?$/s.exec(text) ?? []
  if (id === undefined || secret === undefined)
    throw new UsageError(
      `--client must be ID:SECRET or ID:SECRET:SCOPES, neither ID nor SECRET empty or with a colon`,
    )
  return scopes === undefined
    ? { id, secret }
    : { id, secret, scopes: scopes.split(/[\s,]+/).filter(Boolean) }
}

async function trustOf(given: GivenFlags): Promise<TrustedIssuer | undefined> {
  const issuer = given.valueOf('trust-issuer')
  const jwks = given.valueOf('trust-jwks')
  if (issuer === undefined && jwks === undefined) return undefined
  if (issuer === undefined) throw new UsageError('--trust-jwks needs --trust-issuer: whose keys are they?')
  if (jwks === undefined) throw new UsageError('--trust-issuer needs --trust-jwks: where are its keys?')
  if (/^https?:/i.test(jwks)) {
    if (!URL.canParse(jwks)) throw new UsageError(`--trust-jwks is not a URL: '${jwks}'`)
    return { issuer, jwks }
  }
  return { issuer, jwks: await keySetIn(jwks) }
}

async function keySetIn(file: string): Promise<Exclude<TrustedIssuer['jwks'], string>> {
  const { readFile } = await import('node:fs/promises')
  let content: unknown
  try {
    content = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`--trust-jwks: cannot read ${file}: ${reasonOf(error)}`)
  }
  if (typeof content === 'object' && content !== null && 'keys' in content && Array.isArray(content.keys))
    return { keys: content.keys }
  throw new UsageError(`--trust-jwks: ${file} is not a JSON Web Key Set: it has no list "keys"`)
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is not JSON'
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
