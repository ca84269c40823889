/** Where the realm of CERN is, below the origin of its server. */
export const realmPath = '/auth/realms/cern'

/** Where the endpoints of the standards are. CERN's own, for programs, is beside them. */
export const openIdPath: string = `${realmPath}/protocol/openid-connect`

/** The client id of the Authorization Service: the audience of the tokens it accepts. */
export const authorizationService = 'authorization-service-api'

/** How long an access token is valid unless told otherwise, in seconds. */
export const defaultTokenTtlSeconds = 1200
