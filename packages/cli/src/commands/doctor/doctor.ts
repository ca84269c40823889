import type { TokenCache } from '@personctl/sdk'
import { type Context, listServices } from '../../config/contexts.ts'
import type { ServiceSettings } from '../../config/settings.ts'
import { type ServiceName, ServiceVariables, serviceNames } from '../../config/variables.ts'
import { highestExitCode } from '../../errors/exitCodes.ts'
import { createStatusLine, type IO } from '../../io/io.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { Output } from '../../output/index.ts'
import type { ConnectionOptions } from '../../service/connection.ts'
import { describeToken } from '../../service/describeToken.ts'
import { probe } from '../../service/services.ts'
import { getAccessToken } from '../../service/tokens.ts'
import { chooseTransport, findProxyVariable } from '../../service/transport.ts'
import { paint } from '../../text/text.ts'
import type { ParsedCommand } from '../command.ts'
import {
  type CheckResult,
  checkCertificates,
  checkConfiguration,
  checkConnection,
  checkDns,
  checkExpiry,
  checkProxy,
  checkScopes,
  checkSettings,
  ok,
  skipped,
  toFailedResult,
  toLateResult,
} from './checks.ts'

/** The result of one check. */
interface CheckRow extends CheckResult {
  /** Null for what all services have in common. */
  readonly service: ServiceName | null
  readonly check: string
}

const presentation = createFlatPresentation<CheckRow>(
  [
    { path: 'service', heading: 'SERVICE', value: ({ service }) => service },
    { path: 'check', heading: 'CHECK', value: ({ check }) => check },
    { path: 'status', heading: 'STATUS', value: ({ status }) => status },
    { path: 'detail', heading: 'DETAIL', value: ({ detail }) => detail },
    { path: 'hint', heading: 'HINT', value: ({ hint }) => hint },
  ],
  ({ exitCode: _, ...row }) => row,
)

// The rest is for writing the findings before the command ends.
const usableShare = 0.9

// For each request; other commands have longer, since they do more.
const requestTimeoutMs = 20_000

/** `personctl doctor` */
export const command: ParsedCommand<{ readonly services: readonly ServiceName[] | undefined }> = {
  examples: [
    'personctl doctor',
    'personctl doctor -c work --service cis',
    `personctl doctor -o json | jq '.[] | select(.status == "failed")'`,
  ],
  notes: `\
Checks the configuration and the proxy and, for each service, the settings and their sources, host
names, certificates, the connection, the clock, a new token, its scopes, and one request that changes nothing. If the
settings of CIS name a publisher or a Change API, it checks whether that accepts the token, and the private key of the
publisher: that it can be read, and is published. Checks that depend on a failed one are left out. With --timeout, each service has an equal share of the time. The exit code is 0 if nothing failed; otherwise it is that of a command that fails in the same
way: 1 if a failure was unexpected, otherwise the highest. Prints neither secrets nor tokens. As table,
it is a text; with --columns, --sort-by or --query, and in other formats, each check is a row.`,
  columns: listColumnNames(presentation),

  configure(command) {
    command.addOption(
      command
        .createOption('--service <service>', 'Check only this service (default: all of the context)')
        .choices(serviceNames),
    )
  },

  parse: (_, { service }) => ({ services: service === undefined ? undefined : [service] }),

  async run({ services }, { io, output, connection, signal, showsProgress }) {
    const configuration = await checkConfiguration(connection)
    const { context } = configuration
    const listSelected = (found: Context) =>
      services ?? (found.demo ? serviceNames : listServices(found, connection.env))
    const selected = context === undefined ? [] : listSelected(context)
    const checkConnection: ConnectionOptions = {
      ...connection,
      timeoutMs: connection.timeoutMs ?? requestTimeoutMs,
      tokenCache: createMemoryCache(),
    }
    const exitCodes: number[] = []
    const showStatus = showsProgress ? createStatusLine(io.stderr) : () => {}
    const proxy = await checkProxy(connection.env)
    const startedAt = performance.now()
    async function* listRows(): AsyncGenerator<CheckRow, void, undefined> {
      exitCodes.push(configuration.result.exitCode)
      yield { service: null, check: 'configuration', ...configuration.result }
      if (proxy !== undefined) {
        exitCodes.push(proxy.exitCode)
        yield { service: null, check: 'proxy', ...proxy }
      }
      const canConnect = proxy?.status !== 'failed'
      for (const [index, service] of selected.entries()) {
        const msLeft = (connection.timeoutMs ?? Number.POSITIVE_INFINITY) - (performance.now() - startedAt)
        const shareMs = (msLeft * usableShare) / (selected.length - index)
        showStatus(`checking ${service} (${index + 1} of ${selected.length})`)
        for await (const [check, result] of runChecks(service, checkConnection, signal, {
          canConnect,
          shareMs,
          io,
        })) {
          exitCodes.push(result.exitCode)
          showStatus(undefined)
          yield { service, check, ...result }
          showStatus(`checking ${service} (${index + 1} of ${selected.length})`)
        }
      }
      showStatus(undefined)
    }
    if (output.format === 'table' && output.view === undefined) await writeFindings(listRows(), output)
    else await output.writeList(listRows(), presentation)
    return { exitCode: highestExitCode(exitCodes) }
  },
}

