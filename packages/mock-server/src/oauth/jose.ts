// What the mock uses of jose. By its parts, so that bundles leave out the rest: the embedded directory of the CLI starts faster.

export { decodeProtectedHeader } from 'jose/decode/protected_header'
export * as errors from 'jose/errors'
export { createLocalJWKSet } from 'jose/jwks/local'
export { createRemoteJWKSet } from 'jose/jwks/remote'
export { decodeJwt } from 'jose/jwt/decode'
export { SignJWT } from 'jose/jwt/sign'
export { UnsecuredJWT } from 'jose/jwt/unsecured'
export { jwtVerify } from 'jose/jwt/verify'
export { importJWK } from 'jose/key/import'
