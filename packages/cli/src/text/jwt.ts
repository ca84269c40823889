import { Buffer } from 'node:buffer'

/** What a JSON Web Token says of itself. Nobody has checked it. */
interface WebToken {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Reads a token; undefined for one that is no JSON Web Token. The signature is not checked. */
export function readWebToken(token: string): WebToken | undefined {
  const parts = token.split('.')
  const [header, claims] = parts.slice(0, 2).map(objectIn)
  if (header === undefined || claims === undefined || parts.length !== 3) return undefined
  return { header, claims }
}

function objectIn(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/**
 * Whether a token says that it is for an audience. Nobody verifies it here; what is no JSON Web Token, or does not say,
 * counts as if it were.
 */
export function isForAudience(token: string, audience: string): boolean {
  const claimed = readWebToken(token)?.claims['aud']
  return claimed === undefined || [claimed].flat().includes(audience)
}
