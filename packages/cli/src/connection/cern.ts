import type { CernClient, CernClientOptions } from '@personctl/sdk'
import { behaviourOf, type ConnectionNeeds, type ConnectionOptions } from './options.ts'

/** A client of CERN's Authorization Service, or of the embedded directory. */
export async function connectToCern(
  options: ConnectionOptions,
  needs: ConnectionNeeds = {},
): Promise<CernClient> {
  const clientOptions = await cernOptions(options, needs)
  const { createCernClient } = await import('@personctl/sdk')
  return createCernClient(clientOptions)
}

/** What such a client is made with. */
export async function cernOptions(
  options: ConnectionOptions,
  needs: ConnectionNeeds,
): Promise<CernClientOptions> {
  const context = await options.context()
  if (context.demo) {
    const { demoCern } = await import('./demo.ts')
    return demoCern(behaviourOf(options, needs))
  }
  const { serviceOptions } = await import('./service.ts')
  const clientOptions = await serviceOptions('CERN', options, needs)
  return { environment: context.cern?.environment ?? 'production', ...clientOptions }
}
