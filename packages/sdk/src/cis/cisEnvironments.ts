import type { Environment } from '../client/serviceClient.ts'

/** An environment of the Person API. */
export type CisEnvironment = 'production' | 'testing' | 'development'

/** The URLs of one environment, including its discovery document. */
export interface CisEnvironmentDetails extends Environment {
  /** The host of `/.well-known/mozilla-iam` and `/.well-known/profile.schema`. */
  readonly wellKnownUrl: string
}

/**
 * The URLs and audiences of all environments. They share one token endpoint.
 *
 * @see https://auth.mozilla.com/.well-known/mozilla-iam for production
 */
export const cisEnvironments: Readonly<Record<CisEnvironment, CisEnvironmentDetails>> = {
  production: {
    baseUrl: 'https://person.api.sso.mozilla.com',
    tokenUrl: 'https://auth.mozilla.auth0.com/oauth/token',
    audience: 'api.sso.mozilla.com',
    wellKnownUrl: 'https://auth.mozilla.com',
  },
  testing: {
    baseUrl: 'https://person.api.test.sso.allizom.org',
    tokenUrl: 'https://auth.mozilla.auth0.com/oauth/token',
    audience: 'api.test.sso.allizom.org',
    wellKnownUrl: 'https://auth.allizom.org',
  },
  development: {
    baseUrl: 'https://person.api.dev.sso.allizom.org',
    tokenUrl: 'https://auth.mozilla.auth0.com/oauth/token',
    audience: 'api.dev.sso.allizom.org',
    wellKnownUrl: 'https://auth.allizom.org',
  },
}
