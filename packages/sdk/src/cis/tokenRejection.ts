import type { ReceivedAnswer } from '../http/receivedAnswer.ts'

/**
 * Whether an answer may mean that the token was not accepted. The Person API has no handler for its own authentication
 * errors, so they all come out as 500 with this body and no other.
 *
 * @see https://github.com/mozilla-iam/cis, `python-modules/cis_profile_retrieval_service`
 */
export function mayRejectToken(answer: ReceivedAnswer): boolean {
  if (answer.status !== 500) return false
  const body = answer.parsedOrUndefined()
  if (typeof body !== 'object' || body === null) return false
  return Object.keys(body).length === 1 && 'message' in body && body.message === 'Internal Server Error'
}
