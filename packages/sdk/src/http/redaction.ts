import { listSpellings, redact } from '@personctl/shared/redact'

/**
 * Hides the secrets of a request in a text, in each spelling they may have been sent in, and everything that looks like
 * a token. A service may echo what it was sent, so no text of one reaches an error without this.
 */
export function redactSecrets(
  text: string,
  secrets: readonly string[] | undefined,
  token: string | undefined,
): string {
  return redact(text, listSpellings([secrets ?? [], token ?? []].flat()))
}
