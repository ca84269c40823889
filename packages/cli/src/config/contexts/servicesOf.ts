import { type Environment, keyOf, type ServiceName, ServiceVariables, serviceNames } from '../variables.ts'
import type { Context } from './contexts.ts'

/** The services that a context is about, and those that the environment has settings of. */
export function servicesOf(context: Context, env: Environment): ServiceName[] {
  return serviceNames.filter(
    (service) => context[keyOf(service)] !== undefined || new ServiceVariables(env, service).areSet(),
  )
}
