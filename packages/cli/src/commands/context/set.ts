import { withOffer } from '../../completion/commandTable.ts'
import { changeContextFile } from '../../config/contextFile.ts'
import type { ContextFile, StoredContext, StoredService } from '../../config/contextSchema.ts'
import { argumentOrigin, createUnknownContextError } from '../../config/contexts.ts'
import { checkContextName, findPreset } from '../../config/presets.ts'
import { findConfigDir, readVariable, type ServiceName, serviceNames } from '../../config/variables.ts'
import { UsageError } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import { collectValues } from '../../text/text.ts'
import type { ParsedCommand } from '../command.ts'
import { addServiceFlags, hasSettings, parseServiceFlags, type ServiceFlags } from './flags.ts'
import { storeServices } from './serviceChange.ts'
import { contextColumns, writeContext } from './show.ts'

interface ContextSetOptions {
  readonly name: string
  readonly unset: readonly (keyof StoredService)[]
  readonly flags: ServiceFlags
}

/** The values of `--unset`. */
const settings: ReadonlyMap<string, keyof StoredService> = new Map([
  ['preset', 'preset'],
  ['url', 'url'],
  ['token-url', 'tokenUrl'],
  ['audience', 'audience'],
  ['scope', 'scope'],
  ['client-id', 'clientId'],
  ['tenant-id', 'tenantId'],
  ['client-secret', 'clientSecret'],
  ['change-url', 'changeUrl'],
  ['publisher', 'publisher'],
  ['publisher-key', 'publisherKey'],
])
const settingNames = [...settings.keys()]

/** `personctl context set` */
export const setCommand: ParsedCommand<ContextSetOptions> = {
  examples: [
    "personctl context set work --scope 'display:staff classification:mozilla_confidential'",
    'personctl context set work --service cern --client-secret-file new-secret.txt',
    'personctl context set work --service cis --unset scope',
    'personctl context set work --service cis --publisher hris --publisher-key-file key.pem',
  ],
  notes: `\
Changes one service of a context; if there are several, --service chooses. To replace the secret,
give the new one with --client-secret-file, or with --client-secret-stdin, which prompts for it on a
terminal and hides it. A new secret is tried first, unless there is --no-check.

A secret belongs to its client and to the origin of its token endpoint: with another --client-id or
another --token-url, it is removed. Tokens that the former settings gave are removed, too. The key of a
publisher, too, is removed with another --publisher.`,
  columns: contextColumns,

  configure(command) {
    command.addArgument(withOffer(command.createArgument('<name>', 'One of your contexts'), 'contexts'))
    addServiceFlags(command)
    command.addOption(
      withOffer(
        command
          .createOption('--unset <setting>', `Remove one of ${settingNames.join(', ')}; repeatable`)
          .argParser(collectValues),
        settingNames,
      ),
    )
  },

  parse([name = ''], values) {
    const flags = parseServiceFlags(values)
    checkContextName(name)
    if (flags.isDemo) {
      throw new UsageError(
        '--preset demo cannot be set.',
        'To create a context of the embedded directory, run personctl context add.',
      )
    }
    const unset = ((values['unset'] ?? []) as string[]).map(parseSettingName)
    if (!hasSettings(flags) && unset.length === 0) {
      throw new UsageError(
        'There are no settings to change.',
        'personctl context set --help lists the settings.',
      )
    }
    const both = unset.find((setting) => setting in flags.given)
    if (both !== undefined) throw new UsageError(`The setting ${both} cannot be both set and unset.`)
    if (unset.includes('clientSecret') && flags.secretFile !== undefined) {
      throw new UsageError('The client secret cannot be both set and unset.')
    }
    if (unset.includes('publisherKey') && flags.publisherKeyFile !== undefined) {
      throw new UsageError('The key of the publisher cannot be both set and unset.')
    }
    return { name, unset, flags }
  },

  async run({ name, unset, flags }, invocation) {
    const before = (file: ContextFile, service: ServiceName) => requireService(file, name, service)
    const chooseService = (file: ContextFile) => requireOnlyService(file, name)
    await storeServices([{ context: name, flags, unset, use: false, before, chooseService }], invocation)
    await writeContext(name, invocation)
    return 'done'
  },
}

function parseSettingName(name: string): keyof StoredService {
  const setting = settings.get(name)
  if (setting !== undefined) return setting
  throw new UsageError(
    `The value ${JSON.stringify(name)} of --unset is not a setting.`,
    `It takes one of ${settingNames.join(', ')}.`,
  )
}

export function requireContext({ contexts }: ContextFile, name: string): StoredContext {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (context !== undefined) return context
  throw createUnknownContextError({ name, origin: argumentOrigin }, contexts)
}

function requireService(file: ContextFile, name: string, service: ServiceName): StoredService {
  const found = requireContext(file, name)[service]
  if (found !== undefined) return found
  throw new UsageError(
    `The context ${name} has no ${service}.`,
    `To add it, run personctl context add ${name} --service ${service}.`,
  )
}

function requireOnlyService(file: ContextFile, name: string): ServiceName {
  const context = requireContext(file, name)
  const [only, ...others] = serviceNames.filter((service) => context[service] !== undefined)
  if (only !== undefined && others.length === 0) return only
  throw new UsageError(
    `The context ${name} has ${only === undefined ? 'no services' : [only, ...others].join(', ')}.`,
    'Add --service to choose one.',
  )
}

const presentation = createFlatPresentation<{ readonly current: string }>([
  { path: 'current', heading: 'CURRENT', value: ({ current }) => current },
])

/** `personctl context use` */
export const useCommand: ParsedCommand<{ readonly name: string }> = {
  examples: ['personctl context use work', 'personctl context use cern'],
  notes: 'PERSONCTL_CONTEXT and --context take precedence.',
  columns: listColumnNames(presentation),

  configure(command) {
    command.addArgument(
      withOffer(command.createArgument('<name>', 'One of your contexts, or a preset'), 'contexts'),
    )
  },

  parse: ([name = '']) => ({ name }),

  async run({ name }, { output, connection: { env }, signal }) {
    await changeContextFile(findConfigDir(env).path, signal, (file) => {
      const exists = Object.hasOwn(file.contexts, name) || findPreset(name) !== undefined
      if (!exists) throw createUnknownContextError({ name, origin: argumentOrigin }, file.contexts)
      file.current = name
    })
    await output.writeOne({ current: name }, presentation)
    const inVariable = readVariable(env, 'PERSONCTL_CONTEXT')?.trim()
    if (inVariable !== undefined && inVariable !== name) {
      await output.notify({
        code: 'variable_wins',
        message: `PERSONCTL_CONTEXT is ${JSON.stringify(inVariable)} and takes precedence over the context in use.`,
        hint: 'Unset it.',
      })
    }
    return 'done'
  },
}
