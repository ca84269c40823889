import type { KeySet } from '../openapi/cern.generated.ts'
import { signingKey, signingKeyId } from './signingKey.ts'

/** The public part of the signing key, as every authorization server here publishes it. */
export const keySet: KeySet = {
  keys: [{ kty: 'RSA', kid: signingKeyId, use: 'sig', alg: 'RS256', n: signingKey.n, e: signingKey.e }],
}
