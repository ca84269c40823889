import { didYouMean } from '@personctl/shared/didYouMean'
import { isLoopback } from '@personctl/shared/loopback'
import { changeContextFile, readContextFile } from '../../config/contextFile.ts'
import type { ContextFile, StoredService } from '../../config/contextSchema.ts'
import { createContext, namedOrigin } from '../../config/contexts.ts'
import { type SavedSecret, saveSecret } from '../../config/secretStore.ts'
import {
  applyPreset,
  findTokenOrigin,
  resolveServiceSettings,
  type ServiceSettings,
  type Setting,
} from '../../config/settings.ts'
import { TokenStore } from '../../config/tokenStore.ts'
import { findConfigDir, type ServiceName } from '../../config/variables.ts'
import { ExplainedError, UsageError } from '../../errors/errors.ts'
import type { ConnectionOptions } from '../../service/connection.ts'
import { openSecretStore } from '../../service/storedSecret.ts'
import { chooseTransport } from '../../service/transport.ts'
import type { Invocation } from '../command.ts'
import { type GivenSettings, readClientSecret, type ServiceFlags } from './flags.ts'
import { removeSecrets } from './remove.ts'

/** A change of one service in a context. */
export interface ServiceChange {
  readonly context: string
  readonly flags: ServiceFlags
  /** The client secret, or null for none; undefined to read it as the flags tell, or to ask for it. */
  readonly secret?: string | null
  /** The settings to remove. */
  readonly unset: readonly (keyof StoredService)[]
  /** True to make the context the one in use. */
  readonly use: boolean
  /** Returns the stored settings, empty for a new service. @throws {UsageError} if the change does not fit the file */
  before(file: ContextFile, service: ServiceName): StoredService
  /** Returns the service if neither flags nor discovery tell it. @throws {UsageError} if that is open */
  chooseService(file: ContextFile): ServiceName
}

/** Stores settings of a service and its secret; neither of them if something is invalid. */
export async function storeService(change: ServiceChange, invocation: Invocation): Promise<void> {
  const { connection, signal } = invocation
  const { context, flags } = change
  const folder = findConfigDir(connection.env).path
  const file = await readContextFile(folder)
  if (flags.service !== undefined) change.before(file, flags.service)

  const found = await discoverSettings(flags, invocation)
  const service = flags.service ?? found?.service ?? change.chooseService(file)
  const before = change.before(file, service)
  const after = await mergeSettings(service, before, found?.settings, change)
  await checkMixture(service, context, after, found !== undefined)
  if (service === 'cis' && flags.given.scope !== undefined) await warnOfScopes(flags.given.scope, invocation)
  const isDropped = before.clientSecret !== undefined && after.clientSecret === undefined
  const needsSecret =
    flags.given.clientId !== undefined || (isDropped && !change.unset.includes('clientSecret'))
  const secret =
    change.secret === undefined
      ? await readClientSecret(service, after, flags, needsSecret, invocation)
      : (change.secret ?? undefined)
  if (secret !== undefined && flags.checks) await tryCredentials(service, context, after, secret, invocation)

  // Whether there is a keyring must be clear soon, even if somebody could unlock one.
  const isKeyringKnown = (flags.secretStore ?? file.secretStore) === 'keyring'
  const store = openSecretStore({ ...connection, isAttended: connection.isAttended && isKeyringKnown })
  const stored =
    secret === undefined
      ? undefined
      : await saveSecret(store, `${service}.${context}`, secret, flags.secretStore, file)
  let superseded: StoredService
  try {
    superseded = await changeContextFile(folder, signal, (current) =>
      applyChange(current, service, found?.settings, stored, change),
    )
  } catch (error) {
    if (stored !== undefined) await removeSecrets([stored.reference], connection)
    throw error
  }
  await removeTraces(superseded, connection)
  const isMissing = secret === undefined && after.clientSecret === undefined
  if (isMissing && !isDropped && flags.given.clientId !== undefined && invocation.ask === undefined) {
    await connection.notify({
      code: 'no_secret',
      message: `No client secret is stored for ${flags.given.clientId} of ${service}.`,
      hint: `To store one: personctl context set ${context} --service ${service} --client-secret-file FILE`,
    })
  }
  if (isDropped && isMissing && !change.unset.includes('clientSecret')) {
    await connection.notify({
      code: 'secret_dropped',
      message: `The client secret of ${service} in ${context} was removed: it was for another client or another token endpoint.`,
      hint: `To store one: personctl context set ${context} --service ${service} --client-secret-file FILE`,
    })
  }
  if (stored?.insteadOfKeyring === undefined) return
  await connection.notify({
    code: 'secret_in_file',
    message: `The system's keyring cannot be used: ${stored.insteadOfKeyring}. The client secret is in ${store.describeLocation(stored.reference)}, which only you can read.`,
    hint: 'Secrets are stored in files from now on. To try the keyring again, add --secret-store keyring.',
  })
}

