import { type Publisher, publisherValues } from '@personctl/generated/cis'
import { isObject } from '@personctl/shared/guards'
import { attributesOf, isSet } from '@personctl/shared/publishing/merge'
import {
  type AttributeObject,
  replaceMember,
  signedContent,
  withSignature,
} from '@personctl/shared/publishing/signedContent'
import { isGeneratedSignature, type StoredProfile } from '../../directory/profile.ts'
import { asciiJson } from '../../text/json.ts'
import { sha256 } from '../../text/sha256.ts'
import { invertSmall, modulusOf, paddingBeforeHash } from './rsa.ts'

/**
 * Returns the signature of an attribute that the mock has made, by the key of its publisher for generated people. Others have
 * none: those that are null, those of data files, and those that a publisher has signed.
 *
 * @returns a compact JWS
 */
export function createGeneratedJws(attribute: AttributeObject): string | undefined {
  const { signature } = attribute
  if (!isGeneratedSignature(signature) || !isSet(attribute)) return undefined
  return createJws(attribute, signature.publisher.name as Publisher)
}

/** Signs an attribute by the key of a publisher for generated people. */
export function signByGeneratedKey(attribute: AttributeObject, publisher: Publisher): AttributeObject {
  return withSignature(attribute, publisher, createJws(attribute, publisher))
}

