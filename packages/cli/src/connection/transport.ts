import type { FetchFunction } from '@personctl/sdk'
import { type Environment, variable } from '../config/variables.ts'
import { plainFetch } from './plainFetch.ts'

const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']

/** The variable that names a proxy; undefined where there is none to go through. */
export function proxyIn(env: Environment): string | undefined {
  return proxyVariables.find((name) => variable(env, name) !== undefined)
}

/** What loads fastest; where there is a proxy to go through, what knows proxies. */
export async function chooseTransport(env: Environment): Promise<FetchFunction> {
  if (proxyIn(env) === undefined) return plainFetch
  const { createUndiciFetch } = await import('@personctl/sdk/node')
  return createUndiciFetch()
}
