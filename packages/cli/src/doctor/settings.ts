import { findSecret, resolveCredentials } from '../config/credentials.ts'
import { resolveServiceSettings, type ServiceSettings, withPreset } from '../config/serviceSettings.ts'
import { keyOf, type ServiceName, ServiceVariables } from '../config/variables.ts'
import { secretStore } from '../connection/keptSecret.ts'
import type { ConnectionOptions } from '../connection/options.ts'
import { failed, failedWith, ok, type Result, warning } from './finding.ts'

const wrongUsage = 2

/** What is set for a service, as far as it makes sense, and what there is to say about it. */
export interface CheckedSettings {
  readonly result: Result
  /** Undefined where it is not clear whom to ask. */
  readonly settings?: ServiceSettings
}

/** Whether it is set where a service is, and how to authenticate. */
export async function checkSettings(
  service: ServiceName,
  options: ConnectionOptions,
): Promise<CheckedSettings> {
  const { env } = options
  const variables = new ServiceVariables(env, service)
  let settings: ServiceSettings | undefined
  try {
    const context = await options.context()
    settings = await withPreset(resolveServiceSettings(service, context, env), service, context)
    if (settings.url === undefined) return { result: missing(service, variables.name('URL')) }
    await resolveCredentials(service, context, settings.clientId, variables)
    const place = findSecret(variables, service, context, settings.clientId)
    const store = secretStore(options)
    const detail = [
      ...Object.entries(settings).flatMap(([name, setting]) =>
        setting === undefined
          ? []
          : `${name} ${setting.value} (${setting.origin.from} ${setting.origin.name})`,
      ),
      variables.read('TOKEN') !== undefined
        ? `a token (environment ${variables.name('TOKEN')})`
        : `a secret (${place?.from} ${place?.name}${place?.from === 'context' ? `, ${place.reference.store}` : ''})`,
    ].join('; ')
    if (place?.from !== 'context' || !(await store.isExposed(place.reference))) {
      return { settings, result: ok(detail) }
    }
    const where = store.placeOf(place.reference)
    return { settings, result: warning(`${detail}; others can read the secret.`, `chmod 600 ${where}`) }
  } catch (error) {
    return { result: failedWith(error), ...(settings && { settings }) }
  }
}

function missing(service: ServiceName, variable: string): Result {
  return failed(
    `Nothing says where ${keyOf(service)} is: ${variable} is not set.`,
    `Set it, or keep it: personctl context add --help`,
    wrongUsage,
  )
}
