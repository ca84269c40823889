import type { DabpClient, DabpClientOptions } from '@personctl/sdk'
import { resolveServiceSettings } from '../config/serviceSettings.ts'
import { UsageError } from '../failure/usageError.ts'
import { behaviourOf, type ConnectionNeeds, type ConnectionOptions } from './options.ts'

/** A client of DABP, or of the embedded directory. */
export async function connectToDabp(
  options: ConnectionOptions,
  needs: ConnectionNeeds = {},
): Promise<DabpClient> {
  const clientOptions = await dabpOptions(options, needs)
  const { createDabpClient } = await import('@personctl/sdk')
  return createDabpClient(clientOptions)
}

/** What such a client is made with. */
export async function dabpOptions(
  options: ConnectionOptions,
  needs: ConnectionNeeds,
): Promise<DabpClientOptions> {
  const context = await options.context()
  if (context.demo) {
    const { demoDabp } = await import('./demo.ts')
    return demoDabp(behaviourOf(options, needs))
  }
  const { serviceOptions } = await import('./service.ts')
  const { baseUrl, ...others } = await serviceOptions('DABP', options, needs)
  if (baseUrl === undefined) {
    throw new UsageError(
      'There is no address of DABP: every tenant has a host of its own.',
      'Set PERSONCTL_DABP_URL to yours, such as https://dabp.onegini.com, or keep it with personctl context add. To try personctl without, add --demo.',
    )
  }
  const { tenantId } = resolveServiceSettings('DABP', context, options.env)
  return { ...others, baseUrl, ...(tenantId && { tenantId: tenantId.value.trim() }) }
}
