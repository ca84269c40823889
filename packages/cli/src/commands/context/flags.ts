import { readFile } from 'node:fs/promises'
import type { Command, OptionValues } from 'commander'
import type { Invocation } from '../../command.ts'
import type { StoredService } from '../../config/contextSchema.ts'
import { presetNamed, presetNames } from '../../config/presets.ts'
import { type StoreName, secretIn } from '../../config/secrets.ts'
import { checkAddress } from '../../config/settings.ts'
import { errorCode } from '../../config/store.ts'
import { type ServiceName, serviceNames } from '../../config/variables.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { readText, words } from '../../text/text.ts'

/** What can be said of a service on a line. */
export interface ServiceFlags {
  /** Undefined where only discovery can tell, or the service has to be the only one there is. */
  readonly service: ServiceName | undefined
  readonly isDemo: boolean
  readonly given: GivenSettings
  readonly discover: string | undefined
  /** The file with the client secret, or `-` for stdin. */
  readonly secretFile: string | undefined
  readonly secretStore: StoreName | undefined
}

export interface GivenSettings {
  readonly preset?: string
  readonly url?: string
  readonly tokenUrl?: string
  readonly audience?: string
  readonly scope?: string
  readonly clientId?: string
  readonly tenantId?: string
}

const storeNames: readonly StoreName[] = ['keyring', 'file']

/** Adds the options that say what one service of a context is. */
export function describeServiceFlags(command: Command): void {
  command
    .addOption(
      command
        .createOption('--preset <name>', 'what to start from: the settings of a stage')
        .choices(presetNames),
    )
    .addOption(
      command
        .createOption('--service <service>', 'which service is meant (default: that of the preset)')
        .choices(serviceNames),
    )
    .option('--discover <url>', 'find settings at /.well-known/mozilla-iam, or by OpenID discovery')
    .option('--url <url>', 'where the service is')
    .option('--token-url <url>', 'its token endpoint')
    .option('--audience <audience>', 'whom its tokens are for')
    .option('--scope <scopes>', 'the scopes to ask for, with spaces between')
    .option('--client-id <id>', 'the client that asks')
    .option('--tenant-id <uuid>', 'the tenant of DABP, where it has to be said')
    .addOption(
      offering(
        command.createOption(
          '--client-secret-file <file>',
          'its secret is in the first line of a file; - for stdin',
        ),
        'files',
      ),
    )
    .option('--client-secret-stdin', 'its secret is on stdin')
    .addOption(
      command
        .createOption(
          '--secret-store <store>',
          'where the secret is kept (default: keyring, if there is one)',
        )
        .choices(storeNames),
    )
    .addOption(command.createOption('--client-secret [secret]').hideHelp().argParser(refuseSecret))
}

/** Throws UsageError for what makes no sense. */
export function parseServiceFlags(values: OptionValues): ServiceFlags {
  if (values['clientSecret'] !== undefined) refuseSecret()
  for (const option of ['audience', 'scope', 'clientId', 'tenantId', 'clientSecretFile'] as const) {
    if (values[option]?.trim() === '') {
      throw new UsageError(`${flagOf(option)} is empty.`, 'Is a variable of your script not set?')
    }
  }
  for (const option of ['url', 'tokenUrl', 'discover'] as const) {
    if (values[option] !== undefined) checkAddress(flagOf(option), values[option])
  }
  const preset: string | undefined = values['preset']
  const service = serviceOf(values['service'], preset)
  if (values['tenantId'] !== undefined && service !== undefined && service !== 'dabp') {
    throw new UsageError(`--tenant-id is about dabp, and not about ${service}.`)
  }
  const given: GivenSettings = {
    ...(preset !== undefined && preset !== 'demo' && { preset }),
    ...pick(values, 'url', 'tokenUrl', 'audience', 'clientId', 'tenantId'),
    ...(values['scope'] !== undefined && { scope: words([values['scope']]).join(' ') }),
  }
  return {
    service,
    isDemo: preset === 'demo',
    given,
    discover: values['discover'],
    secretFile: secretFileOf(values),
    secretStore: values['secretStore'],
  }
}

function serviceOf(service: ServiceName | undefined, preset: string | undefined): ServiceName | undefined {
  if (preset === undefined || preset === 'demo') return service
  const ofPreset = presetNamed(preset)?.cern === undefined ? 'cis' : 'cern'
  if (service === undefined || service === ofPreset) return ofPreset
  throw new UsageError(
    `--preset ${preset} is about ${ofPreset}, and not about ${service}.`,
    `Leave out --service, or the preset.`,
  )
}

function secretFileOf(values: OptionValues): string | undefined {
  const { clientSecretFile: file, clientSecretStdin: fromStdin } = values
  if (!fromStdin) return file
  if (file === undefined || file === '-') return '-'
  throw new UsageError('--client-secret-file and --client-secret-stdin cannot both be meant.')
}

/** Never repeats what was given. */
function refuseSecret(): never {
  throw new UsageError(
    'No flag takes a secret: others can see the command line, and shells write it down.',
    'Leave --client-secret out to be asked for it, or give --client-secret-file FILE or --client-secret-stdin.',
  )
}

function pick<Name extends string>(values: OptionValues, ...names: Name[]): { [K in Name]?: string } {
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  ) as { [K in Name]?: string }
}

/** An option as it is typed. */
function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

const stdinMark = '-'

/**
 * The client secret: from a file or stdin, or else asked for where there is a client and somebody to answer. Undefined
 * where there is none.
 */
export async function readClientSecret(
  service: ServiceName,
  { clientId }: Pick<StoredService, 'clientId'>,
  { secretFile, given }: ServiceFlags,
  { io, signal, ask, connection }: Invocation,
): Promise<string | undefined> {
  let secret: string
  if (secretFile !== undefined) {
    if (clientId === undefined) {
      throw new UsageError('There is a client secret, but no client id.', 'Give --client-id too.')
    }
    secret = secretIn(
      secretFile === stdinMark ? await readText(io.stdin, signal) : await textOf(secretFile, signal),
    )
    if (secret === '') {
      throw new UsageError(
        `The first line of ${secretFile === stdinMark ? 'stdin' : secretFile} is empty.`,
        'Put the client secret there.',
      )
    }
  } else {
    if (given.clientId === undefined || ask === undefined) return undefined
    secret = (
      await ask(`Client secret of ${given.clientId} for ${service} (Enter for none): `, signal)
    ).trim()
  }
  if (secret === '') return undefined
  connection.redactor.hideClient(clientId ?? '', secret)
  return secret
}

async function textOf(path: string, signal: AbortSignal): Promise<string> {
  try {
    return await readFile(path, { encoding: 'utf8', signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new UsageError(
      `${path} cannot be read: ${errorCode(error)}.`,
      'Check that the file is there and that you may read it.',
    )
  }
}
