import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import {
  createCernClient,
  createCisClient,
  createDabpClient,
  type FetchFunction,
  isPersonctlError,
  profileAttributes,
} from '@personctl/sdk'
import { isLoopback } from '@personctl/shared/loopback'
import { findSecret, resolveCredentials } from '../../config/credentials.ts'
import { resolveServiceSettings, type ServiceSettings, withPreset } from '../../config/settings.ts'
import { type ServiceName, ServiceVariables } from '../../config/variables.ts'
import { describeFailure } from '../../errors/describe.ts'
import { cernOptions, cisOptions, dabpOptions } from '../../service/connect.ts'
import { fromNow, type TokenDescription } from '../../service/describeToken.ts'
import type { ConnectionOptions } from '../../service/options.ts'
import { secretStore } from '../../service/storedSecret.ts'
import type { TokenService } from '../../service/tokens.ts'

/** What came of one check. */
export interface Finding {
  readonly service: string
  readonly check: string
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly detail: string
  /** What to do about it. */
  readonly advice: string | null
  /** What a command ends with that fails this way; 0 where none would. */
  readonly exitCode: number
}

/** What a check finds, whichever service it is about. */
export type Result = Omit<Finding, 'service' | 'check'>

export function ok(detail: string): Result {
  return { status: 'ok', detail, advice: null, exitCode: 0 }
}

function warning(detail: string, advice: string): Result {
  return { status: 'warning', detail, advice, exitCode: 0 }
}

export function skipped(detail: string): Result {
  return { status: 'skipped', detail, advice: null, exitCode: 0 }
}

function failed(detail: string, advice: string, exitCode: number): Result {
  return { status: 'failed', detail, advice, exitCode }
}

const whereNobodyKnows =
  'Try again later. If it stays so, tell those who run the service; --debug shows what is sent and answered.'

/** What an error means, as a command that ends with it would say. */
export function failedWith(error: unknown): Result {
  const { message, hint, exitCode } = describeFailure(error)
  return { status: 'failed', detail: message, advice: hint ?? whereNobodyKnows, exitCode }
}

const networkFailure = 7
const limitMs = 10_000
const tolerableSeconds = 30

/** Whether the service answers at all, and what time it thinks it is. Sends no token. */
export async function checkClock(url: string, fetch: FetchFunction, outer: AbortSignal): Promise<Result> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(limitMs)])
  let said: string | null
  let askedAt: number
  try {
    askedAt = Date.now()
    const answer = await fetch(url, { method: 'HEAD', headers: new Headers(), signal, redirect: 'manual' })
    said = answer.headers.get('date')
  } catch (error) {
    outer.throwIfAborted()
    return failed(
      `${url} does not answer: ${error instanceof Error ? error.message : String(error)}`,
      'Check the address, the network and any proxy.',
      networkFailure,
    )
  }
  const theirs = Date.parse(said ?? '')
  if (Number.isNaN(theirs)) return skipped('The service does not say what time it is.')
  const ours = (askedAt + Date.now()) / 2
  const difference = Math.round((ours - theirs) / 1000)
  const size = Math.abs(difference)
  if (size <= tolerableSeconds) return ok(`The clocks are ${size} s apart.`)
  return warning(
    `The clock of this machine is ${size} s ${difference > 0 ? 'ahead of' : 'behind'} that of the service.`,
    'Set it by the network: tokens are good for a time, by the clock of the service.',
  )
}

const renewalDueSeconds = 14 * 24 * 60 * 60

/** Whether the names of the hosts lead anywhere. */
export async function checkNames(urls: readonly string[]): Promise<Result> {
  const found: string[] = []
  for (const host of new Set(urls.map(hostOf))) {
    try {
      const addresses = isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host }]
      found.push(`${host} is ${addresses.map(({ address }) => address).join(', ')}`)
    } catch (error) {
      return failed(
        `${host} leads nowhere: ${reasonOf(error)}.`,
        'Is the name right? Is this machine on the network, or the VPN, that knows it?',
        networkFailure,
      )
    }
  }
  return ok(found.join('; '))
}

