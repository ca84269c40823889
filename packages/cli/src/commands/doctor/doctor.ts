import type { TokenCache } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { servicesOf } from '../../config/contexts.ts'
import type { ServiceSettings } from '../../config/settings.ts'
import { ServiceVariables } from '../../config/variables.ts'
import { worstOf } from '../../errors/errors.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/format.ts'
import { defaultFormat, writeList } from '../../output/index.ts'
import { describeToken } from '../../service/describeToken.ts'
import type { ConnectionOptions } from '../../service/options.ts'
import { getAccessToken, type TokenService, tokenServices } from '../../service/tokens.ts'
import { chooseTransport, proxyIn } from '../../service/transport.ts'
import {
  checkCertificates,
  checkClock,
  checkExpiry,
  checkNames,
  checkScopes,
  checkSettings,
  type Finding,
  failedWith,
  harmlessRequests,
  ok,
  type Result,
  skipped,
} from './checks.ts'

type Checked = readonly [check: string, result: Result]

/** Checks one service, each thing only where those are in order that it rests on. */
async function* examine(
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
  const { settings, result } = await checkSettings(service, options)
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
  const needsEndpoint = new ServiceVariables(env, service).read('TOKEN') === undefined
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

const presentation = flatPresentation<Finding>(
  [
    { path: 'service', heading: 'SERVICE', value: ({ service }) => service },
    { path: 'check', heading: 'CHECK', value: ({ check }) => check },
    { path: 'status', heading: 'STATUS', value: ({ status }) => status },
    { path: 'detail', heading: 'DETAIL', value: ({ detail }) => detail },
    { path: 'advice', heading: 'WHAT TO DO', value: ({ advice }) => advice },
  ],
  ({ exitCode: _, ...finding }) => finding,
)

// Each request of its own; commands have more, for what they do takes longer.
const answerTimeoutMs = 20_000

/** `personctl doctor` */
export const command: ParsedCommand<{ readonly services: readonly TokenService[] | undefined }> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addOption(
        command
          .createOption('--service <service>', 'only this one (default: all of the context)')
          .choices(tokenServices),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl doctor
  $ personctl doctor -c work --service cis -o table
  $ personctl doctor -o json | jq '.[] | select(.status == "failed")'
`,
      )
      .addHelpText(
        'after',
        `
Checks, for each service: settings and where they come from, names, certificates, the clock, a fresh
token, its scopes, and one request that changes nothing. What rests on something that failed is not
checked. Ends with 0 if nothing failed, and otherwise as a command would that fails like the worst:
with 1, or else the highest code. Prints no secret and no token.`,
      )
  },

  parse: (_, { service }) => ({ services: service === undefined ? undefined : [service] }),

  async run({ services }, { io, format, connection, signal }) {
    const context = await connection.context()
    const ofContext = servicesOf(context, connection.env)
    const examined =
      services ?? (context.demo ? tokenServices : tokenServices.filter((name) => ofContext.includes(name)))
    const options: ConnectionOptions = {
      ...connection,
      timeoutMs: connection.timeoutMs ?? answerTimeoutMs,
      tokenCache: memory(),
    }
    const exitCodes: number[] = []
    async function* findings(): AsyncGenerator<Finding, void, undefined> {
      for (const service of examined) {
        for await (const finding of examine(service, options, signal)) {
          exitCodes.push(finding.exitCode)
          yield finding
        }
      }
    }
    await writeList(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), findings(), presentation)
    return { exitCode: worstOf(exitCodes) }
  },
}

/** For one token a run, and a fresh one. */
function memory(): ConnectionOptions['tokenCache'] {
  const tokens = new Map<string, NonNullable<Awaited<ReturnType<TokenCache['get']>>>>()
  const cache: TokenCache = {
    get: (key) => tokens.get(key),
    set: (key, token) => void tokens.set(key, token),
    delete: (key) => void tokens.delete(key),
  }
  return async () => cache
}
