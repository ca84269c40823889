import { isObject } from '@personctl/shared/guards'
import { encodeBase64Url } from '@personctl/shared/jwt'
import { InvalidRequestError } from '../errors.ts'

/** The name of the service in errors. The Change API is the writing half of CIS. */
export const service = 'cis'

/** A JSON Web Key. Those of `jose` and of the discovery document fit. */
export type PublisherJwk = Readonly<Record<string, unknown>>

/** The public keys of each publisher, as `api.publishers_jwks` of the discovery document has them. */
export type PublisherKeys = Readonly<Record<string, { readonly keys: readonly PublisherJwk[] } | undefined>>

/**
 * A private key of a publisher: a JWK as an object or as JSON, PEM (PKCS#1 or PKCS#8, also in base64), a `CryptoKey` for
 * RS256, or the result of `importPublisherKey`.
 */
export type PublisherKeyInput = string | PublisherJwk | CryptoKeyLike | PublisherKey

/** A `CryptoKey` of the platform. Not every project for Node.js has a type of this name. */
export interface CryptoKeyLike {
  readonly type: string
  readonly extractable: boolean
  readonly algorithm: object
  readonly usages: readonly string[]
}

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** The shortest key that RS256 permits, in bits. */
const leastBits = 2048

/** The private key of a publisher, ready to sign. Printing it does not show it. */
export class PublisherKey {
  readonly #key: CryptoKey
  /** The public half, to be compared with what is published; undefined for a `CryptoKey`. */
  readonly publicKey: { readonly kty: 'RSA'; readonly n: string; readonly e: string } | undefined

  /** Use `importPublisherKey`. */
  constructor(key: CryptoKeyLike, publicKey?: PublisherKey['publicKey']) {
    this.#key = key as CryptoKey
    this.publicKey = publicKey
  }

  /** Returns the compact JWS over a text, with the header that the service itself writes. */
  async sign(content: string): Promise<string> {
    const input = `${jwsHeader}.${encodeText(content)}`
    const signature = await crypto.subtle.sign(algorithm.name, this.#key, textBytes(input))
    return `${input}.${encodeBase64Url(new Uint8Array(signature))}`
  }
}

/** `{"alg":"RS256","typ":"JWT"}`. */
export const jwsHeader = 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9'

/**
 * Imports the private key of a publisher. Import it once to sign many attributes.
 *
 * @throws {InvalidRequestError} for anything but a private RSA key of at least 2048 bits. The error never shows the key.
 * @example
 * const key = await importPublisherKey(process.env.PUBLISHER_SIGNING_KEY ?? '')
 */
export async function importPublisherKey(key: PublisherKeyInput): Promise<PublisherKey> {
  if (key instanceof PublisherKey) return key
  if (isCryptoKey(key)) return new PublisherKey(checkCryptoKey(key))
  const jwk = typeof key === 'string' ? await readText(key) : key
  if (!isObject(jwk)) throw invalidKey('is not a JWK, PEM or CryptoKey')
  const { kty, d } = jwk
  if (Array.isArray(jwk['keys'])) throw invalidKey('is a set of keys', 'Give one of its keys.')
  if (kty !== 'RSA')
    throw invalidKey(`is not an RSA key${typeof kty === 'string' && kty.length < 10 ? ` but ${kty}` : ''}`)
  if (d === undefined) throw invalidKey('is a public key', 'Signing needs the private one.')
  const members = Object.fromEntries(
    ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => [name, readInteger(jwk[name], name)]),
  )
  const { n = '', e = '' } = members
  checkSize(n)
  try {
    // `alg`, `use` and `key_ops` are left out: the service does not look at them, and some exporters err.
    const imported = await crypto.subtle.importKey('jwk', { kty: 'RSA', ...members }, algorithm, false, [
      'sign',
    ])
    return new PublisherKey(imported, { kty: 'RSA', n, e })
  } catch {
    throw invalidKey('is damaged: its numbers do not make an RSA key')
  }
}

function isCryptoKey(key: object | string): key is CryptoKey {
  return Object.prototype.toString.call(key) === '[object CryptoKey]'
}

function checkCryptoKey(key: CryptoKey): CryptoKey {
  const { name, hash, modulusLength } = key.algorithm as RsaHashedKeyAlgorithm
  if (name !== algorithm.name || hash.name !== algorithm.hash)
    throw invalidKey(`is a CryptoKey for ${name}, not for ${algorithm.name} with ${algorithm.hash}`)
  if (key.type !== 'private') throw invalidKey('is a public key', 'Signing needs the private one.')
  if (!key.usages.includes('sign')) throw invalidKey('is a CryptoKey that does not permit sign')
  if (modulusLength < leastBits) throw weakKey(modulusLength)
  return key
}

