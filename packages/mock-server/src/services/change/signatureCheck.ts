import { parseExactJson } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import {
  getItem,
  PythonError,
  pythonEquals,
  pythonRepr,
  pythonStr,
} from '@personctl/shared/publishing/pythonValues'
import type { AttributeObject } from '@personctl/shared/publishing/signedContent'
import type { CheckedKey, PublisherKeys } from '../publishing/publisherKeys.ts'
import { type PublicKey, verifySignature } from '../publishing/rsa.ts'

/**
 * Verifies the signature of an attribute as the service does, which is lax in places: base64 of any alphabet and with junk,
 * `crit` ignored, and true equal to 1.
 *
 * @returns the reason of the service why it is invalid; undefined for a valid one
 */
export function findSignatureProblem(
  attribute: AttributeObject,
  findKeys: PublisherKeys['findPublished'],
): string | undefined {
  try {
    checkSignature(attribute, findKeys)
    return undefined
  } catch (error) {
    if (error instanceof SignatureError || error instanceof PythonError) return error.message
    throw error
  }
}

class SignatureError extends Error {}

// The keys by which attributes were found valid, whole. Attributes are never modified, and most of a person are checked again and
// again: at each change of another one.
const validBy = new WeakMap<AttributeObject, PublicKey>()

/** Returns true if an attribute was valid before, by a key that the service still finds before one that it cannot read. */
function wasValid(attribute: AttributeObject, keys: readonly CheckedKey[]): boolean {
  const known = validBy.get(attribute)
  if (known === undefined) return false
  const index = keys.findIndex(({ key }) => key?.modulus === known.modulus && key.exponent === known.exponent)
  return index >= 0 && keys.slice(0, index).every(({ key }) => key !== undefined)
}

function checkSignature(attribute: AttributeObject, findKeys: PublisherKeys['findPublished']): void {
  const publisher = getItem(getItem(getItem(attribute, 'signature'), 'publisher'), 'name')
  const value = getItem(getItem(getItem(attribute, 'signature'), 'publisher'), 'value')
  const keys = typeof publisher === 'string' ? findKeys(publisher) : undefined
  if (keys === undefined) throw new PythonError('KeyError', pythonRepr(publisher))
  if (typeof value !== 'string')
    throw new SignatureError(`${pythonRepr(value)} is not text that could be a signature`)
  if (wasValid(attribute, keys)) return
  const parts = readParts(value)
  let verifiedBy: PublicKey | undefined
  for (const { key } of keys) {
    if (parts === undefined || parts.algorithm !== 'RS256') break
    // A key that cannot be read ends the search.
    if (key === undefined) throw new SignatureError('Unable to find an algorithm for key')
    if (!verifySignature(parts.signedText, parts.signature, key)) continue
    verifiedBy = key
    break
  }
  const { signature: _, ...rest } = attribute
  if (verifiedBy === undefined || parts === undefined)
    throw new SignatureError(
      `Attribute signature verification failure for ${pythonRepr(attribute)}(${pythonStr(publisher)}) ` +
        "(('The signature could not be verified for any trusted key', " +
        `${pythonRepr(keys.map(({ jwk: { x5c: __, ...jwk } }) => jwk))}))`,
    )
  const signed = parsePayload(parts.payload)
  if (signed === null)
    throw new SignatureError(`No data returned by jws() call for attribute ${pythonRepr(attribute)}`)
  if (!pythonEquals(signed, rest))
    throw new SignatureError(
      `Signature data in jws does not match attribute data => ${pythonRepr(rest)} != ${pythonRepr(signed)}`,
    )
  validBy.set(attribute, verifiedBy)
}

function parsePayload(payload: Uint8Array): unknown {
  const text = decodeUtf8(payload)
  try {
    if (text !== undefined) return parseExactJson(text)
  } catch {
    // Told below.
  }
  throw new SignatureError('Expecting value: line 1 column 1 (char 0)')
}

/** Returns a text without the byte order mark in front; undefined for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

interface SignedParts {
  readonly algorithm: unknown
  /** The text that the signature covers. Of ASCII characters only, for others cannot be signed by a text that is base64. */
  readonly signedText: string
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** Returns the parts of a compact JWS; undefined if it is not one. */
function readParts(jws: string): SignedParts | undefined {
  if (/[\u0080-\uffff]/.test(jws)) return undefined
  const end = jws.lastIndexOf('.')
  const signedText = jws.slice(0, Math.max(0, end))
  const start = signedText.indexOf('.')
  if (start < 0) return undefined
  const header = decodeLaxBase64(signedText.slice(0, start))
  const payload = decodeLaxBase64(signedText.slice(start + 1))
  const signature = decodeLaxBase64(jws.slice(end + 1))
  const fields = header && parseHeader(header)
  if (fields === undefined || payload === undefined || signature === undefined) return undefined
  return { algorithm: fields['alg'], signedText, payload, signature }
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const header: unknown = JSON.parse(decodeUtf8(bytes) ?? '')
    return isObject(header) ? header : undefined
  } catch {
    return undefined
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Decodes base64 as Python does: in both alphabets, without what is in neither, up to complete padding. */
export function decodeLaxBase64(encoded: string): Uint8Array | undefined {
  const rest = encoded.length % 4
  const padded = rest === 0 ? encoded : encoded + '='.repeat(4 - rest)
  const bytes: number[] = []
  let bits = 0
  let count = 0
  let pads = 0
  for (const character of padded) {
    if (character === '=') {
      pads += 1
      if (count >= 2 && count + pads >= 4) return Uint8Array.from(bytes)
      continue
    }
    const value = alphabet.indexOf(character === '-' ? '+' : character === '_' ? '/' : character)
    if (value < 0) continue
    pads = 0
    bits = ((bits << 6) | value) & 0xff_ffff
    if (count > 0) bytes.push((bits >> (6 - 2 * count)) & 0xff)
    count = (count + 1) % 4
  }
  return count === 0 ? Uint8Array.from(bytes) : undefined
}
