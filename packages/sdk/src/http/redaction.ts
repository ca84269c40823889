const placeholder = '[hidden]'
const bearerToken = /\b(bearer|basic)\s+[\w.~+/=-]+/gi
const jsonWebToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g

/**
 * A text with every given secret hidden, in each spelling it may have been sent in, and with whatever looks like a
 * token. A service may echo what it was sent, so no text of one reaches an error without this.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap(spellingsOf).sort((one, other) => other.length - one.length)
  let result = text
  for (const spelling of spellings) result = result.replaceAll(spelling, placeholder)
  return result.replace(bearerToken, `$1 ${placeholder}`).replace(jsonWebToken, placeholder)
}

/** As it is, in a URL, in a form, and in JSON. */
function spellingsOf(secret: string): string[] {
  if (secret === '') return []
  const form = new URLSearchParams({ secret }).toString().slice('secret='.length)
  return [secret, encodeURIComponent(secret), form, JSON.stringify(secret).slice(1, -1)]
}

/** All that must be hidden in what comes back for a request. */
export function textsToHide(
  secrets: readonly string[] | undefined,
  token: string | undefined,
): readonly string[] {
  return [secrets ?? [], token ?? []].flat()
}
