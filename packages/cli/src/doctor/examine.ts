import type { ServiceSettings } from '../config/serviceSettings.ts'
import { nameOf, ServiceVariables } from '../config/variables.ts'
import type { ConnectionOptions } from '../connection/options.ts'
import { getAccessToken } from '../connection/tokens/accessToken.ts'
import { describeToken } from '../connection/tokens/describeToken.ts'
import type { TokenService } from '../connection/tokens/tokenSource.ts'
import { chooseTransport, proxyIn } from '../connection/transport.ts'
import { checkClock } from './clock.ts'
import { type Finding, failedWith, ok, type Result, skipped } from './finding.ts'
import { checkCertificates, checkNames } from './network.ts'
import { harmlessRequests } from './services.ts'
import { checkSettings } from './settings.ts'
import { checkExpiry, checkScopes } from './token.ts'

type Checked = readonly [check: string, result: Result]

/** Checks one service, each thing only where those are in order that it rests on. */
export async function* examine(
  service: TokenService,
  options: ConnectionOptions,
  signal: AbortSignal,
): AsyncGenerator<Finding, void, undefined> {
  for await (const [check, result] of checksOf(service, options, signal)) {
    yield { service, check, ...result }
  }
}

async function* checksOf(
  service: TokenService,
  options: ConnectionOptions,
  signal: AbortSignal,
): AsyncGenerator<Checked, void, undefined> {
  if ((await options.context()).demo) {
    yield ['settings', ok('The embedded directory, which needs none.')]
    yield* checkAccess(service, undefined, options, signal)
    return
  }
  const { settings, result } = await checkSettings(nameOf(service), options)
  yield ['settings', result]
  if (settings === undefined) return
  let isInOrder = result.status !== 'failed'
  for await (const checked of checkWay(service, settings, options, signal)) {
    yield checked
    if (checked[1].status !== 'failed') continue
    isInOrder = false
    break
  }
  if (isInOrder) yield* checkAccess(service, settings, options, signal)
}

/** The way to the service: names, certificates, clocks. It can be checked without credentials. */
async function* checkWay(
  service: TokenService,
  { url, tokenUrl }: ServiceSettings,
  { env }: ConnectionOptions,
  signal: AbortSignal,
): AsyncGenerator<Checked, void, undefined> {
  const needsEndpoint = new ServiceVariables(env, nameOf(service)).read('TOKEN') === undefined
  const urls = [url, needsEndpoint ? tokenUrl : undefined].flatMap((setting) => setting?.value ?? [])
  const proxy = proxyIn(env)
  if (proxy === undefined) {
    yield ['dns', await checkNames(urls)]
    yield ['tls', await checkCertificates(urls, signal)]
  } else {
    yield ['dns', skipped(`Requests go through the proxy of ${proxy}.`)]
    yield ['tls', skipped(`Requests go through the proxy of ${proxy}.`)]
  }
  yield ['clock', await checkClock(urls[0] ?? '', await chooseTransport(env), signal)]
}

/** What the service lets us do: a token, its scopes, a request. */
async function* checkAccess(
  service: TokenService,
  settings: ServiceSettings | undefined,
  options: ConnectionOptions,
  signal: AbortSignal,
): AsyncGenerator<Checked, void, undefined> {
  let check = 'token'
  try {
    const token = await getAccessToken(service, { kind: 'client' }, options, signal)
    const description = describeToken(token, service, Date.now())
    const expiry = checkExpiry(description)
    yield [check, expiry]
    if (expiry.status === 'failed') return
    const wanted = { audience: settings?.audience?.value, scope: settings?.scope?.value }
    yield ['scopes', checkScopes(description, wanted)]
    check = 'request'
    yield [check, ok(await harmlessRequests[service](options, signal))]
  } catch (error) {
    signal.throwIfAborted()
    yield [check, failedWith(error)]
  }
}
