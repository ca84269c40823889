import { type DiscoveryKey, type Publisher, publisherValues } from '@personctl/openapi/cis'
import { isObject } from '@personctl/shared/guards'
import { encodeBase64Url } from '@personctl/shared/jwt'
import {
  type AttributeObject,
  signedContent,
  withSignature,
} from '@personctl/shared/publishing/signedContent'
import type { PrivateKey } from '../../oauth/keys.ts'
import { demoKeyOf } from './demoKeys.ts'
import { generatedModulus, jwsHeader, signByGeneratedKey } from './generatedSignatures.ts'
import { type PublicKey, readPublicKey, signByKey } from './rsa.ts'

/** The keys of publishers that were given: each a JSON Web Key Set. Those of `cis` may be private, for the service to sign with. */
export type GivenPublisherKeys = Readonly<Partial<Record<Publisher, GivenKeySet>>>

interface GivenKeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** A key of a publisher. */
export interface PublisherKey {
  readonly id: string
  /** The public part, as the discovery document has it. */
  readonly published: Readonly<Record<string, unknown>>
  /** The private part. */
  readonly key?: PrivateKey | undefined
  /**
   * The origin: `demo` for one of the mock, private part included; `given` for one that the mock was started with; `generated`
   * for the one that signs the attributes of generated people.
   */
  readonly origin: 'demo' | 'given' | 'generated'
  readonly status: 'current' | 'previous' | 'retired'
}

/** The keys of the publishers whose keys were changed: the current one first, that of generated people last. Plain data. */
export type PublisherKeyState = Readonly<Partial<Record<Publisher, readonly PublisherKey[]>>>

/** The ids of the keys, as the real discovery document has them. */
const keyIds: Record<Publisher, string> = {
  ldap: 'LDAPKeyId',
  mozilliansorg: 'MozilliansorgKeyId',
  hris: 'HRISKeyId',
  cis: 'CISKeyId',
  access_provider: 'APKeyId',
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** The keys of all publishers in a session. */
export interface PublisherKeys {
  /** Returns all keys of a publisher, the retired ones too. */
  listKeys(publisher: Publisher): readonly PublisherKey[]
  /** Returns what is published of a publisher; undefined if nobody has the name. */
  findPublished(publisher: string): readonly CheckedKey[] | undefined
  /** Signs an attribute as the service itself does. */
  signAsService(attribute: AttributeObject): AttributeObject
}

/** A published key, and what verifies signatures with it; undefined for one that cannot be read. */
export interface CheckedKey {
  readonly jwk: Readonly<Record<string, unknown>>
  readonly key: PublicKey | undefined
}

/** @param given the keys that replace the demo keys */
export function createPublisherKeys(given: GivenPublisherKeys, state: PublisherKeyState): PublisherKeys {
  const published = new Map<string, readonly CheckedKey[]>()
  const listKeys = (publisher: Publisher): readonly PublisherKey[] =>
    state[publisher] ?? initialKeys(publisher, given)
  return {
    listKeys,
    findPublished(publisher) {
      if (!isPublisher(publisher)) return undefined
      let keys = published.get(publisher)
      if (keys === undefined) {
        keys = listKeys(publisher)
          .filter(({ status }) => status !== 'retired')
          .map(({ published: jwk }) => ({ jwk, key: readPublicKey(jwk) }))
        published.set(publisher, keys)
      }
      return keys
    },
    signAsService(attribute) {
      const valid = listKeys('cis').filter(({ status }) => status !== 'retired')
      const current = valid.find(({ status, key }) => status === 'current' && key !== undefined)
      const isInitial = current === undefined || current.id === keyIds.cis
      // Tens of times as fast as the demo key, and as true.
      if (isInitial && current?.origin !== 'given' && valid.some(({ origin }) => origin === 'generated'))
        return signByGeneratedKey(attribute, 'cis')
      const input = `${jwsHeader}.${encodeBase64Url(signedContent(attribute))}`
      const { key = demoKeyOf('cis') } = current ?? {}
      return withSignature(attribute, 'cis', `${input}.${encodeBase64Url(signByKey(input, key))}`)
    },
  }
}

export function isPublisher(name: string): name is Publisher {
  return (publisherValues as readonly string[]).includes(name)
}

const initial = new WeakMap<GivenPublisherKeys, Map<Publisher, readonly PublisherKey[]>>()

function initialKeys(publisher: Publisher, given: GivenPublisherKeys): readonly PublisherKey[] {
  const known = initial.get(given) ?? new Map<Publisher, readonly PublisherKey[]>()
  initial.set(given, known)
  let keys = known.get(publisher)
  if (keys === undefined) {
    keys = [
      ...(given[publisher]?.keys.map(readGivenKey) ?? [createDemoKey(publisher)]),
      generatedKey(publisher),
    ]
    known.set(publisher, keys)
  }
  return keys
}

function createDemoKey(publisher: Publisher): PublisherKey {
  return createOwnKey(keyIds[publisher], demoKeyOf(publisher))
}

/** Creates a key of the mock. */
function createOwnKey(id: string, key: PrivateKey): PublisherKey {
  return { id, published: describeKey(id, key.n), key, origin: 'demo', status: 'current' }
}

function readGivenKey(jwk: Readonly<Record<string, unknown>>, index: number): PublisherKey {
  const published = Object.fromEntries(Object.entries(jwk).filter(([name]) => !privateMembers.includes(name)))
  return {
    id: typeof jwk['kid'] === 'string' ? jwk['kid'] : `key-${index + 1}`,
    published,
    key: isPrivateKey(jwk) ? jwk : undefined,
    origin: 'given',
    status: 'current',
  }
}

function isPrivateKey(jwk: object): jwk is PrivateKey {
  return ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].every(
    (name) => typeof Reflect.get(jwk, name) === 'string',
  )
}

