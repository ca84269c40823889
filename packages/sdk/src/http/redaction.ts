const placeholder = '[hidden]'
const bearerToken = /\b(bearer|basic)\s+[\w.~+/=-]+/gi
const jsonWebToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g

/**
 * A text with every given secret hidden, as it is and as it is written in a URL, and with whatever looks like a token.
 * A service may echo what it was sent, so no text of one reaches an error without this.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let result = text
  for (const secret of secrets) {
    if (secret === '') continue
    result = result.replaceAll(secret, placeholder).replaceAll(encodeURIComponent(secret), placeholder)
  }
  return result.replace(bearerToken, `$1 ${placeholder}`).replace(jsonWebToken, placeholder)
}
