import { readFile } from 'node:fs/promises'
import { isTokenString } from '@personctl/shared/guards'
import { systemErrorCode, UsageError } from '../errors/errors.ts'
import type { SecretReference } from './contextSchema.ts'
import type { Context } from './contexts.ts'
import {
  applyPreset,
  describeSetting,
  findTokenOrigin,
  resolveServiceSettings,
  type ServiceSettings,
  settingVariables,
} from './settings.ts'
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
  readonly setting: 'clientSecret' | 'publisherKey'
  readonly reference: SecretReference
  readonly context: string
  readonly service: ServiceName
}

/** The source of a secret. */
export type SecretSource =
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'context'; readonly name: string; readonly reference: SecretReference }

/** A service, and everything that decides about its credentials. */
export interface CredentialsScope {
  readonly service: ServiceName
  readonly context: Context
  /** The settings, without those of the preset. */
  readonly settings: ServiceSettings
  readonly variables: ServiceVariables
}

/** Returns the name of the variable with the token; undefined if it is not set, or if it has lower precedence. */
export function findToken(scope: CredentialsScope): string | undefined {
  const { variables } = scope
  if (variables.read('TOKEN') === undefined) return undefined
  return hasOwnSecret(scope) || areForElsewhere(scope, ['url', 'changeUrl'])
    ? undefined
    : variables.name('TOKEN')
}

/**
 * Finds the client secret of a service: in an environment variable, or else stored with the client of the context. A
 * context that the command line names comes first.
 *
 * @throws {UsageError} if both variables for it are set
 */
export function findSecret(scope: CredentialsScope): SecretSource | undefined {
  const { service, context, settings, variables } = scope
  const stored = context[service]
  // A secret is never sent for another client.
  const isUsable = stored?.clientSecret !== undefined && stored.clientId === settings.clientId?.value
  const own: SecretSource | undefined =
    isUsable && stored.clientSecret
      ? { from: 'context', name: context.name, reference: stored.clientSecret }
      : undefined
  if (hasOwnSecret(scope) || areForElsewhere(scope, ['url', 'tokenUrl']) || isForAnotherClient(scope))
    return own
  return findSecretVariable('CLIENT_SECRET', variables) ?? own
}

/** @throws {UsageError} if both variables for a secret are set, the one that has it and the one that names its file */
export function findSecretVariable(setting: string, variables: ServiceVariables): SecretSource | undefined {
  const names = [setting, `${setting}_FILE`].filter((name) => variables.read(name) !== undefined)
  const [name, other] = names.map((one) => variables.name(one))
  if (other !== undefined) throw new UsageError(`${name} and ${other} are both set.`, 'Unset one of them.')
  return name === undefined ? undefined : { from: 'environment', name }
}

/** Returns true if the command line names a context that has a secret. */
function hasOwnSecret({ service, context }: CredentialsScope): boolean {
  return context.isNamed === true && context[service]?.clientSecret !== undefined
}

/** Returns true if the secret of the environment has its own client there, which the context overrides. */
function isForAnotherClient({ settings, variables }: CredentialsScope): boolean {
  const given = variables.read(settingVariables.clientId)
  return given !== undefined && given !== settings.clientId?.value
}

/**
 * Returns true if the credentials of the environment are for other URLs, which are in the environment, too, and which
 * the context that the command line names overrides.
 */
function areForElsewhere(
  { settings, variables }: CredentialsScope,
  names: readonly ('url' | 'tokenUrl' | 'changeUrl')[],
): boolean {
  return names.some((name) => {
    const given = variables.read(settingVariables[name])
    const used = settings[name]?.value
    return given !== undefined && given !== used && findOrigin(given) !== findOrigin(used)
  })
}

function findOrigin(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined
}

/** Returns the names of the variables of a service that are set, and that the context of the command line overrides. */
export function listIgnoredVariables(scope: CredentialsScope): string[] {
  const { context, settings, variables } = scope
  if (!context.isNamed) return []
  const names = Object.keys(settingVariables) as (keyof ServiceSettings)[]
  const ignored = names
    .filter((name) => settings[name]?.origin.from !== 'environment')
    .filter((name) => variables.read(settingVariables[name]) !== settings[name]?.value)
    .map((name) => settingVariables[name])
  if (findToken(scope) === undefined) {
    ignored.push('TOKEN')
    if (findSecret(scope)?.from !== 'environment') ignored.push('CLIENT_SECRET', 'CLIENT_SECRET_FILE')
  }
  if (context.cis?.publisherKey !== undefined) ignored.push('PUBLISHER_KEY', 'PUBLISHER_KEY_FILE')
  return ignored.filter((name) => variables.read(name) !== undefined).map((name) => variables.name(name))
}

