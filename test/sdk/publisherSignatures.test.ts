// Signatures of attributes: the bytes of the service itself, and what a verifier must refuse.
import { generateKeyPairSync, type JsonWebKey, type KeyObject, sign as signBytes } from 'node:crypto'
import { InvalidRequestError } from '@personctl/sdk'
import {
  importPublisherKey,
  type PublisherJwk,
  signAttribute,
  verifyAttribute,
  verifyProfile,
} from '@personctl/sdk/cis-publisher'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { rejection } from './helpers/fakeService.ts'
import examples from './helpers/signedAttributes.json' with { type: 'json' }

const { privateKey, publishersJwks: keys } = examples
const [name] = examples.signed
if (name === undefined) throw new Error('no examples')
const publisher = 'mozilliansorg'

const pair = (bits = 2048) => generateKeyPairSync('rsa', { modulusLength: bits })
const [own, other] = [pair(), pair()]
const publicJwk = ({ publicKey }: { publicKey: KeyObject }): PublisherJwk =>
  publicKey.export({ format: 'jwk' }) as PublisherJwk
const ownKeys = { [publisher]: { keys: [publicJwk(own)] } }

const content = { metadata: name.unsigned.metadata, value: 'Ada' }
const header = '{"alg":"RS256","typ":"JWT"}'
const base64Url = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url')

/** A JWS over any header and payload, by any key. */
function createJws(head: string, payload: string | Uint8Array, key = own.privateKey, hash = 'RSA-SHA256') {
  const input = `${base64Url(head)}.${base64Url(payload)}`
  return `${input}.${base64Url(signBytes(hash, Buffer.from(input), key))}`
}

/** An attribute with this in the position of its signature. */
function attributeWith(value: unknown, attribute: object = content): Record<string, unknown> {
  return {
    signature: { publisher: { alg: 'RS256', typ: 'JWS', name: publisher, value }, additional: [] },
    ...attribute,
  }
}

const isValid = async (attribute: unknown, sets: object = ownKeys): Promise<boolean> =>
  (await verifyAttribute(attribute, sets as typeof ownKeys)).ok

