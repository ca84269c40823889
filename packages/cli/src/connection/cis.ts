import type { Authentication, CisClient, CisClientOptions } from '@personctl/sdk'
import { type CisSettings, resolveCisSettings } from '../config/cisSettings.ts'
import type { Context } from '../config/contexts.ts'
import type { Environment } from '../config/variables.ts'
import type { Redactor } from '../text/redactor.ts'
import { version } from '../version.ts'
import { observedFetch } from './observedFetch.ts'
import { chooseTransport } from './transport.ts'

const answerTimeoutMs = 60_000
const attemptTimeoutMs = 30_000

/** What a connection needs beside its settings. */
export interface ConnectionOptions {
  readonly context: Context
  readonly env: Environment
  /** How long the command may take; undefined for no limit but that of each answer. */
  readonly timeoutMs: number | undefined
  readonly hooks: NonNullable<CisClientOptions['hooks']>
  readonly redactor: Redactor
}

/** A client of CIS, or of the embedded directory. Loads the SDK only once the settings make sense. */
export async function connectToCis(options: ConnectionOptions): Promise<CisClient> {
  const { context, env, timeoutMs, hooks, redactor } = options
  const shared = {
    timeoutMs: Math.min(timeoutMs ?? answerTimeoutMs, attemptTimeoutMs),
    deadlineMs: timeoutMs ?? answerTimeoutMs,
    hooks,
    userAgent: `personctl/${version}`,
  }
  if (context.demo) {
    const { connectToDemo } = await import('./demo.ts')
    return connectToDemo(shared)
  }
  const settings = await resolveCisSettings(context, env)
  hideSecrets(settings, redactor)
  const { createCisClient } = await import('@personctl/sdk')
  const { environment, baseUrl } = settings
  return createCisClient({
    ...shared,
    environment,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    auth: await authentication(settings),
    fetch: observedFetch(await chooseTransport(env), redactor),
  })
}

async function authentication({
  credentials,
  scope,
  tokenUrl,
  audience,
}: CisSettings): Promise<Authentication> {
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

function hideSecrets({ credentials }: CisSettings, redactor: Redactor): void {
  if (credentials.kind === 'token') redactor.hide(credentials.token)
  else redactor.hideClient(credentials.clientId, credentials.clientSecret)
}