/** Whether the hosts prove who they are, and for how long they still can. */
export async function checkCertificates(urls: readonly string[], signal: AbortSignal): Promise<Result> {
  const open = urls.filter((url) => url.startsWith('http:') && !isLoopback(hostOf(url)))
  if (open.length > 0) {
    return warning(
      `${open.join(' and ')} is not encrypted.`,
      'Secrets and people are sent for all to read: use https.',
    )
  }
  const origins = [...new Set(urls.map((url) => new URL(url).origin))].filter((url) =>
    url.startsWith('https:'),
  )
  if (origins.length === 0) return skipped('Nothing leaves this machine.')
  const found: string[] = []
  let soonest = Number.POSITIVE_INFINITY
  for (const origin of origins) {
    try {
      const { protocol, until } = await certificateOf(new URL(origin), signal)
      const seconds = (until.getTime() - Date.now()) / 1000
      soonest = Math.min(soonest, seconds)
      found.push(`${hostOf(origin)}: ${protocol}, certificate ends ${fromNow(seconds)}`)
    } catch (error) {
      signal.throwIfAborted()
      return failed(
        `${hostOf(origin)}: ${reasonOf(error)}.`,
        'Does something in between open the connection? With a certificate authority of your own, set NODE_EXTRA_CA_CERTS to its certificate.',
        networkFailure,
      )
    }
  }
  const detail = found.join('; ')
  return soonest > renewalDueSeconds ? ok(detail) : warning(detail, 'Tell those who run the service.')
}

