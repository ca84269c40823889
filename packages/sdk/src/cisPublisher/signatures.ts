import { publisherValues } from '@personctl/generated/cis'
import { ExactNumber, parseExactJson } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import { attributesOf, isSet } from '@personctl/shared/publishing/merge'
import { jsonEquals } from '@personctl/shared/publishing/pythonValues'
import { signedContent, withSignature } from '@personctl/shared/publishing/signedContent'
import { checkObject, checkOneOf, invalidArgument, invalidRequest } from '../arguments.ts'
import { findFlaw } from './jsonValues.ts'
import {
  decodeBase64Url,
  encodeText,
  importPublicKey,
  importPublisherKey,
  jwsHeader,
  type PublisherKeyInput,
  type PublisherKeys,
  service,
  textBytes,
  verifyBytes,
  weakPublicKey,
} from './publisherKeys.ts'

/** Options of `signAttribute`. */
export interface SignAttributeOptions {
  /** The publisher who signs: `ldap`, `mozilliansorg`, `hris`, `access_provider` or `cis`. */
  publisher: string
  /** The private key of the publisher: JWK, PEM, `CryptoKey`, or the result of `importPublisherKey`. */
  key: PublisherKeyInput
}

/**
 * Returns an attribute with the signature of a publisher, as the service itself signs. All of the attribute but `signature`
 * is signed, so `metadata` must be final: change `last_modified`, `display` and `verified` before.
 *
 * The signature covers neither the name of the attribute nor the person.
 *
 * @param attribute with `signature.publisher` and a value that is not null; it is not modified
 * @returns a copy. `signature.additional` and unknown members stay, and so does the order of keys.
 * @throws {InvalidRequestError} for a null value, for what is not an attribute, and for a key that cannot sign
 * @example
 * const attribute = { ...changed, value: 'Ada' }
 * const signed = await signAttribute(attribute, { publisher: 'mozilliansorg', key })
 * @see https://github.com/mozilla-iam/cis, `python-modules/cis_profile`
 */
export async function signAttribute<Attribute extends object>(
  attribute: Attribute,
  options: SignAttributeOptions,
): Promise<Attribute> {
  checkObject(service, options, { publisher: 1, key: 1 } satisfies Record<keyof SignAttributeOptions, 1>)
  const { publisher } = options
  checkOneOf(service, 'publisher', publisher, publisherValues)
  const members: unknown = attribute
  if (!isObject(members)) throw invalidArgument(service, 'attribute', attribute, 'an attribute of a profile')
  if (!isSet(members)) {
    const problem = 'value' in members || 'values' in members ? 'is null' : 'has neither value nor values'
    const hint = 'To take a value away, sign an empty string or an empty object.'
    throw invalidRequest(service, 'attribute', `The attribute ${problem}, which cannot be signed.`, hint)
  }
  const { signature } = members
  if (
    !isObject(signature) ||
    !isObject(signature['publisher']) ||
    signature['publisher'] instanceof ExactNumber
  ) {
    const message = 'The attribute has no signature.publisher, where a signature is stored.'
    throw invalidRequest(service, 'attribute', message)
  }
  const flaw = findFlaw(members)
  if (flaw !== undefined)
    throw invalidRequest(service, 'attribute', `The attribute cannot be signed: ${flaw}.`)
  const key = await importPublisherKey(options.key)
  const jws = await key.sign(signedContent(members))
  return withSignature(members, publisher, jws) as Attribute
}

/** The verdict about the signature of an attribute. */
export type SignatureVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false
      /** The reason, such as `it is not signed`, as the rest of a sentence. */
      readonly reason: string
    }

/** A signature of a profile that could not be verified. */
export interface SignatureProblem {
  /** The path of the attribute, such as `staff_information.title`; empty for the profile itself. */
  readonly path: string
  /** The publisher that the attribute names; null without one. */
  readonly publisher: string | null
  readonly reason: string
}

/** The verdict about all signatures of a profile. */
export interface ProfileVerdict {
  readonly ok: boolean
  /** In the order of the profile; empty if all signatures are valid. */
  readonly problems: readonly SignatureProblem[]
}

