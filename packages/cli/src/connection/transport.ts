import type { FetchFunction } from '@personctl/sdk'
import { type Environment, variable } from '../config/variables.ts'

const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']

/** The fetch of Node.js, which loads fastest; where there is a proxy to go through, the one that knows proxies. */
export async function chooseTransport(env: Environment): Promise<FetchFunction> {
  if (proxyVariables.every((name) => variable(env, name) === undefined)) {
    return (url, init) => globalThis.fetch(url, init)
  }
  const { createUndiciFetch } = await import('@personctl/sdk/node')
  return createUndiciFetch()
}
