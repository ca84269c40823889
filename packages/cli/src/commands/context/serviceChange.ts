import { didYouMean } from '@personctl/shared/didYouMean'
import { isLoopback } from '@personctl/shared/loopback'
import { describeUnencrypted } from '../../config/concerns.ts'
import { changeContextFile, readContextFile } from '../../config/contextFile.ts'
import type { ContextFile, StoredService } from '../../config/contextSchema.ts'
import { createContext, namedOrigin } from '../../config/contexts.ts'
import { type SavedSecret, saveSecret, secretSettings } from '../../config/secretStore.ts'
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

/** A change whose settings and secret have been checked. */
interface PlannedChange extends ServiceChange {
  readonly service: ServiceName
  readonly found: GivenSettings | undefined
  /** The client secret to store; undefined for none. */
  readonly newSecret: string | undefined
  /** The key of the publisher to store; undefined for none. */
  readonly newKey: string | undefined
  /** True if the settings do not fit the stored secret, which is removed. */
  readonly isDropped: boolean
  /** True if no secret will be stored for the client. */
  readonly lacksSecret: boolean
}

/**
 * Stores settings of services of one context, and their secrets, in one change of the file; nothing if anything is
 * invalid.
 */
export async function storeServices(
  changes: readonly ServiceChange[],
  invocation: Invocation,
): Promise<void> {
  const { connection, signal } = invocation
  const folder = findConfigDir(connection.env).path
  const file = await readContextFile(folder)
  const planned: PlannedChange[] = []
  for (const change of changes) planned.push(await planChange(change, file, invocation))

  const saved = new Map<PlannedChange, SavedSecrets>()
  let superseded: StoredService[]
  try {
    await saveSecrets(planned, file, saved, connection)
    superseded = await changeContextFile(folder, signal, async (current) => {
      const former: StoredService[] = []
      for (const change of planned) former.push(await applyChange(current, saved.get(change), change))
      return former
    })
  } catch (error) {
    await removeSecrets(
      listSaved(saved).map(({ reference }) => reference),
      connection,
    )
    throw error
  }
  await removeTraces(superseded, connection)
  for (const change of planned) await notifyOfSecret(change, invocation)
  const first = listSaved(saved).find(({ insteadOfKeyring }) => insteadOfKeyring !== undefined)
  if (first === undefined) return
  const location = openSecretStore(connection).describeLocation(first.reference)
  await connection.notify({
    code: 'secret_in_file',
    message: `The system's keyring cannot be used: ${first.insteadOfKeyring}. The secret is in ${location}, which only you can read.`,
    hint: 'Secrets are stored in files from now on. To try the keyring again, add --secret-store keyring.',
  })
}

/** The secrets of a change that have just been stored, by their settings. */
type SavedSecrets = { clientSecret?: SavedSecret; publisherKey?: SavedSecret }

function listSaved(saved: ReadonlyMap<PlannedChange, SavedSecrets>): SavedSecret[] {
  return [...saved.values()].flatMap((secrets) => Object.values(secrets))
}

/** Checks the settings of a change, reads its secrets, and tries them. */
async function planChange(
  change: ServiceChange,
  file: ContextFile,
  invocation: Invocation,
): Promise<PlannedChange> {
  const { context, flags } = change
  if (flags.service !== undefined) change.before(file, flags.service)

  const discovered = await discoverSettings(flags, invocation)
  const service = flags.service ?? discovered?.service ?? change.chooseService(file)
  const before = change.before(file, service)
  const after = await mergeSettings(service, before, discovered?.settings, change)
  await checkMixture(service, context, after, discovered !== undefined)
  if (service === 'cis' && flags.given.scope !== undefined) await warnOfScopes(flags.given.scope, invocation)
  const isDropped = before.clientSecret !== undefined && after.clientSecret === undefined
  const needsSecret =
    flags.given.clientId !== undefined || (isDropped && !change.unset.includes('clientSecret'))
  const newSecret =
    change.secret === undefined
      ? await readClientSecret(service, after, flags, needsSecret, invocation)
      : (change.secret ?? undefined)
  if (newSecret !== undefined && flags.checks) {
    await tryCredentials(service, context, after, newSecret, invocation)
  } else {
    const concern = describeUnencrypted(await resolveStored(service, context, after))
    if (concern !== undefined) await invocation.connection.notify(concern)
  }
  const lacksSecret = newSecret === undefined && after.clientSecret === undefined
  const newKey = await readNewKey(service, context, after, flags, invocation)
  return { ...change, service, found: discovered?.settings, newSecret, newKey, isDropped, lacksSecret }
}

