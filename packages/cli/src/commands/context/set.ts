import type { ParsedCommand } from '../../command.ts'
import { changeContextFile } from '../../config/contextFile.ts'
import type { ContextFile, StoredContext, StoredService } from '../../config/contextSchema.ts'
import { unknownContext } from '../../config/contexts.ts'
import { checkedContextName, presetNamed } from '../../config/presets.ts'
import { configFolder, type ServiceName, serviceNames, variable } from '../../config/variables.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/format.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'
import { remark } from '../../output/notice.ts'
import { keepService } from './add.ts'
import { describeServiceFlags, parseServiceFlags, type ServiceFlags } from './flags.ts'
import { contextColumns, writeContext } from './show.ts'

const presentation = flatPresentation<{ readonly current: string }>([
  { path: 'current', heading: 'CURRENT', value: ({ current }) => current },
])

/** `personctl context use` */
export const useCommand: ParsedCommand<{ readonly name: string }> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addArgument(
        offering(command.createArgument('<name>', 'one of your contexts, or a preset'), 'contexts'),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl context use work
  $ personctl context use cern
`,
      )
      .addHelpText('after', '\nPERSONCTL_CONTEXT and --context win over it.')
  },

  parse: ([name = '']) => ({ name }),

  async run({ name }, { io, format: wanted, connection: { env }, signal }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    await changeContextFile(configFolder(env).path, signal, (file) => {
      const isThere = Object.hasOwn(file.contexts, name) || presetNamed(name) !== undefined
      if (!isThere) throw unknownContext({ name, origin: 'The name' }, file.contexts)
      file.current = name
    })
    await writeOne(io.stdout, format, { current: name }, presentation)
    const inVariable = variable(env, 'PERSONCTL_CONTEXT')?.trim()
    if (inVariable !== undefined && inVariable !== name) {
      await remark(io.stderr, format, {
        code: 'variable_wins',
        message: `PERSONCTL_CONTEXT is ${JSON.stringify(inVariable)}, which wins over the context in use.`,
        hint: 'Unset it.',
      })
    }
    return 'done'
  },
}

interface ContextSetOptions {
  readonly name: string
  readonly unset: readonly (keyof StoredService)[]
  readonly flags: ServiceFlags
}

/** What can be taken away, as it is typed. */
const settings: ReadonlyMap<string, keyof StoredService> = new Map([
  ['preset', 'preset'],
  ['url', 'url'],
  ['token-url', 'tokenUrl'],
  ['audience', 'audience'],
  ['scope', 'scope'],
  ['client-id', 'clientId'],
  ['tenant-id', 'tenantId'],
  ['client-secret', 'clientSecret'],
])

/** `personctl context set` */
export const setCommand: ParsedCommand<ContextSetOptions> = {
  columns: contextColumns,

  describe(command) {
    command.addArgument(offering(command.createArgument('<name>', 'one of your contexts'), 'contexts'))
    describeServiceFlags(command)
    command
      .addOption(
        offering(
          command
            .createOption('--unset <setting>', `take away ${[...settings.keys()].join(', ')}; repeatable`)
            .argParser((name: string, before: readonly string[] = []) => [...before, name]),
          [...settings.keys()],
        ),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl context set work --scope 'display:staff classification:mozilla_confidential'
  $ personctl context set work --service cern --client-secret-file new-secret.txt
  $ personctl context set work --service cis --unset scope
`,
      )
      .addHelpText(
        'after',
        `
Changes one service of a context; --service says which, where there are several. A secret belongs
to its client: with another --client-id, the former client's secret is removed.`,
      )
  },

  parse([name = ''], values) {
    const flags = parseServiceFlags(values)
    checkedContextName(name)
    if (flags.isDemo)
      throw new UsageError('--preset demo is no setting.', 'personctl context add makes such a context.')
    const unset = ((values['unset'] ?? []) as string[]).map(settingNamed)
    const { given, discover, secretFile } = flags
    const says = Object.keys(given).length > 0 || [discover, secretFile].some((value) => value !== undefined)
    if (!says && unset.length === 0) {
      throw new UsageError('There is nothing to set.', 'personctl context set --help says what can be.')
    }
    const both = unset.find((setting) => setting in given)
    if (both !== undefined) throw new UsageError(`The ${both} cannot be both set and unset.`)
    return { name, unset, flags }
  },

  async run({ name, unset, flags }, invocation) {
    const before = (file: ContextFile, service: ServiceName) => whatThereIs(file, name, service)
    const serviceIn = (file: ContextFile) => onlyService(file, name)
    await keepService({ context: name, flags, unset, use: false, before, serviceIn }, invocation)
    await writeContext(name, invocation)
    return 'done'
  },
}

function settingNamed(name: string): keyof StoredService {
  const setting = settings.get(name)
  if (setting !== undefined) return setting
  throw new UsageError(
    `--unset is ${JSON.stringify(name)}, which is no setting.`,
    `It takes one of ${[...settings.keys()].join(', ')}.`,
  )
}

function contextIn({ contexts }: ContextFile, name: string): StoredContext {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (context !== undefined) return context
  throw unknownContext({ name, origin: 'The name' }, contexts)
}

function whatThereIs(file: ContextFile, name: string, service: ServiceName): StoredService {
  const found = contextIn(file, name)[service]
  if (found !== undefined) return found
  throw new UsageError(
    `Context ${name} has no ${service}.`,
    `personctl context add ${name} --service ${service} adds it.`,
  )
}

function onlyService(file: ContextFile, name: string): ServiceName {
  const context = contextIn(file, name)
  const [only, ...others] = serviceNames.filter((service) => context[service] !== undefined)
  if (only !== undefined && others.length === 0) return only
  throw new UsageError(
    `Context ${name} has ${only === undefined ? 'no services' : `${[only, ...others].join(', ')}`}.`,
    'Add --service to say which is meant.',
  )
}
