import { readFile } from 'node:fs/promises'
import { isTokenString } from '@personctl/shared/guards'
import { UsageError } from '../errors/errors.ts'
import type { SecretReference } from './contextSchema.ts'
import type { Context } from './contexts.ts'
import { secretIn } from './secrets.ts'
import type { Setting } from './settings.ts'
import { errorCode } from './store.ts'
import type { ServiceName, ServiceVariables } from './variables.ts'

/** There is nothing to authenticate with. */
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

/** What a service is convinced with. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string | KeptSecret }

/** A secret that is kept, and not read yet: a keyring takes its time, and where there is a token it is not needed. */
export interface KeptSecret {
  readonly reference: SecretReference
  readonly context: string
  readonly service: ServiceName
}

/** Where a secret is. */
type SecretPlace =
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'context'; readonly name: string; readonly reference: SecretReference }

/** Where the client secret of a service is: in the environment, or else kept with the client of the context. */
export function findSecret(
  variables: ServiceVariables,
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
): SecretPlace | undefined {
  const inVariable = variables.read('CLIENT_SECRET')
  const path = variables.read('CLIENT_SECRET_FILE')
  const name = variables.name('CLIENT_SECRET')
  const fileName = variables.name('CLIENT_SECRET_FILE')
  if (inVariable !== undefined && path !== undefined) {
    throw new UsageError(
      `${name} and ${fileName} are both set.`,
      'Unset one of them: it would not be clear which secret is meant.',
    )
  }
  if (inVariable !== undefined) return { from: 'environment', name }
  if (path !== undefined) return { from: 'environment', name: fileName }
  const kept = context[service]
  // The secret of one client is nobody else's business.
  if (kept?.clientSecret === undefined || kept.clientId !== clientId?.value) return undefined
  return { from: 'context', name: context.name, reference: kept.clientSecret }
}

/** The credentials for a service: a token wins over a client, and the environment over the context. */
export async function resolveCredentials(
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
  variables: ServiceVariables,
): Promise<Credentials> {
  const token = variables.read('TOKEN')
  if (token !== undefined)
    return { kind: 'token', token: checkedToken(variables.name('TOKEN'), token.trim()) }

  const clientSecret = await resolveSecret(service, context, clientId, variables)
  if (clientId === undefined || clientSecret === undefined) {
    throw missing(service, context, clientId, clientSecret !== undefined, variables)
  }
  return { kind: 'client', clientId: clientId.value, clientSecret }
}

/** The client secret of a service, as far as it is read at once; undefined where there is none. */
export async function resolveSecret(
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
  variables: ServiceVariables,
): Promise<string | KeptSecret | undefined> {
  const place = findSecret(variables, service, context, clientId)
  if (place === undefined) return undefined
  if (place.from === 'environment') return secretOfEnvironment(variables)
  return { reference: place.reference, context: place.name, service: service }
}

function missing(
  service: ServiceName,
  context: Context,
  clientId: Setting | undefined,
  hasSecret: boolean,
  variables: ServiceVariables,
): CredentialsError {
  const name = (setting: string) => variables.name(setting)
  const isPreset = context[service]?.preset === context.name || context[service] === undefined
  const keep = isPreset
    ? ''
    : ` To keep it: personctl context set ${context.name} --service ${service} --client-secret-file FILE`
  if (clientId === undefined && !hasSecret) {
    return new CredentialsError(
      'There are no credentials to ask the service with.',
      `Set ${name('CLIENT_ID')} and ${name('CLIENT_SECRET')} (or ${name('CLIENT_SECRET_FILE')}), or ${name('TOKEN')}. ` +
        'To keep them: personctl context add --help. To try personctl without any, add --demo.',
    )
  }
  if (clientId === undefined) {
    return new CredentialsError(
      'There is a client secret, but no client id.',
      `Set ${name('CLIENT_ID')} too.`,
    )
  }
  return new CredentialsError(
    `There is a client id, ${JSON.stringify(clientId.value)}, but no secret for it.`,
    `Set ${name('CLIENT_SECRET')}, or ${name('CLIENT_SECRET_FILE')} to the path of a file that holds it.${keep}`,
  )
}

async function secretOfEnvironment(variables: ServiceVariables): Promise<string> {
  const path = variables.read('CLIENT_SECRET_FILE')
  if (path === undefined) return variables.read('CLIENT_SECRET') ?? ''
  const variable = variables.name('CLIENT_SECRET_FILE')
  const secret = secretIn(await readSecretFile(variable, path))
  if (secret !== '') return secret
  throw new CredentialsError(
    `${variable} names ${path}, whose first line is empty.`,
    'Put the client secret there.',
  )
}

async function readSecretFile(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new CredentialsError(
      `${variable} names ${path}, which cannot be read: ${errorCode(error)}.`,
      'Check that the file is there and that you may read it.',
    )
  }
}

function checkedToken(variable: string, token: string): string {
  if (isTokenString(token)) return token
  throw new CredentialsError(
    `${variable} has characters in it that no token has.`,
    'Give the token alone, without "Bearer", spaces and line ends.',
  )
}
