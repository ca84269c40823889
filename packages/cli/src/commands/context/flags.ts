import { publisherValues } from '@personctl/generated/cis'
import type { Command, OptionValues } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { describeExposedSecretFile } from '../../config/concerns.ts'
import type { StoredService } from '../../config/contextSchema.ts'
import { parseSecret } from '../../config/credentials.ts'
import { findPreset, presetNames } from '../../config/presets.ts'
import type { StoreName } from '../../config/secretStore.ts'
import { checkUrl } from '../../config/settings.ts'
import { type ServiceName, serviceNames } from '../../config/variables.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, readSecretInput, stdinMark } from '../../io/files.ts'
import { splitWords } from '../../text/text.ts'
import type { Invocation } from '../command.ts'

/** The settings of a service on the command line. */
export interface ServiceFlags {
  /** Undefined if discovery tells it, or if the context has only one. */
  readonly service: ServiceName | undefined
  readonly isDemo: boolean
  readonly given: GivenSettings
  readonly discover: string | undefined
  /** The file of the client secret, or `-` for stdin. */
  readonly secretFile: string | undefined
  /** The file of the private key of the publisher, or `-` for stdin. */
  readonly publisherKeyFile: string | undefined
  readonly secretStore: StoreName | undefined
  /** True to request a token with a new secret before it is stored. */
  readonly checks: boolean
}

export interface GivenSettings {
  readonly preset?: string
  readonly url?: string
  readonly tokenUrl?: string
  readonly audience?: string
  readonly scope?: string
  readonly clientId?: string
  readonly tenantId?: string
  readonly changeUrl?: string
  readonly publisher?: string
}

const storeNames: readonly StoreName[] = ['keyring', 'file']

/** Adds the options for the settings of a service. */
export function addServiceFlags(command: Command): void {
  command
    .addOption(
      command
        .createOption('--preset <name>', 'Start from the settings of an environment')
        .choices(presetNames),
    )
    .addOption(
      command
        .createOption('--service <service>', 'Choose the service (default: that of the preset)')
        .choices(serviceNames),
    )
    .option('--discover <url>', 'Find settings at /.well-known/mozilla-iam or by OpenID discovery')
    .option('--url <url>', 'Set the URL of the service')
    .option('--token-url <url>', 'Set the URL of the token endpoint')
    .option('--audience <audience>', 'Set the audience of tokens')
    .option('--scope <scopes>', 'Set the scopes to request, separated by spaces')
    .option('--client-id <id>', 'Set the client id')
    .option('--tenant-id <uuid>', 'Set the tenant of DABP, if DABP needs it')
    .addOption(
      withOffer(
        command.createOption(
          '--client-secret-file <file>',
          'Read the client secret from the first line of a file; - for stdin',
        ),
        'files',
      ),
    )
    .option('--client-secret-stdin', 'Read the client secret from stdin')
    .option(
      '--change-url <url>',
      'Set the URL of the Change API of CIS (default: beside that of the service)',
    )
    .addOption(
      withOffer(
        command.createOption('--publisher <name>', 'Set the publisher that signs changes in CIS'),
        publisherValues,
      ),
    )
    .addOption(
      withOffer(
        command.createOption(
          '--publisher-key-file <file>',
          'Read the private key of the publisher from a file; - for stdin',
        ),
        'files',
      ),
    )
    .addOption(
      command
        .createOption(
          '--secret-store <store>',
          'Choose the store of the secrets (default: keyring, if it works)',
        )
        .choices(storeNames),
    )
    .option('--no-check', 'Store a new client secret without trying it')
    .addOption(command.createOption('--client-secret [secret]').hideHelp().argParser(rejectSecret))
}

/** Parses the options for the settings of a service. */
export function parseServiceFlags(values: OptionValues): ServiceFlags {
  if (values['clientSecret'] !== undefined) rejectSecret()
  const texts = [
    'audience',
    'scope',
    'clientId',
    'tenantId',
    'clientSecretFile',
    'publisher',
    'publisherKeyFile',
  ]
  for (const option of texts) {
    if (values[option] !== undefined) checkNotEmpty(toFlag(option), values[option])
  }
  for (const option of ['url', 'tokenUrl', 'discover', 'changeUrl'] as const) {
    if (values[option] !== undefined) checkUrl(toFlag(option), values[option])
  }
  const preset: string | undefined = values['preset']
  const service = chooseService(values['service'], preset)
  if (values['tenantId'] !== undefined && service !== undefined && service !== 'dabp') {
    throw new UsageError(`--tenant-id applies to dabp, not to ${service}.`)
  }
  for (const option of ['changeUrl', 'publisher', 'publisherKeyFile'] as const) {
    if (values[option] !== undefined && service !== undefined && service !== 'cis') {
      throw new UsageError(`${toFlag(option)} applies to cis, not to ${service}.`)
    }
  }
  const given: GivenSettings = {
    ...(preset !== undefined && preset !== 'demo' && { preset }),
    ...pick(values, 'url', 'tokenUrl', 'audience', 'changeUrl'),
    ...(values['publisher'] !== undefined && { publisher: values['publisher'].trim() }),
    ...(values['clientId'] !== undefined && { clientId: values['clientId'].trim() }),
    ...(values['tenantId'] !== undefined && { tenantId: parseTenantId(values['tenantId']) }),
    ...(values['scope'] !== undefined && { scope: splitWords([values['scope']]).join(' ') }),
  }
  return {
    service,
    isDemo: preset === 'demo',
    given,
    discover: values['discover'],
    secretFile: parseSecretFile(values),
    publisherKeyFile: parseKeyFile(values),
    secretStore: values['secretStore'],
    checks: values['check'] ?? true,
  }
}