/**
 * Verifies the signature of an attribute. It is stricter than the service: only RS256 in strict base64url, no critical header
 * parameters, and a payload that equals the attribute in the types of JSON.
 *
 * A valid signature proves that the publisher signed this content once. It proves neither for which attribute nor for which
 * person, nor that the content is the newest.
 *
 * @param keys the keys of all publishers. They are tried in order. One that cannot be read ends the search, as in the service;
 * one with fewer than 2048 bits is skipped.
 * @example
 * const { api } = await cis.discovery()
 * const verdict = await verifyAttribute(profile.first_name, api.publishers_jwks ?? {})
 * if (!verdict.ok) console.error(verdict.reason)
 */
export async function verifyAttribute(attribute: unknown, keys: PublisherKeys): Promise<SignatureVerdict> {
  checkKeys(keys)
  return verify(attribute, keys)
}

/**
 * Verifies the signatures of all attributes of a profile that have a value. Attributes that are null are not signed.
 *
 * @param keys the keys of all publishers, as `verifyAttribute` takes them
 * @example
 * const { api } = await cis.discovery()
 * const { ok, problems } = await verifyProfile(profile, api.publishers_jwks ?? {})
 * for (const { path, publisher, reason } of problems) console.error(`${path} by ${publisher}: ${reason}`)
 */
export async function verifyProfile(profile: unknown, keys: PublisherKeys): Promise<ProfileVerdict> {
  checkKeys(keys)
  if (!isObject(profile))
    return { ok: false, problems: [{ path: '', publisher: null, reason: 'it is not a profile' }] }
  const members = attributesOf(profile)
  const verdicts = await Promise.all(
    // What has no value needs no signature, but what is not an attribute is not signed either.
    members.map(({ attribute }) => (isNullAttribute(attribute) ? valid : verify(attribute, keys))),
  )
  const problems = members.flatMap(({ path, attribute }, index) => {
    const verdict = verdicts[index]
    return verdict === undefined || verdict.ok
      ? []
      : [{ path, publisher: publisherOf(attribute), reason: verdict.reason }]
  })
  return { ok: problems.length === 0, problems }
}

const valid: SignatureVerdict = { ok: true }

function invalid(reason: string): SignatureVerdict {
  return { ok: false, reason }
}

function checkKeys(keys: unknown): void {
  if (!isObject(keys))
    throw invalidArgument(service, 'keys', keys, 'the key sets of publishers, by publisher')
}

function isNullAttribute(attribute: unknown): boolean {
  return isObject(attribute) && ('value' in attribute || 'values' in attribute) && !isSet(attribute)
}

function publisherOf(attribute: unknown): string | null {
  if (!isObject(attribute) || !isObject(attribute['signature'])) return null
  const { publisher } = attribute['signature']
  return isObject(publisher) && typeof publisher['name'] === 'string' ? publisher['name'] : null
}

async function verify(attribute: unknown, keys: PublisherKeys): Promise<SignatureVerdict> {
  if (!isObject(attribute)) return invalid('it is not an attribute')
  if (!isSet(attribute))
    return invalid(isNullAttribute(attribute) ? 'it is null, which is never signed' : 'it has no value')
  const publisher = publisherOf(attribute)
  if (publisher === null) return invalid('it names no publisher')
  const jws = ((attribute['signature'] as Record<string, unknown>)['publisher'] as Record<string, unknown>)[
    'value'
  ]
  if (jws === '' || jws === null || jws === undefined) return invalid('it is not signed')
  const parsed = parseJws(jws)
  if (typeof parsed === 'string') return invalid(parsed)
  const set = Object.hasOwn(keys, publisher) ? keys[publisher]?.keys : undefined
  if (!Array.isArray(set) || set.length === 0) return invalid(`no key of ${publisher} is known`)
  const failure = await verifyWithAny(set, parsed)
  if (failure !== undefined) return invalid(failure.replace('{publisher}', () => publisher))
  return equalsPayload(attribute, parsed.payload)
}

