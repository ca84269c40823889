// The rules for publishers: who may set, change and show an attribute, and in which words the others are refused.
import { profileAttributes } from '@personctl/sdk/cis'
import {
  canPublish,
  mergeProfile,
  planCreation,
  planUpdate,
  publisherRules,
} from '@personctl/sdk/cis-publisher'
import { describe, expect, test } from 'vitest'
import examples from './helpers/signedAttributes.json' with { type: 'json' }

const publishers = ['ldap', 'mozilliansorg', 'hris', 'access_provider', 'cis'] as const

/** The attributes, or the beginnings of their paths, with those who may set and the one who may change them. */
const table: readonly [paths: string, create: string, update: string][] = [
  ['uuid', 'cis', ''],
  ['primary_username', 'cis', 'mozilliansorg'],
  ['user_id login_method primary_email', 'ldap hris access_provider', 'access_provider'],
  ['active', 'ldap hris access_provider cis', 'cis'],
  ['created last_modified', 'ldap hris cis access_provider', 'cis'],
  [
    'identities.mozilla_ldap_id identities.mozilla_ldap_primary_email identities.mozilla_posix_id',
    'ldap hris access_provider',
    'mozilliansorg',
  ],
  ['first_name last_name identities.', 'ldap hris access_provider mozilliansorg', 'mozilliansorg'],
  ['usernames', 'ldap access_provider mozilliansorg', 'mozilliansorg'],
  ['timezone', 'hris ldap mozilliansorg', 'mozilliansorg'],
  [
    'pronouns alternative_name fun_title description location languages tags picture uris phone_numbers',
    'ldap mozilliansorg',
    'mozilliansorg',
  ],
  ['ssh_public_keys pgp_public_keys', 'ldap', 'ldap'],
  ['access_information.ldap', 'ldap', 'ldap'],
  ['access_information.mozilliansorg', 'mozilliansorg', 'mozilliansorg'],
  ['access_information.hris', 'hris', 'hris'],
  ['access_information.access_provider', 'access_provider', 'access_provider'],
  ['staff_information.', 'ldap hris', 'hris'],
]

const rowOf = (path: string) => {
  const found = table.find(([paths]) =>
    paths.split(' ').some((one) => one === path || (one.endsWith('.') && path.startsWith(one))),
  )
  if (found === undefined) throw new Error(path)
  return { create: found[1].split(' '), update: found[2] }
}
const attributeOf = (carrier: string, value: unknown, name: unknown, display: unknown = null) => ({
  signature: { publisher: { name } },
  metadata: { display, verified: true },
  [carrier]: value,
})

describe('canPublish', () => {
  test.each(profileAttributes)('knows who may set, change and show $path', ({ path, name, carrier }) => {
    const { create, update } = rowOf(path)
    const unset = attributeOf(carrier, null, 'cis')
    for (const publisher of publishers) {
      const set = attributeOf(carrier, 'x', publisher)
      const verdicts = {
        create: canPublish(path, set, unset),
        update: canPublish(path, set, attributeOf(carrier, 'y', 'cis')),
        metadata: canPublish(
          path,
          attributeOf(carrier, 'y', publisher, 'staff'),
          attributeOf(carrier, 'y', 'cis'),
        ),
      }
      const refusal = (operation: string) => ({
        allowed: false,
        message: `[${operation}] ${publisher} is NOT allowed to publish field ${name}`,
      })
      const mayUpdate = publisher === update
      expect(verdicts).toEqual({
        create: create.includes(publisher) ? { allowed: true } : refusal('create'),
        update: mayUpdate ? { allowed: true } : refusal('update'),
        metadata: mayUpdate || publisher === 'mozilliansorg' ? { allowed: true } : refusal('update'),
      })
    }
  })

  test('knows the hosted rules, which let mozilliansorg set keys', () => {
    const [next, unset] = [attributeOf('values', {}, 'mozilliansorg'), attributeOf('values', null, 'ldap')]
    expect(canPublish('ssh_public_keys', next, unset, publisherRules.hosted).allowed).toBe(true)
    expect(canPublish('ssh_public_keys', next, unset).allowed).toBe(false)
  })

  test('compares values as Python does, and prints no publisher as None', () => {
    const previous = attributeOf('value', true, 'cis')
    expect(canPublish('active', attributeOf('value', 1, 'ldap'), previous)).toEqual({ allowed: true })
    expect(canPublish('active', attributeOf('value', 0, null), previous)).toEqual({
      allowed: false,
      message: '[update] None is NOT allowed to publish field active',
    })
  })

  test.each<[string, unknown, unknown, string]>([
    ['icq', attributeOf('value', 'x', 'ldap'), attributeOf('value', null, 'ldap'), "'icq'"],
    [
      'first_name',
      { value: 'x' },
      attributeOf('value', null, 'ldap'),
      "'DotDict' object has no attribute 'signature'",
    ],
    ['first_name', 'x', attributeOf('value', null, 'ldap'), "'str' object has no attribute 'signature'"],
  ])('fails on a broken %s in the words of the service', (path, attribute, previous, message) => {
    expect(canPublish(path, attribute, previous)).toEqual({ allowed: false, message })
  })
})

