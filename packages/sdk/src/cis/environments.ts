import type { Environment } from '../client/environment.ts'

/** A stage of the Person API. */
export type CisEnvironment = 'production' | 'testing' | 'development'

/** Where one stage is, and its discovery document. */
export interface CisEnvironmentDetails extends Environment {
  /** Under its `/.well-known` are `mozilla-iam` and `profile.schema`. */
  readonly wellKnownUrl: string
}

const tokenUrl = 'https://auth.mozilla.auth0.com/oauth/token'

/**
 * Where each stage is, and what its tokens must be for. All stages share one token endpoint.
 *
 * @see https://auth.mozilla.com/.well-known/mozilla-iam for production
 */
export const cisEnvironments: Readonly<Record<CisEnvironment, CisEnvironmentDetails>> = {
  production: {
    baseUrl: 'https://person.api.sso.mozilla.com',
    tokenUrl,
    audience: 'api.sso.mozilla.com',
    wellKnownUrl: 'https://auth.mozilla.com',
  },
  testing: {
    baseUrl: 'https://person.api.test.sso.allizom.org',
    tokenUrl,
    audience: 'api.test.sso.allizom.org',
    wellKnownUrl: 'https://auth.allizom.org',
  },
  development: {
    baseUrl: 'https://person.api.dev.sso.allizom.org',
    tokenUrl,
    audience: 'api.dev.sso.allizom.org',
    wellKnownUrl: 'https://auth.allizom.org',
  },
}
