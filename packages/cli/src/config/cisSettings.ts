import type { CisEnvironment } from '@personctl/sdk'
import { checkedAddress } from './address.ts'
import type { Context } from './contexts.ts'
import type { ServiceVariables } from './variables.ts'

/** How to reach CIS, and what to ask for. What is not set is the environment's. */
export interface CisSettings {
  readonly environment: CisEnvironment
  readonly baseUrl: string | undefined
  readonly tokenUrl: string | undefined
  readonly audience: string | undefined
  readonly scope: string | undefined
}

/** The settings of the environment, over those of the context. Everything is checked before anything is sent. */
export function resolveCisSettings(context: Context, variables: ServiceVariables): CisSettings {
  const address = (setting: string) => checkedAddress(variables.name(setting), variables.read(setting))
  return {
    environment: context.cis?.environment ?? 'production',
    baseUrl: address('URL'),
    tokenUrl: address('TOKEN_URL'),
    audience: variables.read('AUDIENCE'),
    scope: variables.read('SCOPE'),
  }
}
