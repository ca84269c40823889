import type { Environment } from '../client/environment.ts'

/** A stage of the Authorization Service. */
export type CernEnvironment = 'production' | 'qa' | 'dev'

const audience = 'authorization-service-api'

/**
 * Where each stage is, and where its tokens come from. The audience is the same at all of them.
 *
 * @see https://auth.docs.cern.ch for production
 */
export const cernEnvironments: Readonly<Record<CernEnvironment, Environment>> = {
  production: {
    baseUrl: 'https://authorization-service-api.web.cern.ch',
    ...keycloak('https://auth.cern.ch'),
    audience,
  },
  qa: {
    baseUrl: 'https://authorization-service-api-qa.web.cern.ch',
    ...keycloak('https://keycloak-qa.cern.ch'),
    audience,
  },
  dev: {
    baseUrl: 'https://authorization-service-api-dev.web.cern.ch',
    ...keycloak('https://keycloak-dev.cern.ch'),
    audience,
  },
}

/** Programs of their own get their tokens at an endpoint that only CERN has; people at those of the standards. */
function keycloak(host: string): Pick<Environment, 'tokenUrl' | 'userTokens'> {
  const realm = `${host}/auth/realms/cern`
  return {
    tokenUrl: `${realm}/api-access/token`,
    userTokens: {
      tokenUrl: `${realm}/protocol/openid-connect/token`,
      deviceAuthorizationUrl: `${realm}/protocol/openid-connect/auth/device`,
    },
  }
}
