import { listSpellings, redact, redactionMark, redactTokens } from '@personctl/shared/redact'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('redactTokens', () => {
  const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'

  test.each([
    [`token ${jwt}.`, `token ${redactionMark}.`],
    [`a%20${jwt}`, `a%20${redactionMark}`],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ', redactionMark],
    ['eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn', redactionMark],
    ['Authorization: Bearer 0123456789abcdef0123', `Authorization: Bearer ${redactionMark}`],
    ['basic ZGVtbzpkZW1vLXNlY3JldA==', `basic ${redactionMark}`],
    ['a bearer token, or HTTP basic authentication', 'a bearer token, or HTTP basic authentication'],
    ['eyJ is how a token begins', 'eyJ is how a token begins'],
  ])('turns %j into %j', (text, redacted) => {
    expect(redactTokens(text)).toBe(redacted)
  })
})

/** Characters that JSON, URLs and forms write in different ways. */
const character = fc.constantFrom(...'aZ0"\\/&=%+ ~\'\nö€𝄞')

describe('redact', () => {
  test('hides a secret in every spelling that a request may have', () => {
    const secret = fc.string({ unit: character, minLength: 4, maxLength: 20 })

    fc.assert(
      fc.property(secret, (one) => {
        const spellings = listSpellings([one])
        const text = [
          one,
          JSON.stringify({ secret: one }),
          JSON.stringify(JSON.stringify({ secret: one })),
          `https://example.org/?secret=${encodeURIComponent(one)}`,
          new URLSearchParams({ secret: one }).toString(),
        ].join('\n')
        const redacted = redact(text, spellings)
        expect(redacted.split(redactionMark).length - 1).toBeGreaterThanOrEqual(5)
        for (const spelling of spellings)
          if (!redactionMark.includes(spelling))
            expect(redacted.replaceAll(redactionMark, '')).not.toContain(spelling)
      }),
    )
  })

  test('leaves a text alone that has no secret', () => {
    expect(redact('nothing here', listSpellings(['', 'secret']))).toBe('nothing here')
  })
})