/** Reads and checks the key of a publisher that is to be stored. Returns undefined without one. */
async function readNewKey(
  service: ServiceName,
  context: string,
  { publisher }: StoredService,
  { publisherKeyFile }: ServiceFlags,
  invocation: Invocation,
): Promise<string | undefined> {
  if (publisherKeyFile === undefined) return undefined
  if (publisher === undefined || service !== 'cis') {
    throw new UsageError(
      `There is a key, but no publisher in ${service} of ${context}.`,
      'Add --service cis and --publisher.',
    )
  }
  const { importKeyFile } = await import('../../service/publisher.ts')
  return (await importKeyFile(publisherKeyFile, publisher, invocation)).text
}

/** Saves the secrets of changes, which nothing refers to yet, and adds them to `saved`. */
async function saveSecrets(
  planned: readonly PlannedChange[],
  file: ContextFile,
  saved: Map<PlannedChange, SavedSecrets>,
  connection: ConnectionOptions,
): Promise<void> {
  let lastStore = file.secretStore
  for (const change of planned) {
    const { service, context, flags, newSecret: clientSecret, newKey: publisherKey } = change
    const news = { clientSecret, publisherKey }
    for (const setting of secretSettings) {
      const { [setting]: text } = news
      if (text === undefined) continue
      // Whether there is a keyring must be clear soon, even if somebody could unlock one.
      const isKeyringKnown = (flags.secretStore ?? lastStore) === 'keyring'
      const store = openSecretStore({ ...connection, isAttended: connection.isAttended && isKeyringKnown })
      const last = lastStore === undefined ? {} : { secretStore: lastStore }
      const secret = await saveSecret(store, `${service}.${context}`, text, flags.secretStore, last)
      saved.set(change, { ...saved.get(change), [setting]: secret })
      lastStore = secret.reference.store
    }
  }
}

/** Tells that a service is left without a secret, if that is not obvious. */
async function notifyOfSecret(
  { service, context, flags, unset, isDropped, lacksSecret }: PlannedChange,
  { connection, ask }: Invocation,
): Promise<void> {
  if (!lacksSecret) return
  const hint = `To store one: personctl context set ${context} --service ${service} --client-secret-file FILE`
  if (isDropped && !unset.includes('clientSecret')) {
    await connection.notify({
      code: 'secret_dropped',
      message: `The client secret of ${service} in ${context} was removed: it was for another client or another token endpoint.`,
      hint,
    })
  }
  if (!isDropped && flags.given.clientId !== undefined && ask === undefined) {
    await connection.notify({
      code: 'no_secret',
      message: `No client secret is stored for ${flags.given.clientId} of ${service}.`,
      hint,
    })
  }
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
  { clientSecret: newSecret, publisherKey: newKey }: SavedSecrets = {},
  change: PlannedChange,
): Promise<StoredService> {
  const { service, found, context, use } = change
  const before = change.before(file, service)
  const after = await mergeSettings(service, before, found, change)
  if (newSecret !== undefined) {
    const tokenOrigin = findTokenOrigin(await resolveStored(service, context, after))
    after.clientSecret = { ...newSecret.reference, ...(tokenOrigin !== undefined && { tokenOrigin }) }
  }
  if (newKey !== undefined) after.publisherKey = newKey.reference
  const { store: lastStore } = (newKey ?? newSecret)?.reference ?? {}
  if (lastStore !== undefined) file.secretStore = lastStore
  file.contexts[context] = { ...file.contexts[context], [service]: after }
  if (use) file.current = context
  const { clientId, clientSecret, publisherKey, url, tokenUrl, preset } = before
  const hasNewSecret = clientSecret?.id !== after.clientSecret?.id
  const isElsewhere = url !== after.url || tokenUrl !== after.tokenUrl || preset !== after.preset
  return {
    ...(clientId !== undefined && (hasNewSecret || isElsewhere) && { clientId }),
    ...(clientSecret !== undefined && hasNewSecret && { clientSecret }),
    ...(publisherKey !== undefined && publisherKey.id !== after.publisherKey?.id && { publisherKey }),
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
  // A key signs for its own publisher only.
  if (after.publisher !== before.publisher) delete after.publisherKey
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

/** Removes the secrets and the tokens of settings that are not valid any more, and what killed processes have left. */
async function removeTraces(
  superseded: readonly StoredService[],
  connection: ConnectionOptions,
): Promise<void> {
  const { path } = findConfigDir(connection.env)
  const clients = superseded.flatMap(({ clientId }) => clientId ?? [])
  await new TokenStore(path).forget(({ clientId }) => clients.includes(clientId))
  const secrets = superseded.flatMap((stored) => secretSettings.flatMap((setting) => stored[setting] ?? []))
  await removeSecrets(secrets, connection)
  await openSecretStore(connection).sweep()
}
