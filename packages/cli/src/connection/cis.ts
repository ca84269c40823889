import type { Authentication, CisClient, CisClientOptions } from '@personctl/sdk'
import { type CisSettings, resolveCisSettings } from '../config/cisSettings.ts'
import type { Context } from '../config/contexts.ts'
import { type Credentials, resolveCredentials } from '../config/credentials.ts'
import { type Environment, ServiceVariables } from '../config/variables.ts'
import type { Redactor } from '../text/redactor.ts'
import { version } from '../version.ts'
import { observedFetch } from './observedFetch.ts'
import { chooseTransport } from './transport.ts'
import { whenNeeded } from './whenNeeded.ts'

const answerTimeoutMs = 60_000
const attemptTimeoutMs = 30_000

/** What a connection is made of beside its settings. */
export interface ConnectionOptions {
  readonly context: Context
  readonly env: Environment
  /** How long the command may take; undefined for no limit but that of each answer. */
  readonly timeoutMs: number | undefined
  readonly hooks: NonNullable<CisClientOptions['hooks']>
  readonly redactor: Redactor
}

/** What one command needs of its connection. */
export interface ConnectionNeeds {
  /**
   * When credentials must be there: at once, or only before the first request that takes a token.
   * @default 'now'
   */
  readonly credentials?: 'now' | 'when needed'
  /** How many times a request that failed is sent again. @default 2 */
  readonly retries?: number
}

/** A client of CIS, or of the embedded directory. Loads the SDK only once the settings make sense. */
export async function connectToCis(
  { context, env, timeoutMs, hooks, redactor }: ConnectionOptions,
  { credentials = 'now', retries }: ConnectionNeeds = {},
): Promise<CisClient> {
  const shared = {
    timeoutMs: Math.min(timeoutMs ?? answerTimeoutMs, attemptTimeoutMs),
    deadlineMs: timeoutMs ?? answerTimeoutMs,
    ...(retries === undefined ? {} : { retry: { retries } }),
    hooks,
    userAgent: `personctl/${version}`,
  }
  if (context.demo) {
    const { connectToDemo } = await import('./demo.ts')
    return connectToDemo(shared)
  }
  const variables = new ServiceVariables(env, 'CIS')
  const settings = resolveCisSettings(context, variables)
  const authenticate = async () => {
    const found = await resolveCredentials(variables)
    hideSecrets(found, redactor)
    return authentication(settings, found)
  }
  const auth = credentials === 'now' ? await authenticate() : whenNeeded(authenticate)
  const { createCisClient } = await import('@personctl/sdk')
  const { environment, baseUrl } = settings
  return createCisClient({
    ...shared,
    environment,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    auth,
    fetch: observedFetch(await chooseTransport(env), redactor),
  })
}

async function authentication(
  { scope, tokenUrl, audience }: CisSettings,
  credentials: Credentials,
): Promise<Authentication> {
  const { clientCredentials, staticToken } = await import('@personctl/sdk')
  if (credentials.kind === 'token') return staticToken(credentials.token)
  return clientCredentials({
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
    ...(scope === undefined ? {} : { scope }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    ...(audience === undefined ? {} : { audience }),
  })
}

function hideSecrets(credentials: Credentials, redactor: Redactor): void {
  if (credentials.kind === 'token') redactor.hide(credentials.token)
  else redactor.hideClient(credentials.clientId, credentials.clientSecret)
}