function parseTenantId(text: string): string {
  const id = text.trim()
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return id
  throw new UsageError(`--tenant-id is ${JSON.stringify(text)}, which is not a UUID.`)
}

/** Returns true if the command line has any setting. */
export function hasSettings({ given, discover, secretFile, publisherKeyFile }: ServiceFlags): boolean {
  return (
    Object.keys(given).length > 0 ||
    [discover, secretFile, publisherKeyFile].some((value) => value !== undefined)
  )
}

function chooseService(
  service: ServiceName | undefined,
  preset: string | undefined,
): ServiceName | undefined {
  if (preset === undefined || preset === 'demo') return service
  const presetService = findPreset(preset)?.cern === undefined ? 'cis' : 'cern'
  if (service === undefined || service === presetService) return presetService
  throw new UsageError(
    `--preset ${preset} applies to ${presetService}, not to ${service}.`,
    'Leave out --service or --preset.',
  )
}

function parseSecretFile(values: OptionValues): string | undefined {
  const { clientSecretFile: file, clientSecretStdin: fromStdin } = values
  if (!fromStdin) return file
  if (file === undefined || file === stdinMark) return stdinMark
  throw new UsageError('--client-secret-file and --client-secret-stdin cannot be used together.')
}

function parseKeyFile(values: OptionValues): string | undefined {
  const file: string | undefined = values['publisherKeyFile']
  if (file !== stdinMark || parseSecretFile(values) !== stdinMark) return file
  throw new UsageError(
    'The client secret and the key of the publisher are both read from stdin.',
    'Give one of them in a file: stdin can be read only once.',
  )
}

/** Never repeats the secret. */
function rejectSecret(): never {
  throw new UsageError(
    'No flag takes a secret: other users can see the command line, and shells store it.',
    'Leave out --client-secret to be prompted for it, or use --client-secret-file FILE or --client-secret-stdin.',
  )
}

function pick<Name extends string>(values: OptionValues, ...names: Name[]): { [K in Name]?: string } {
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  ) as { [K in Name]?: string }
}

/** Returns an option as it is typed. */
function toFlag(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/**
 * Reads the client secret from a file or from stdin, or prompts for it if there is a client that needs one and somebody to
 * ask. Returns undefined without a secret.
 *
 * @param needsSecret true for a client that is new, or whose secret has been dropped
 */
export async function readClientSecret(
  service: ServiceName,
  { clientId, clientSecret }: Pick<StoredService, 'clientId' | 'clientSecret'>,
  { secretFile }: Pick<ServiceFlags, 'secretFile'>,
  needsSecret: boolean,
  invocation: Invocation,
): Promise<string | undefined> {
  const { signal, ask, connection } = invocation
  let secret: string
  if (secretFile !== undefined) {
    if (clientId === undefined) {
      throw new UsageError('There is a client secret, but no client id.', 'Add --client-id.')
    }
    const question = `Client secret of ${clientId} for ${service}: `
    secret = parseSecret(await readSecretInput(secretFile, question, invocation, signal))
    if (secret === '') {
      throw new UsageError(
        `The first line of ${nameInput(secretFile)} is empty.`,
        'Put the client secret there.',
      )
    }
    const exposed = secretFile === stdinMark ? undefined : describeExposedSecretFile(secretFile)
    if (exposed !== undefined) await connection.notify(exposed)
  } else {
    if (clientId === undefined || !needsSecret || ask === undefined) return undefined
    const none = clientSecret === undefined ? 'for none' : 'to keep the stored one'
    secret = (await ask(`Client secret of ${clientId} for ${service} (Enter ${none}): `, signal)).trim()
  }
  if (secret === '') return undefined
  connection.redactor.addClientSecret(clientId, secret)
  return secret
}
