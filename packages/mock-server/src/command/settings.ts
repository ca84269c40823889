import { readFile } from 'node:fs/promises'
import type { MockServerOptions } from '../adapters/nodeServer.ts'
import type { ClientRegistration } from '../directory/data/dataFile.ts'
import { parsePublicUrl } from '../http/publicUrl.ts'
import type { TrustedIssuer } from '../oauth/verify.ts'
import type { Conformance } from '../services/cis/cisRequest.ts'
import type { GivenPublisherKeys } from '../services/publishing/publisherKeys.ts'
import { type GivenFlags, UsageError } from './flags.ts'
import type { CommandIO } from './startServer.ts'

/**
 * Reads the flags and the files that they name.
 *
 * @throws {UsageError} if a flag is invalid
 * @throws {DataFileError} if the data file is invalid
 */
export async function readServerOptions(given: GivenFlags, io: CommandIO): Promise<MockServerOptions> {
  const settings = await readSettings(given)
  const log = given.has('log') ? { log: (line: string) => io.stderr.write(`${line}\n`) } : {}
  const quirks = await readQuirkFile(given.valueOf('quirks'), settings.conformance)
  return {
    ...settings,
    ...quirks,
    ...log,
    ...(await readFiles(given)),
    ...(await readPublisherKeys(given, io)),
  }
}

async function readQuirkFile(
  file: string | undefined,
  conformance: Conformance = 'observed',
): Promise<Pick<MockServerOptions, 'quirks'>> {
  if (file === undefined) return {}
  const { DataFileError, parseDataFile } = await import('../directory/data/parseDataFile.ts')
  const { QuirkError, readQuirks } = await import('../session/quirks.ts')
  const { readFile } = await import('node:fs/promises')
  try {
    return { quirks: readQuirks(await parseDataFile(await readFile(file, 'utf8'), file), conformance) }
  } catch (error) {
    if (error instanceof QuirkError) throw new DataFileError(file, error.quirk, error.message)
    if (error instanceof DataFileError) throw error
    throw new UsageError(`--quirks: cannot read ${file}: ${describeReadError(error)}`)
  }
}

/** Reads the keys of publishers. Nothing of them is in an error: those of the service may be private. */
async function readPublisherKeys(
  given: GivenFlags,
  io: Pick<CommandIO, 'stderr'>,
): Promise<Pick<MockServerOptions, 'publisherKeys'>> {
  const file = given.valueOf('publisher-keys')
  if (file === undefined) return {}
  let keys: GivenPublisherKeys
  try {
    keys = JSON.parse((await readFile(file, 'utf8')).replace(/^\ufeff/, ''))
  } catch (error) {
    throw new UsageError(`--publisher-keys: cannot read ${file}: ${describeReadError(error)}`)
  }
  const { findKeyProblems } = await import('../services/publishing/publisherKeys.ts')
  for (const { path, reason, isWarning } of findKeyProblems(keys)) {
    const message = `--publisher-keys: ${file}${path.length === 0 ? '' : `, at ${path.join('.')}`}: ${reason}`
    if (isWarning !== true) throw new UsageError(message)
    io.stderr.write(`personctl-mock: warning: ${message}\n`)
  }
  return { publisherKeys: keys }
}

/** Reads the data file and the handlers. Imported on demand: they need what nothing else needs. */
async function readFiles(given: GivenFlags): Promise<Pick<MockServerOptions, 'data' | 'handlers'>> {
  const dataFile = given.valueOf('data')
  const handlersFile = given.valueOf('handlers')
  const data =
    dataFile === undefined
      ? {}
      : { data: await (await import('../directory/data/dataFile.ts')).readDataFile(dataFile) }
  if (handlersFile === undefined) return data
  const { readHandlersFile } = await import('./handlersFile.ts')
  return { ...data, handlers: await readHandlersFile(handlersFile) }
}