function createJws(attribute: AttributeObject, publisher: Publisher): string {
  const payload = btoa(contentOf(attribute)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  const input = `${jwsHeader}.${payload}`
  return `${input}.${sign(input, keyOf(publisher))}`
}

// The attributes of a person share their metadata.
const contents = new WeakMap<object, string>()

/** Returns the same as `signedContent`. */
function contentOf(attribute: AttributeObject): string {
  let text = ''
  for (const key of Object.keys(attribute))
    if (key !== 'signature')
      text += `${text === '' ? '{' : ','}${asciiJson(key)}:${contentOfMember(attribute[key])}`
  return `${text}}`
}

function contentOfMember(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return asciiJson(value)
  let text = isObject(value) ? contents.get(value) : undefined
  if (text === undefined) {
    text = signedContent({ value }).slice('{"value":'.length, -1)
    if (isObject(value)) contents.set(value, text)
  }
  return text
}

/** The header of every signature of the service: `{"alg":"RS256","typ":"JWT"}`. */
export const jwsHeader = 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9'

function signUnsigned(attribute: AttributeObject): AttributeObject {
  const publisher = readUnsigned(attribute)
  return publisher === undefined || !isSet(attribute) ? attribute : signByGeneratedKey(attribute, publisher)
}

/** Returns the publisher of an attribute without a signature. */
function readUnsigned({ signature }: AttributeObject): Publisher | undefined {
  const publisher = isObject(signature) ? signature['publisher'] : undefined
  if (!isObject(publisher) || publisher['value'] !== '') return undefined
  return publisherValues.find((one) => one === publisher['name'])
}

const signedProfiles = new WeakMap<StoredProfile, StoredProfile>()

/**
 * Returns a profile in which every attribute that nobody has signed is: those that the mock has made, and those of data files. The
 * service itself stores none that is unsigned, and would refuse every change of such a person.
 */
export function signGeneratedProfile(profile: StoredProfile): StoredProfile {
  let signed = signedProfiles.get(profile)
  if (signed === undefined) {
    signed = profile
    for (const { path, attribute } of attributesOf(profile)) {
      const next = isObject(attribute) ? signUnsigned(attribute) : attribute
      if (next === attribute) continue
      const [name = '', leaf] = path.split('.')
      signed = replaceMember(
        signed,
        name,
        leaf === undefined ? next : replaceMember(signed[name] as AttributeObject, leaf, next),
      )
    }
    signedProfiles.set(profile, signed)
  }
  return signed
}

/** Returns the modulus of the key of a publisher for generated people. */
export function generatedModulus(publisher: Publisher): bigint {
  return modulusOf(Array.from(keyOf(publisher).primes))
}

// PUBLIC ON PURPOSE. The primes of the keys with which attributes of generated people are signed, as differences in base 36. Each
// product has 2048 bits, and verifiers see an ordinary RSA key; but its primes are so small that a signature takes plain numbers
// only, a tenth of the time of a real key, and anybody can factor it. Each is chosen so that the private exponent modulo one less
// has 13 bits at most.
const primeDifferences: Readonly<Record<Publisher, string>> = {
  ldap: 'e5o01 aroy 82rq cn4 5m9w 6wmo 3syg 8lqe cn4 diq2 3c3m 53b8 2zgi 1h3i i6v4 85xi 9hc 35s2 b8js guu 55f2 hboi 2ca4 e1oq 59ms 1mzvu 1mzw hun6 iyo 2ghu 8feu 5yx0 59ms 8feu 6fru 7flc 1nf2 4yoc aroy 2ghu 5yx0 2ghu 5m9w 8feu 5yx0 pa8i pa8i apl4 2zgi 5yx0 8feu 5m9w jnym e1oq 8w9o j73s avwo 2hwe8 guto mas0 5slg 13bx8 2thl4 mh3k 2t4y 7wg6 2ifcw 18lk0 h7gs 8feu 15sf2 pmvm 82rq 8s1y rqqc bl6w xpnc dp1m v95i 3qulc 2qbt2',
  mozilliansorg:
    'e5o01 thy 44p2 5thy 82rq cn4 5m9w 6wmo 3syg 8lqe cn4 guto 53b8 4gk0 i6v4 8feu 35s2 bpem nlk 4hti bpem 5m9w 2ca4 e1oq 6qqa guto 14nyo 1mzw hun6 iyo 2ghu 8feu 5yx0 59ms 8feu fis8 4hti dp1m 5yx0 82rq 8feu 2t4y 35s2 b8js e1oq zztm 2zgi 2mte 3c3m 8feu 5m9w jnym e1oq 8w9o j73s avwo v95i mxye aroy oxle guto mas0 194io 2thl4 mh3k jnym 29gze 18lk0 h7gs 8feu 15sf2 pmvm 82rq mtqo dp1m 19au8 18y74 hboi 39iwu 5m9w 2kpj6',
  hris: 'e5o01 thy 44p2 5thy 82rq cn4 5m9w 6wmo 3syg 8lqe cn4 diq2 3c3m 53b8 2zgi 1h3i i6v4 8feu 35s2 10isa e1oq 6qqa guto 14nyo 1mzw hun6 iyo 2ghu 6fru 1zn0 5yx0 59ms 8feu 6fru 930e 4hti guu d86s 5yx0 2ghu 5m9w thy 7lww 2t4y 35s2 1ekh0 apl4 2zgi 5yx0 8feu 5m9w or9u 8ydi 8w9o u30g mtqo 8feu mxye zpac guto 2t4y jhn2 5slg guto mh3k 2thl4 mh3k jnym 29gze 18lk0 h7gs 8feu 15sf2 pmvm 2hwe8 18y74 3qulc 5m9w 2kpj6 2hjr4 bl6w',
  cis: 'e5o01 thy 9y70 82rq cn4 5m9w 6wmo 3syg 8lqe cn4 guto 82rq 1h3i 9hyy 8ow6 8feu 35s2 b8js guu nlk g784 5m9w 2ca4 24z5w 1c1g 1mzw hun6 iyo 2ghu 6fru 7yk0 59ms 8feu 2mte 3syg 930e 4hti guu d86s 5yx0 82rq thy 7lww 2t4y 35s2 b8js 1e1ic 2zgi 5yx0 8feu 5m9w or9u 8ydi s3dg avwo mtqo vdd8 aroy oxle guto 2t4y jhn2 5slg guto mh3k 2thl4 1vfao 1k6qw 18lk0 h7gs 8feu mxye iugo pmvm uwie 1mzvu 18y74 3qulc 5m9w 2kpj6 2t4y0',
  access_provider:
    'e5o01 4y70 e8ws guu c21q 3syg 8ydi 634q 7flc 3c3m 53b8 2zgi 1h3i 1c1g 85xi guto 9hc 35s2 b8js guu nlk lti0 2ca4 e1oq j4zy 194io 1mzw hun6 iyo 2ghu 6fru 1zn0 5yx0 59ms 8feu dvd6 1nf2 i6v4 5yx0 2ghu 6fru 7lww 2t4y 35s2 pa8i pa8i apl4 2zgi 2mte 3c3m 8feu 5m9w jnym e1oq 8w9o j73s avwo mtqo vdd8 zpac guto 2t4y 16526 mh3k 2thl4 mh3k 2t4y0 18lk0 h7gs 8feu 13bx8 2ghu pmvm 82rq mtqo pa8i xpnc 18y74 3qulc 2qbt2 2t4y0',
}

/** A key with which the mock signs quickly. */
interface GeneratedKey {
  readonly primes: Float64Array
  readonly inverses: Float64Array
  /** The private exponent modulo one less than each prime. */
  readonly exponents: Int32Array
  /** The padding before the hash, and the remainder theorem's factor, modulo each prime. */
  readonly paddings: Float64Array
  readonly factors: Float64Array
  /** The weights of the words of the hash modulo each prime. */
  readonly weights: Float64Array
  /** The modulus without each prime, and the modulus itself after them, each as digits from the lowest on. */
  readonly digits: Float64Array
}

// Three characters of base64. The signature is shifted by four bits, so that its last character has the bits that base64url has.
const digitBits = 18
const digitBase = 2 ** digitBits
const digitCount = 114
const shift = 4n
const publicExponent = 65_537
const primeCount = 81
const exponentBits = 13
// The hash in words of 16 bits: the sum of their products with weights modulo a prime is exact.
const wordCount = 16
const wordBase = 0x1_0000

const keys = new Map<Publisher, GeneratedKey>()

/** Returns the key of a publisher, whose constants are computed when it is first used. */
function keyOf(publisher: Publisher): GeneratedKey {
  let key = keys.get(publisher)
  if (key === undefined) {
    key = computeKey(publisher)
    keys.set(publisher, key)
  }
  return key
}

function computeKey(publisher: Publisher): GeneratedKey {
  let latest = 0
  const primes = primeDifferences[publisher].split(' ').map((difference) => {
    latest += Number.parseInt(difference, 36)
    return latest
  })
  const digits = new Float64Array((primes.length + 1) * digitCount)
  const modulusStart = primes.length * digitCount
  const hexadecimal = (modulusOf(primes) << shift).toString(16).padStart((digitCount * digitBits) / 4, '0')
  // Two digits are nine hexadecimal ones.
  for (let pair = 0; pair < digitCount / 2; pair++) {
    const both = Number.parseInt(hexadecimal.slice(-9 * (pair + 1), hexadecimal.length - 9 * pair), 16)
    digits[modulusStart + 2 * pair] = both % digitBase
    digits[modulusStart + 2 * pair + 1] = Math.floor(both / digitBase)
  }
  const inverses = Float64Array.from(primes, (prime) => 1 / prime)
  const factors = new Float64Array(primes.length)
  const weights = new Float64Array(primes.length * wordCount)
  for (const [index, prime] of primes.entries()) {
    // By hand from the highest digit on: a division of large integers takes many times as long in code that is still cold.
    let rest = 0
    for (let digit = digitCount - 1; digit >= 0; digit--) {
      const next = rest * digitBase + (digits[modulusStart + digit] ?? 0)
      const quotient = Math.floor(next / prime)
      digits[index * digitCount + digit] = quotient
      rest = next - quotient * prime
    }
    let cofactor = 1
    for (const other of primes)
      if (other !== prime) cofactor = multiply(cofactor, other % prime, prime, inverses[index] ?? 1)
    factors[index] = invertSmall(cofactor, prime)
    let weight = 1
    for (let word = wordCount - 1; word >= 0; word--) {
      weights[index * wordCount + word] = weight
      weight = multiply(weight, wordBase, prime, inverses[index] ?? 1)
    }
  }
  return {
    primes: Float64Array.from(primes),
    inverses,
    exponents: Int32Array.from(primes, (prime) => invertSmall(publicExponent, prime - 1)),
    paddings: Float64Array.from(primes, (prime) => Number(paddingBeforeHash % BigInt(prime))),
    factors,
    weights,
    digits,
  }
}

/** Returns the product of two numbers modulo a prime of at most 26.5 bits, so that the product is exact. */
function multiply(one: number, other: number, prime: number, inverse: number): number {
  return reduce(one * other, prime, inverse)
}

function reduce(value: number, prime: number, inverse: number): number {
  const remainder = value - Math.floor(value * inverse) * prime
  return remainder < 0 ? remainder + prime : remainder >= prime ? remainder - prime : remainder
}

// Reused by each signature.
const words = new Float64Array(wordCount)
const powers = new Float64Array(primeCount)
const roots = new Float64Array(primeCount)
const sums = new Float64Array(digitCount)

/** Signs a text by RSASSA-PKCS1-v1_5 with SHA-256. Returns base64url. */
function sign(text: string, key: GeneratedKey): string {
  const { primes, inverses, exponents, paddings, factors, weights, digits } = key
  const hash = sha256(text)
  for (let word = 0; word < wordCount; word++)
    words[word] = (hash[2 * word] ?? 0) * 0x100 + (hash[2 * word + 1] ?? 0)
  for (let index = 0; index < primeCount; index++) {
    let sum = paddings[index] ?? 0
    for (let word = 0; word < wordCount; word++)
      sum += (words[word] ?? 0) * (weights[index * wordCount + word] ?? 0)
    powers[index] = reduce(sum, primes[index] ?? 1, inverses[index] ?? 1)
  }
  // All primes for one bit after the other: nothing waits for the product before it.
  roots.fill(1)
  for (let bit = 0; bit < exponentBits; bit++)
    for (let index = 0; index < primeCount; index++) {
      const [prime, inverse, power] = [primes[index] ?? 1, inverses[index] ?? 1, powers[index] ?? 1]
      if (((exponents[index] ?? 0) >> bit) & 1)
        roots[index] = multiply(roots[index] ?? 1, power, prime, inverse)
      powers[index] = multiply(power, power, prime, inverse)
    }
  let fraction = 0
  sums.fill(0)
  for (let index = 0; index < primeCount; index++) {
    const inverse = inverses[index] ?? 1
    const part = multiply(roots[index] ?? 1, factors[index] ?? 0, primes[index] ?? 1, inverse)
    fraction += part * inverse
    const offset = index * digitCount
    for (let digit = 0; digit < digitCount; digit++)
      sums[digit] = (sums[digit] ?? 0) + part * (digits[offset + digit] ?? 0)
  }
  return encodeDigits(Math.floor(fraction), digits.subarray(primeCount * digitCount))
}

/** Returns the sum of digits less a multiple of the modulus, in base64url. */
function encodeDigits(multiple: number, modulus: Float64Array): string {
  let carry = 0
  const characters: string[] = []
  for (let digit = 0; digit < digitCount; digit++) {
    const value = (sums[digit] ?? 0) - multiple * (modulus[digit] ?? 0) + carry
    carry = Math.floor(value / digitBase)
    const rest = value - carry * digitBase
    characters.push(alphabet[rest & 63] ?? '', alphabet[(rest >> 6) & 63] ?? '', alphabet[rest >> 12] ?? '')
  }
  return characters.reverse().join('')
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
