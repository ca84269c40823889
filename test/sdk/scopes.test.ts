import {
  InvalidRequestError,
  profileAttributes,
  scopesFor,
  scopeValues,
  visibleAttributes,
} from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const visiblePaths = (scopes: string | readonly string[], filterDisplay?: never) =>
  visibleAttributes(scopes, filterDisplay === undefined ? {} : { filterDisplay })
    .filter(({ visible }) => visible)
    .map(({ path }) => path)

const always = ['uuid', 'primary_username']
const withoutDisplay = [
  'user_id',
  'login_method',
  'last_modified',
  'created',
  'first_name',
  'last_name',
  'primary_email',
  'ssh_public_keys',
  'pgp_public_keys',
  'access_information.ldap',
  'access_information.mozilliansorg',
  'picture',
]

describe('visibleAttributes', () => {
  test.each([
    ['nothing but what is public, without scopes', '', always],
    [
      'no more with scopes that change nothing',
      'classification:public display:public display:private search:all write',
      always,
    ],
    ['no more with every class but no display', 'read:fullprofile', always],
    ['what has no display, with display:none', 'display:none', [...always, ...withoutDisplay]],
    [
      'one class at one level',
      'classification:workgroup:staff_only display:staff',
      [...always, 'staff_information.cost_center', 'staff_information.worker_type'],
    ],
    ['no other level than the one', 'classification:mozilla_confidential display:staff', always],
  ])('returns the attributes that a token shows %s', (_name, scopes, expected) => {
    expect(visiblePaths(scopes).sort()).toEqual([...expected].sort())
  })

  test('shows all 53 attributes with the two scopes that include every other', () => {
    expect(visiblePaths('read:fullprofile display:all')).toHaveLength(53)
  })

  test('returns the obstacles of an attribute with the missing scope', () => {
    const cases = Object.fromEntries(
      visibleAttributes('display:none').map((row) => [row.path, row.obstacles]),
    )
    expect(cases['active']).toEqual([{ because: 'classification', missingScope: 'classification:workgroup' }])
    expect(cases['staff_information.title']).toEqual([
      { because: 'classification', missingScope: 'classification:mozilla_confidential' },
      { because: 'display', missingScope: 'display:ndaed' },
    ])
    expect(cases['user_id']).toEqual([])
  })

  test('hides attributes without a display with filterDisplay', () => {
    const rows = visibleAttributes(['read:fullprofile', 'display:all'], { filterDisplay: 'private' })
    const visible = rows.filter((row) => row.visible).map(({ path }) => path)
    expect(visible).toHaveLength(2 + 3 + 9)
    expect(rows.find(({ path }) => path === 'user_id')?.obstacles).toEqual([{ because: 'filterDisplay' }])
  })

  test('refuses an unknown display level', () => {
    expect(() => visibleAttributes('', { filterDisplay: 'all' as never })).toThrow(InvalidRequestError)
  })
})

describe('scopesFor', () => {
  const some = fc.subarray(profileAttributes.map(({ path }) => path))

  test('returns scopes that show the attributes, and none that can be left out', { tags: 'property' }, () => {
    fc.assert(
      fc.property(some, (paths) => {
        const scopes = scopesFor(paths)
        expect(visiblePaths(scopes)).toEqual(expect.arrayContaining(paths))
        for (const scope of scopes) {
          const fewer = visiblePaths(scopes.filter((other) => other !== scope))
          expect(paths.every((path) => fewer.includes(path))).toBe(false)
        }
      }),
    )
  })

  test('returns the scopes that the obstacles of a token without scopes name', { tags: 'property' }, () => {
    fc.assert(
      fc.property(some, fc.subarray([...scopeValues]), (paths, granted) => {
        const missing = visibleAttributes(granted)
          .filter(({ path }) => paths.includes(path))
          .flatMap(({ obstacles }) =>
            obstacles.map((obstacle) => ('missingScope' in obstacle ? obstacle.missingScope : '')),
          )
        expect(visiblePaths([...granted, ...missing])).toEqual(expect.arrayContaining(paths))
      }),
    )
  })

  test('returns the scopes of all attributes for a group', () => {
    expect(scopesFor(['staff_information'])).toEqual([
      'classification:mozilla_confidential',
      'classification:workgroup:staff_only',
      'display:staff',
      'display:ndaed',
    ])
  })

  test('returns no scopes for public attributes', () => {
    expect(scopesFor(['uuid'])).toEqual([])
  })

  test('suggests the nearest attribute for an unknown one', () => {
    expect(() => scopesFor(['staff_information.titel'])).toThrow(
      expect.objectContaining({ hint: 'Did you mean staff_information.title?' }),
    )
  })
})
