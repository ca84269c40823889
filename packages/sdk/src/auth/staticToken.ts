import { InvalidRequestError } from '../http/errors/index.ts'
import type { Authentication } from './authentication.ts'

/**
 * A token that was got elsewhere. It is used as it is, and not replaced when it expires.
 *
 * @param token the access token alone, without `Bearer`
 * @throws InvalidRequestError where it is empty, or has characters that no header may have
 * @example
 * const cis = createCisClient({ environment: 'production', auth: staticToken(process.env.CIS_TOKEN) })
 */
export function staticToken(token: string): Authentication {
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidRequestError('The token is empty, or has characters that no token has.', {
      hint: 'Give the token alone: without "Bearer", spaces and line ends.',
    })
  }
  const source = { token: async () => token, reject: () => false }
  return { connect: () => source }
}