function readInteger(value: unknown, name: string): string {
  const normal = typeof value === 'string' ? normalizeInteger(value) : undefined
  if (normal !== undefined) return normal
  const problem = value === undefined ? 'is missing' : 'is not a number in base64url'
  throw invalidKey(`cannot be used: its member ${name} ${problem}`)
}

function checkSize(n: string): void {
  const bits = countBits(n)
  if (bits < leastBits) throw weakKey(bits)
}

/** Returns a large number of a JWK as every importer takes it: without zero bytes in front and without padding. */
export function normalizeInteger(value: string): string | undefined {
  const plain = value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  if (!/^[\w-]+$/.test(plain) || plain.length % 4 === 1) return undefined
  // Most have no zero byte in front: the first eight bits are the first character and a third of the second.
  if (!/^A[A-P]/.test(plain)) return plain
  const bytes = decodeBase64Url(plain)
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? undefined : encodeBase64Url(bytes.subarray(first))
}

/** Returns the number of bits of a large number in normal form. */
function countBits(value: string): number {
  const [first = 0] = decodeBase64Url(value.slice(0, 2))
  return Math.floor((value.length * 6) / 8) * 8 - (Math.clz32(first) - 24)
}

/** The part of Node.js' `Buffer` that converts base64url. It takes a tenth of the time of `atob`. */
interface NodeBuffer {
  from(
    text: string,
    encoding: 'base64url' | 'utf8',
  ): Uint8Array<ArrayBuffer> & { toString(encoding: 'base64url'): string }
}

const { Buffer: nodeBuffer } = globalThis as { Buffer?: NodeBuffer }

/** Returns the bytes of base64url. The text must have no other characters. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (nodeBuffer !== undefined) return nodeBuffer.from(text, 'base64url')
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** Returns the UTF-8 bytes of a text in base64url without padding. */
export function encodeText(text: string): string {
  return nodeBuffer === undefined
    ? encodeBase64Url(text)
    : nodeBuffer.from(text, 'utf8').toString('base64url')
}

/** Returns the UTF-8 bytes of a text. */
export function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return nodeBuffer === undefined ? encoder.encode(text) : nodeBuffer.from(text, 'utf8')
}

const encoder = new TextEncoder()

async function readText(text: string): Promise<unknown> {
  const trimmed = text.replace(/^\ufeff/, '').trim()
  if (trimmed === '')
    throw invalidKey('is empty', 'Check that the file or the variable it comes from is set.')
  if (trimmed.startsWith('{')) {
    try {
      return JSON.parse(trimmed)
    } catch {
      throw invalidKey('is cut off or damaged: it begins like JSON but is not')
    }
  }
  // OpenSSL writes lines about the key in front, and sometimes a certificate.
  const pem = /^-----BEGIN /m.test(trimmed) ? trimmed : decodeText(trimmed)
  if (pem !== undefined && /^-----/m.test(pem)) return readPem(pem)
  if (pem?.startsWith('{')) return readText(pem)
  throw invalidKey(
    'is neither a JWK nor PEM',
    'Give JSON that begins with {, or PEM that begins with -----BEGIN.',
  )
}

/** Returns the text that is in base64; undefined if it is something else. */
function decodeText(text: string): string | undefined {
  if (!/^[\w+/=\s-]+$/.test(text)) return undefined
  try {
    return new TextDecoder().decode(decodeBase64Url(text.replaceAll(/[\s=]/g, ''))).trim()
  } catch {
    return undefined
  }
}

function readPem(pem: string): object {
  const blocks = [...pem.matchAll(/^-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/gm)]
  const [, label = '', body = ''] = blocks.find(([, one]) => one?.endsWith('PRIVATE KEY')) ?? blocks[0] ?? []
  if (label === '') throw invalidKey('is cut off: its PEM has no end')
  if (label.startsWith('ENCRYPTED') || body.includes('Proc-Type:'))
    throw invalidKey('is encrypted', 'Decrypt it first, for example with openssl pkey.')
  if (label.endsWith('PUBLIC KEY') || label.endsWith('CERTIFICATE'))
    throw invalidKey('is a public key', 'Signing needs the private one.')
  if (label.startsWith('OPENSSH'))
    throw invalidKey('has the format of OpenSSH', 'Convert it with ssh-keygen -p -m PKCS8.')
  if (label !== 'RSA PRIVATE KEY' && label !== 'PRIVATE KEY') throw invalidKey('is not an RSA key')
  try {
    const der = decodeBase64Url(body.replaceAll(/[\s=]/g, ''))
    return readRsaKey(label === 'PRIVATE KEY' ? unwrapPkcs8(der) : der)
  } catch (error) {
    if (error instanceof InvalidRequestError) throw error
    throw invalidKey('is cut off or damaged: its PEM has no RSA key')
  }
}

