import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { FetchFunction } from '@personctl/sdk'
import { profileAttributes } from '@personctl/sdk/cis'
import { isLoopback } from '@personctl/shared/loopback'
import { describeExposedSecret, listConcerns } from '../../config/concerns.ts'
import type { Context } from '../../config/contexts.ts'
import { findSecret, findToken, resolveCredentials } from '../../config/credentials.ts'
import { applyPreset, resolveServiceSettings, type ServiceSettings } from '../../config/settings.ts'
import { findConfigDir, readVariable, type ServiceName, ServiceVariables } from '../../config/variables.ts'
import { describeFailure, rephraseReason } from '../../errors/describe.ts'
import { exitCodes } from '../../errors/exitCodes.ts'
import type { Environment } from '../../io/io.ts'
import type { ConnectionOptions } from '../../service/connection.ts'
import { formatFromNow, type TokenDescription } from '../../service/describeToken.ts'
import { openSecretStore } from '../../service/storedSecret.ts'
import { chooseTransport, findProxyVariable } from '../../service/transport.ts'
import { rejectOnAbort } from '../../text/text.ts'
import { version } from '../../version.ts'

/** The result of a check. */
export interface CheckResult {
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly detail: string
  /** The next step. */
  readonly hint: string | null
  /** The exit code of a command that fails in the same way; 0 unless failed. */
  readonly exitCode: number
}

export function ok(detail: string): CheckResult {
  return { status: 'ok', detail, hint: null, exitCode: 0 }
}

export function skipped(detail: string): CheckResult {
  return { status: 'skipped', detail, hint: null, exitCode: 0 }
}

export function warning(detail: string, hint: string): CheckResult {
  return { status: 'warning', detail, hint, exitCode: 0 }
}

export function failed(detail: string, hint: string, exitCode: number): CheckResult {
  return { status: 'failed', detail, hint, exitCode }
}

/** Returns the result for an error, with the message, the hint and the exit code of a command. */
export function toFailedResult(error: unknown): CheckResult {
  const { message, hint, exitCode } = describeFailure(error)
  return failed(message, hint ?? (exitCode === exitCodes.wrongUsage ? correctSetting : tryLater), exitCode)
}

const correctSetting = 'Correct it: personctl context show --origin prints the source of each setting.'
const tryLater =
  'Try again later. If it stays like this, tell the operators of the service; --debug shows requests and responses.'

/** Returns the result for a check that the time of its service did not suffice for. */
export function toLateResult(seconds: number): CheckResult {
  return failed(
    `There is no result after ${seconds.toFixed(1)} s, the share of this service of --timeout.`,
    'Check the network and the proxy, if there is one, or allow more time with --timeout SECONDS.',
    exitCodes.networkFailure,
  )
}

/** Checks the variables that name a proxy; undefined without any. */
export async function checkProxy(env: Environment): Promise<CheckResult | undefined> {
  const name = findProxyVariable(env)
  if (name === undefined) return undefined
  try {
    await chooseTransport(env)
  } catch (error) {
    return toFailedResult(error)
  }
  const value = readVariable(env, name) ?? ''
  // A name and a password stand before the host.
  const host = value.replace(/^(?:[a-z][a-z\d+.-]*:\/\/)?(?:.*@)?/i, '')
  const exceptions = readVariable(env, 'no_proxy') ?? readVariable(env, 'NO_PROXY')
  return ok(
    `Requests go through the proxy in ${name}, ${host}${exceptions === undefined ? '' : `, but not to ${exceptions}`}.`,
  )
}

/** Checks that the context can be read. Tells the versions, the folder and the context, which is undefined if that fails. */
export async function checkConfiguration({
  context: findContext,
  env,
}: ConnectionOptions): Promise<{ readonly context?: Context; readonly result: CheckResult }> {
  const { path, origin } = findConfigDir(env)
  try {
    const context = await findContext()
    const detail = `personctl ${version}, Node.js ${process.version}; context ${context.name} (${context.origin}); folder ${path} (${origin})`
    return { context, result: ok(detail) }
  } catch (error) {
    return { result: toFailedResult(error) }
  }
}

/** The result of a check of settings, and the settings if the service is known. */
interface CheckedSettings {
  readonly result: CheckResult
  readonly settings?: ServiceSettings
}

