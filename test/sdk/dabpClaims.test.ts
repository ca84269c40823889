import { reportFromClaims } from '@personctl/sdk'
import { describe, expect, it } from 'vitest'
import { currentExample, examples, legacyExample } from '../helpers/dabpExamples.ts'
import { refused, thrown } from './helpers/dabpErrors.ts'

const claim = 'urn:onegini.com:oidc:group_policies'

describe('reportFromClaims', () => {
  it.each(examples)("reads the documentation's example %s, as an object and as a string", (_, example) => {
    const others = { sub: 'ada', iss: 'https://tenant/oauth' }
    expect(reportFromClaims({ ...others, [claim]: example })).toEqual(example)
    expect(reportFromClaims({ ...others, [claim]: JSON.stringify(example) })).toEqual(example)
    expect(reportFromClaims({ active: true, [claim]: example })).toEqual(example)
  })

  it.each<[string, object]>([
    ['as a string in an access token', { group_permissions: JSON.stringify(legacyExample) }],
    ['as an object in an ID token', { [claim]: legacyExample }],
  ])('converts a report of version 1 %s, and keeps the original', (_, claims) => {
    const organisation = { id: '160d8767-b7ea-4706-9738-4dc221658868', name: 'Organisation policy' }
    expect(reportFromClaims(claims)).toEqual({
      groups: [
        {
          id: 'f530f30d-8322-47d1-93ff-19f4fea37c79',
          attributes: [],
          policies: [{ name: 'role_superuser' }],
        },
        { id: '145fabf0-8b05-4a4d-be15-95c7b568da63', policies: [organisation] },
        { id: 'fe987430-8f0f-4fe6-948c-3d77cf05279a', policies: [organisation] },
      ],
      legacy: legacyExample,
    })
  })

  it('derives from a report of version 1 only what is certain', () => {
    const policies = [
      { id: 'p1', name: 'everywhere', scopes: ['g1', 'g1', 'g2'] },
      { id: 'p2', name: 'nowhere', subject: { type: 'PERSON' } },
      { id: 'p3', name: "a group's", scopes: ['g1'], subject: { type: 'GROUP' } },
    ]
    const group_permissions = [
      { id: 'g1', permissions: [], custom_attributes: { crm: 'one', level: 3 } },
      { id: 'g1', permissions: ['POLICY_MANAGE'], custom_attributes: [] },
      { permissions: ['POLICY_MANAGE'] },
    ]
    const legacy = { policies, group_permissions }
    const everywhere = { id: 'p1', name: 'everywhere' }
    const superuser = { name: 'role_superuser' }
    expect(reportFromClaims({ [claim]: legacy })).toEqual({
      groups: [
        {
          id: 'g1',
          attributes: [
            { name: 'crm', value: 'one' },
            { name: 'level', value: '3' },
          ],
          policies: [superuser, everywhere],
        },
        { id: 'g1', attributes: [], policies: [superuser, everywhere] },
        { attributes: [], policies: [superuser] },
        { id: 'g2', policies: [everywhere] },
      ],
      legacy,
    })
  })

  it.each<[string, unknown, unknown]>([
    ['a string', 'eyJ.eyJ.x', refused('invalid_request', 'The claims are a string, not an object.')],
    ['a missing value', undefined, refused('invalid_request', 'The claims are missing, not an object.')],
    ['an empty object', {}, refused('no_report', 'The claims contain no person report: they are empty.')],
    ['claims without a report', { sub: 'a', aud: 'b' }, refused('no_report', /: they are sub, aud\.$/)],
    [
      'very many claims without a report',
      Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`c${i}`, i])),
      refused('no_report', /c9 and others\.$/),
    ],
    ['a token that is not active', { active: false }, refused('no_report', /is not active\.$/)],
    [
      'a string that is not JSON',
      { [claim]: '{"groups":' },
      refused(
        'invalid_report',
        `The claim ${claim} is not a person report: it is a string that is not JSON.`,
      ),
    ],
    [
      'JSON in JSON',
      { [claim]: JSON.stringify('{"groups":[]}') },
      refused('invalid_report', /it is a string, not an object\.$/),
    ],
    ['null', { [claim]: null }, refused('invalid_report', /it is null, not an object\.$/)],
    [
      'a list',
      { group_permissions: [] },
      refused(
        'invalid_report',
        'The claim group_permissions is not a person report: it is a list, not an object.',
      ),
    ],
    [
      'an object without a report',
      { [claim]: { roles: [] } },
      refused('invalid_report', /has neither groups nor group_permissions, but roles\.$/),
    ],
    [
      'a number in place of a group',
      { [claim]: { groups: [{}, 1] } },
      refused('invalid_report', /it has groups\[1\] that is a number, not an object\.$/),
    ],
    [
      'a wrong id',
      { [claim]: { groups: [{ policies: [{ id: {} }] }] } },
      refused('invalid_report', /groups\[0\]\.policies\[0\]\.id that is an object, not a string\.$/),
    ],
    [
      'wrong permissions',
      { [claim]: { group_permissions: [{ permissions: 'ALL' }] } },
      refused('invalid_report', /group_permissions\[0\]\.permissions that is a string, not a list\.$/),
    ],
    ['inherited claims', Object.create({ [claim]: currentExample }), refused('no_report', /they are empty/)],
  ])('refuses %s', (_, claims, error) => {
    expect(thrown(() => reportFromClaims(claims))).toEqual(error)
  })

  it('does not change its argument, with or without nulls', () => {
    const claims = { [claim]: { groups: [{ name: null, policies: [{ id: null, name: 'a' }], x: null }] } }
    const before = structuredClone(claims)
    expect(reportFromClaims(claims)).toEqual({ groups: [{ policies: [{ name: 'a' }], x: null }] })
    expect(claims).toEqual(before)
  })
})
