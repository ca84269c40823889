import { didYouMean, editDistance } from '@personctl/shared/didYouMean'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('didYouMean', () => {
  const fields = ['displayName', 'groupIdentifier', 'staff_information.title', 'owner']

  test.each([
    ['displayNam', 'displayName'],
    ['DISPLAYNAME', 'displayName'],
    ['gruopIdentifer', 'groupIdentifier'],
    ['titel', 'staff_information.title'],
    ['staff_information.titel', 'staff_information.title'],
    ['onwer', 'owner'],
    ['group', 'groupIdentifier'],
  ])('finds what %s was meant to be', (typed, meant) => {
    expect(didYouMean(typed, fields)).toBe(meant)
  })

  test.each(['', 'xyz', 'id', 'completely different'])('finds nothing like %j', (typed) => {
    expect(didYouMean(typed, fields)).toBeUndefined()
  })

  test('prefers the first of several that are equally near', () => {
    expect(didYouMean('aat', ['cat', 'bat'])).toBe('cat')
  })

  test('does not take the end of an e-mail address for a name', () => {
    expect(didYouMean('ogr', ['ada@example.org'])).toBeUndefined()
  })

  test('passes over a candidate that is not accepted', () => {
    expect(didYouMean('bat', ['bat', 'cat'], (one) => one !== 'bat')).toBe('cat')
  })
})

describe('editDistance', () => {
  test('counts characters to add, remove and replace', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3)
    expect(editDistance('', 'abc')).toBe(3)
    expect(editDistance('same', 'same')).toBe(0)
  })

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })

  test('is symmetric, and one edit away from its neighbours', { tags: 'property' }, () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other)
        expect(editDistance(other, one)).toBe(distance)
        expect(Math.abs(editDistance(`${one}a`, other) - distance)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('never exceeds its limit, and is exact below it', { tags: 'property' }, () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 8 }), (one, other, limit) => {
        expect(editDistance(one, other, limit)).toBe(Math.min(editDistance(one, other), limit))
      }),
    )
  })
})