describe('mergeProfile', () => {
  const { stored } = examples
  const changed = (value: unknown) => ({ ...stored.first_name, value })

  test('replaces what differs as a whole, names groups first, and leaves null and the order of keys', () => {
    const incoming = {
      first_name: { ...changed('Eve'), note: 1 },
      last_name: { ...stored.last_name, value: null },
      identities: { github_id_v3: { ...stored.identities.github_id_v3, value: '5' } },
      schema: 'x',
    }
    const { changed: leaves, profile } = mergeProfile(stored, incoming)
    expect(leaves).toEqual(['github_id_v3', 'first_name'])
    expect(Object.keys(profile)).toEqual(Object.keys(stored))
    expect(profile).toMatchObject({ schema: stored.schema, first_name: { value: 'Eve', note: 1 } })
  })

  test('ignores another classification, time, publisher and signature', () => {
    const { metadata } = stored.first_name
    const same = {
      ...stored.first_name,
      metadata: { ...metadata, classification: 'x', created: 'x' },
      signature: {},
    }
    expect(mergeProfile(stored, { first_name: same }).changed).toEqual([])
  })

  test('fails on an attribute that the record lacks, as the service does', () => {
    expect(() => mergeProfile({}, { first_name: changed('Eve') })).toThrow(/cannot be merged: 'first_name'/)
  })
})

describe('a plan', () => {
  const { stored } = examples

  test('names the attributes whose metadata is incomplete, and is not sendable', () => {
    const { created: _, ...metadata } = stored.first_name.metadata
    const plan = planUpdate(
      stored,
      { first_name: { ...stored.first_name, metadata, value: 'Eve' } },
      { publisher: 'mozilliansorg' },
    )
    expect(plan.poison).toEqual([
      { path: 'first_name', message: 'The metadata of first_name lacks created.' },
    ])
    expect(plan.isSendable).toBe(false)
  })

  test('completes metadata that is incomplete in the record, which heals it', () => {
    const broken = { ...stored, first_name: { ...stored.first_name, metadata: {} } }
    const plan = planUpdate(broken, { first_name: 'Eve' }, { publisher: 'mozilliansorg' })
    expect(plan).toMatchObject({ poison: [], isSendable: true })
  })

  test('sets the time of the change and leaves the others as they are written', () => {
    const now = new Date('2026-01-31T12:00:00Z')
    const { document } = planUpdate(stored, { first_name: 'Eve' }, { publisher: 'mozilliansorg', now })
    expect(document['first_name']).toMatchObject({
      metadata: { last_modified: '2026-01-31T12:00:00.000Z', display: stored.first_name.metadata.display },
      signature: { publisher: { name: 'mozilliansorg', value: '' } },
    })
  })

  test('says which attributes it takes for null, and which are replaced as a whole', () => {
    const { first_name: _, ...partial } = stored
    const changes = { first_name: 'Eve', 'access_information.ldap': { a: null } }
    const { notices } = planUpdate(partial, changes, { publisher: 'ldap' })
    expect(notices).toEqual([
      expect.stringMatching(/does not show first_name/),
      expect.stringMatching(/replaced as a whole/),
    ])
  })

  test('of a creation lists what the publisher may not set', () => {
    const { refusals } = planCreation(
      { user_id: 'x', primary_email: 'x@example.org', 'access_information.ldap': {} },
      { publisher: 'hris' },
    )
    expect(refusals).toEqual([
      { path: 'access_information.ldap', message: '[create] hris is NOT allowed to publish field ldap' },
    ])
  })
})
