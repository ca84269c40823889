import { profileAttributes } from '@personctl/sdk'
import type { TokenDescription } from '../connection/tokens/describeToken.ts'
import { fromNow } from '../text/duration.ts'
import { failed, ok, type Result, skipped, warning } from './finding.ts'

const notAuthenticated = 4

/** Whether a token that was got is still good. */
export function checkExpiry({ expires_at, expires_in }: TokenDescription): Result {
  if (expires_at === null || expires_in === null) return ok('There is a token; it does not say for how long.')
  if (expires_in > 0) return ok(`There is a token, good until ${expires_at} (${fromNow(expires_in)}).`)
  return failed(
    `The token is no good any more: it ended ${fromNow(expires_in)}.`,
    'Get a new one, or set a client and its secret in place of the token.',
    notAuthenticated,
  )
}

/** Whether the token is for whom it should be, and has what was asked for. */
export function checkScopes(
  { scopes, audience, shows, format }: TokenDescription,
  wanted: { audience: string | undefined; scope: string | undefined },
): Result {
  if (wanted.audience !== undefined && audience.length > 0 && !audience.includes(wanted.audience)) {
    return warning(
      `The token is for ${audience.join(' and ')}, and not for ${wanted.audience}.`,
      'The service accepts tokens for itself only: set the audience, or ask those who run the token endpoint.',
    )
  }
  if (format === 'opaque' && scopes.length === 0) return skipped('Only the service can read the token.')
  const missing = (wanted.scope ?? '').split(/\s+/).filter((scope) => scope !== '' && !scopes.includes(scope))
  if (missing.length > 0) {
    return warning(
      `Asked for, but not granted: ${missing.join(' ')}.`,
      'Ask those who run the token endpoint to allow them for this client.',
    )
  }
  const list = scopes.length === 0 ? 'The token has none' : scopes.join(' ')
  if (shows === null) return ok(list)
  const detail = `${list}; they show ${shows.length} of ${profileAttributes.length} attributes`
  return shows.length > publicOnes
    ? ok(detail)
    : warning(
        `${detail}, those that are public.`,
        'personctl scopes for ATTRIBUTE says what an attribute takes.',
      )
}

const publicOnes = profileAttributes.filter(
  ({ classification, display }) => classification === 'PUBLIC' && display === 'public',
).length