function generatedKey(publisher: Publisher): PublisherKey {
  const digits = generatedModulus(publisher).toString(16)
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const id = `${keyIds[publisher]}-generated`
  return { id, published: describeKey(id, encodeBase64Url(bytes)), origin: 'generated', status: 'current' }
}

/** The bytes before and after the modulus of 2048 bits in a SubjectPublicKeyInfo. */
const keyInfo = ['MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA', 'AgMBAAE='] as const

function describeKey(kid: string, n: string): DiscoveryKey {
  const [start, end] = keyInfo.map((part) => atob(part))
  const modulus = atob(n.replaceAll('-', '+').replaceAll('_', '/'))
  return { alg: 'RS256', kty: 'RSA', use: 'sig', x5c: [btoa(`${start}${modulus}${end}`)], n, e: 'AQAB', kid }
}

/** Returns the keys of a publisher after a rotation: a new one is current. Without `keepOld`, all others are retired. */
export function rotatePublisherKeys(
  publisher: Publisher,
  keys: readonly PublisherKey[],
  { keepOld, key }: { readonly keepOld: boolean; readonly key: PrivateKey },
): readonly PublisherKey[] {
  const ids = new Set(keys.map(({ id }) => id))
  let number = 2
  while (ids.has(`${keyIds[publisher]}-${number}`)) number += 1
  const older = keys.map(
    (one): PublisherKey =>
      !keepOld
        ? { ...one, status: 'retired' }
        : one.status === 'current' && one.origin !== 'generated'
          ? { ...one, status: 'previous' }
          : one,
  )
  return [createOwnKey(`${keyIds[publisher]}-${number}`, key), ...older]
}

/** Returns the keys of a publisher after one was retired: it is published no longer, and what it has signed is invalid. */
export function retirePublisherKey(keys: readonly PublisherKey[], id: string): readonly PublisherKey[] {
  return keys.map((key) => (key.id === id ? { ...key, status: 'retired' } : key))
}

/** The problem of a file with the keys of publishers, and its path in the file. */
interface KeyFileProblem {
  readonly path: readonly (string | number)[]
  readonly reason: string
}

/** Returns the reason why a value cannot be the keys of publishers, if any. It repeats nothing of a key. */
export function findKeyProblem(keys: unknown): KeyFileProblem | undefined {
  if (!isObject(keys))
    return { path: [], reason: 'expected an object with a JSON Web Key Set for each publisher' }
  for (const [publisher, set] of Object.entries(keys)) {
    const path = [publisher]
    if (!isPublisher(publisher))
      return {
        path,
        reason: `nobody publishes under this name; expected one of ${publisherValues.join(', ')}`,
      }
    if (!isObject(set) || !Array.isArray(set['keys']))
      return { path, reason: 'expected a JSON Web Key Set, which is an object with the list "keys"' }
    for (const [index, key] of set['keys'].entries()) {
      if (!isObject(key)) return { path: [publisher, 'keys', index], reason: 'expected a JSON Web Key' }
      if (typeof key['kty'] !== 'string')
        return {
          path: [publisher, 'keys', index, 'kty'],
          reason: 'expected the type of the key, such as "RSA"',
        }
    }
  }
  return undefined
}
