import { isObject } from '@personctl/shared/guards'
import { withOffer } from '../../completion/commandTable.ts'
import { readContextFile } from '../../config/contextFile.ts'
import { findProblem, type StoredContext, type StoredService } from '../../config/contextSchema.ts'
import { findConfigDir, serviceNames } from '../../config/variables.ts'
import { UsageError } from '../../errors/errors.ts'
import { nameInput, readInput } from '../../io/files.ts'
import { JsonSyntaxError, parseJson } from '../../text/jsonSyntax.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import { type GivenSettings, parseServiceFlags, type ServiceFlags } from './flags.ts'
import { requireContext } from './set.ts'
import { contextColumns, contextPresentation } from './show.ts'

/** `personctl context export` */
export const command: ParsedCommand<{ readonly name: string }> = {
  examples: [
    'personctl context export work > work.json',
    'personctl context export work -o json | personctl context add copy --from -',
  ],
  notes: `\
Prints what is stored in the context, without the client secrets and the key of the publisher, so that others
can have the same: personctl context add NAME --from FILE. Variables and presets do not change it.`,
  columns: contextColumns,

  configure(command) {
    command.addArgument(withOffer(command.createArgument('<name>', 'One of your contexts'), 'contexts'))
  },

  parse: ([name = '']) => ({ name }),

  async run({ name }, { connection, output }) {
    const context = requireContext(await readContextFile(findConfigDir(connection.env).path), name)
    const services = serviceNames.flatMap((service) => {
      const { [service]: stored } = context
      return stored === undefined ? [] : [[service, pickSettings(stored)] as const]
    })
    const settings = context.demo ? { demo: context.demo } : Object.fromEntries(services)
    await output.writeOne({ name, ...settings }, contextPresentation)
    return 'done'
  },
}

// One by one, so that a secret that is added to contexts some day is not exported.
const settingNames = [
  'preset',
  'url',
  'tokenUrl',
  'audience',
  'scope',
  'clientId',
  'tenantId',
  'changeUrl',
  'publisher',
] as const satisfies readonly (keyof GivenSettings)[]

function pickSettings(stored: StoredService): Record<string, string> {
  return Object.fromEntries(
    settingNames.flatMap((name) => (stored[name] === undefined ? [] : [[name, stored[name]]])),
  )
}

/**
 * Reads what `context export` has written.
 *
 * @returns the flags that would add each of its services, with the other flags of the command line; undefined for the
 * embedded directory
 * @throws {UsageError} if it cannot be read, or if it is not a context
 */
export async function readExportedContext(
  path: string,
  flags: ServiceFlags,
  { io, signal }: Invocation,
): Promise<readonly ServiceFlags[] | undefined> {
  const name = nameInput(path)
  const context = parseContext(await readInput(path, io, signal), name)
  if (context.demo) return undefined
  const found = serviceNames.flatMap((service): ServiceFlags[] => {
    const { [service]: stored } = context
    if (stored === undefined) return []
    try {
      const { given } = parseServiceFlags({ ...pickSettings(stored), service })
      return [{ ...flags, service, given, ...(service !== 'cis' && { publisherKeyFile: undefined }) }]
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      throw new UsageError(`The settings of ${service} in ${name} are invalid. ${error.message}`, error.hint)
    }
  })
  if (found.length === 0) throw new UsageError(`The context in ${name} has no services.`, fileHint)
  const clients = found.filter(({ given }) => given.clientId !== undefined)
  if (flags.secretFile !== undefined && clients.length !== 1) {
    throw new UsageError(
      `There is one client secret, and the context in ${name} has ${clients.length} clients.`,
      'Leave it out, and store the secret of each service with personctl context set.',
    )
  }
  return found.map((one) => (clients.includes(one) ? one : { ...one, secretFile: undefined }))
}

const fileHint = 'Give a file that personctl context export has written as JSON.'

function parseContext(text: string, name: string): StoredContext {
  let content: unknown
  try {
    content = parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new UsageError(error.describe(`The content of ${name}`), fileHint)
  }
  if (!isObject(content)) throw new UsageError(`The content of ${name} is not a context.`, fileHint)
  const { name: _, ...context } = content
  const problem = findProblem({ version: 1, contexts: { context } })
  if (problem === undefined) return context as StoredContext
  const where = problem.replace(/^contexts\.context\.?/, '')
  throw new UsageError(`The content of ${name} is not a context: ${where}.`, fileHint)
}
