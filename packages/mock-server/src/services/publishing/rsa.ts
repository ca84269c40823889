import type { PrivateKey } from '../../oauth/keys.ts'
import { sha256 } from '../../text/sha256.ts'

// RSASSA-PKCS1-v1_5 with SHA-256 on plain numbers. The one of the platform is asynchronous in browsers, where a change of a person
// would then not be one step.

/** A public key. */
export interface PublicKey {
  readonly modulus: bigint
  readonly exponent: bigint
  /** The number of bytes of the modulus. */
  readonly size: number
}

const hashPrefix = '3031300d060960864801650304020105000420'

/** The padded message of a key of 2048 bits, with zeros where the hash is. */
export const paddingBeforeHash: bigint = paddedMessage('0'.repeat(64), 256)

function paddedMessage(hash: string, size: number): bigint {
  return BigInt(`0x0001${'ff'.repeat(Math.max(0, size - 54))}00${hashPrefix}${hash}`)
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Returns the public key of a JSON Web Key. A leading zero of its modulus does not count.
 *
 * @returns undefined if it is not an RSA key
 */
export function readPublicKey({ kty, n, e }: Readonly<Record<string, unknown>>): PublicKey | undefined {
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string') return undefined
  const [modulus, exponent] = [readNumber(n), readNumber(e)]
  if (modulus === undefined || exponent === undefined) return undefined
  const size = Math.ceil(modulus.toString(16).length / 2)
  // Others cannot hold a padded hash.
  return size < 62 || modulus % 2n === 0n ? undefined : { modulus, exponent, size }
}

function readNumber(encoded: string): bigint | undefined {
  if (!/^[\w-]+=*$/.test(encoded)) return undefined
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    const value = BigInt(`0x${hexadecimal(Uint8Array.from(binary, (one) => one.charCodeAt(0)))}`)
    return value === 0n ? undefined : value
  } catch {
    return undefined
  }
}

/** Returns true if a key has signed a text of ASCII characters. */
export function verifySignature(
  text: string,
  signature: Uint8Array,
  { modulus, exponent, size }: PublicKey,
): boolean {
  if (signature.length !== size) return false
  const value = BigInt(`0x${hexadecimal(signature)}`)
  if (value >= modulus) return false
  return power(value, exponent, modulus) === paddedMessage(hexadecimal(sha256(text)), size)
}

/** Signs a text of ASCII characters. Takes some milliseconds. */
export function signByKey(text: string, key: PrivateKey): Uint8Array {
  const [n, p, q, dp, dq, qi] = [key.n, key.p, key.q, key.dp, key.dq, key.qi].map(
    (member) => readNumber(member) ?? 1n,
  ) as [bigint, bigint, bigint, bigint, bigint, bigint]
  const size = Math.ceil(n.toString(16).length / 2)
  const message = paddedMessage(hexadecimal(sha256(text)), size)
  const [one, other] = [power(message % p, dp, p), power(message % q, dq, q)]
  const difference = (one - other) % p
  const factor = ((difference < 0n ? difference + p : difference) * qi) % p
  const digits = (other + factor * q).toString(16).padStart(2 * size, '0')
  return Uint8Array.from({ length: size }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  )
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * base) % modulus
  }
  return result
}

/** Returns the product of primes. */
export function modulusOf(primes: readonly number[]): bigint {
  return primes.reduce((product, prime) => product * BigInt(prime), 1n)
}

/** Returns the inverse of a number, by Euclid's extended algorithm. */
export function invertSmall(value: number, modulus: number): number {
  let [remainder, next] = [modulus, value % modulus]
  let [factor, nextFactor] = [0, 1]
  while (next !== 0) {
    const quotient = Math.floor(remainder / next)
    ;[remainder, next] = [next, remainder - quotient * next]
    ;[factor, nextFactor] = [nextFactor, factor - quotient * nextFactor]
  }
  return factor < 0 ? factor + modulus : factor
}
