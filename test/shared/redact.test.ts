import { redact, redactionMark, redactTokens } from '@personctl/shared/redact'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'

describe('redactTokens', () => {
  test.each([
    [`token ${jwt}.`, `token ${redactionMark}.`],
    [`a%20${jwt}`, `a%20${redactionMark}`],
    [`eyJ.${jwt}`, `eyJ.${redactionMark}`],
    [`eyJ-eyJ-${jwt}`, redactionMark],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ', redactionMark],
    ['eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn', redactionMark],
    ['Authorization: Bearer 0123456789abcdef0123', `Authorization: Bearer ${redactionMark}`],
    ['Bearer%200123456789abcdef0123', `Bearer ${redactionMark}`],
    ['basic ZGVtbzpkZW1vLXNlY3JldA==', `basic ${redactionMark}`],
    ['a bearer token, or HTTP basic authentication', 'a bearer token, or HTTP basic authentication'],
    ['eyJ is how a token begins', 'eyJ is how a token begins'],
  ])('turns %j into %j', (text, redacted) => {
    expect(redactTokens(text)).toBe(redacted)
  })
})

/** Characters that JSON, URLs, forms and HTML write in different ways. */
const character = fc.constantFrom(...'aZ0"\\/&=%+ ~<\'\n#uö€𝄞')
const secrets = fc.string({ unit: character, minLength: 8, maxLength: 20 })

const lowerCaseUrl = (text: string) =>
  encodeURIComponent(text).replace(/%../g, (escaped) => escaped.toLowerCase())
const html = (text: string) =>
  text.replace(
    /[&<"'+]/g,
    (one) => ({ '&': '&amp;', '<': '&lt;', '"': '&quot;', "'": '&#39;', '+': '&#x2B;' })[one] ?? one,
  )
const spellings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  JSON: (secret) => JSON.stringify({ secret }),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'JSON with escaped slashes': (secret) => JSON.stringify({ secret }).replaceAll('/', '\\/'),
  'JSON in ASCII': (secret) =>
    JSON.stringify({ secret }).replace(
      /[^a-z0-9"\\ {}:]/gi,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  URL: (secret) => `https://example.org/?secret=${encodeURIComponent(secret)}`,
  'URL in lower case': (secret) => `https://example.org/?secret=${lowerCaseUrl(secret)}`,
  'URL in a URL': (secret) => `?next=${encodeURIComponent(`/?secret=${encodeURIComponent(secret)}`)}`,
  'JSON in a URL': (secret) => `?body=${encodeURIComponent(JSON.stringify({ secret }))}`,
  form: (secret) => new URLSearchParams({ secret }).toString(),
  HTML: (secret) => `<p>${html(secret)}</p>`,
}

describe('redact', () => {
  test.each(Object.entries(spellings))('hides a secret in %s', { tags: 'property' }, (_, spell) => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const redacted = redact(`before ${spell(secret)} after`, [secret])
        expect(redacted).toContain(redactionMark)
        expect(redacted).not.toContain(spell(secret))
        expect(redacted).toMatch(/^before .* after$/s)
      }),
      propertyRuns(400),
    )
  })

  test.each([
    ['%2f', 'a%2fb%2fc%2fdefg'],
    ['%2F', 'a%2Fb%2Fc%2Fdefg'],
    ['\\/', 'a\\/b\\/c\\/defg'],
    ['\\u002f', 'a\\u002fb\\u002Fc\\u002fdefg'],
    ['&#47;', 'a&#47;b&#x2F;c/defg'],
    ['each of them once', 'a%2fb\\/c\\u002Fdefg'],
  ])('hides a secret whose slashes are written as %s', (_, text) => {
    expect(redact(`token ${text}.`, ['a/b/c/defg'])).toBe(`token ${redactionMark}.`)
  })

  test('hides a secret that looks as if it were spelled itself', () => {
    const secret = '𝄞%aaaa"aaa'
    for (const spell of Object.values(spellings))
      expect(redact(spell(secret), [secret])).toContain(redactionMark)
  })

  test('leaves a text alone that has no secret', () => {
    expect(redact('nothing here, 100 %2f \\" &amp;', ['', 'a-secret-of-mine'])).toBe(
      'nothing here, 100 %2f \\" &amp;',
    )
  })

  test('hides a secret that contains another one once', () => {
    expect(redact('abcdefgh-12345678', ['abcdefgh', 'abcdefgh-12345678', '12345678'])).toBe(redactionMark)
  })

  test.each(['e', 'hid', '401', 'hidden', '[hidden]', 'dd'])(
    'leaves a text readable if the secret is %j',
    (secret) => {
      const text = '{"error":"unexpected","status":401,"message":"The token [hidden] was not accepted"}'
      expect(redact(text, [secret])).toBe(text)
    },
  )

  test.each(['error', '4017', 'null', 'xpect'])(
    'leaves JSON valid and words whole if the secret is %j',
    (secret) => {
      const text = '{"error":"unexpected","status":4017,"requestId":null}'
      expect(redact(text, [secret])).toBe(text)
    },
  )

  test('hides a short secret that stands alone', () => {
    expect(redact('{"message":"no client has the secret tiger"}', ['tiger'])).toBe(
      '{"message":"no client has the secret [hidden]"}',
    )
  })

  test('does not hide twice what it has hidden', { tags: 'property' }, () => {
    fc.assert(
      fc.property(fc.array(secrets, { maxLength: 3 }), fc.string({ unit: character }), (all, other) => {
        const once = redact(all.join(other), all)
        expect(redact(once, all)).toBe(once)
      }),
      propertyRuns(400),
    )
  })
})

// A pattern that reads a part of the text again from each of its characters would take hours here.
test.each([
  ['eyJ-'],
  ['eyJ.'],
  ['eyJeyJeyJ-.-'],
  ['a.'],
  ['..'],
  ['bearer '],
  ['basic\t'],
  ['%25'],
  ['%2'],
  ['\\'],
  ['\\u002'],
  ['&#'],
  ['&#38;'],
  ['{"message":"'],
  ['secret-secre'],
])('reads 1 MB of %j in a few passes', (piece) => {
  const text = piece.repeat(1_000_000 / piece.length)
  expect(redact(text, ['secret-secret', jwt]).length).toBeGreaterThan(0)
})