/** Checks that the settings tell the URL of a service and the credentials. */
export async function checkSettings(
  service: ServiceName,
  connection: ConnectionOptions,
): Promise<CheckedSettings> {
  const { env } = connection
  const variables = new ServiceVariables(env, service)
  let settings: ServiceSettings | undefined
  try {
    const context = await connection.context()
    const own = resolveServiceSettings(service, context, env)
    const scope = { service, context, settings: own, variables }
    // Otherwise they would be notices beside the findings.
    connection.noticed.add(service)
    const concerns = await listConcerns(scope, env)
    settings = await applyPreset(own, service, context)
    if (settings.url === undefined) {
      return {
        result: failed(
          `The URL of ${service} is unknown: ${variables.name('URL')} is not set.`,
          'Set it, or store the URL with personctl context add.',
          exitCodes.wrongUsage,
        ),
      }
    }
    await resolveCredentials(scope)
    const secret = findSecret(scope)
    const token = findToken(scope)
    const store = openSecretStore(connection)
    const detail = [
      ...Object.entries(settings).flatMap(([name, setting]) =>
        setting === undefined
          ? []
          : `${name} ${setting.value} (${setting.origin.from} ${setting.origin.name})`,
      ),
      token !== undefined
        ? `a token (environment ${token})`
        : `a secret (${secret?.from} ${secret?.name}${secret?.from === 'context' ? `, ${secret.reference.store}` : ''})`,
    ].join('; ')
    if (token === undefined && secret?.from === 'context' && (await store.isExposed(secret.reference))) {
      concerns.push(describeExposedSecret(store.describeLocation(secret.reference)))
    }
    if (concerns.length === 0) return { settings, result: ok(detail) }
    return {
      settings,
      result: warning(
        [detail, ...concerns.map(({ message }) => message)].join('; '),
        concerns.flatMap(({ hint }) => hint ?? []).join(' '),
      ),
    }
  } catch (error) {
    return { result: toFailedResult(error), ...(settings && { settings }) }
  }
}

/** Checks that the names of the hosts can be resolved. */
export async function checkDns(urls: readonly string[], signal: AbortSignal): Promise<CheckResult> {
  const found: string[] = []
  for (const host of new Set(urls.map(toHost))) {
    try {
      const hosts =
        isIP(host) === 0
          ? await Promise.race([lookup(host, { all: true }), rejectOnAbort(signal)])
          : [{ address: host }]
      found.push(`${host} is ${hosts.map((one) => one.address).join(', ')}`)
    } catch (error) {
      signal.throwIfAborted()
      return failed(
        `The name ${host} cannot be resolved: ${toMessage(error)}.`,
        'Check the name, and that this machine is on the network or the VPN that knows it.',
        exitCodes.networkFailure,
      )
    }
  }
  return ok(found.join('; '))
}

const renewalDueSeconds = 14 * 24 * 60 * 60

/** Checks the certificates of the hosts and their expiry. */
export async function checkCertificates(urls: readonly string[], signal: AbortSignal): Promise<CheckResult> {
  const unencrypted = urls.filter((url) => url.startsWith('http:') && !isLoopback(toHost(url)))
  if (unencrypted.length > 0) {
    return warning(
      `${unencrypted.join(' and ')} ${unencrypted.length === 1 ? 'is' : 'are'} not encrypted.`,
      'Others can read secrets and profiles on the way: use https.',
    )
  }
  const origins = new Set(urls.map((url) => new URL(url).origin).filter((url) => url.startsWith('https:')))
  if (origins.size === 0) return skipped('Nothing leaves this machine.')
  const found: string[] = []
  let isVerified = true
  let leastSeconds = Number.POSITIVE_INFINITY
  for (const origin of origins) {
    try {
      const { protocol, validTo, problem } = await readCertificate(new URL(origin), signal)
      const seconds = (validTo.getTime() - Date.now()) / 1000
      leastSeconds = Math.min(leastSeconds, seconds)
      if (problem !== undefined) isVerified = false
      found.push(
        problem === undefined
          ? `${toHost(origin)}: ${protocol}, the certificate expires ${formatFromNow(seconds)}`
          : `${toHost(origin)}: ${protocol}, the certificate is accepted without being verified: ${problem}`,
      )
    } catch (error) {
      signal.throwIfAborted()
      return failed(`${toHost(origin)}: ${toMessage(error)}.`, adviceOnCertificates, exitCodes.networkFailure)
    }
  }
  const detail = found.join('; ')
  if (!isVerified) {
    return warning(
      detail,
      'Others can read and change what is sent. Unset NODE_TLS_REJECT_UNAUTHORIZED, and set NODE_EXTRA_CA_CERTS to the certificate of your authority.',
    )
  }
  return leastSeconds > renewalDueSeconds ? ok(detail) : warning(detail, 'Tell the operators of the service.')
}

const adviceOnCertificates =
  'Check whether a proxy intercepts the connection. For a certificate authority of your own, set NODE_EXTRA_CA_CERTS to its certificate.'

const timeoutMs = 10_000