describe('signAttribute', () => {
  test.each(examples.signed)(
    'signs $title byte for byte as the service does',
    async ({ unsigned, signed }) => {
      const before = JSON.stringify(unsigned)
      const result = await signAttribute(unsigned, { publisher, key: privateKey })
      expect(JSON.stringify(result)).toBe(JSON.stringify(signed))
      expect(JSON.stringify(unsigned)).toBe(before)
    },
  )

  const pkcs1 = own.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString()
  const pkcs8 = own.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const publicPem = own.publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const jwk = own.privateKey.export({ format: 'jwk' }) as PublisherJwk
  const padded = Buffer.concat([Buffer.alloc(1), Buffer.from(String(jwk['n']), 'base64url')])

  test.each<[string, string | PublisherJwk]>([
    ['a JWK', jwk],
    ['a JWK as text', JSON.stringify(jwk)],
    ['a JWK for another use', { ...jwk, alg: 'RS512', use: 'enc', key_ops: ['verify'] }],
    ['a JWK whose modulus begins with a zero byte', { ...jwk, n: padded.toString('base64url') }],
    ['PEM of PKCS#1', pkcs1],
    ['PEM of PKCS#8', `\ufeff${pkcs8.replaceAll('\n', '\r\n')}`],
    [
      'PEM after lines about it and a public key',
      `Bag Attributes\n  friendlyName: x\n${publicPem}Key Attributes\n${pkcs1}`,
    ],
    ['PEM in base64', Buffer.from(pkcs8).toString('base64')],
  ])('takes %s for a key', async (_, key) => {
    expect(await isValid(await signAttribute(attributeWith(''), { publisher, key }))).toBe(true)
  })

  test('takes a CryptoKey and an imported key, which does not show itself', async () => {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    const cryptoKey = await crypto.subtle.importKey('jwk', jwk as JsonWebKey, algorithm, false, ['sign'])
    const imported = await importPublisherKey(jwk)
    for (const key of [cryptoKey, imported])
      expect(await isValid(await signAttribute(attributeWith(''), { publisher, key }))).toBe(true)
    expect(JSON.stringify(imported)).not.toContain(String(jwk['d']))
  })

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const weak = pair(1024).privateKey
  const locked = own.privateKey
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString()

  test.each<[string, unknown, RegExp]>([
    ['nothing', '', /is empty/],
    ['a word', 'hello', /neither a JWK nor PEM/],
    ['JSON that is cut off', JSON.stringify(jwk).slice(0, 900), /cut off or damaged/],
    ['PEM that is cut off', pkcs8.slice(0, 900), /cut off/],
    ['PEM with a part missing', pkcs1.replace(/\n.{64}\n/, '\n'), /cut off or damaged/],
    ['PEM that is encrypted', locked, /is encrypted/],
    ['a public JWK', publicJwk(own), /is a public key/],
    ['public PEM', publicPem, /is a public key/],
    ['an EC JWK', ec.export({ format: 'jwk' }), /is not an RSA key/],
    ['EC PEM', ec.export({ format: 'pem', type: 'pkcs8' }).toString(), /is not an RSA key/],
    ['a key of 1024 bits', weak.export({ format: 'jwk' }), /too weak: it has 1024 bits/],
    [
      'PEM of 1024 bits',
      weak.export({ format: 'pem', type: 'pkcs1' }).toString(),
      /too weak: it has 1024 bits/,
    ],
    ['a set of keys', { keys: [jwk] }, /is a set of keys/],
    ['a JWK without a prime', { ...jwk, p: undefined }, /its member p is missing/],
    ['a number', 5, /is not a JWK/],
  ])('refuses %s as a key, without showing it', async (_, key, message) => {
    const error = await rejection(signAttribute(attributeWith(''), { publisher, key: key as string }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect((error as Error).message).toMatch(message)
    expect(JSON.stringify(error)).not.toContain(String(jwk['d']).slice(0, 20))
  })

  test.each<[string, object, RegExp]>([
    ['a null value', { ...content, value: null }, /is null/],
    ['no value', { metadata: content.metadata }, /neither value nor values/],
    ['NaN', { ...content, value: Number.NaN }, /value is NaN/],
    ['a number that was rounded', { ...content, value: 2 ** 60 }, /may have rounded/],
    ['a date', { ...content, value: new Date(0) }, /value is an object that JSON does not have/],
  ])('refuses %s', async (_, attribute, message) => {
    const error = await rejection(signAttribute(attributeWith('', attribute), { publisher, key: privateKey }))
    expect(error).toMatchObject({ code: 'invalid_request', message: expect.stringMatching(message) })
  })

  test('refuses an attribute without a signature block, and an unknown publisher', async () => {
    const block = await rejection(signAttribute(content, { publisher, key: privateKey }))
    expect(block).toMatchObject({ message: expect.stringContaining('signature.publisher') })
    const unknown = await rejection(signAttribute(attributeWith(''), { publisher: 'ldpa', key: privateKey }))
    expect(unknown).toMatchObject({ param: 'publisher', hint: 'Did you mean ldap?' })
  })
})

describe('verifyAttribute', () => {
  test.each(examples.verified)('says $ok of $title', async ({ attribute, ok }) => {
    expect(await isValid(attribute, keys)).toBe(ok)
  })

  const payload = JSON.stringify(content)
  const good = createJws(header, payload)
  const [head = '', body = '', signature = ''] = good.split('.')
  const reordered = JSON.stringify({ value: 'Ada', metadata: content.metadata }, undefined, 2)

  test.each<[string, unknown]>([
    ['the payload in another order and with blanks', createJws(header, reordered)],
    ['a byte order mark in front of the payload', createJws(header, `\ufeff${payload}`)],
    ['a newline at the end of the payload', createJws(header, `${payload}\n`)],
    ['a header without typ', createJws('{"alg":"RS256"}', payload)],
    [
      'a header with typ first, blanks and a kid',
      createJws('{ "typ": "JWS", "alg": "RS256", "kid": "x" }', payload),
    ],
  ])('accepts %s', async (_, jws) => {
    expect(await verifyAttribute(attributeWith(jws), ownKeys)).toEqual({ ok: true })
  })

  test.each<[string, unknown]>([
    ['an empty signature', ''],
    ['null', null],
    ['a number', 1],
    ['an object', { payload: body, protected: head, signature }],
    ['two segments', `${head}.${body}`],
    ['four segments', `${good}.x`],
    ['a blank in front', ` ${good}`],
    ['a newline inside', good.replace('.', '.\n')],
    ['padding', `${good}==`],
    ['the alphabet of base64', `${head}.${body}.${Buffer.from(signature, 'base64url').toString('base64')}`],
    ['junk in the signature', `${head}.${body}.${signature.slice(0, 9)}!@#$${signature.slice(9)}`],
    ['bits that are lost', good.slice(0, -1) + String.fromCharCode(good.charCodeAt(good.length - 1) + 1)],
    ['critical header parameters', createJws('{"alg":"RS256","crit":["exp"],"exp":1}', payload)],
    ['an unencoded payload', createJws('{"alg":"RS256","b64":false}', payload)],
    ['a byte order mark in front of the header', createJws('\ufeff{"alg":"RS256"}', payload)],
    ['alg none', `${base64Url('{"alg":"none"}')}.${body}.`],
    ['alg none with a signature', createJws('{"alg":"none"}', payload)],
    ['alg RS512', createJws('{"alg":"RS512"}', payload, own.privateKey, 'RSA-SHA512')],
    ['a list as alg', createJws('{"alg":["RS256"]}', payload)],
    [
      'a key in the header',
      createJws(JSON.stringify({ alg: 'RS256', jwk: publicJwk(other) }), payload, other.privateKey),
    ],
    ['the key of somebody else', createJws(header, payload, other.privateKey)],
    ['1 in place of true', createJws(header, payload.replace('true', '1'))],
    ['a member more', createJws(header, JSON.stringify({ ...content, note: 1 }))],
    ['a member less', createJws(header, '{"value":"Ada"}')],
    ['the bare value', createJws(header, '"Ada"')],
    ['a list', createJws(header, `[${payload}]`)],
    ['a payload that is not JSON', createJws(header, 'hello')],
    ['a payload that is not UTF-8', createJws(header, new Uint8Array([0x22, 0xff, 0x22]))],
  ])('refuses %s, with a reason', async (_, jws) => {
    expect(await verifyAttribute(attributeWith(jws), ownKeys)).toEqual({
      ok: false,
      reason: expect.stringMatching(/\w/),
    })
  })

  test('tries each key of the publisher up to one that it cannot read, as the service does', async () => {
    const attribute = attributeWith(good)
    const weak = { ...publicJwk(other), n: String(publicJwk(other)['n']).slice(0, 171) }
    for (const first of [publicJwk(other), weak])
      expect(await isValid(attribute, { [publisher]: { keys: [first, publicJwk(own)] } })).toBe(true)
    for (const unreadable of [{ kty: 'EC' }, { kty: 'RSA' }, { ...publicJwk(other), n: '***' }, null, 'x']) {
      expect(await isValid(attribute, { [publisher]: { keys: [publicJwk(own), unreadable] } })).toBe(true)
      expect(await isValid(attribute, { [publisher]: { keys: [unreadable, publicJwk(own)] } })).toBe(false)
    }
    const padded = Buffer.concat([Buffer.alloc(1), Buffer.from(String(publicJwk(own)['n']), 'base64url')])
    const zero = { ...publicJwk(own), n: padded.toString('base64url'), alg: 'RS512', use: 'enc', kid: 1 }
    expect(await isValid(attribute, { [publisher]: { keys: [zero] } })).toBe(true)
    const verdict = await verifyAttribute(attribute, { [publisher]: { keys: [{ kty: 'EC' }] } })
    expect(verdict).toMatchObject({ reason: expect.stringContaining('is not an RSA key') })
  })

  test('refuses a publisher without keys, and names of objects as publishers', async () => {
    for (const sets of [{}, { [publisher]: { keys: [] } }])
      expect(await isValid(attributeWith(good), sets)).toBe(false)
    const attribute = attributeWith(good) as { signature: { publisher: { name: unknown } } }
    for (const wrong of ['toString', '__proto__', null, 5, undefined]) {
      attribute.signature.publisher.name = wrong
      expect(await isValid(attribute)).toBe(false)
    }
  })

  test('compares integers beyond 2^53 digit by digit', async () => {
    const big = (digits: string) => createJws(header, payload.replace('"Ada"', digits))
    const attribute = { ...content, value: 9_007_199_254_740_993n }
    expect(await isValid(attributeWith(big('9007199254740993'), attribute))).toBe(true)
    expect(await isValid(attributeWith(big('9007199254740992'), attribute))).toBe(false)
  })

  test('refuses what has no value, and what is not an attribute', async () => {
    for (const attribute of [
      null,
      [],
      'x',
      1,
      {},
      attributeWith(good, { value: null }),
      attributeWith(good, {}),
    ])
      expect(await isValid(attribute)).toBe(false)
  })

  const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' })
  const values = fc.dictionary(fc.string({ minLength: 1 }), json, { maxKeys: 4 })
  const metadata = fc.record({
    classification: fc.constantFrom('PUBLIC', 'MOZILLA CONFIDENTIAL'),
    last_modified: fc.constant('2024-05-06T07:08:09.000Z'),
    created: fc.constant('1970-01-01T00:00:00Z'),
    verified: fc.boolean(),
    display: fc.constantFrom(null, 'public', 'staff'),
  })
  const storable = fc
    .record({ metadata, values })
    .filter((attribute) => !/\d{16}|e[+-]?\d/.test(JSON.stringify(attribute)))

  test('accepts every attribute that was signed, and none with another member', {
    tags: 'property',
  }, async () => {
    const key = await importPublisherKey(privateKey)
    await fc.assert(
      fc.asyncProperty(storable, json, async (attribute, replacement) => {
        const signed = await signAttribute(attributeWith('', attribute), { publisher, key })
        expect(await verifyAttribute(JSON.parse(JSON.stringify(signed)), keys)).toEqual({ ok: true })
        for (const changed of mutationsOf(attribute, replacement))
          expect(await isValid({ signature: signed['signature'], ...changed }, keys)).toBe(false)
      }),
      propertyRuns(200),
    )
  })
})

/** Returns copies of a value, each with one member at any depth replaced or removed. */
function mutationsOf(value: object, replacement: unknown): object[] {
  const isSame = (one: unknown) => JSON.stringify(one) === JSON.stringify(replacement)
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    const without = Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))
    const replaced = (by: unknown) =>
      Object.fromEntries(Object.entries(value).map(([k, m]) => [k, k === key ? by : m]))
    const inner =
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? mutationsOf(member, replacement).map(replaced)
        : []
    return [without, ...(isSame(member) ? [] : [replaced(replacement)]), ...inner]
  })
}

