import { withOffer } from '../../completion/commandTable.ts'
import { changeContextFile, readContextFile } from '../../config/contextFile.ts'
import type { ContextFile, StoredContext } from '../../config/contextSchema.ts'
import { expandPreset } from '../../config/contexts.ts'
import { checkContextName, findPreset } from '../../config/presets.ts'
import { listSecrets, saveSecret, secretSettings } from '../../config/secretStore.ts'
import { TokenStore } from '../../config/tokenStore.ts'
import { findConfigDir, serviceNames } from '../../config/variables.ts'
import { UsageError } from '../../errors/errors.ts'
import { openSecretStore, readStoredSecret } from '../../service/storedSecret.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import { removeSecrets } from './remove.ts'
import { requireContext } from './set.ts'
import { contextColumns, writeContext } from './show.ts'

interface TwoNames {
  readonly from: string
  readonly to: string
}

/** `personctl context rename` */
export const renameCommand: ParsedCommand<TwoNames> = {
  examples: ['personctl context rename work production'],
  notes: 'The secrets stay where they are. If it is the context in use, it stays in use.',
  columns: contextColumns,

  configure(command) {
    command
      .addArgument(withOffer(command.createArgument('<name>', 'One of your contexts'), 'contexts'))
      .argument('<new-name>', 'Its name from now on')
  },

  parse: parseNames,

  async run({ from, to }, invocation) {
    const { connection, signal } = invocation
    const folder = findConfigDir(connection.env).path
    await changeContextFile(folder, signal, (file) => {
      const context = requireContext(file, from)
      checkFree(file, to)
      // The contexts keep their order.
      file.contexts = Object.fromEntries(
        Object.entries(file.contexts).map(([name, stored]) =>
          name === from ? [to, context] : [name, stored],
        ),
      )
      if (file.current === from) file.current = to
    })
    // Stored tokens have the former name, by which they would never be forgotten.
    await new TokenStore(folder).forget((token) => token.context === from)
    await writeContext(to, invocation)
    return 'done'
  },
}

/** `personctl context copy` */
export const copyCommand: ParsedCommand<TwoNames> = {
  examples: ['personctl context copy work work-staging', 'personctl context copy mozilla-test mine'],
  notes: 'Copies the secrets, too, so that each context has its own. A preset can be copied as well.',
  columns: contextColumns,

  configure(command) {
    command
      .addArgument(
        withOffer(command.createArgument('<name>', 'One of your contexts, or a preset'), 'contexts'),
      )
      .argument('<new-name>', 'The name of the copy')
  },

  parse: parseNames,

  async run({ from, to }, invocation) {
    const { connection, signal } = invocation
    const folder = findConfigDir(connection.env).path
    const file = await readContextFile(folder)
    checkFree(file, to)
    const copied = await copyContext(file, from, to, invocation)
    try {
      await changeContextFile(folder, signal, (current) => {
        checkFree(current, to)
        current.contexts[to] = copied
      })
    } catch (error) {
      await removeSecrets(listSecrets(copied), connection)
      throw error
    }
    await writeContext(to, invocation)
    return 'done'
  },
}

function parseNames([from = '', to = '']: readonly string[]): TwoNames {
  checkContextName(to)
  return { from, to }
}

function checkFree({ contexts }: ContextFile, name: string): void {
  if (!Object.hasOwn(contexts, name)) return
  throw new UsageError(
    `The context ${name} already exists.`,
    `To remove it, run personctl context remove ${name}.`,
  )
}

/** Returns a copy of a context or of a preset, with copies of its secrets. */
async function copyContext(
  file: ContextFile,
  from: string,
  to: string,
  { connection }: Invocation,
): Promise<StoredContext> {
  if (!Object.hasOwn(file.contexts, from) && findPreset(from) !== undefined) return expandPreset(from)
  const source = requireContext(file, from)
  const copy: StoredContext = { ...source }
  const store = openSecretStore(connection)
  try {
    for (const service of serviceNames) {
      const { [service]: stored } = source
      for (const setting of secretSettings) {
        const reference = stored?.[setting]
        if (reference === undefined) continue
        const secret = await readStoredSecret({ setting, reference, context: from, service }, connection)
        connection.redactor.addClientSecret(stored?.clientId ?? '', secret)
        const { tokenOrigin } = reference
        // Until it is replaced, the copy has the secret of the source: that one must not be removed after an error.
        const saved = await saveSecret(store, `${service}.${to}`, secret, reference.store, file)
        copy[service] = {
          ...copy[service],
          [setting]: { ...saved.reference, ...(tokenOrigin !== undefined && { tokenOrigin }) },
        }
      }
    }
    return copy
  } catch (error) {
    const sources = listSecrets(source).map(({ id }) => id)
    await removeSecrets(
      listSecrets(copy).filter(({ id }) => !sources.includes(id)),
      connection,
    )
    throw error
  }
}
