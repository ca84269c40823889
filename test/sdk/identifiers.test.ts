import { InvalidRequestError } from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientOf, fakeService, rejection } from './helpers/fakeService.ts'

/** Decodes a path as the service does: the framework decodes it before routing, the route decodes its part once more. */
function received(url: string): { route: string; value: string } {
  const [, version, user, kind, ...rest] = new URL(url).pathname.split('/').map(decodeURIComponent)
  return { route: [version, user, kind].join('/'), value: decodeURIComponent(rest.join('/')) }
}

const routes = {
  userId: 'v2/user/user_id',
  uuid: 'v2/user/uuid',
  primaryEmail: 'v2/user/primary_email',
  primaryUsername: 'v2/user/primary_username',
} as const

describe('an identifier', () => {
  for (const [kind, route] of Object.entries(routes)) {
    test(`of the kind ${kind} arrives unchanged, with any characters`, { tags: 'property' }, async () => {
      const service = fakeService()
      const cis = clientOf(service)
      const nasty = fc.constantFrom(
        'ad|Mozilla-LDAP|x',
        'a+b@example.org',
        '100%',
        '%41',
        '%2F',
        'a/b',
        '..',
        '.',
        '../../users',
        'a b',
        'Ærøskøbing',
        '名',
        '🙂',
        '?x=1#y',
        "$&$'",
        '{uuid}',
        '\\',
      )
      const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.trim() !== '')
      await fc.assert(
        fc.asyncProperty(fc.oneof(nasty, text), async (value) => {
          await cis.users.get({ [kind]: value } as never)
          expect(received(service.apiRequests.at(-1)?.url ?? '')).toEqual({ route, value })
        }),
      )
    })
  }
})

describe('an invalid key is refused before anything is sent', () => {
  for (const [name, key] of Object.entries({
    'none at all': {},
    undefined,
    null: null,
    'two keys': { uuid: 'a', userId: 'b' },
    'an unknown key': { email: 'a@example.org' },
    'an empty text': { uuid: '' },
    blanks: { primaryEmail: '  \t' },
    'a number': { uuid: 7 },
    'half of a surrogate pair': { primaryUsername: 'a\ud800' },
  })) {
    test(name, async () => {
      const service = fakeService()
      const error = await rejection(clientOf(service).users.get(key as never))
      expect(error).toBeInstanceOf(InvalidRequestError)
      expect(error).toMatchObject({ code: 'invalid_request', service: 'cis', attempts: 0 })
      expect([...service.tokenRequests, ...service.apiRequests]).toEqual([])
    })
  }
})

test('get always sends active, and filterDisplay if it is given', async () => {
  const service = fakeService()
  const cis = clientOf(service)
  await cis.users.get({ uuid: 'a' })
  await cis.users.get({ uuid: 'a' }, { active: 'any', filterDisplay: 'staff' })
  expect(service.apiRequests.map(({ url }) => new URL(url).search)).toEqual([
    '?active=true',
    '?active=any&filterDisplay=staff',
  ])
})

test.each([
  ['active', { active: 'maybe' }, 'true, false, any'],
  ['filterDisplay', { filterDisplay: 'STAFF' }, 'public, authenticated, vouched, ndaed, staff, private'],
])('get refuses a value of %s that the service does not know', async (_name, options, accepted) => {
  const service = fakeService()
  const error = await rejection(clientOf(service).users.get({ uuid: 'a' }, options as never))
  expect(error).toBeInstanceOf(InvalidRequestError)
  expect((error as Error).message).toContain(accepted)
  expect(service.tokenRequests).toEqual([])
})
