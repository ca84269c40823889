import { withOffer } from '../../completion/commandTable.ts'
import { changeContextFile } from '../../config/contextFile.ts'
import type { ContextFile, SecretReference, StoredService } from '../../config/contextSchema.ts'
import { argumentOrigin, createUnknownContextError } from '../../config/contexts.ts'
import { defaultPresets, findPreset } from '../../config/presets.ts'
import { secretSettings } from '../../config/secretStore.ts'
import { TokenStore } from '../../config/tokenStore.ts'
import { findConfigDir, type ServiceName, serviceNames } from '../../config/variables.ts'
import { UsageError } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { ConnectionOptions } from '../../service/connection.ts'
import { describeStoreError, openSecretStore } from '../../service/storedSecret.ts'
import type { ParsedCommand } from '../command.ts'

interface Removal {
  readonly removed: string
  /** The number of secrets that were removed with it. */
  readonly secrets: number
  /** The number of tokens that were removed with it. */
  readonly tokens: number
}

const presentation = createFlatPresentation<Removal>([
  { path: 'removed', heading: 'REMOVED', value: ({ removed }) => removed },
  { path: 'secrets', heading: 'SECRETS', value: ({ secrets }) => secrets },
  { path: 'tokens', heading: 'TOKENS', value: ({ tokens }) => tokens },
])

/** `personctl context remove` */
export const command: ParsedCommand<{ name: string; service: ServiceName | undefined }> = {
  examples: ['personctl context remove work', 'personctl context remove work --service cern'],
  notes: 'With --service, the other services stay.',
  columns: listColumnNames(presentation),

  configure(command) {
    command
      .addArgument(withOffer(command.createArgument('<name>', 'One of your contexts'), 'contexts'))
      .addOption(
        command.createOption('--service <service>', 'Remove only this service').choices(serviceNames),
      )
  },

  parse([name = ''], { service }) {
    if (findPreset(name) === undefined) return { name, service }
    throw new UsageError(
      `"${name}" is a preset and cannot be removed.`,
      'personctl context list shows which contexts are yours.',
    )
  },

  async run({ name, service }, { output, connection, signal }) {
    const folder = findConfigDir(connection.env).path
    let wasInUse = false
    const removed = await changeContextFile(folder, signal, (file) => {
      wasInUse = service === undefined && file.current === name
      return removeServices(file, name, service)
    })
    const references = removed.flatMap((stored) => secretSettings.flatMap((setting) => stored[setting] ?? []))
    const clients = removed.map(({ clientId }) => clientId)
    const tokens = await new TokenStore(folder).forget(
      (token) => clients.includes(token.clientId) || (service === undefined && token.context === name),
    )
    const secrets = await removeSecrets(references, connection)
    await openSecretStore(connection).sweep()
    const label = service === undefined ? name : `${name}.${service}`
    await output.writeOne({ removed: label, secrets, tokens }, presentation)
    if (wasInUse) {
      await output.notify({
        code: 'context_in_use_removed',
        message: `"${name}" was the context in use. Commands that name no context use ${defaultPresets.cis} from now on.`,
        hint: 'To choose another one: personctl context use NAME.',
      })
    }
    return 'done'
  },
}

/** Removes a context, or one of its services, from the file. Returns the settings that were stored. */
function removeServices(file: ContextFile, name: string, service: ServiceName | undefined): StoredService[] {
  const context = Object.hasOwn(file.contexts, name) ? file.contexts[name] : undefined
  if (context === undefined) throw createUnknownContextError({ name, origin: argumentOrigin }, file.contexts)
  if (service !== undefined) {
    const { [service]: stored } = context
    if (stored === undefined) {
      throw new UsageError(
        `The context ${name} has no ${service}.`,
        `personctl context show ${name} shows its services.`,
      )
    }
    delete context[service]
    return [stored]
  }
  delete file.contexts[name]
  if (file.current === name) delete file.current
  return serviceNames.flatMap((key) => context[key] ?? [])
}

/** Removes secrets that nothing refers to any more, and reports those that remain. Returns the number of removed ones. */
export async function removeSecrets(
  references: readonly SecretReference[],
  connection: ConnectionOptions,
): Promise<number> {
  const store = openSecretStore(connection)
  let removed = 0
  for (const reference of references) {
    try {
      await store.forget(reference)
      removed += 1
    } catch (error) {
      await connection.notify({
        code: 'secret_left',
        message: `A secret remains in ${store.describeLocation(reference)}: ${describeStoreError(error)}.`,
        hint: 'It is no longer used; remove it by hand.',
      })
    }
  }
  return removed
}
