import { readFile } from 'node:fs/promises'
import { isTokenString } from '@personctl/shared/guards'
import { systemErrorCode, UsageError } from '../errors/errors.ts'
import type { SecretReference } from './contextSchema.ts'
import type { Context } from './contexts.ts'
import { parseSecret } from './secretStore.ts'
import type { Setting } from './settings.ts'
import type { ServiceName, ServiceVariables } from './variables.ts'

/** Thrown when no credentials are set, or when they cannot be read. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
  readonly code = 'no_credentials'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** Credentials for a service. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string | StoredSecret }

/** A stored secret that has not been read: a keyring is slow, and a cached token makes the secret unnecessary. */
export interface StoredSecret {
  readonly reference: SecretReference
  readonly context: string
  readonly service: ServiceName
}

/** The source of a secret. */
type SecretSource =
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'context'; readonly name: string; readonly reference: SecretReference }

/**
 * Finds the client secret of a service: in an environment variable, or else stored with the client of the context.
 *
 * @throws {UsageError} if both variables for it are set
 */
export function findSecret(
  variables: ServiceVariables,
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
): SecretSource | undefined {
  const inVariable = variables.read('CLIENT_SECRET')
  const path = variables.read('CLIENT_SECRET_FILE')
  const name = variables.name('CLIENT_SECRET')
  const fileName = variables.name('CLIENT_SECRET_FILE')
  if (inVariable !== undefined && path !== undefined) {
    throw new UsageError(`${name} and ${fileName} are both set.`, 'Unset one of them.')
  }
  if (inVariable !== undefined) return { from: 'environment', name }
  if (path !== undefined) return { from: 'environment', name: fileName }
  const stored = context[service]
  // A secret is never sent for another client.
  if (stored?.clientSecret === undefined || stored.clientId !== clientId?.value) return undefined
  return { from: 'context', name: context.name, reference: stored.clientSecret }
}

/**
 * Returns the credentials for a service. A token has precedence over a client, and an environment variable over the
 * context.
 *
 * @throws {CredentialsError} if credentials are missing or invalid
 */
export async function resolveCredentials(
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
  variables: ServiceVariables,
): Promise<Credentials> {
  const token = variables.read('TOKEN')
  if (token !== undefined) return { kind: 'token', token: checkToken(variables.name('TOKEN'), token.trim()) }

  const clientSecret = await resolveSecret(service, context, clientId, variables)
  if (clientId === undefined || clientSecret === undefined) {
    throw createMissingError(service, context, clientId, clientSecret !== undefined, variables)
  }
  return { kind: 'client', clientId: clientId.value, clientSecret }
}

/** Returns the client secret of a service. A stored secret is not read yet. */
export async function resolveSecret(
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
  variables: ServiceVariables,
): Promise<string | StoredSecret | undefined> {
  const source = findSecret(variables, service, context, clientId)
  if (source === undefined) return undefined
  if (source.from === 'environment') return readSecretVariable(variables)
  return { reference: source.reference, context: source.name, service: service }
}

function createMissingError(
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
  hasSecret: boolean,
  variables: ServiceVariables,
): CredentialsError {
  const name = (setting: string) => variables.name(setting)
  const isPreset = context[service]?.preset === context.name || context[service] === undefined
  const storeHint = isPreset
    ? ''
    : ` To store it: personctl context set ${context.name} --service ${service} --client-secret-file FILE`
  if (clientId === undefined && !hasSecret) {
    return new CredentialsError(
      'No credentials are set for the service.',
      `Set ${name('CLIENT_ID')} and ${name('CLIENT_SECRET')} (or ${name('CLIENT_SECRET_FILE')}), or ${name('TOKEN')}. ` +
        'To store them: personctl context add --help. To try personctl without credentials, add --demo.',
    )
  }
  if (clientId === undefined) {
    return new CredentialsError('A client secret is set, but no client id.', `Set ${name('CLIENT_ID')} too.`)
  }
  return new CredentialsError(
    `The client id is ${JSON.stringify(clientId.value)}, but no secret is set for it.`,
    `Set ${name('CLIENT_SECRET')}, or ${name('CLIENT_SECRET_FILE')} to the path of a file that holds it.${storeHint}`,
  )
}

async function readSecretVariable(variables: ServiceVariables): Promise<string> {
  const path = variables.read('CLIENT_SECRET_FILE')
  if (path === undefined) return variables.read('CLIENT_SECRET') ?? ''
  const variable = variables.name('CLIENT_SECRET_FILE')
  const secret = parseSecret(await readSecretFile(variable, path))
  if (secret !== '') return secret
  throw new CredentialsError(
    `${variable} names ${path}, whose first line is empty.`,
    'Write the client secret into the first line of the file.',
  )
}

async function readSecretFile(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new CredentialsError(
      `${variable} names ${path}, which cannot be read: ${systemErrorCode(error)}.`,
      'Check that the file exists and that you may read it.',
    )
  }
}

function checkToken(variable: string, token: string): string {
  if (isTokenString(token)) return token
  throw new CredentialsError(
    `${variable} contains characters that are not allowed in a token.`,
    'Set it to the token alone, without "Bearer", spaces or line breaks.',
  )
}
