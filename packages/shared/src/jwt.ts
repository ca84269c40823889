import { isObject } from './guards.ts'

/** The readable parts of a JSON Web Token. Nobody has verified its signature. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Returns the header and the claims of a signed token; undefined if it is not one. */
export function decodeJwt(token: string): Jwt | undefined {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  const [header, claims] = parts.slice(0, 2).map(decodeBase64UrlJson)
  return isObject(header) && isObject(claims) ? { header, claims } : undefined
}

/** Returns the JSON value that a string holds in base64url; undefined if it holds none. */
export function decodeBase64UrlJson(encoded: string): unknown {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    // A long text is mostly ASCII, and then needs no second pass.
    return JSON.parse(/[\x80-\xff]/.test(binary) ? utf8.decode(bytesOf(binary)) : binary)
  } catch {
    return undefined
  }
}

/** Returns bytes, or the UTF-8 bytes of a string, in base64url without padding. */
export function encodeBase64Url(value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}