describe('verifyProfile', () => {
  const all = Object.fromEntries(
    ['ldap', 'hris', 'cis', 'access_provider', publisher].map((one) => [one, keys.mozilliansorg]),
  )

  test('accepts a record as the service has stored it, whose unset attributes are not signed', async () => {
    expect(await verifyProfile(examples.stored, all)).toEqual({ ok: true, problems: [] })
  })

  test('names the attribute, its publisher and the reason for each signature that is not valid', async () => {
    const stored = structuredClone(examples.stored)
    stored.first_name.value = 'Eve'
    stored.access_information.ldap.signature.publisher.value = ''
    expect(await verifyProfile(stored, all)).toEqual({
      ok: false,
      problems: [
        { path: 'first_name', publisher, reason: 'value differs from what was signed' },
        { path: 'access_information.ldap', publisher: expect.any(String), reason: 'it is not signed' },
      ],
    })
  })

  test.each<[string, unknown, boolean]>([
    ['null as an attribute', { first_name: null }, true],
    ['a list as an attribute', { first_name: [] }, true],
    ['an attribute without a value', { first_name: { signature: {}, metadata: {} } }, false],
    ['null as an attribute of a group', { identities: { github_id_v3: null } }, false],
    ['text as an attribute of a group', { identities: { github_id_v3: 'x' } }, false],
    ['a list as the profile', [], false],
    ['null as the profile', null, false],
  ])('treats %s as the service does', async (_, profile, ok) => {
    expect((await verifyProfile(profile, all)).ok).toBe(ok)
  })
})