async function readCertificate(
  { hostname, port }: URL,
  signal: AbortSignal,
): Promise<{ protocol: string; validTo: Date; problem: string | undefined }> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const opened = connect({
      host,
      port: port === '' ? 443 : Number(port),
      // An IP address is not allowed as a server name.
      ...(isIP(host) === 0 && { servername: host }),
    })
    const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    ended.addEventListener('abort', () => opened.destroy(new Error('it does not respond')), { once: true })
    opened.once('secureConnect', () => resolve(opened))
    opened.on('error', reject)
  })
  try {
    return {
      protocol: socket.getProtocol() ?? 'TLS',
      validTo: new Date(socket.getPeerCertificate().valid_to),
      problem: socket.authorized ? undefined : String(socket.authorizationError),
    }
  } finally {
    socket.destroy()
  }
}

const tolerableSeconds = 30

/** Checks that the service responds, and returns what is needed to compare the clocks. Sends no token. */
export async function checkConnection(
  url: string,
  fetch: FetchFunction,
  outer: AbortSignal,
): Promise<{ readonly result: CheckResult; readonly clock?: CheckResult }> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(timeoutMs)])
  let date: string | null
  let sentAt: number
  try {
    sentAt = Date.now()
    const response = await fetch(url, { method: 'HEAD', headers: {}, signal, redirect: 'manual' })
    date = response.headers.get('date')
  } catch (error) {
    outer.throwIfAborted()
    const reason = toMessage(error)
    return {
      result: failed(
        `${url} does not respond: ${reason}`,
        // Behind a proxy, this is the first connection to the service.
        /certificate/i.test(reason)
          ? adviceOnCertificates
          : 'Check the URL, the network and the proxy, if there is one.',
        exitCodes.networkFailure,
      ),
    }
  }
  return { result: ok(`${url} responds.`), clock: compareClocks(date, (sentAt + Date.now()) / 2) }
}

/** Compares the clock of a service with this machine's. */
function compareClocks(date: string | null, ownTime: number): CheckResult {
  const serviceTime = Date.parse(date ?? '')
  if (Number.isNaN(serviceTime)) return skipped('The service does not tell its time.')
  const difference = Math.round((ownTime - serviceTime) / 1000)
  const size = Math.abs(difference)
  // The header has whole seconds only.
  if (size <= 1) return ok('The clocks agree.')
  if (size <= tolerableSeconds) return ok(`The clocks differ by ${size} s.`)
  return warning(
    `The clock of this machine is ${size} s ${difference > 0 ? 'ahead of' : 'behind'} that of the service.`,
    'Synchronize it with the network: tokens expire by the clock of the service.',
  )
}

/** Checks that a token has not expired. */
export function checkExpiry({ expires_at, expires_in }: TokenDescription): CheckResult {
  if (expires_at === null || expires_in === null) {
    return ok('There is a token, which does not tell when it expires.')
  }
  const expiry = formatFromNow(expires_in)
  if (expires_in > 0) return ok(`There is a token, which expires at ${expires_at} (${expiry}).`)
  return failed(
    `The token expired ${expiry}.`,
    'Get a new one, or set a client and its secret instead of the token.',
    exitCodes.notAuthenticated,
  )
}

/** Checks that the token has the expected audience and the requested scopes. */
export function checkScopes(
  { scopes, audience, shows, format }: TokenDescription,
  requested: { audience: string | undefined; scope: string | undefined },
): CheckResult {
  if (requested.audience !== undefined && audience.length > 0 && !audience.includes(requested.audience)) {
    return warning(
      `The token is for ${audience.join(' and ')}, not for ${requested.audience}.`,
      'The service accepts only its own tokens: set the audience, or ask the operators of the token endpoint.',
    )
  }
  if (format === 'opaque' && scopes.length === 0) return skipped('Only the service can read the token.')
  const missing = (requested.scope ?? '')
    .split(/\s+/)
    .filter((scope) => scope !== '' && !scopes.includes(scope))
  if (missing.length > 0) {
    return warning(
      `Requested, but not granted: ${missing.join(' ')}.`,
      'Ask the operators of the token endpoint to permit them for this client.',
    )
  }
  const list = scopes.length === 0 ? 'The token has no scopes' : scopes.join(' ')
  if (shows === null) return ok(list)
  const detail = `${list}; they let ${shows.length} of ${profileAttributes.length} attributes through`
  return shows.length > publicCount
    ? ok(detail)
    : warning(
        `${detail}, the public ones.`,
        'personctl scopes for ATTRIBUTE shows the scopes that an attribute needs.',
      )
}

const publicCount = profileAttributes.filter(
  ({ classification, display }) => classification === 'PUBLIC' && display === 'public',
).length

function toHost(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

/** Returns the message of an error, or of its innermost cause, which says more. */
function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? toMessage(error.cause) : rephraseReason(error.message || error.name)
}
