import { createApp } from '@personctl/mock-server/app'
import { type CisClient, type CisClientOptions, clientCredentials, createCisClient } from '@personctl/sdk'

// Reserved by RFC 2606 never to exist: should a request ever escape, it gets nowhere.
const origin = 'http://demo.invalid'

/** A client of the directory inside this process: real tokens, real filters, no network. */
export function connectToDemo(options: Omit<CisClientOptions, 'auth' | 'fetch'>): CisClient {
  const app = createApp()
  return createCisClient({
    ...options,
    baseUrl: origin,
    auth: clientCredentials({
      clientId: 'demo',
      clientSecret: 'demo-secret',
      tokenUrl: `${origin}/oauth/token`,
    }),
    fetch: (url, init) => app(new Request(url, init)),
  })
}
