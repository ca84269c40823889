import type { Invocation, ParsedCommand } from '../../command.ts'
import { changeContextFile } from '../../config/contexts/contextFile.ts'
import { checkedContextName } from '../../config/contexts/contextName.ts'
import type { ContextFile, StoredService } from '../../config/contexts/contextSchema.ts'
import { configFolder } from '../../config/folder.ts'
import { type ServiceKey, serviceKeys } from '../../config/variables.ts'
import { UsageError } from '../../failure/usageError.ts'
import { contextColumns, writeContext } from './document.ts'
import { keepService } from './keepService.ts'
import { describeServiceFlags, parseServiceFlags, type ServiceFlags } from './serviceFlags.ts'

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
      const before = (file: ContextFile, service: ServiceKey) => nothingYet(file, name, service)
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

function nothingYet({ contexts }: ContextFile, name: string, service: ServiceKey): StoredService {
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
    `Add --service with one of ${serviceKeys.join(', ')}, or a preset.`,
  )
}