async function certificateOf(
  { hostname, port }: URL,
  signal: AbortSignal,
): Promise<{ protocol: string; until: Date }> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const opened = connect({
      host,
      port: port === '' ? 443 : Number(port),
      // Names only: an address is not allowed here.
      ...(isIP(host) === 0 && { servername: host }),
    })
    const ended = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
    ended.addEventListener('abort', () => opened.destroy(new Error('no answer')), { once: true })
    opened.once('secureConnect', () => resolve(opened))
    opened.on('error', reject)
  })
  try {
    return {
      protocol: socket.getProtocol() ?? 'TLS',
      until: new Date(socket.getPeerCertificate().valid_to),
    }
  } finally {
    socket.destroy()
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

// Nobody is called that: the answer is small, and about nobody.
const nobody = 'personctl-doctor'

/** Sends one request of each service that changes nothing and reads next to nothing. Returns what it shows. */
export const harmlessRequests: Readonly<
  Record<TokenService, (options: ConnectionOptions, signal: AbortSignal) => Promise<string>>
> = {
  async cis(options, signal) {
    const client = createCisClient(await cisOptions(options, { retries: 0 }))
    await client.users.find({ userId: nobody }, { active: 'any', signal })
    return 'The service accepts the token, and looks people up.'
  },

  async cern(options, signal) {
    const client = createCernClient(await cernOptions(options, { retries: 0 }))
    const small = { pageSize: 1, checkTotal: false, signal }
    try {
      await client.groups.list({ ...small, fields: ['groupIdentifier'] }).first()
      return 'The service accepts the token, and shows groups.'
    } catch (error) {
      // Clients may be allowed to read identities alone.
      if (!isPersonctlError(error) || error.name !== 'PermissionError') throw error
      await client.identities.list({ ...small, fields: ['upn'] }).first()
      return 'The service accepts the token, and shows identities, but no groups.'
    }
  },

  async dabp(options, signal) {
    const client = createDabpClient(await dabpOptions(options, { retries: 0 }))
    try {
      await client.people.getReport(nobody, { skipUpdatingActivity: true, signal })
    } catch (error) {
      if (!isPersonctlError(error) || error.name !== 'NotFoundError') throw error
    }
    return 'The service accepts the token, and looks reports up.'
  },
}

const wrongUsage = 2

/** What is set for a service, as far as it makes sense, and what there is to say about it. */
interface CheckedSettings {
  readonly result: Result
  /** Undefined where it is not clear whom to ask. */
  readonly settings?: ServiceSettings
}

/** Whether it is set where a service is, and how to authenticate. */
export async function checkSettings(
  service: ServiceName,
  options: ConnectionOptions,
): Promise<CheckedSettings> {
  const { env } = options
  const variables = new ServiceVariables(env, service)
  let settings: ServiceSettings | undefined
  try {
    const context = await options.context()
    settings = await withPreset(resolveServiceSettings(service, context, env), service, context)
    if (settings.url === undefined) return { result: missing(service, variables.name('URL')) }
    await resolveCredentials(service, context, settings.clientId, variables)
    const place = findSecret(variables, service, context, settings.clientId)
    const store = secretStore(options)
    const detail = [
      ...Object.entries(settings).flatMap(([name, setting]) =>
        setting === undefined
          ? []
          : `${name} ${setting.value} (${setting.origin.from} ${setting.origin.name})`,
      ),
      variables.read('TOKEN') !== undefined
        ? `a token (environment ${variables.name('TOKEN')})`
        : `a secret (${place?.from} ${place?.name}${place?.from === 'context' ? `, ${place.reference.store}` : ''})`,
    ].join('; ')
    if (place?.from !== 'context' || !(await store.isExposed(place.reference))) {
      return { settings, result: ok(detail) }
    }
    const where = store.placeOf(place.reference)
    return { settings, result: warning(`${detail}; others can read the secret.`, `chmod 600 ${where}`) }
  } catch (error) {
    return { result: failedWith(error), ...(settings && { settings }) }
  }
}

function missing(service: ServiceName, variable: string): Result {
  return failed(
    `Nothing says where ${service} is: ${variable} is not set.`,
    `Set it, or keep it: personctl context add --help`,
    wrongUsage,
  )
}

const notAuthenticated = 4

/** Whether a token that was got is still good. */
export function checkExpiry({ expires_at, expires_in }: TokenDescription): Result {
  if (expires_at === null || expires_in === null) return ok('There is a token; it does not say for how long.')
  if (expires_in > 0) return ok(`There is a token, good until ${expires_at} (${fromNow(expires_in)}).`)
  return failed(
    `The token is no good any more: it ended ${fromNow(expires_in)}.`,
    'Get a new one, or set a client and its secret in place of the token.',
    notAuthenticated,
  )
}

/** Whether the token is for whom it should be, and has what was asked for. */
export function checkScopes(
  { scopes, audience, shows, format }: TokenDescription,
  wanted: { audience: string | undefined; scope: string | undefined },
): Result {
  if (wanted.audience !== undefined && audience.length > 0 && !audience.includes(wanted.audience)) {
    return warning(
      `The token is for ${audience.join(' and ')}, and not for ${wanted.audience}.`,
      'The service accepts tokens for itself only: set the audience, or ask those who run the token endpoint.',
    )
  }
  if (format === 'opaque' && scopes.length === 0) return skipped('Only the service can read the token.')
  const missing = (wanted.scope ?? '').split(/\s+/).filter((scope) => scope !== '' && !scopes.includes(scope))
  if (missing.length > 0) {
    return warning(
      `Asked for, but not granted: ${missing.join(' ')}.`,
      'Ask those who run the token endpoint to allow them for this client.',
    )
  }
  const list = scopes.length === 0 ? 'The token has none' : scopes.join(' ')
  if (shows === null) return ok(list)
  const detail = `${list}; they show ${shows.length} of ${profileAttributes.length} attributes`
  return shows.length > publicOnes
    ? ok(detail)
    : warning(
        `${detail}, those that are public.`,
        'personctl scopes for ATTRIBUTE says what an attribute takes.',
      )
}

const publicOnes = profileAttributes.filter(
  ({ classification, display }) => classification === 'PUBLIC' && display === 'public',
).length
