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

/** What else the service answers so, since it has one answer for whatever goes wrong. */
export function otherReasonForRejection(url: string): string | undefined {
  if (!new URL(url).pathname.endsWith('/by_attribute_contains')) return undefined
  return 'A search also needs the scope search:all, and with full profiles a scope that shows user_id, mostly display:none.'
}