/** Reads the flags, except those for the data file and the log. */
async function readSettings(given: GivenFlags): Promise<MockServerOptions> {
  const latencyMs = parseLatency(given)
  const trust = await readTrustedIssuer(given)
  const audience = given.valueOf('audience')
  const conformance = parseConformance(given)
  const pageSize = parseInteger(given, 'page-size', 1)
  const tokenTtlSeconds = parseInteger(given, 'token-ttl', 1)
  const journalSize = parseInteger(given, 'journal-size', 1, 1_000_000)
  const adminToken = readAdminToken(given)
  const https = await readHttps(given)
  const clients = await readClients(given)
  const publicUrl = readPublicUrl(given)
  return {
    port: parseInteger(given, 'port', 0, 65_535) ?? 4010,
    host: given.valueOf('host') ?? '127.0.0.1',
    people: parseInteger(given, 'people', 0) ?? 100,
    groups: parseInteger(given, 'groups', 0) ?? 40,
    seed: parseInteger(given, 'seed', Number.MIN_SAFE_INTEGER) ?? 1,
    clients,
    anyClient: given.has('any-client'),
    signatures: !given.has('no-signatures'),
    admin: !given.has('no-admin'),
    gzip: given.has('gzip'),
    ...(adminToken === undefined ? {} : { adminToken }),
    ...(journalSize === undefined ? {} : { journalSize }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(conformance === undefined ? {} : { conformance }),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(tokenTtlSeconds === undefined ? {} : { tokenTtlSeconds }),
    ...(audience === undefined ? {} : { audience }),
    ...(trust === undefined ? {} : { trust }),
    ...(https === undefined ? {} : { https }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
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

async function readHttps(given: GivenFlags): Promise<MockServerOptions['https']> {
  const files = {
    cert: given.valueOf('https-cert'),
    key: given.valueOf('https-key'),
    ca: given.valueOf('https-ca'),
  }
  if (files.cert === undefined && files.key === undefined && files.ca === undefined)
    return given.has('https') || undefined
  if (files.cert === undefined && files.key === undefined)
    throw new UsageError('--https-ca requires --https-cert and --https-key')
  if (files.cert === undefined || files.key === undefined)
    throw new UsageError(
      `--https-${files.cert === undefined ? 'cert' : 'key'} is missing: a certificate needs both`,
    )
  const cert = await readPem('https-cert', files.cert)
  const key = await readPem('https-key', files.key)
  const ca = files.ca === undefined ? {} : { ca: await readPem('https-ca', files.ca) }
  const { checkServerCertificate } = await import('../adapters/tls.ts')
  const names = {
    cert: `--https-cert "${files.cert}"`,
    key: `--https-key "${files.key}"`,
    ca: `--https-ca "${files.ca}"`,
  }
  return inRange(() => {
    checkServerCertificate({ cert, key, ...ca }, names)
    return { cert, key, ...ca }
  })
}

async function readPem(flag: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`--${flag}: cannot read ${file}: ${describeReadError(error)}`)
  }
}

function readPublicUrl(given: GivenFlags): string | undefined {
  const text = given.valueOf('public-url')
  return text === undefined ? undefined : inRange(() => parsePublicUrl(text, '--public-url'))
}

/** Makes the RangeError of an option the error of its flag. */
function inRange<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error
  }
}

async function readClients(given: GivenFlags): Promise<readonly ClientRegistration[]> {
  const clients = given.valuesOf('client').map(parseClient)
  if (clients.some(({ scopes }) => scopes !== undefined)) {
    const { checkScopes } = await import('../directory/data/dataCheck.ts')
    for (const { id, scopes = [] } of clients) {
      const problem = checkScopes(scopes)
      if (problem !== undefined) throw new UsageError(`--client ${id}: ${problem.reason}`)
    }
  }
  return clients
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
    const { username, password } = new URL(jwks)
    if (username !== '' || password !== '')
      throw new UsageError('--trust-jwks must be a URL without credentials: key sets are public')
    return { issuer, jwks }
  }
  return { issuer, jwks: await readKeySet(jwks) }
}

async function readKeySet(file: string): Promise<Exclude<TrustedIssuer['jwks'], string>> {
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
