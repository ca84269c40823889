import { createApp } from '@personctl/mock-server/app'
import {
  type Authentication,
  type CernClientOptions,
  type CisClientOptions,
  clientCredentials,
  type DabpClientOptions,
  type FetchFunction,
} from '@personctl/sdk'
import type { Behaviour } from './options.ts'

// Reserved by RFC 2606 never to exist: should a request ever escape, it gets nowhere.
const baseUrl = 'http://demo.invalid'

/** For a client of CIS in the directory inside this process: real tokens, real filters, no network. */
export function demoCis(behaviour: Behaviour): CisClientOptions {
  return { ...behaviour, baseUrl, auth: demoAuth('/oauth/token'), fetch: demoFetch() }
}

/** The same for CERN's Authorization Service. */
export function demoCern(behaviour: Behaviour): CernClientOptions {
  const auth = demoAuth('/auth/realms/cern/api-access/token')
  return { ...behaviour, baseUrl, auth, fetch: demoFetch() }
}

/** For a client of DABP, the same. */
export function demoDabp(behaviour: Behaviour): DabpClientOptions {
  return { ...behaviour, baseUrl, auth: demoAuth('/oauth/v1/token'), fetch: demoFetch() }
}

function demoAuth(tokenPath: string): Authentication {
  return clientCredentials({
    clientId: 'demo',
    clientSecret: 'demo-secret',
    tokenUrl: `${baseUrl}${tokenPath}`,
  })
}

function demoFetch(): FetchFunction {
  const app = createApp()
  return (url, init) => app(new Request(url, init))
}
