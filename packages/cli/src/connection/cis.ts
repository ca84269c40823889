import type { CisClient, CisClientOptions } from '@personctl/sdk'
import { behaviourOf, type ConnectionNeeds, type ConnectionOptions } from './options.ts'

/** A client of CIS, or of the embedded directory. */
export async function connectToCis(
  options: ConnectionOptions,
  needs: ConnectionNeeds = {},
): Promise<CisClient> {
  const clientOptions = await cisOptions(options, needs)
  const { createCisClient } = await import('@personctl/sdk')
  return createCisClient(clientOptions)
}

/** What such a client is made with. */
export async function cisOptions(
  options: ConnectionOptions,
  needs: ConnectionNeeds,
): Promise<CisClientOptions> {
  const context = await options.context()
  if (context.demo) {
    const { demoCis } = await import('./demo.ts')
    return demoCis(behaviourOf(options, needs))
  }
  const { serviceOptions } = await import('./service.ts')
  const clientOptions = await serviceOptions('CIS', options, needs)
  return { environment: context.cis?.environment ?? 'production', ...clientOptions }
}
