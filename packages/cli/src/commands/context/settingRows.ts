import type { Context } from '../../config/contexts/contexts.ts'
import { servicesOf } from '../../config/contexts/servicesOf.ts'
import { findSecret } from '../../config/credentials.ts'
import {
  type Origin,
  resolveServiceSettings,
  type Setting,
  withPreset,
} from '../../config/serviceSettings.ts'
import { type Environment, keyOf, type ServiceName, ServiceVariables } from '../../config/variables.ts'

/** One setting, as it counts. */
export interface SettingRow {
  /** With its service before it: `cis.tokenUrl`. */
  readonly setting: string
  /** For what is secret, where it is: `environment`, `keyring` or `file`. */
  readonly value: string
  readonly origin: { readonly from: Origin['from'] | 'flag' | 'current' | 'default'; readonly name: string }
}

/** All settings of a context that there are values for, with where those come from. */
export async function settingRows(context: Context, env: Environment): Promise<SettingRow[]> {
  if (context.demo)
    return [{ setting: 'demo', value: 'true', origin: { from: 'context', name: context.name } }]
  const rows: SettingRow[] = []
  for (const service of servicesOf(context, env)) rows.push(...(await rowsOf(service, context, env)))
  return rows
}

async function rowsOf(service: ServiceName, context: Context, env: Environment): Promise<SettingRow[]> {
  const key = keyOf(service)
  const variables = new ServiceVariables(env, service)
  const settings = await withPreset(resolveServiceSettings(service, context, env), service, context)
  const rows: SettingRow[] = []
  const add = (name: string, setting: Setting | undefined) => {
    if (setting !== undefined) rows.push({ setting: `${key}.${name}`, ...setting })
  }
  for (const name of ['url', 'tokenUrl', 'audience', 'scope', 'clientId', 'tenantId'] as const)
    add(name, settings[name])
  const secret = findSecret(variables, service, context, settings.clientId)
  if (secret !== undefined) {
    const { from, name } = secret
    add('clientSecret', {
      value: from === 'environment' ? from : secret.reference.store,
      origin: { from, name },
    })
  }
  if (variables.read('TOKEN') !== undefined) {
    const from = 'environment'
    add('token', { value: from, origin: { from, name: variables.name('TOKEN') } })
  }
  return rows
}
