/** Returns true for a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Returns true for a UUID in its usual form, of any version and case. */
export function isUuid(value: string): boolean {
  return uuid.test(value)
}

/** Returns a UUID in lower case, since its digits may be in either case. Other texts may be case-sensitive, and stay. */
export function lowerUuid(text: string): string {
  return isUuid(text) ? text.toLowerCase() : text
}

const tokenCharacters = /^[\x21-\x7e]+$/

/** Returns true for a string that can be sent as a token: one or more visible ASCII characters. */
export function isTokenString(value: string): boolean {
  return tokenCharacters.test(value)
}
