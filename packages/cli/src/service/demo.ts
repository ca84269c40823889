import { createApp } from '@personctl/mock-server/app'
import { type Authentication, clientCredentials, type FetchFunction } from '@personctl/sdk'

// Reserved by RFC 2606: a request that escaped would reach nothing.
const baseUrl = 'http://demo.invalid'

/** Returns the options of a client of the embedded directory, which has real tokens and filters, and no network. */
export function createDemoOptions(tokenPath: string): {
  baseUrl: string
  auth: Authentication
  fetch: FetchFunction
} {
  const app = createApp()
  return {
    baseUrl,
    auth: clientCredentials({
      clientId: 'demo',
      clientSecret: 'demo-secret',
      tokenUrl: `${baseUrl}${tokenPath}`,
    }),
    fetch: (url, init) => app(new Request(url, init)),
  }
}
