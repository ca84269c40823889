import type { Environment } from '../client/serviceClient.ts'

/** An environment of the Authorization Service. */
export type CernEnvironment = 'production' | 'qa' | 'dev'

/**
 * The URLs of all environments. The audience is the same for all of them.
 *
 * @see https://auth.docs.cern.ch for production
 */
export const cernEnvironments: Readonly<Record<CernEnvironment, Environment>> = {
  production: {
    baseUrl: 'https://authorization-service-api.web.cern.ch',
    ...keycloakUrls('https://auth.cern.ch'),
    audience: 'authorization-service-api',
  },
  qa: {
    baseUrl: 'https://authorization-service-api-qa.web.cern.ch',
    ...keycloakUrls('https://keycloak-qa.cern.ch'),
    audience: 'authorization-service-api',
  },
  dev: {
    baseUrl: 'https://authorization-service-api-dev.web.cern.ch',
    ...keycloakUrls('https://keycloak-dev.cern.ch'),
    audience: 'authorization-service-api',
  },
}

/** Returns the token endpoints of a host. Programs use an endpoint that only CERN has, people those of the standards. */
function keycloakUrls(host: string): Pick<Environment, 'tokenUrl' | 'userTokens'> {
  const realm = `${host}/auth/realms/cern`
  return {
    tokenUrl: `${realm}/api-access/token`,
    userTokens: {
      tokenUrl: `${realm}/protocol/openid-connect/token`,
      deviceAuthorizationUrl: `${realm}/protocol/openid-connect/auth/device`,
    },
  }
}
