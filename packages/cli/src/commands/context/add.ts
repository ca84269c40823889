import type { Invocation, ParsedCommand } from '../../command.ts'
import { changeContextFile, readContextFile } from '../../config/contextFile.ts'
import type { ContextFile, SecretReference, StoredService } from '../../config/contextSchema.ts'
import { checkedContextName } from '../../config/presets.ts'
import { type Kept, keepSecret } from '../../config/secrets.ts'
import { configFolder, type ServiceName, serviceNames } from '../../config/variables.ts'
import { UsageError } from '../../errors/errors.ts'
import { secretStore } from '../../service/storedSecret.ts'
import { chooseTransport } from '../../service/transport.ts'
import {
  describeServiceFlags,
  type GivenSettings,
  parseServiceFlags,
  readClientSecret,
  type ServiceFlags,
} from './flags.ts'
import { forgetSecrets } from './remove.ts'
import { contextColumns, writeContext } from './show.ts'

/** What is to be kept of one service. */
interface ServiceChange {
  readonly context: string
  readonly flags: ServiceFlags
  /** What is taken away. */
  readonly unset: readonly (keyof StoredService)[]
  /** Whether the context becomes the one in use. */
  readonly use: boolean
  /** What the file has of the service, or nothing where it is new. Throws UsageError where the one or the other is wrong. */
  before(file: ContextFile, service: ServiceName): StoredService
  /** The service that is meant where neither the line nor discovery says. Throws UsageError where that is open. */
  serviceIn(file: ContextFile): ServiceName
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
  service: ServiceName,
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
): Promise<{ service: ServiceName; settings: GivenSettings } | undefined> {
  if (address === undefined) return undefined
  const { discover } = await import('../../service/discovery.ts')
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

interface ContextAddOptions {
  readonly name: string
  readonly use: boolean
  readonly flags: ServiceFlags
}

/** `personctl context add` */
export const command: ParsedCommand<ContextAddOptions> = {
  columns: contextColumns,

  describe(command) {
    command.argument('<name>', 'a name of your own for it')
    describeServiceFlags(command)
    command
      .option('--use', 'use it from now on where no context is named')
      .addHelpText(
        'before',
        `Examples:
  $ personctl context add work --preset mozilla --client-id sync --scope display:staff
  $ personctl context add work --preset cern --client-id sync --client-secret-file secret.txt
  $ vault read -field=secret sync | personctl context add ci --preset cern --client-id sync \\
      --client-secret-stdin
  $ personctl context add local --discover http://127.0.0.1:4010 --client-id demo
  $ personctl context add work --service dabp --url https://dabp.example.org \\
      --token-url https://login.example.org/oauth/v1/token --client-id sync
`,
      )
      .addHelpText(
        'after',
        `
A context has up to three services, cis, dabp and cern. Each command adds one: the first makes the
context, another with the same name adds the next service to it. context set changes one that is
there. What is not given is that of the preset; without one, of production.

With --client-id, the secret is asked for on the terminal, unseen, or read from a file or from
stdin; no option takes it. It goes to the system's keyring if there is one that answers, and
otherwise to a file that only you can read, which is said. --secret-store chooses.

--discover asks the address without any secret. Options that are given win over what it finds.`,
      )
  },

  parse([name = ''], values) {
    const flags = parseServiceFlags(values)
    checkedContextName(name)
    const { isDemo, given, discover, secretFile, service } = flags
    const says = Object.keys(given).length > 0 || [discover, secretFile].some((value) => value !== undefined)
    if (isDemo && (says || service !== undefined)) {
      throw new UsageError('--preset demo has no settings.', 'Leave the other options out.')
    }
    if (!isDemo && !says) {
      throw new UsageError(
        `There is nothing to keep in ${name}.`,
        'Start from a preset with --preset, from an address with --discover, or give --service and --url.',
      )
    }
    return { name, use: values['use'] ?? false, flags }
  },

  async run({ name, use, flags }, invocation) {
    if (flags.isDemo) await keepDemo(name, use, invocation)
    else {
      const before = (file: ContextFile, service: ServiceName) => nothingYet(file, name, service)
      await keepService({ context: name, flags, unset: [], use, before, serviceIn: noService }, invocation)
    }
    await writeContext(name, invocation)
    return 'done'
  },
}

function keepDemo(name: string, use: boolean, { connection, signal }: Invocation): Promise<void> {
  return changeContextFile(configFolder(connection.env).path, signal, (file) => {
    if (Object.hasOwn(file.contexts, name)) throw new UsageError(`There is a context ${name} already.`)
    file.contexts[name] = { demo: true }
    if (use) file.current = name
  })
}

function nothingYet({ contexts }: ContextFile, name: string, service: ServiceName): StoredService {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (context?.demo) {
    throw new UsageError(
      `Context ${name} is the embedded directory, which has all services.`,
      'Choose another name.',
    )
  }
  if (context?.[service] === undefined) return {}
  throw new UsageError(
    `Context ${name} has ${service} already.`,
    `personctl context set ${name} --service ${service} changes it, personctl context remove ${name} removes it.`,
  )
}

function noService(): never {
  throw new UsageError(
    'The line does not say which service these settings are of.',
    `Add --service with one of ${serviceNames.join(', ')}, or a preset.`,
  )
}