/** The object identifier 1.2.840.113549.1.1.1 of RSA. */
const rsaIdentifier = '2a864886f70d010101'

function unwrapPkcs8(der: Uint8Array): Uint8Array {
  const [, identifiers, key] = readSequence(der)
  const [identifier] = readSequence(identifiers?.whole ?? der)
  const hex = [...(identifier?.content ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (hex !== rsaIdentifier) throw invalidKey('is not an RSA key')
  if (key?.tag !== 0x04) throw new RangeError('no octets')
  return key.content
}

/** Returns a key in the format of PKCS#1 as a JWK. */
function readRsaKey(der: Uint8Array): object {
  const numbers = readSequence(der).map(({ tag, content }) => {
    if (tag !== 0x02) throw new RangeError('no integer')
    return encodeBase64Url(content)
  })
  const [, n, e, d, p, q, dp, dq, qi] = numbers
  if (qi === undefined) throw new RangeError('too few integers')
  return { kty: 'RSA', n, e, d, p, q, dp, dq, qi }
}

interface DerValue {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

function readSequence(der: Uint8Array): DerValue[] {
  const { tag, content } = readDer(der, 0)
  if (tag !== 0x30) throw new RangeError('no sequence')
  const values: DerValue[] = []
  for (let position = 0; position < content.length; ) {
    const value = readDer(content, position)
    values.push(value)
    position += value.whole.length
  }
  return values
}

function readDer(bytes: Uint8Array, start: number): DerValue {
  const [tag = 0, short = 0] = bytes.subarray(start, start + 2)
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f
  const begin = start + 2 + lengthBytes
  const length =
    lengthBytes === 0 ? short : bytes.subarray(start + 2, begin).reduce((sum, byte) => sum * 256 + byte, 0)
  const end = begin + length
  if (lengthBytes > 4 || end > bytes.length || begin > bytes.length) throw new RangeError('cut off')
  return { tag, content: bytes.subarray(begin, end), whole: bytes.subarray(start, end) }
}

function weakKey(bits: number): InvalidRequestError {
  return invalidKey(`is too weak: it has ${bits} bits`, `RS256 needs at least ${leastBits}.`)
}

function invalidKey(problem: string, hint?: string): InvalidRequestError {
  return new InvalidRequestError(`The key ${problem}.`, { service, param: 'key', hint })
}

/** A public key that is imported, or the reason why it cannot be used. */
export type ImportedKey = CryptoKey | string

/** The reason why a key that can be read is not used. */
export const weakPublicKey: string = `has fewer than ${leastBits} bits`

interface CachedKey {
  readonly kty: unknown
  readonly n: unknown
  readonly e: unknown
  key: ImportedKey | Promise<ImportedKey>
}

const imported = new WeakMap<object, CachedKey>()

/**
 * Imports a public key, once for each object, and then returns it without a promise. `alg`, `use` and `kid` do not matter, as
 * with the service.
 */
export function importPublicKey(jwk: unknown): ImportedKey | Promise<ImportedKey> {
  if (!isObject(jwk)) return 'is not a JWK'
  const { kty, n, e } = jwk
  const known = imported.get(jwk)
  // The object may have been changed since.
  if (known !== undefined && known.n === n && known.e === e && known.kty === kty) return known.key
  const entry: CachedKey = { kty, n, e, key: importRsaKey(kty, n, e) }
  imported.set(jwk, entry)
  void Promise.resolve(entry.key).then((key) => {
    entry.key = key
  })
  return entry.key
}

async function importRsaKey(kty: unknown, n: unknown, e: unknown): Promise<ImportedKey> {
  if (kty !== 'RSA') return 'is not an RSA key'
  const [modulus, exponent] = [n, e].map((value) =>
    typeof value === 'string' ? normalizeInteger(value) : undefined,
  )
  if (modulus === undefined || exponent === undefined) return 'cannot be read'
  if (countBits(modulus) < leastBits) return weakPublicKey
  try {
    const jwk = { kty, n: modulus, e: exponent }
    return await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
  } catch {
    return 'cannot be read'
  }
}

/** Returns true if a key has made the signature. */
export function verifyBytes(
  key: CryptoKey,
  signature: Uint8Array<ArrayBuffer>,
  input: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return crypto.subtle.verify(algorithm.name, key, signature, input)
}
