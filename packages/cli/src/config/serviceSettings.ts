import { checkedAddress } from './address.ts'
import type { ServiceVariables } from './variables.ts'

/** How to reach a service, and what to ask for. What is not set is that of the context's environment. */
export interface ServiceSettings {
  readonly baseUrl: string | undefined
  readonly tokenUrl: string | undefined
  readonly audience: string | undefined
  readonly scope: string | undefined
}

/** The settings of one service. Everything is checked before anything is sent. */
export function resolveServiceSettings(variables: ServiceVariables): ServiceSettings {
  const address = (setting: string) => checkedAddress(variables.name(setting), variables.read(setting))
  return {
    baseUrl: address('URL'),
    tokenUrl: address('TOKEN_URL'),
    audience: variables.read('AUDIENCE'),
    scope: variables.read('SCOPE'),
  }
}
