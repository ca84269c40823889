import type { Invocation } from '../../command.ts'
import { changeContextFile, readContextFile } from '../../config/contexts/contextFile.ts'
import type { ContextFile, SecretReference, StoredService } from '../../config/contexts/contextSchema.ts'
import { configFolder } from '../../config/folder.ts'
import { type Kept, keepSecret } from '../../config/secrets/keepSecret.ts'
import type { ServiceKey } from '../../config/variables.ts'
import { secretStore } from '../../connection/keptSecret.ts'
import { chooseTransport } from '../../connection/transport.ts'
import { UsageError } from '../../failure/usageError.ts'
import { readClientSecret } from './clientSecret.ts'
import { forgetSecrets } from './forgetSecrets.ts'
import type { GivenSettings, ServiceFlags } from './serviceFlags.ts'

/** What is to be kept of one service. */
export interface ServiceChange {
  readonly context: string
  readonly flags: ServiceFlags
  /** What is taken away. */
  readonly unset: readonly (keyof StoredService)[]
  /** Whether the context becomes the one in use. */
  readonly use: boolean
  /** What the file has of the service, or nothing where it is new. Throws UsageError where the one or the other is wrong. */
  before(file: ContextFile, service: ServiceKey): StoredService
  /** The service that is meant where neither the line nor discovery says. Throws UsageError where that is open. */
  serviceIn(file: ContextFile): ServiceKey
}

/** Keeps what a line says of a service, and its secret; nothing of either where something is wrong. */
export async function keepService(change: ServiceChange, invocation: Invocation): Promise<void> {
  const { connection, signal } = invocation
  const { context, flags } = change
  const folder = configFolder(connection.env).path
  const file = await readContextFile(folder)
  if (flags.service !== undefined) change.before(file, flags.service)

  const found = await discovered(flags, invocation)
  const service = flags.service ?? found?.service ?? change.serviceIn(file)
  const after = changed(change.before(file, service), found?.settings, change)
  const secret = await readClientSecret(service, after, flags, invocation)
  // Whether there is a keyring at all has to be clear soon, also where somebody could unlock one.
  const isKeyringKnown = (flags.secretStore ?? file.secretStore) === 'keyring'
  const store = secretStore({ ...connection, isAttended: connection.isAttended && isKeyringKnown })
  const kept =
    secret === undefined
      ? undefined
      : await keepSecret(store, `${service}.${context}`, secret, flags.secretStore, file)
  let superseded: SecretReference | undefined
  try {
    superseded = await changeContextFile(folder, signal, (current) =>
      put(current, service, found?.settings, kept, change),
    )
  } catch (error) {
    if (kept !== undefined) await forgetSecrets([kept.reference], connection)
    throw error
  }
  if (superseded !== undefined) await forgetSecrets([superseded], connection)
  if (kept?.insteadOfKeyring === undefined) return
  await connection.warn({
    code: 'secret_in_file',
    message: `The system's keyring cannot be used: ${kept.insteadOfKeyring}. The client secret is in ${store.placeOf(kept.reference)}, which only you can read.`,
    hint: 'From now on secrets go there; --secret-store keyring tries the keyring again.',
  })
}

/** Puts the service into the file. Returns the secret that nothing refers to any more. */
function put(
  file: ContextFile,
  service: ServiceKey,
  found: GivenSettings | undefined,
  kept: Kept | undefined,
  change: ServiceChange,
): SecretReference | undefined {
  const { context, use } = change
  const before = change.before(file, service)
  const after = changed(before, found, change)
  if (kept !== undefined) {
    after.clientSecret = kept.reference
    file.secretStore = kept.reference.store
  }
  file.contexts[context] = { ...file.contexts[context], [service]: after }
  if (use) file.current = context
  return before.clientSecret?.id === after.clientSecret?.id ? undefined : before.clientSecret
}

function changed(
  before: StoredService,
  found: GivenSettings | undefined,
  { flags, unset }: ServiceChange,
): StoredService {
  const after: StoredService = { ...before, ...found, ...flags.given }
  for (const name of unset) delete after[name]
  // The secret is the client's, and not that of whoever comes after it.
  if (after.clientId !== before.clientId) delete after.clientSecret
  return after
}

async function discovered(
  { discover: address, service: wanted }: ServiceFlags,
  { connection, signal }: Invocation,
): Promise<{ service: ServiceKey; settings: GivenSettings } | undefined> {
  if (address === undefined) return undefined
  const { discover } = await import('../../discovery/discover.ts')
  const fetch = await chooseTransport(connection.env)
  const { service, sources, ...settings } = await discover(address, wanted, fetch, signal)
  if (service === undefined) {
    throw new UsageError(
      `${sources.join(' and ')} says where tokens come from, but not for which service.`,
      'Add --service, and --url if it is not that of a preset.',
    )
  }
  await connection.warn({
    code: 'discovered',
    message: `Tokens for ${service} will be asked for at ${settings.tokenUrl}, as ${sources.join(' and ')} says.`,
    hint: null,
  })
  return { service, settings }
}
