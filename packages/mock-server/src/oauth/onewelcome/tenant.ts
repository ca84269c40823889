import { reportScopeValues } from '../../openapi/dabp.generated.ts'

/** What follows the origin in the name that OneWelcome's Access has for itself. */
export const issuerPath = '/oauth'

export type Endpoint = 'token' | 'authorize' | 'userInfo' | 'keys' | 'introspect' | 'discovery'

/** Where its endpoints are. */
export const endpoints: Readonly<Record<Endpoint, string>> = {
  token: `${issuerPath}/v1/token`,
  authorize: `${issuerPath}/v1/authorize`,
  userInfo: `${issuerPath}/v1/userinfo`,
  keys: `${issuerPath}/v1/keys`,
  introspect: `${issuerPath}/api/v2/token/introspect`,
  discovery: `${issuerPath}/.well-known/openid-configuration`,
}

/** Whom the tokens of programs are for. OneWelcome's own name for it is not public. */
export const delegationAudience = 'dabp'

/** The scopes of programs: the report, and reading and writing everything else in DABP. */
export const machineScopes: readonly string[] = [...reportScopeValues, 'dabp_read', 'dabp_write']

/** The scopes of people who sign in. */
export const personScopes: readonly string[] = ['openid', 'profile', 'email']

/** How long a token is valid unless told otherwise, in seconds. */
export const defaultTokenTtlSeconds = 900
