import { decodeBase64UrlJson, decodeJwt, encodeBase64Url } from '@personctl/shared/jwt'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('base64url', () => {
  test('gives any JSON value back, in characters that a URL takes as they are', { tags: 'property' }, () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: fc.constantFrom(...'aZ0"\\\u0000~\u0080öÿ€𝄞') }), (json) => {
        const encoded = encodeBase64Url(json)
        expect(encoded).toMatch(/^[\w-]*$/)
        expect(encoded).toBe(Buffer.from(json).toString('base64url'))
        expect(decodeBase64UrlJson(encoded)).toEqual(JSON.parse(json))
      }),
    )
  })

  test('encodes bytes that are not text', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
  })

  test.each(['', 'e30', '%%%', encodeBase64Url('no JSON'), encodeBase64Url(Uint8Array.of(0x22, 0xff, 0x22))])(
    'reads %j as JSON, or as nothing',
    (encoded) => {
      expect(decodeBase64UrlJson(encoded)).toEqual(encoded === 'e30' ? {} : undefined)
    },
  )
})

describe('decodeJwt', () => {
  const part = (value: unknown) => encodeBase64Url(JSON.stringify(value))
  const token = `${part({ alg: 'none' })}.${part({ sub: 'Ada Lovelåce' })}.`

  test('reads header and claims', () => {
    expect(decodeJwt(token)).toEqual({ header: { alg: 'none' }, claims: { sub: 'Ada Lovelåce' } })
  })

  test.each([
    '',
    'opaque',
    `${token}.more`,
    'a.b.c',
    `${part([])}.${part({})}.`,
    `${part({})}.${part('x')}.`,
  ])('returns undefined for %j, which is not a signed token', (other) => {
    expect(decodeJwt(other)).toBeUndefined()
  })
})
