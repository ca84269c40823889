import type { Publisher } from '@personctl/generated/cis'
import type { CisPublisherClient, PublisherKey, PublisherKeyInput } from '@personctl/sdk/cis-publisher'
import { isObject } from '@personctl/shared/guards'
import { isLoopback } from '@personctl/shared/loopback'
import { describeExposedSecretFile, readSettings } from '../config/concerns.ts'
import {
  CredentialsError,
  type CredentialsScope,
  findSecretVariable,
  type SecretSource,
} from '../config/credentials.ts'
import { describeSetting, settingVariables } from '../config/settings.ts'
import { hasErrorCode, UsageError } from '../errors/errors.ts'
import { nameInput, readSecretInput, stdinMark } from '../io/files.ts'
import type { Ask, IO } from '../io/io.ts'
import { type ConnectionOptions, createCommonOptions } from './connection.ts'

/** A private key that signs, and its text. */
export interface ReadKey {
  readonly key: PublisherKey
  readonly text: string
  /** The source of the key, for messages: `key.pem`. */
  readonly source: string
}

/** The part of an invocation that reading a key needs. */
interface KeyReader {
  readonly io: Pick<IO, 'stdin' | 'isStdinTerminal'>
  readonly ask: Ask | undefined
  readonly signal: AbortSignal
  readonly connection: ConnectionOptions
}

/**
 * Finds the private key of a publisher: in an environment variable, or else stored with the publisher of the context. A
 * context that the command line names comes first. A key signs for its own publisher only.
 *
 * @param publisher the one that the command line names, or else that of the settings
 * @throws {UsageError} if both variables for it are set
 */
export function findPublisherKey(
  { service, context, settings, variables }: CredentialsScope,
  publisher: string | undefined = settings.publisher?.value,
): SecretSource | undefined {
  const { publisher: owner, publisherKey: reference } = context[service] ?? {}
  const own: SecretSource | undefined =
    reference === undefined || owner !== publisher
      ? undefined
      : { from: 'context', name: context.name, reference }
  if (service !== 'cis' || (context.isNamed && own !== undefined)) return own
  const given = variables.read(settingVariables.publisher)
  const isForAnother = given !== undefined && given !== publisher
  return (isForAnother ? undefined : findSecretVariable('PUBLISHER_KEY', variables)) ?? own
}

/**
 * Reads the private key of a publisher: from the file that the command line names, or else from an environment variable,
 * or else from the store of the context. A context that the command line names has precedence over variables.
 *
 * @throws {CredentialsError} if there is no key
 * @throws {UsageError} if it cannot be read, or cannot sign
 */
export async function readPublisherKey(
  publisher: string,
  keyFile: string | undefined,
  reader: KeyReader,
): Promise<ReadKey> {
  if (keyFile !== undefined) return importKeyFile(keyFile, publisher, reader)
  const { connection } = reader
  if ((await connection.context()).demo) {
    const { readDemoKey } = await import('./demoKeys.ts')
    return importKey(await readDemoKey(publisher), 'the embedded directory', connection)
  }
  const scope = await readSettings('cis', connection)
  const { variables, context } = scope
  const found = findPublisherKey(scope, publisher)
  if (found === undefined) {
    const store = context.isStored
      ? `personctl context set ${context.name} --service cis --publisher ${publisher} --publisher-key-file FILE`
      : 'personctl context add --help'
    throw new CredentialsError(
      `There is no key of the publisher ${publisher}, neither in the environment nor in the context ${context.name}.`,
      `Give --key-file FILE, or set ${variables.name('PUBLISHER_KEY')} or ${variables.name('PUBLISHER_KEY_FILE')}. To store the key: ${store}.`,
    )
  }
  if (found.from === 'context') {
    const { readStoredSecret, openSecretStore } = await import('./storedSecret.ts')
    const { reference, name } = found
    const stored = { setting: 'publisherKey', reference, context: name, service: 'cis' } as const
    const source = openSecretStore(connection).describeLocation(reference)
    return importKey(await readStoredSecret(stored, connection), source, connection)
  }
  const path = variables.read('PUBLISHER_KEY_FILE')
  if (path !== undefined) return importKeyFile(path, publisher, reader, `${path}, which ${found.name} names,`)
  return importKey(variables.read('PUBLISHER_KEY') ?? '', found.name, connection)
}

