import {
  attributeMetadata,
  fromUserInfo,
  InvalidRequestError,
  type Profile,
  profileAttributes,
  unwrapProfile,
  validateProfile,
} from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

type Loose = Record<string, any>

/** A valid profile in which nothing is set. */
function emptyProfile(): Loose {
  const profile: Loose = {
    schema: 'https://example.org/schema',
    identities: {},
    access_information: {},
    staff_information: {},
  }
  for (const { group, name, carrier, classification, display, publisher } of profileAttributes) {
    const home = group === null ? profile : profile[group]
    home[name] = {
      signature: {
        publisher: { alg: 'RS256', typ: 'JWS', name: publisher, value: '' },
        additional: [{ alg: 'RS256', typ: 'JWS', name: null, value: '' }],
      },
      metadata: {
        classification,
        display,
        verified: true,
        created: '2020-01-01T00:00:00Z',
        last_modified: '2020-01-01T00:00:00.000Z',
      },
      [carrier]: null,
    }
  }
  return profile
}

describe('unwrapProfile', () => {
  test('returns the values, and does not change the profile', () => {
    const profile = emptyProfile()
    profile['first_name'].value = 'Ada'
    profile['languages'].values = { English: null }
    profile['staff_information'].manager.value = false
    const before = structuredClone(profile)
    const unwrapped = unwrapProfile(profile as Profile)
    expect(unwrapped).toMatchObject({
      schema: 'https://example.org/schema',
      first_name: 'Ada',
      last_name: null,
      languages: { English: null },
    })
    expect(unwrapped.staff_information?.manager).toBe(false)
    expect(JSON.stringify(unwrapped)).not.toMatch(/metadata|signature/)
    expect(profile).toEqual(before)
  })

  test('keeps empty groups, and adds no absent attributes', () => {
    expect(unwrapProfile({ schema: 's', identities: {} })).toEqual({ schema: 's', identities: {} })
    expect(unwrapProfile({})).toEqual({})
  })

  test('does not mistake values that a person has entered for structure', () => {
    const profile = emptyProfile()
    const values = { value: 'a', values: 'b', metadata: 'c' }
    profile['tags'].values = values
    expect(unwrapProfile(profile as Profile).tags).toEqual(values)
  })
})

describe('validateProfile', () => {
  test('finds nothing wrong with a valid profile', () => {
    expect(validateProfile(emptyProfile())).toEqual([])
  })

  const mistakes: [string, (profile: Loose) => void, string, RegExp][] = [
    ['an attribute is missing', (p) => delete p['uuid'], 'uuid', /missing/],
    [
      'an attribute of a group is missing',
      (p) => delete p['staff_information'].title,
      'staff_information.title',
      /missing/,
    ],
    ['a group is missing', (p) => delete p['identities'], 'identities', /missing/],
    ['a key is too much', (p) => (p['surname'] = {}), 'surname', /not part/],
    ['a value has another type', (p) => (p['active'].value = 'yes'), 'active.value', /true or false/],
    [
      'a value has the wrong name',
      (p) => (p['tags'] = { ...p['tags'], value: null, values: undefined }),
      'tags.value',
      /not part/,
    ],
    [
      'groups are a list',
      (p) => (p['access_information'].ldap.values = ['a']),
      'access_information.ldap.values',
      /object or null/,
    ],
    [
      'a display that it may not have',
      (p) => (p['uuid'].metadata.display = 'staff'),
      'uuid.metadata.display',
      /"public"/,
    ],
    ['an unknown display', (p) => (p['tags'].metadata.display = 'all'), 'tags.metadata.display', /one of/],
    [
      'a class of old',
      (p) => (p['tags'].metadata.classification = 'Mozilla Confidential - Specific Work Groups Only'),
      'tags.metadata.classification',
      /WORKGROUP/,
    ],
    [
      'a date that is none',
      (p) => (p['tags'].metadata.created = 'yesterday'),
      'tags.metadata.created',
      /date and time/,
    ],
    [
      'a foreign publisher',
      (p) => (p['tags'].signature.publisher.name = 'me'),
      'tags.signature.publisher.name',
      /ldap/,
    ],
    [
      'a second signature cut short',
      (p) => (p['tags'].signature.additional = [{ alg: 'RS256' }]),
      'tags.signature.additional[0].typ',
      /missing/,
    ],
    ['an attribute is a bare value', (p) => (p['first_name'] = 'Ada'), 'first_name', /an object/],
  ]
  test.each(mistakes)('reports path and reason of %s', (_name, change, path, reason) => {
    const profile = emptyProfile()
    change(profile)
    expect(validateProfile(profile)).toContainEqual({ path, reason: expect.stringMatching(reason) })
  })

  test('reports a problem for any other value', { tags: 'property' }, () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void expect(validateProfile(value)).not.toEqual([])))
    expect(validateProfile(undefined)).toEqual([{ path: '', reason: 'is undefined, not an object' }])
  })

  test('does not require the identities', () => {
    expect(validateProfile({ ...emptyProfile(), identities: {} })).toEqual([])
  })
})

describe('attributeMetadata', () => {
  test('returns the metadata of an attribute', () => {
    const profile = emptyProfile() as Profile
    expect(attributeMetadata(profile, 'staff_information.title')).toMatchObject({
      classification: 'MOZILLA CONFIDENTIAL',
      display: 'ndaed',
      signature: { publisher: { name: 'hris' } },
    })
    expect(attributeMetadata(profile, 'user_id')).toMatchObject({ display: null, verified: true })
  })

  test('returns undefined for a missing attribute, and refuses an unknown one', () => {
    expect(attributeMetadata({ schema: 's' }, 'staff_information.title')).toBeUndefined()
    expect(attributeMetadata({ staff_information: {} }, 'staff_information.title')).toBeUndefined()
    expect(() => attributeMetadata({}, 'title' as never)).toThrow(InvalidRequestError)
  })
})

describe('fromUserInfo', () => {
  test('keeps standard claims, and drops those of the provider', () => {
    const claims = {
      sub: 'ad|x|ada',
      email: 'ada@example.org',
      email_verified: true,
      updated_at: 1,
      address: { country: 'UK' },
      'https://sso.mozilla.com/claim/groups': ['a'],
      nonce: 'n',
      __proto__: { x: 1 },
    }
    expect(fromUserInfo(claims)).toEqual({
      sub: 'ad|x|ada',
      email: 'ada@example.org',
      email_verified: true,
      updated_at: 1,
      address: { country: 'UK' },
    })
  })

  test('drops standard claims of a wrong type', () => {
    expect(fromUserInfo({ sub: 'a', email: 7, email_verified: 'true', address: [], name: null })).toEqual({
      sub: 'a',
    })
  })

  test.each([null, [], 'x', {}, { sub: '' }, { sub: 7 }])(
    'refuses claims without a subject: %j',
    (claims) => {
      expect(() => fromUserInfo(claims)).toThrow(InvalidRequestError)
    },
  )
})