/** Returns the reason why no key has made a signature; undefined if one has. */
async function verifyWithAny(set: readonly unknown[], jws: ParsedJws): Promise<string | undefined> {
  let skipped = ''
  for (const jwk of set) {
    const ready = importPublicKey(jwk)
    const key = ready instanceof Promise ? await ready : ready
    if (key === weakPublicKey) skipped = `; one of its keys ${key}`
    // The search of the service ends there as well.
    else if (typeof key === 'string')
      return `a key of {publisher} ${key}, and those after it are not tried${skipped}`
    else if (await verifyBytes(key, jws.signature, jws.input)) return undefined
  }
  return `it was not signed with a key of {publisher}${skipped}`
}

interface ParsedJws {
  /** The bytes that are signed. */
  readonly input: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
  /** In base64url. */
  readonly payload: string
}

const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Returns the parts of a compact JWS; the reason, if it cannot be accepted. */
function parseJws(jws: unknown): ParsedJws | string {
  if (typeof jws !== 'string' || !compactJws.test(jws))
    return 'its signature is not a compact JWS in base64url'
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const problem = header === jwsHeader ? undefined : findHeaderProblem(header)
  if (problem !== undefined) return problem
  if (![payload, signature].every(isCanonical)) return 'its signature is not strict base64url'
  return {
    input: textBytes(jws.slice(0, header.length + payload.length + 1)),
    signature: decodeBase64Url(signature),
    payload,
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Returns true for base64url whose last character has no bits that are lost. With such bits, one text has many spellings. */
function isCanonical(text: string): boolean {
  const rest = text.length % 4
  if (rest === 0) return true
  const last = alphabet.indexOf(text.slice(-1))
  return rest !== 1 && last % (rest === 2 ? 16 : 4) === 0
}

function findHeaderProblem(encoded: string): string | undefined {
  const header = isCanonical(encoded) ? parsePayload(encoded, plainUtf8) : undefined
  if (!isObject(header)) return 'the header of its signature is not JSON'
  if (header['alg'] !== 'RS256') return 'its signature has another algorithm than RS256'
  if ('crit' in header) return 'its signature has critical header parameters'
  if ('b64' in header && header['b64'] !== true) return 'its signature is over another encoding'
  return undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
// With a byte order mark in front, a header is not JSON; a payload is, to the service.
const plainUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Returns the JSON that base64url holds; undefined without JSON. */
function parsePayload(encoded: string, decoder: TextDecoder = utf8): unknown {
  try {
    return parseExactJson(decoder.decode(decodeBase64Url(encoded)))
  } catch {
    return undefined
  }
}

function equalsPayload(attribute: Readonly<Record<string, unknown>>, encoded: string): SignatureVerdict {
  if (isEncodingOf(attribute, encoded)) return valid
  const payload = parsePayload(encoded)
  if (payload === undefined) return invalid('what was signed is not JSON')
  const { signature: _, ...content } = attribute
  if (!isObject(payload)) return invalid('what was signed is not an attribute')
  const names = new Set([...Object.keys(payload), ...Object.keys(content)])
  const differing = [...names].filter((name) => !hasSame(payload, content, name))
  if (differing.length === 0) return valid
  return invalid(
    `${differing.join(', ')} ${differing.length === 1 ? 'differs' : 'differ'} from what was signed`,
  )
}

/** Returns true for the payload that most publishers write: the attribute as it stands. It need not be parsed. */
function isEncodingOf(
  { signature: _, ...content }: Readonly<Record<string, unknown>>,
  encoded: string,
): boolean {
  try {
    return encodeText(JSON.stringify(content)) === encoded
  } catch {
    // A number that JavaScript would round.
    return false
  }
}

function hasSame(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
  name: string,
): boolean {
  const isBoth = Object.hasOwn(left, name) && Object.hasOwn(right, name) && right[name] !== undefined
  return isBoth ? jsonEquals(left[name], right[name]) : left[name] === right[name]
}
