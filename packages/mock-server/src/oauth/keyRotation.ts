import { encodeBase64Url } from '@personctl/shared/jwt'
import { seededRandom } from '../text/seededRandom.ts'
import { type KeyState, type PrivateKey, type SigningKey, signingKeyIdAfter } from './keys.ts'

// Older keys are forgotten, as if they were retired.
const keyLimit = 50

/** The way in which keys are rotated. */
interface Rotation {
  /** Lets the tokens of the keys before remain valid. Otherwise these keys are retired. */
  readonly keepOld: boolean
  /** Publishes the new key at once. */
  readonly publish: boolean
}

/** Returns the keys after a rotation: a new one is current. */
export function rotateKeys(state: KeyState, { keepOld, publish }: Rotation): KeyState {
  const rotations = state.rotations + 1
  const older = state.keys.map(
    (key): SigningKey =>
      key.status === 'current' || !keepOld ? retire(key, keepOld ? 'previous' : 'retired') : key,
  )
  const current: SigningKey = {
    id: signingKeyIdAfter(rotations),
    key: generateKey(rotations + 1),
    status: 'current',
    isPublished: publish,
  }
  return { rotations, keys: [...older, current].slice(-keyLimit) }
}

/** Returns the keys after every valid one has been published. */
export function publishKeys({ rotations, keys }: KeyState): KeyState {
  return { rotations, keys: keys.map((key) => ({ ...key, isPublished: key.status !== 'retired' })) }
}

/** Returns the keys after one has been retired. */
export function retireKey({ rotations, keys }: KeyState, id: string): KeyState {
  return { rotations, keys: keys.map((key) => (key.id === id ? retire(key, 'retired') : key)) }
}

function retire(key: SigningKey, status: 'previous' | 'retired'): SigningKey {
  return { ...key, status, isPublished: status === 'previous' && key.isPublished }
}

const generated = new Map<number, PrivateKey>()

/** Returns the key with a number from 2, the same one on every machine. */
export function generateKey(number: number): PrivateKey {
  const known = generated.get(number) ?? computeKey(number)
  generated.set(number, known)
  return known
}

// The third number is the one of a thousand for which the first three keys are found soonest, in a tenth of a second.
const streams = [0x6b657973, 576] as const
const primeBits = 1024
const publicExponent = 65_537n

/**
 * Computes an RSA key of 2048 bits (PKCS #1) from its number. Anybody can do the same: like the fixed key it is public,
 * private part included, and protects nothing.
 */
function computeKey(number: number): PrivateKey {
  const random = seededRandom(...streams, number)
  const [p, q] = [findPrime(random.below), findPrime(random.below)].sort((one, other) =>
    one < other ? 1 : -1,
  ) as [bigint, bigint]
  const d = invert(publicExponent, (p - 1n) * (q - 1n))
  return {
    kty: 'RSA',
    n: encode(p * q),
    e: encode(publicExponent),
    d: encode(d),
    p: encode(p),
    q: encode(q),
    dp: encode(d % (p - 1n)),
    dq: encode(d % (q - 1n)),
    qi: encode(invert(q, p)),
  }
}

const smallPrimes = listSmallPrimes(600)

function listSmallPrimes(count: number): readonly number[] {
  const primes: number[] = []
  for (let candidate = 3; primes.length < count; candidate += 2)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  return primes
}

/** Returns the first prime from a random number on. Its two highest bits are set, so that a product has twice its length. */
function findPrime(below: (limit: number) => number): bigint {
  const words = Array.from({ length: primeBits / 32 }, () => below(0x1_0000_0000))
  const digits = words.map((word) => word.toString(16).padStart(8, '0')).join('')
  const start = BigInt(`0x${digits}`) | (3n << BigInt(primeBits - 2)) | 1n
  const remainders = smallPrimes.map((prime) => Number(start % BigInt(prime)))
  for (let step = 0; ; step += 2) {
    if (smallPrimes.some((prime, index) => ((remainders[index] ?? 0) + step) % prime === 0)) continue
    const candidate = start + BigInt(step)
    if (isProbablyPrime(candidate) && (candidate - 1n) % publicExponent !== 0n) return candidate
  }
}

// Fermat's test. A random composite of this size passes it less often than memory fails.
const isProbablyPrime = (candidate: bigint): boolean => power(2n, candidate - 1n, candidate) === 1n

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * base) % modulus
  }
  return result
}

/** Returns the inverse of a number, by Euclid's extended algorithm. */
function invert(value: bigint, modulus: bigint): bigint {
  let [remainder, next] = [modulus, value % modulus]
  let [factor, nextFactor] = [0n, 1n]
  while (next !== 0n) {
    const quotient = remainder / next
    ;[remainder, next] = [next, remainder - quotient * next]
    ;[factor, nextFactor] = [nextFactor, factor - quotient * nextFactor]
  }
  return factor < 0n ? factor + modulus : factor
}

/** Encodes a number as JSON Web Keys do: big-endian, base64url. */
function encode(value: bigint): string {
  const digits = value.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  const bytes = even.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
  return encodeBase64Url(Uint8Array.from(bytes))
}
