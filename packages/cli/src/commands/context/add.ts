import { withOffer } from '../../completion/commandTable.ts'
import { changeContextFile, readContextFile } from '../../config/contextFile.ts'
import type { ContextFile, StoredService } from '../../config/contextSchema.ts'
import { checkContextName } from '../../config/presets.ts'
import { checkUrl } from '../../config/settings.ts'
import { findConfigDir, type ServiceName, serviceNames } from '../../config/variables.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { stdinMark } from '../../io/files.ts'
import { chooseTransport } from '../../service/transport.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import {
  addServiceFlags,
  hasSettings,
  parseServiceFlags,
  readClientSecret,
  type ServiceFlags,
} from './flags.ts'
import { storeServices } from './serviceChange.ts'
import { contextColumns, writeContext } from './show.ts'

interface ContextAddOptions {
  readonly name: string
  readonly use: boolean
  /** The URL of a mock server, whose services are added. */
  readonly mock: string | undefined
  /** The file of an exported context. */
  readonly from: string | undefined
  readonly flags: ServiceFlags
}

/** `personctl context add` */
export const command: ParsedCommand<ContextAddOptions> = {
  examples: [
    'personctl context add work --preset mozilla --client-id sync --scope display:staff',
    'personctl context add work --preset cern --client-id sync --client-secret-file secret.txt',
    'vault read -field=secret sync | personctl context add ci --preset cern --client-id sync --client-secret-stdin',
    'personctl context add local --mock http://127.0.0.1:4010',
    'personctl context add work --from work.json',
    'personctl context add gateway --discover https://person.example.org --client-id sync',
    'personctl context add work --service dabp --url https://dabp.example.org --token-url https://login.example.org/oauth/v1/token --client-id sync',
  ],
  notes: `\
A context has up to three services: cis, dabp and cern. Each context add adds one of them; the first
one creates the context. context set changes a service. Settings that are not given are those of the
preset, or without a preset those of production.

With --client-id, the command prompts for the client secret and hides it, or reads it from a file or
from stdin; no option takes it. The secret is stored in the system's keyring. If the keyring is
missing or does not respond, the secret is stored in a file that only you can read, and a notice
says so.
--secret-store chooses the store.

A new secret is tried before it is stored: personctl requests a token with it. If the token endpoint
rejects it, nothing is stored; --no-check skips this. From then on, the secret is sent to the origin
of that token endpoint only, and its tokens to the service of the context.

--discover sends no secret. Options that are given take precedence over discovered settings. --mock
adds cis, dabp and cern of a running personctl-mock, with its client demo unless you name another. --from
adds the services of a context that personctl context export has written, without secrets.`,
  columns: contextColumns,

  configure(command) {
    command.argument('<name>', 'A name of your choice')
    addServiceFlags(command)
    command.option('--mock <url>', 'Add all services of a running personctl-mock')
    command.addOption(
      withOffer(
        command.createOption('--from <file>', 'Add the services of an exported context; - for stdin'),
        'files',
      ),
    )
    command.option('--use', 'Use the context whenever a command names none')
  },

  parse([name = ''], values) {
    const flags = parseServiceFlags(values)
    checkContextName(name)
    const mock = parseMock(values['mock'], flags)
    const from = parseFrom(values['from'], mock, flags)
    const areGiven = mock !== undefined || from !== undefined || hasSettings(flags)
    if (flags.isDemo && (areGiven || flags.service !== undefined)) {
      throw new UsageError('--preset demo has no settings.', 'Leave out the other options.')
    }
    if (!flags.isDemo && !areGiven) {
      throw new UsageError(
        `There are no settings to store in ${name}.`,
        'Start from a preset with --preset, from a URL with --discover, or give --service and --url.',
      )
    }
    return { name, use: values['use'] ?? false, mock, from, flags }
  },

  async run({ name, use, mock, from, flags }, invocation) {
    if (flags.isDemo) await storeDemo(name, use, invocation)
    else if (mock !== undefined) await storeMock(name, use, mock, flags, invocation)
    else if (from !== undefined) await storeExported(name, use, from, flags, invocation)
    else {
      const before = (file: ContextFile, service: ServiceName) => checkAbsent(file, name, service)
      await storeServices(
        [{ context: name, flags, unset: [], use, before, chooseService: requireServiceFlag }],
        invocation,
      )
    }
    await writeContext(name, invocation)
    return 'done'
  },
}