/** Writes each finding as text as soon as it is known, with the details and the hint below each other. */
async function writeFindings(rows: AsyncIterable<CheckRow>, output: Output): Promise<void> {
  const { formatNotes } = await import('../../output/table.ts')
  const { screen, stdout } = output
  let shown: string | undefined
  for await (const { service, check, status, detail, hint } of rows) {
    const subject = service ?? 'personctl'
    const title = `${shown === undefined ? '' : '\n'}${paint('heading', subject, screen)}\n`
    const shownStatus = paint(status === 'skipped' ? 'muted' : status, status.padEnd(7), screen)
    const facts = [...detail.split('; '), ...(hint === null ? [] : [`hint: ${hint}`])]
    const notes = formatNotes(`  ${shownStatus}  ${check.padEnd(13)}`, facts, screen)
    await stdout.write(subject === shown ? notes : title + notes)
    shown = subject
  }
}

/** Returns an empty cache, so that one new token serves all checks. */
function createMemoryCache(): TokenCache {
  const tokens = new Map<string, NonNullable<Awaited<ReturnType<TokenCache['get']>>>>()
  return {
    get: (key) => tokens.get(key),
    set: (key, token) => void tokens.set(key, token),
    delete: (key) => void tokens.delete(key),
  }
}

const checksInTurn = [
  'settings',
  'dns',
  'tls',
  'connect',
  'clock',
  'token',
  'scopes',
  'request',
  'change',
  'key',
  'published',
]

type NamedResult = readonly [check: string, result: CheckResult]

/** The conditions under which a service is checked. */
interface CheckConditions {
  /** False if requests would fail since the proxy is unknown. */
  readonly canConnect: boolean
  /** The time for all checks of the service. */
  readonly shareMs: number
  readonly io: IO
}

/** Checks one service. If its time is over, that is the last result. */
async function* runChecks(
  service: ServiceName,
  connection: ConnectionOptions,
  outer: AbortSignal,
  { canConnect, shareMs, io }: CheckConditions,
): AsyncGenerator<NamedResult, void, undefined> {
  const late = new AbortController()
  const timer = Number.isFinite(shareMs) ? setTimeout(() => late.abort(), shareMs) : undefined
  const signal = AbortSignal.any([outer, late.signal])
  let last: string | undefined
  try {
    for await (const result of runChecksInTurn(service, connection, signal, canConnect, io)) {
      last = result[0]
      yield result
    }
  } catch (error) {
    if (outer.aborted || !late.signal.aborted) throw error
    const check = checksInTurn[checksInTurn.indexOf(last ?? '') + 1] ?? 'request'
    yield [check, toLateResult(shareMs / 1000)]
  } finally {
    clearTimeout(timer)
  }
}

/** Checks one service. Each check requires that the checks it depends on have succeeded. */
async function* runChecksInTurn(
  service: ServiceName,
  connection: ConnectionOptions,
  signal: AbortSignal,
  canConnect: boolean,
  io: IO,
): AsyncGenerator<NamedResult, void, undefined> {
  if ((await connection.context()).demo) {
    yield ['settings', ok('The embedded directory needs no settings.')]
    yield* checkAccess(service, undefined, connection, signal)
    return
  }
  const { settings, result } = await checkSettings(service, connection)
  yield ['settings', result]
  if (settings === undefined || !canConnect) return
  let hasFailed = result.status === 'failed'
  for await (const checked of checkNetwork(service, settings, connection, signal)) {
    yield checked
    if (checked[1].status !== 'failed') continue
    hasFailed = true
    break
  }
  if (hasFailed) return
  let hasToken = true
  for await (const checked of checkAccess(service, settings, connection, signal)) {
    yield checked
    if (checked[0] === 'token') hasToken = checked[1].status !== 'failed'
  }
  if (service !== 'cis' || (settings.publisher ?? settings.changeUrl) === undefined) return
  const { checkPublishing } = await import('./publisherChecks.ts')
  yield* checkPublishing(settings, hasToken, connection, io, signal)
}

/** Checks host names, certificates and the clock, which need no credentials. */
async function* checkNetwork(
  service: ServiceName,
  { url, tokenUrl }: ServiceSettings,
  { env }: ConnectionOptions,
  signal: AbortSignal,
): AsyncGenerator<NamedResult, void, undefined> {
  const needsTokenEndpoint = new ServiceVariables(env, service).read('TOKEN') === undefined
  const urls = [url, needsTokenEndpoint ? tokenUrl : undefined].flatMap((setting) => setting?.value ?? [])
  const proxy = findProxyVariable(env)
  if (proxy === undefined) {
    yield ['dns', await checkDns(urls, signal)]
    yield ['tls', await checkCertificates(urls, signal)]
  } else {
    const result = skipped(`Requests go through the proxy in ${proxy}.`)
    yield ['dns', result]
    yield ['tls', result]
  }
  const { result, clock } = await checkConnection(urls[0] ?? '', await chooseTransport(env), signal)
  yield ['connect', result]
  if (clock !== undefined) yield ['clock', clock]
}

/** Checks what the service permits: a token, its scopes, a request. */
async function* checkAccess(
  service: ServiceName,
  settings: ServiceSettings | undefined,
  connection: ConnectionOptions,
  signal: AbortSignal,
): AsyncGenerator<NamedResult, void, undefined> {
  let check = 'token'
  try {
    const token = await getAccessToken(service, { kind: 'client' }, connection, signal)
    const description = describeToken(token, service, Date.now())
    const expiry = checkExpiry(description)
    yield [check, expiry]
    if (expiry.status === 'failed') return
    const requested = { audience: settings?.audience?.value, scope: settings?.scope?.value }
    yield ['scopes', checkScopes(description, requested)]
    check = 'request'
    yield [check, ok(await probe(service, connection, signal))]
  } catch (error) {
    signal.throwIfAborted()
    yield [check, toFailedResult(error)]
  }
}
