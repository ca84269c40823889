import { changeContextFile, readContextFile } from '../../config/contextFile.ts'
import type { ContextFile, SecretReference, StoredService } from '../../config/contextSchema.ts'
import { checkContextName } from '../../config/presets.ts'
import { type SavedSecret, saveSecret } from '../../config/secretStore.ts'
import { findConfigDir, type ServiceName, serviceNames } from '../../config/variables.ts'
import { UsageError } from '../../errors/errors.ts'
import { openSecretStore } from '../../service/storedSecret.ts'
import { chooseTransport } from '../../service/transport.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import {
  addServiceFlags,
  type GivenSettings,
  hasSettings,
  parseServiceFlags,
  readClientSecret,
  type ServiceFlags,
} from './flags.ts'
import { removeSecrets } from './remove.ts'
import { contextColumns, writeContext } from './show.ts'

interface ContextAddOptions {
  readonly name: string
  readonly use: boolean
  readonly flags: ServiceFlags
}

/** `personctl context add` */
export const command: ParsedCommand<ContextAddOptions> = {
  examples: [
    'personctl context add work --preset mozilla --client-id sync --scope display:staff',
    'personctl context add work --preset cern --client-id sync --client-secret-file secret.txt',
    'vault read -field=secret sync | personctl context add ci --preset cern --client-id sync \\\n--client-secret-stdin',
    'personctl context add local --discover http://127.0.0.1:4010 --client-id demo',
    'personctl context add work --service dabp --url https://dabp.example.org \\\n--token-url https://login.example.org/oauth/v1/token --client-id sync',
  ],
  notes: `\
A context has up to three services: cis, dabp and cern. Each command adds one of them. The first
creates the context; another one with the same name adds the next service. context set changes a
service. Settings that are not given are those of the preset; without a preset, of production.

With --client-id, the command prompts for the client secret and hides it, or reads it from a file or
from stdin; no option takes it. The secret is stored in the system's keyring. If the keyring is
missing or does not respond, the secret is stored in a file that only you can read, and a notice
says so.
--secret-store chooses.

--discover sends no secret. Options that are given take precedence over discovered settings.`,
  columns: contextColumns,

  configure(command) {
    command.argument('<name>', 'A name of your choice')
    addServiceFlags(command)
    command.option('--use', 'Use the context whenever a command names none')
  },

  parse([name = ''], values) {
    const flags = parseServiceFlags(values)
    checkContextName(name)
    const areGiven = hasSettings(flags)
    if (flags.isDemo && (areGiven || flags.service !== undefined)) {
      throw new UsageError('--preset demo has no settings.', 'Leave out the other options.')
    }
    if (!flags.isDemo && !areGiven) {
      throw new UsageError(
        `There are no settings to store in ${name}.`,
        'Start from a preset with --preset, from a URL with --discover, or give --service and --url.',
      )
    }
    return { name, use: values['use'] ?? false, flags }
  },

  async run({ name, use, flags }, invocation) {
    if (flags.isDemo) await storeDemo(name, use, invocation)
    else {
      const before = (file: ContextFile, service: ServiceName) => checkAbsent(file, name, service)
      await storeService(
        { context: name, flags, unset: [], use, before, chooseService: requireServiceFlag },
        invocation,
      )
    }
    await writeContext(name, invocation)
    return 'done'
  },
}

function storeDemo(name: string, use: boolean, { connection, signal }: Invocation): Promise<void> {
  return changeContextFile(findConfigDir(connection.env).path, signal, (file) => {
    if (Object.hasOwn(file.contexts, name)) throw new UsageError(`The context ${name} already exists.`)
    file.contexts[name] = { demo: true }
    if (use) file.current = name
  })
}

function checkAbsent({ contexts }: ContextFile, name: string, service: ServiceName): StoredService {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (context?.demo) {
    throw new UsageError(
      `The context ${name} is the embedded directory, which has all services.`,
      'Choose another name.',
    )
  }
  if (context?.[service] === undefined) return {}
  throw new UsageError(
    `The context ${name} already has ${service}.`,
    `To change it, run personctl context set ${name} --service ${service}. To remove it, run personctl context remove ${name}.`,
  )
}

function requireServiceFlag(): never {
  throw new UsageError(
    'The service of the settings is not given.',
    `Add --service with one of ${serviceNames.join(', ')}, or a preset.`,
  )
}

/** A change of one service in a context. */
interface ServiceChange {
  readonly context: string
  readonly flags: ServiceFlags
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
  const after = mergeSettings(change.before(file, service), found?.settings, change)
  const secret = await readClientSecret(service, after, flags, invocation)
  // Whether there is a keyring must be clear soon, even if somebody could unlock one.
  const isKeyringKnown = (flags.secretStore ?? file.secretStore) === 'keyring'
  const store = openSecretStore({ ...connection, isAttended: connection.isAttended && isKeyringKnown })
  const stored =
    secret === undefined
      ? undefined
      : await saveSecret(store, `${service}.${context}`, secret, flags.secretStore, file)
  let superseded: SecretReference | undefined
  try {
    superseded = await changeContextFile(folder, signal, (current) =>
      applyChange(current, service, found?.settings, stored, change),
    )
  } catch (error) {
    if (stored !== undefined) await removeSecrets([stored.reference], connection)
    throw error
  }
  if (superseded !== undefined) await removeSecrets([superseded], connection)
  if (stored?.insteadOfKeyring === undefined) return
  await connection.notify({
    code: 'secret_in_file',
    message: `The system's keyring cannot be used: ${stored.insteadOfKeyring}. The client secret is in ${store.describeLocation(stored.reference)}, which only you can read.`,
    hint: 'Secrets are stored in files from now on. To try the keyring again, add --secret-store keyring.',
  })
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

/** Changes the file. Returns the secret that nothing refers to any more. */
function applyChange(
  file: ContextFile,
  service: ServiceName,
  found: GivenSettings | undefined,
  stored: SavedSecret | undefined,
  change: ServiceChange,
): SecretReference | undefined {
  const { context, use } = change
  const before = change.before(file, service)
  const after = mergeSettings(before, found, change)
  if (stored !== undefined) {
    after.clientSecret = stored.reference
    file.secretStore = stored.reference.store
  }
  file.contexts[context] = { ...file.contexts[context], [service]: after }
  if (use) file.current = context
  return before.clientSecret?.id === after.clientSecret?.id ? undefined : before.clientSecret
}

function mergeSettings(
  before: StoredService,
  found: GivenSettings | undefined,
  { flags, unset }: ServiceChange,
): StoredService {
  const after: StoredService = { ...before, ...found, ...flags.given }
  for (const name of unset) delete after[name]
  // The secret belongs to the former client.
  if (after.clientId !== before.clientId) delete after.clientSecret
  return after
}
