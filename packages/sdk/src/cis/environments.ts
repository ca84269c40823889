import type { Environment } from '../client/connect.ts'

/** A stage of the Person API. */
export type CisEnvironment = 'production' | 'testing' | 'development'

const tokenUrl = 'https://auth.mozilla.auth0.com/oauth/token'

/**
 * Where each stage is, and what its tokens must be for. All stages share one token endpoint.
 *
 * @see https://auth.mozilla.com/.well-known/mozilla-iam for production
 */
export const cisEnvironments: Readonly<Record<CisEnvironment, Environment>> = {
  production: { baseUrl: 'https://person.api.sso.mozilla.com', tokenUrl, audience: 'api.sso.mozilla.com' },
  testing: {
    baseUrl: 'https://person.api.test.sso.allizom.org',
    tokenUrl,
    audience: 'api.test.sso.allizom.org',
  },
  development: {
    baseUrl: 'https://person.api.dev.sso.allizom.org',
    tokenUrl,
    audience: 'api.dev.sso.allizom.org',
  },
}