/**
 * Returns the credentials for a service. A token has precedence over a client.
 *
 * @throws {CredentialsError} if credentials are missing or invalid, or if a stored secret is for another origin
 */
export async function resolveCredentials(scope: CredentialsScope): Promise<Credentials> {
  const { variables, settings } = scope
  const token = findToken(scope)
  if (token !== undefined) return { kind: 'token', token: checkToken(token, variables.read('TOKEN') ?? '') }

  const clientSecret = await resolveSecret(scope)
  const { clientId } = settings
  if (clientId === undefined || clientSecret === undefined) {
    throw createMissingError(scope, clientSecret !== undefined)
  }
  return { kind: 'client', clientId: clientId.value, clientSecret }
}

/**
 * Returns the client secret of a service. A stored secret is not read yet.
 *
 * @throws {CredentialsError} if it cannot be read, or if it is for another origin
 */
export async function resolveSecret(scope: CredentialsScope): Promise<string | StoredSecret | undefined> {
  const source = findSecret(scope)
  if (source === undefined) return undefined
  if (source.from === 'environment') return readSecretVariable(scope.variables)
  await checkTarget(scope, source.reference)
  const { reference, name: context } = source
  return { setting: 'clientSecret', reference, context, service: scope.service }
}

/**
 * Checks that a stored secret goes to the origin that it was stored for, and its tokens to the service of its context.
 *
 * @throws {CredentialsError} if a variable leads to another origin
 */
async function checkTarget(scope: CredentialsScope, { tokenOrigin }: SecretReference): Promise<void> {
  const { service, context } = scope
  const own = await applyPreset(resolveServiceSettings(service, context, {}), service, context)
  const used = await applyPreset(scope.settings, service, context)
  const findOrigins = ({ url, changeUrl }: ServiceSettings) => ({
    url: findOrigin(url?.value),
    changeUrl: findOrigin(changeUrl?.value),
  })
  const expected = { tokenUrl: tokenOrigin ?? findTokenOrigin(own), ...findOrigins(own) }
  const found = { tokenUrl: findTokenOrigin(used), ...findOrigins(used) }
  for (const name of ['tokenUrl', 'url', 'changeUrl'] as const) {
    if (found[name] === undefined || found[name] === expected[name]) continue
    const setting = used[name] ?? used.url
    if (setting === undefined) continue
    const what = name === 'tokenUrl' ? 'The client secret' : 'The tokens of the client'
    throw new CredentialsError(
      `${what} in context ${context.name} may be sent to ${expected[name] ?? 'no URL'} only; ` +
        `${describeSetting(service, name, setting)} is ${JSON.stringify(setting.value)}.`,
      setting.origin.from === 'environment'
        ? `Unset ${setting.origin.name}, or set ${scope.variables.name('CLIENT_ID')} and ${scope.variables.name('CLIENT_SECRET')} as well.`
        : `To store a secret for it: personctl context set ${context.name} --service ${service} --client-secret-file FILE`,
    )
  }
}

function createMissingError(scope: CredentialsScope, hasSecret: boolean): CredentialsError {
  const { service, context, settings, variables } = scope
  const { clientId } = settings
  const name = (setting: string) => variables.name(setting)
  if (areForElsewhere(scope, ['url', 'tokenUrl'])) {
    return new CredentialsError(
      `The context ${context.name} has no credentials for ${service}, and those of the environment are for another URL.`,
      `Store credentials with personctl context set ${context.name} --service ${service} --client-id ID, or unset ${name('URL')} and ${name('TOKEN_URL')}.`,
    )
  }
  const storeHint = context.isStored
    ? ` To store it: personctl context set ${context.name} --service ${service} --client-secret-file FILE`
    : ''
  if (clientId === undefined && !hasSecret) {
    return new CredentialsError(
      `No credentials are set for ${service}, neither in the environment nor in the context ${context.name}.`,
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

/** Returns the first line of a file or of stdin, without a byte order mark and white space around it. */
export function parseSecret(text: string): string {
  const [firstLine = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  return firstLine.trim()
}

function checkToken(variable: string, text: string): string {
  const token = text.trim()
  if (isTokenString(token)) return token
  throw new CredentialsError(
    `${variable} contains characters that are not allowed in a token.`,
    'Set it to the token alone, without "Bearer", spaces or line breaks.',
  )
}
