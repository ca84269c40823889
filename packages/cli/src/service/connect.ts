import type {
  CernClient,
  CernClientOptions,
  CisClient,
  CisClientOptions,
  DabpClient,
  DabpClientOptions,
} from '@personctl/sdk'
import { resolveServiceSettings } from '../config/settings.ts'
import { UsageError } from '../errors/errors.ts'
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
  const { serviceOptions } = await import('./clients.ts')
  const clientOptions = await serviceOptions('cern', options, needs)
  return { environment: context.cern?.environment ?? 'production', ...clientOptions }
}

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
  const { serviceOptions } = await import('./clients.ts')
  const { baseUrl, ...others } = await serviceOptions('dabp', options, needs)
  if (baseUrl === undefined) {
    throw new UsageError(
      'There is no address of DABP: every tenant has a host of its own.',
      'Set PERSONCTL_DABP_URL to yours, such as https://dabp.onegini.com, or keep it with personctl context add. To try personctl without, add --demo.',
    )
  }
  const { tenantId } = resolveServiceSettings('dabp', context, options.env)
  return { ...others, baseUrl, ...(tenantId && { tenantId: tenantId.value.trim() }) }
}

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
  const { serviceOptions } = await import('./clients.ts')
  const clientOptions = await serviceOptions('cis', options, needs)
  return { environment: context.cis?.environment ?? 'production', ...clientOptions }
}