/** @throws {UsageError} if there are settings that the mock tells itself */
function parseMock(url: string | undefined, flags: ServiceFlags): string | undefined {
  if (url === undefined) return undefined
  checkUrl('--mock', url)
  const { clientId: _, ...others } = flags.given
  const isAlone =
    Object.keys(others).length === 0 && flags.discover === undefined && flags.service === undefined
  if (!isAlone || flags.isDemo) {
    throw new UsageError(
      '--mock takes the settings of all services from the mock.',
      'Leave out --preset, --service, --discover and the settings, except for the client and its secret.',
    )
  }
  if (flags.secretFile === undefined || flags.given.clientId !== undefined) return url
  throw new UsageError('There is a client secret, but no client id.', 'Add --client-id.')
}

/** @throws {UsageError} if there are settings that the file has */
function parseFrom(
  path: string | undefined,
  mock: string | undefined,
  { given, discover, service, isDemo, secretFile, publisherKeyFile }: ServiceFlags,
): string | undefined {
  if (path === undefined) return undefined
  checkNotEmpty('--from', path)
  const isAlone =
    [mock, discover, service].every((value) => value === undefined) && Object.keys(given).length === 0
  if (!isAlone || isDemo) {
    throw new UsageError(
      '--from takes the settings of all services from the file.',
      'Leave out --preset, --service, --discover, --mock and the settings.',
    )
  }
  if (path !== stdinMark || ![secretFile, publisherKeyFile].includes(stdinMark)) return path
  throw new UsageError(
    'The context and a secret are both read from stdin.',
    'Give one of them in a file: stdin can be read only once.',
  )
}

/** Stores all services of an exported context in one change. */
async function storeExported(
  context: string,
  use: boolean,
  path: string,
  flags: ServiceFlags,
  invocation: Invocation,
): Promise<void> {
  const before = (file: ContextFile, service: ServiceName) => checkAbsent(file, context, service)
  const { readExportedContext } = await import('./export.ts')
  const services = await readExportedContext(path, flags, invocation)
  if (services === undefined) return storeDemo(context, use, invocation)
  await storeServices(
    services.map((flagsOfService) => ({
      ...{ context, flags: flagsOfService, unset: [], use, before, chooseService: requireServiceFlag },
    })),
    invocation,
  )
}

// What every personctl-mock accepts, and its documentation tells everybody.
const mockClient = { clientId: 'demo', secret: 'demo-secret' }

/** Stores all services of a mock server, with one client, in one change. */
async function storeMock(
  context: string,
  use: boolean,
  url: string,
  flags: ServiceFlags,
  invocation: Invocation,
): Promise<void> {
  const { connection, signal } = invocation
  const { clientId = mockClient.clientId } = flags.given
  const before = (file: ContextFile, service: ServiceName) => checkAbsent(file, context, service)
  const file = await readContextFile(findConfigDir(connection.env).path)
  for (const service of serviceNames) before(file, service)
  const { discoverMock } = await import('../../service/discovery.ts')
  const services = await discoverMock(url, await chooseTransport(connection.env), signal)
  const secret =
    flags.given.clientId === undefined
      ? mockClient.secret
      : await readClientSecret('cis', { clientId }, flags, true, invocation)
  const changes = serviceNames.map((service) => {
    const given = { ...services[service], clientId }
    const serviceFlags: ServiceFlags = { ...flags, service, given, secretFile: undefined }
    return {
      ...{ context, flags: serviceFlags, unset: [], use, before, chooseService: requireServiceFlag },
      secret: secret ?? null,
    }
  })
  await storeServices(changes, invocation)
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
