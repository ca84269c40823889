import type { ParsedCommand } from '../../command.ts'
import { changeContextFile } from '../../config/contextFile.ts'
import type { ContextFile, SecretReference, StoredService } from '../../config/contextSchema.ts'
import { unknownContext } from '../../config/contexts.ts'
import { presetNamed } from '../../config/presets.ts'
import { KeyringError } from '../../config/secrets.ts'
import { errorCode } from '../../config/store.ts'
import { KeptTokens } from '../../config/tokenStore.ts'
import { configFolder, type ServiceName, serviceNames } from '../../config/variables.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'
import type { ConnectionOptions } from '../../service/options.ts'
import { secretStore } from '../../service/storedSecret.ts'

/** Removes secrets that nothing refers to any more. Where one cannot be, says where it is left. Returns how many are gone. */
export async function forgetSecrets(
  references: readonly SecretReference[],
  connection: ConnectionOptions,
): Promise<number> {
  const store = secretStore(connection)
  let forgotten = 0
  for (const reference of references) {
    try {
      await store.forget(reference)
      forgotten += 1
    } catch (error) {
      const reason = error instanceof KeyringError ? error.message : errorCode(error)
      await connection.warn({
        code: 'secret_left',
        message: `A client secret is left in ${store.placeOf(reference)}: ${reason}.`,
        hint: 'Nothing refers to it any more; remove it by hand.',
      })
    }
  }
  return forgotten
}

interface Removal {
  readonly removed: string
  /** How many secrets and tokens went with it. */
  readonly secrets: number
  readonly tokens: number
}

const presentation = flatPresentation<Removal>([
  { path: 'removed', heading: 'REMOVED', value: ({ removed }) => removed },
  { path: 'secrets', heading: 'SECRETS', value: ({ secrets }) => secrets },
  { path: 'tokens', heading: 'TOKENS', value: ({ tokens }) => tokens },
])

/** `personctl context remove` */
export const command: ParsedCommand<{ name: string; service: ServiceName | undefined }> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addArgument(offering(command.createArgument('<name>', 'one of your contexts'), 'contexts'))
      .addOption(command.createOption('--service <service>', 'only this service of it').choices(serviceNames))
      .addHelpText(
        'before',
        `Examples:
  $ personctl context remove work
  $ personctl context remove work --service cern
`,
      )
      .addHelpText('after', '\nIts secrets and the tokens that were got with it are removed, too.')
  },

  parse([name = ''], { service }) {
    if (presetNamed(name) === undefined) return { name, service }
    throw new UsageError(
      `${name} is a preset, which is always there.`,
      'personctl context list says which are yours.',
    )
  },

  async run({ name, service }, { io, format, connection, signal }) {
    const folder = configFolder(connection.env).path
    const removed = await changeContextFile(folder, signal, (file) => take(file, name, service))
    const references = removed.flatMap(({ clientSecret }) => clientSecret ?? [])
    const clients = removed.map(({ clientId }) => clientId)
    const tokens = await new KeptTokens(folder).forget(
      (token) => clients.includes(token.clientId) || (service === undefined && token.context === name),
    )
    const secrets = await forgetSecrets(references, connection)
    const label = service === undefined ? name : `${name}.${service}`
    await writeOne(
      io.stdout,
      format ?? defaultFormat(io.stdout.isTerminal),
      { removed: label, secrets, tokens },
      presentation,
    )
    return 'done'
  },
}

/** Takes a context, or one service of it, out of the file. Returns what was kept of its services. */
function take(file: ContextFile, name: string, service: ServiceName | undefined): StoredService[] {
  const context = Object.hasOwn(file.contexts, name) ? file.contexts[name] : undefined
  if (context === undefined) throw unknownContext({ name, origin: 'The name' }, file.contexts)
  if (service !== undefined) {
    const { [service]: taken } = context
    if (taken === undefined) {
      throw new UsageError(
        `Context ${name} has no ${service}.`,
        `personctl context show ${name} says what it has.`,
      )
    }
    delete context[service]
    return [taken]
  }
  delete file.contexts[name]
  if (file.current === name) delete file.current
  return serviceNames.flatMap((key) => context[key] ?? [])
}