/**
 * Reads a private key from a file, or from stdin for `-`.
 *
 * @param source names the file in messages
 * @throws {UsageError} if it cannot be read, or cannot sign
 */
export async function importKeyFile(
  path: string,
  publisher: string,
  { io, ask, signal, connection }: KeyReader,
  source: string = nameInput(path),
): Promise<ReadKey> {
  const text = await readSecretInput(path, `Private key of ${publisher}: `, { io, ask }, signal)
  const exposed = path === stdinMark ? undefined : describeExposedSecretFile(path, 'key of the publisher')
  if (exposed !== undefined) await connection.notify(exposed)
  return importKey(text, source, connection)
}

async function importKey(text: string, source: string, { redactor }: ConnectionOptions): Promise<ReadKey> {
  // A variable may have `\\n` in two characters for the line ends of PEM.
  const key = text.includes('-----BEGIN ') ? text.replaceAll(/(?:\\r)?\\n/g, '\n').trim() : text.trim()
  for (const part of listSecretParts(key)) redactor.addSecret(part)
  const { importPublisherKey } = await import('@personctl/sdk/cis-publisher')
  try {
    return { key: await importPublisherKey(key), text: key, source }
  } catch (error) {
    if (!hasErrorCode(error, 'invalid_request')) throw error
    const { message, hint = keyHint } = error as Error & { hint?: string }
    throw new UsageError(message.replace(/^The key /, `The key in ${source} `), hint)
  }
}

const keyHint =
  'A publisher signs with an RSA private key of at least 2048 bits, as JWK, or as PEM that begins with BEGIN PRIVATE KEY or BEGIN RSA PRIVATE KEY.'

/** Returns the parts of a key that no output may show: the whole, its lines, and the private members of a JWK. */
function listSecretParts(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----'))
  return [text, ...lines, ...listPrivateMembers(text)].filter((part) => part !== '')
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']

function listPrivateMembers(text: string): string[] {
  if (!text.startsWith('{')) return []
  try {
    const jwk: unknown = JSON.parse(text)
    if (!isObject(jwk)) return []
    return privateMembers.flatMap((name) => (typeof jwk[name] === 'string' ? [jwk[name]] : []))
  } catch {
    return []
  }
}

/** Creates a client that changes people of CIS, or of the embedded directory. */
export async function connectPublisher(
  publisher: Publisher,
  key: PublisherKeyInput,
  connection: ConnectionOptions,
): Promise<CisPublisherClient> {
  const { createCisPublisherClient } = await import('@personctl/sdk/cis-publisher')
  const common = { ...createCommonOptions(connection, {}), publisher, key }
  const { demo, cis } = await connection.context()
  if (demo) {
    const { createDemoOptions } = await import('./demo.ts')
    return createCisPublisherClient({ ...common, ...createDemoOptions('/oauth/token', true) })
  }
  const { createClientOptions } = await import('./clientOptions.ts')
  const options = await createClientOptions('cis', connection, { wantsBytes: true })
  const environment = cis?.environment ?? 'production'
  return createCisPublisherClient({
    ...common,
    ...options,
    ...(await chooseUrls(environment, options.baseUrl, connection)),
    environment,
  })
}

/** Returns the URLs of both APIs, as far as they are not those of the environment. */
async function chooseUrls(
  environment: 'production' | 'testing' | 'development',
  personUrl: string | undefined,
  connection: ConnectionOptions,
): Promise<{ baseUrl?: string; personBaseUrl?: string }> {
  const { changeUrl } = (await readSettings('cis', connection)).settings
  if (changeUrl === undefined) return {}
  if (personUrl === undefined && isLoopback(new URL(changeUrl.value).hostname)) {
    throw new UsageError(
      `${describeSetting('cis', 'changeUrl', changeUrl)} is ${changeUrl.value}, but people would be read from the environment ${environment}.`,
      'Set the URL of CIS as well.',
    )
  }
  const { cisEnvironments } = await import('@personctl/sdk/cis')
  return { baseUrl: changeUrl.value, personBaseUrl: personUrl ?? cisEnvironments[environment].baseUrl }
}
