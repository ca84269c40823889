import { cernEnvironments } from '@personctl/sdk/cern'
import { cisEnvironments } from '@personctl/sdk/cis'
import { UsageError } from '../errors/errors.ts'
import type { Context } from './contexts.ts'
import { defaultPresets } from './presets.ts'
import { type Environment, type ServiceName, ServiceVariables } from './variables.ts'

/**
 * Checks that a setting is an http or https URL, without credentials, query or fragment.
 *
 * @throws {UsageError} if it is not; the error never contains credentials
 */
export function checkUrl(name: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    // The part before an @ may contain a password.
    const shown = value.includes('@') ? 'set' : JSON.stringify(value)
    throw new UsageError(`${name} is ${shown}, but not an http or https URL.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      `${name} contains a user name or a password.`,
      'Give the URL without them; credentials have their own settings.',
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `${name} contains a query or a fragment.`,
      `Give ${url.origin}${url.pathname} alone.`,
    )
  }
}

/** The source of a value: the variable, the context or the preset of this name. */
export interface Origin {
  readonly from: 'environment' | 'context' | 'preset'
  readonly name: string
}

/** A value and its source. */
export interface Setting {
  readonly value: string
  readonly origin: Origin
}

/** The URLs of a service, its client, and the tokens to request. Undefined settings are those of the preset. */
export interface ServiceSettings {
  readonly url: Setting | undefined
  readonly tokenUrl: Setting | undefined
  readonly audience: Setting | undefined
  readonly scope: Setting | undefined
  readonly clientId: Setting | undefined
  /** DABP only. */
  readonly tenantId: Setting | undefined
  /** CIS only: the URL of the Change API. Undefined if it is that of the preset, or `url`. */
  readonly changeUrl: Setting | undefined
  /** CIS only: the publisher that signs changes. */
  readonly publisher: Setting | undefined
}

/** The variable of each setting, without its prefix. */
export const settingVariables: Readonly<Record<keyof ServiceSettings, string>> = {
  url: 'URL',
  tokenUrl: 'TOKEN_URL',
  audience: 'AUDIENCE',
  scope: 'SCOPE',
  clientId: 'CLIENT_ID',
  tenantId: 'TENANT_ID',
  changeUrl: 'CHANGE_URL',
  publisher: 'PUBLISHER',
}

/** The settings that a preset has. */
const presetSettings: readonly (keyof ServiceSettings)[] = ['url', 'tokenUrl', 'audience']

/**
 * Returns the settings of one service, from environment variables or else from the context. A context that the command
 * line names comes first, together with its preset.
 *
 * @throws {UsageError} if one is invalid
 */
export function resolveServiceSettings(
  service: ServiceName,
  context: Context,
  env: Environment,
): ServiceSettings {
  const variables = new ServiceVariables(env, service)
  const stored = context[service]
  const readSetting = (name: keyof ServiceSettings): Setting | undefined => {
    const value = stored?.[name]
    const own: Setting | undefined =
      value === undefined ? undefined : { value, origin: { from: 'context', name: context.name } }
    const isInPreset = stored?.preset !== undefined && presetSettings.includes(name)
    if (context.isNamed && (own !== undefined || isInPreset)) return own
    const variable = settingVariables[name]
    const given = variables.read(variable)
    if (given === undefined) return own
    return { value: given, origin: { from: 'environment', name: variables.name(variable) } }
  }
  const readUrl = (name: 'url' | 'tokenUrl' | 'changeUrl'): Setting | undefined => {
    const given = readSetting(name)
    if (given !== undefined) checkUrl(describeSetting(service, name, given), given.value)
    return given
  }
  return {
    url: readUrl('url'),
    tokenUrl: readUrl('tokenUrl'),
    audience: readSetting('audience'),
    scope: readSetting('scope'),
    clientId: readSetting('clientId'),
    tenantId: service === 'dabp' ? readSetting('tenantId') : undefined,
    changeUrl: service === 'cis' ? readUrl('changeUrl') : undefined,
    publisher: service === 'cis' ? readSetting('publisher') : undefined,
  }
}

/** Returns the name of a setting for messages, with its source. */
export function describeSetting(
  service: ServiceName,
  name: keyof ServiceSettings,
  { origin }: Pick<Setting, 'origin'>,
): string {
  if (origin.from === 'environment') return origin.name
  return `The ${name} of ${service} in ${origin.from} ${origin.name}`
}

/** Adds the settings of the preset to those that are set. */
export async function applyPreset(
  settings: ServiceSettings,
  service: ServiceName,
  context: Context,
): Promise<ServiceSettings> {
  const key = service
  const name = context[key]?.preset ?? defaultPresets[key]
  if (name === undefined) return settings
  const { baseUrl, tokenUrl, audience } =
    key === 'cern'
      ? cernEnvironments[context.cern?.environment ?? 'production']
      : cisEnvironments[context.cis?.environment ?? 'production']
  const preset = (value: string): Setting => ({ value, origin: { from: 'preset', name } })
  return {
    ...settings,
    url: settings.url ?? preset(baseUrl),
    tokenUrl: settings.tokenUrl ?? preset(tokenUrl),
    audience: settings.audience ?? preset(audience),
  }
}

/** Returns the origin that receives the client secret: that of the token endpoint, which a tenant of DABP has itself. */
export function findTokenOrigin({
  url,
  tokenUrl,
}: Pick<ServiceSettings, 'url' | 'tokenUrl'>): string | undefined {
  const { value } = tokenUrl ?? url ?? {}
  return value === undefined ? undefined : new URL(value).origin
}
