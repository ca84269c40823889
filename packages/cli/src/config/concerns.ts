import { type Stats, statSync } from 'node:fs'
import { isLoopback } from '@personctl/shared/loopback'
import { UsageError } from '../errors/errors.ts'
import { type Context, namedOrigin } from './contexts.ts'
import { type CredentialsScope, findSecret, findToken, listIgnoredVariables } from './credentials.ts'
import { contextFilePath, defaultPresets } from './presets.ts'
import { applyPreset, resolveServiceSettings, type ServiceSettings } from './settings.ts'
import { type Environment, findConfigDir, type ServiceName, ServiceVariables } from './variables.ts'

/** A condition of the settings that their user may not expect, but with which commands go on. */
export interface Concern {
  /** A stable name for programs, in snake case. */
  readonly code: string
  readonly message: string
  /** The next step. */
  readonly hint: string
}

/**
 * Returns the settings of a service, and warns, once a command, about what their user may not expect.
 *
 * @throws {UsageError} if a setting is invalid, or if the context that the command line names does not have the service
 */
export async function readSettings(
  service: ServiceName,
  command: {
    context(): Promise<Context>
    readonly env: Environment
    readonly noticed: Set<string>
    notify(concern: Concern): Promise<void>
  },
): Promise<CredentialsScope> {
  const { env, noticed } = command
  const context = await command.context()
  const variables = new ServiceVariables(env, service)
  const scope = { service, context, settings: resolveServiceSettings(service, context, env), variables }
  if (!noticed.has(service)) {
    noticed.add(service)
    for (const concern of await listConcerns(scope, env)) {
      // Some concern all services of a context.
      if (noticed.has(concern.message)) continue
      noticed.add(concern.message)
      await command.notify(concern)
    }
  }
  return scope
}

/**
 * Lists what the user of these settings may not expect.
 *
 * @throws {UsageError} if the context that the command line names does not have the service
 */
export async function listConcerns(scope: CredentialsScope, env: Environment): Promise<Concern[]> {
  const concerns = [
    describeMissingService(scope),
    describeIgnored(scope),
    await describeOverridden(scope),
    describeUnencrypted(scope.settings),
  ]
  const { context, variables } = scope
  if (context.isStored) concerns.push(describeExposedFile(findConfigDir(env).path))
  const file = variables.read('CLIENT_SECRET_FILE')
  if (file !== undefined && findToken(scope) === undefined && findSecret(scope)?.from === 'environment') {
    concerns.push(describeExposedSecretFile(file))
  }
  return concerns.filter((concern) => concern !== undefined)
}

/** Describes that a context does not have the service, so that the URL is that of production. */
function describeMissingService({ service, context, settings }: CredentialsScope): Concern | undefined {
  const preset = defaultPresets[service]
  if (
    !context.isStored ||
    context[service] !== undefined ||
    settings.url !== undefined ||
    preset === undefined
  )
    return undefined
  const hint = `To add it: personctl context add ${context.name} --service ${service} --url URL, or --preset ${preset}.`
  if (context.isNamed) throw new UsageError(`The context ${context.name} does not have ${service}.`, hint)
  return {
    code: 'service_not_in_context',
    message: `The context ${context.name} does not have ${service}; the requests go to ${preset}, in production.`,
    hint,
  }
}

function describeIgnored(scope: CredentialsScope): Concern | undefined {
  const names = listIgnoredVariables(scope)
  if (names.length === 0) return undefined
  const { name } = scope.context
  return {
    code: 'variables_ignored',
    message: `Not used, since --context ${name} takes precedence: ${names.join(', ')}.`,
    hint: 'Without --context, variables take precedence over the context in use.',
  }
}

/** Describes that variables override a preset that the command line names. Unlike a context, it has no credentials. */
async function describeOverridden({
  service,
  context,
  settings,
}: CredentialsScope): Promise<Concern | undefined> {
  if (context.origin !== namedOrigin || context.isStored || context[service] === undefined) return undefined
  const given = (['url', 'tokenUrl', 'audience', 'changeUrl'] as const).filter(
    (name) => settings[name] !== undefined,
  )
  if (given.length === 0) return undefined
  const preset = await applyPreset(
    { ...settings, url: undefined, tokenUrl: undefined, audience: undefined },
    service,
    context,
  )
  const names = given.flatMap((name) =>
    settings[name]?.value === preset[name]?.value ? [] : (settings[name]?.origin.name ?? []),
  )
  if (names.length === 0) return undefined
  return {
    code: 'preset_overridden',
    message: `Used in place of the settings of the preset ${context.name}: ${names.join(', ')}.`,
    hint: `Unset them, or store a context, which takes precedence if --context names it: personctl context add my-${context.name} --preset ${context.name} --client-id ID`,
  }
}

/** Describes that secrets and data would go to another machine in plain text. */
export function describeUnencrypted({
  url,
  tokenUrl,
  changeUrl,
}: Pick<ServiceSettings, 'url' | 'tokenUrl' | 'changeUrl'>): Concern | undefined {
  const exposed = [url, tokenUrl, changeUrl].flatMap((setting) => {
    if (setting === undefined) return []
    const { protocol, hostname, origin } = new URL(setting.value)
    return protocol === 'http:' && !isLoopback(hostname) ? origin : []
  })
  if (exposed.length === 0) return undefined
  return {
    code: 'not_encrypted',
    message: `Requests to ${[...new Set(exposed)].join(' and ')} are not encrypted: others on the way can read the secret, the token and the data.`,
    hint: 'Use https.',
  }
}

function describeExposedFile(folder: string): Concern | undefined {
  const file = contextFilePath(folder)
  for (const path of [folder, file]) {
    const { mode = 0 } = findStatus(path) ?? {}
    // In a folder with the sticky bit, others cannot replace the file.
    if (process.platform === 'win32' || (mode & 0o002) === 0 || (mode & 0o1000) !== 0) continue
    return {
      code: 'configuration_exposed',
      message: `Other users can change ${path}, and with it the URLs that secrets are sent to.`,
      hint: `Check the contexts, and run chmod o-w ${path}.`,
    }
  }
  return undefined
}

/** Describes a file of a secret that others can read. A pipe or a device has no content to keep. */
export function describeExposedSecretFile(path: string, name?: string): Concern | undefined {
  if (process.platform === 'win32') return undefined
  const found = findStatus(path)
  return found?.isFile() && (found.mode & 0o004) !== 0 ? describeExposedSecret(path, name) : undefined
}

function findStatus(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** Describes that others can read a secret. */
export function describeExposedSecret(path: string, name = 'client secret'): Concern {
  return {
    code: 'secret_exposed',
    message: `Other users can read the ${name} in ${path}.`,
    hint: `Run chmod 600 ${path}.`,
  }
}