/** Warns of scopes that CIS does not have. They are stored: only the token endpoint knows all of them. */
async function warnOfScopes(scope: string, { connection }: Invocation): Promise<void> {
  const { scopeValues } = await import('@personctl/sdk/cis')
  const known: readonly string[] = scopeValues
  for (const unknown of scope.split(' ').filter((one) => !known.includes(one))) {
    const suggestion = didYouMean(unknown, known)
    await connection.notify({
      code: 'unknown_scope',
      message: `CIS does not have the scope ${JSON.stringify(unknown)}.`,
      hint: suggestion === undefined ? 'personctl help scopes lists them.' : `Did you mean ${suggestion}?`,
    })
  }
}

async function discoverSettings(
  { discover: url, service: requested }: ServiceFlags,
  { connection, signal }: Invocation,
): Promise<{ service: ServiceName; settings: GivenSettings } | undefined> {
  if (url === undefined) return undefined
  const { discover } = await import('../../service/discovery.ts')
  const fetch = await chooseTransport(connection.env)
  const { service, sources, ...settings } = await discover(url, requested, fetch, signal)
  if (service === undefined) {
    throw new UsageError(
      `${sources.join(' and ')} names a token endpoint, but not the service.`,
      'Add --service, and --url if it is not that of a preset.',
    )
  }
  await connection.notify({
    code: 'discovered',
    message: `Tokens for ${service} will be requested at ${settings.tokenUrl}, according to ${sources.join(' and ')}.`,
    hint: null,
  })
  return { service, settings }
}

/** Changes the file. Returns the settings that are not valid any more. */
async function applyChange(
  file: ContextFile,
  service: ServiceName,
  found: GivenSettings | undefined,
  stored: SavedSecret | undefined,
  change: ServiceChange,
): Promise<StoredService> {
  const { context, use } = change
  const before = change.before(file, service)
  const after = await mergeSettings(service, before, found, change)
  if (stored !== undefined) {
    const tokenOrigin = findTokenOrigin(await resolveStored(service, context, after))
    after.clientSecret = { ...stored.reference, ...(tokenOrigin !== undefined && { tokenOrigin }) }
    file.secretStore = stored.reference.store
  }
  file.contexts[context] = { ...file.contexts[context], [service]: after }
  if (use) file.current = context
  const { clientId, clientSecret, url, tokenUrl, preset } = before
  const hasNewSecret = clientSecret?.id !== after.clientSecret?.id
  const isElsewhere = url !== after.url || tokenUrl !== after.tokenUrl || preset !== after.preset
  return {
    ...(clientId !== undefined && (hasNewSecret || isElsewhere) && { clientId }),
    ...(clientSecret !== undefined && hasNewSecret && { clientSecret }),
  }
}

async function mergeSettings(
  service: ServiceName,
  before: StoredService,
  found: GivenSettings | undefined,
  { context, flags, unset }: ServiceChange,
): Promise<StoredService> {
  const after: StoredService = { ...before, ...found, ...flags.given }
  for (const name of unset) delete after[name]
  if (before.clientSecret === undefined) return after
  // The secret belongs to the former client, and to the former token endpoint.
  const { tokenOrigin = findTokenOrigin(await resolveStored(service, context, before)) } = before.clientSecret
  const isElsewhere = findTokenOrigin(await resolveStored(service, context, after)) !== tokenOrigin
  if (after.clientId !== before.clientId || isElsewhere) delete after.clientSecret
  return after
}

