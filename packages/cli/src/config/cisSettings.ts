import type { CisEnvironment } from '@personctl/sdk'
import { checkedAddress } from './address.ts'
import type { Context } from './contexts.ts'
import { type Credentials, resolveCredentials } from './credentials.ts'
import { type Environment, ServiceVariables } from './variables.ts'

/** How to reach CIS. What is not set is the environment's. */
export interface CisSettings {
  readonly environment: CisEnvironment
  readonly baseUrl: string | undefined
  readonly tokenUrl: string | undefined
  readonly audience: string | undefined
  readonly scope: string | undefined
  readonly credentials: Credentials
}

/** The settings of the environment, over those of the context. Everything is checked before anything is sent. */
export async function resolveCisSettings(context: Context, env: Environment): Promise<CisSettings> {
  const variables = new ServiceVariables(env, 'CIS')
  const address = (setting: string) => checkedAddress(variables.name(setting), variables.read(setting))
  return {
    environment: context.cis?.environment ?? 'production',
    baseUrl: address('URL'),
    tokenUrl: address('TOKEN_URL'),
    audience: variables.read('AUDIENCE'),
    scope: variables.read('SCOPE'),
    credentials: await resolveCredentials(variables),
  }
}
