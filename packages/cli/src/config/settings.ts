import { UsageError } from '../errors/errors.ts'
import type { Context } from './contexts.ts'
import { defaultPresets } from './presets.ts'
import { type Environment, type ServiceName, ServiceVariables } from './variables.ts'

/** Throws UsageError unless a setting is an http or https URL. Never repeats credentials that stand in it. */
export function checkAddress(name: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    // Whatever stands before an @ may be a password.
    const shown = value.includes('@') ? 'set' : JSON.stringify(value)
    throw new UsageError(`${name} is ${shown}, but no http or https URL.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      `${name} has a user name or a password in it.`,
      'Give the URL without them; credentials have settings of their own.',
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `${name} has a query or a fragment in it.`,
      `Give ${url.origin}${url.pathname} alone.`,
    )
  }
}

/** Where a value comes from: the variable, the context or the preset of this name. */
export interface Origin {
  readonly from: 'environment' | 'context' | 'preset'
  readonly name: string
}

export interface Setting {
  readonly value: string
  readonly origin: Origin
}

/** How to reach a service, and what to ask for. What is not set is that of the preset. */
export interface ServiceSettings {
  readonly url: Setting | undefined
  readonly tokenUrl: Setting | undefined
  readonly audience: Setting | undefined
  readonly scope: Setting | undefined
  readonly clientId: Setting | undefined
  /** Of DABP only. */
  readonly tenantId: Setting | undefined
}

/** The variable of each setting, without its prefix. */
const settingVariables: Readonly<Record<keyof ServiceSettings, string>> = {
  url: 'URL',
  tokenUrl: 'TOKEN_URL',
  audience: 'AUDIENCE',
  scope: 'SCOPE',
  clientId: 'CLIENT_ID',
  tenantId: 'TENANT_ID',
}

/** The settings of one service: from the environment, or else the context. All are checked before anything is sent. */
export function resolveServiceSettings(
  service: ServiceName,
  context: Context,
  env: Environment,
): ServiceSettings {
  const variables = new ServiceVariables(env, service)
  const kept = context[service]
  const setting = (name: keyof ServiceSettings): Setting | undefined => {
    const variable = settingVariables[name]
    const given = variables.read(variable)
    if (given !== undefined) {
      return { value: given, origin: { from: 'environment', name: variables.name(variable) } }
    }
    const value = kept?.[name]
    return value === undefined ? undefined : { value, origin: { from: 'context', name: context.name } }
  }
  const address = (name: 'url' | 'tokenUrl'): Setting | undefined => {
    const given = setting(name)
    if (given !== undefined) checkAddress(labelOf(service, name, given), given.value)
    return given
  }
  return {
    url: address('url'),
    tokenUrl: address('tokenUrl'),
    audience: setting('audience'),
    scope: setting('scope'),
    clientId: setting('clientId'),
    tenantId: service === 'dabp' ? setting('tenantId') : undefined,
  }
}

/** What a setting is called in messages, so that it is found where it was set. */
export function labelOf(
  service: ServiceName,
  name: keyof ServiceSettings,
  { origin }: Pick<Setting, 'origin'>,
): string {
  if (origin.from === 'environment') return origin.name
  return `The ${name} of ${service} in ${origin.from} ${origin.name}`
}

/** The same, with what the preset has where nothing else is set. */
export async function withPreset(
  settings: ServiceSettings,
  service: ServiceName,
  context: Context,
): Promise<ServiceSettings> {
  const key = service
  const name = context[key]?.preset ?? defaultPresets[key]
  if (name === undefined) return settings
  const { cernEnvironments, cisEnvironments } = await import('@personctl/sdk')
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