/** Returns the settings of a service as a context has them, with those of its preset. */
function resolveStored(service: ServiceName, name: string, stored: StoredService): Promise<ServiceSettings> {
  const context = createContext({ name, origin: namedOrigin }, { [service]: stored })
  return applyPreset(resolveServiceSettings(service, context, {}), service, context)
}

/**
 * Checks that the settings do not lead to this machine and to a preset at the same time, and that a discovered token
 * endpoint has a URL of the service beside it.
 *
 * @throws {UsageError} if they do
 */
async function checkMixture(
  service: ServiceName,
  context: string,
  after: StoredService,
  isDiscovered: boolean,
): Promise<void> {
  const { url, tokenUrl } = await resolveStored(service, context, after)
  if (isDiscovered && url === undefined) {
    throw new UsageError(`The document does not tell the URL of ${service}.`, 'Add --url.')
  }
  if (url === undefined || tokenUrl === undefined) return
  const isFromPreset = (setting: Setting) => setting.origin.from === 'preset'
  if (isFromPreset(url) === isFromPreset(tokenUrl)) return
  const own = isFromPreset(url) ? tokenUrl : url
  const preset = await resolveStored(service, context, { ...(after.preset && { preset: after.preset }) })
  const isSameOrigin = findTokenOrigin(preset) === findTokenOrigin({ url, tokenUrl })
  const isRisky = isLoopback(new URL(own.value).hostname) || (isDiscovered && !isSameOrigin)
  if (!isRisky) return
  throw new UsageError(
    `The service would be at ${url.value}, and its tokens would come from ${tokenUrl.value}.`,
    `The first one that is not given is that of the preset. Add ${isFromPreset(url) ? '--url' : '--token-url'}.`,
  )
}

// Somebody waits for it, and the command works without it.
const trialMs = 10_000
const temporaryFailures = ['NetworkError', 'TimeoutError', 'RateLimitError', 'ServerError']

/**
 * Requests a token with credentials that are about to be stored. Warns if the token endpoint cannot be reached.
 *
 * @throws {ExplainedError} if they are rejected
 */
async function tryCredentials(
  service: ServiceName,
  name: string,
  stored: StoredService,
  clientSecret: string,
  { connection, signal }: Invocation,
): Promise<void> {
  const context = createContext({ name, origin: namedOrigin }, { [service]: stored })
  if (context[service]?.clientId === undefined) return
  if (service === 'dabp' && stored.url === undefined) return
  const prefix = `PERSONCTL_${service.toUpperCase()}_`
  const { getAccessToken } = await import('../../service/tokens.ts')
  const trial: ConnectionOptions = {
    ...connection,
    context: async () => context,
    env: Object.fromEntries(Object.entries(connection.env).filter(([key]) => !key.startsWith(prefix))),
    timeoutMs: Math.min(connection.timeoutMs ?? trialMs, trialMs),
    storesTokens: false,
    tokenCache: undefined,
    clientSecret,
  }
  try {
    await getAccessToken(service, { kind: 'client' }, trial, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Error) || !temporaryFailures.includes(error.name)) {
      throw new ExplainedError(error, {
        moreAdvice: 'Nothing was stored. To store the credentials without trying them, add --no-check.',
      })
    }
    await connection.notify({
      code: 'not_tried',
      message: `The credentials of ${service} are stored, but could not be tried: ${error.message}`,
      hint: `To try them later: personctl doctor --context ${name}. To store credentials without trying them: --no-check.`,
    })
  }
}

/** Removes the secret and the tokens of settings that are not valid any more, and what killed processes have left. */
export async function removeTraces(
  { clientId, clientSecret }: StoredService,
  connection: ConnectionOptions,
): Promise<void> {
  const { path } = findConfigDir(connection.env)
  await new TokenStore(path).forget((token) => token.clientId === clientId)
  if (clientSecret !== undefined) await removeSecrets([clientSecret], connection)
  await openSecretStore(connection).sweep()
}
