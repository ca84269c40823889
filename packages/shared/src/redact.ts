/** The text that replaces a secret. */
export const redactionMark = '[hidden]'

const credentials = /\b(bearer|basic)\s+[\w.~+/=-]{16,}/gi
// With two parts where one was cut off, up to five where it is encrypted; then the second may be empty.
const jwt = /eyJ[\w-]{5,}(?:\.{1,2}[\w-]+){1,4}/g

/** Hides everything in a text that looks like a token or like credentials. */
export function redactTokens(text: string): string {
  return text.replace(credentials, `$1 ${redactionMark}`).replace(jwt, redactionMark)
}

/** Hides the given strings in a text, then everything that looks like a token. The longest string must come first. */
export function redact(text: string, longestFirst: readonly string[]): string {
  let result = text
  for (const spelling of longestFirst) result = result.replaceAll(spelling, redactionMark)
  return redactTokens(result)
}

/** Returns each way in which the secrets may be written: plain, in JSON, in JSON within JSON, in a URL, in a form. */
export function listSpellings(secrets: Iterable<string>): string[] {
  const spellings = new Set<string>()
  for (const secret of secrets) {
    if (secret === '') continue
    const json = JSON.stringify(secret).slice(1, -1)
    const form = new URLSearchParams({ '': secret }).toString().slice(1)
    for (const spelling of [
      secret,
      json,
      JSON.stringify(json).slice(1, -1),
      encodeURIComponent(secret),
      form,
    ])
      spellings.add(spelling)
  }
  return [...spellings].sort((one, other) => other.length - one.length)
}
