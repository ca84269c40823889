import { type CisClient, clientCredentials, createCisClient, type FetchInit } from '@personctl/sdk'
import { describe, expect, test } from 'vitest'
import { mockWith } from '../helpers/mockInProcess.ts'
import { openapiContract } from '../helpers/openapiContract.ts'
import { describedRequest, seenRequest } from '../sdk/helpers/fakeService.ts'

const contract = await openapiContract('cis.yaml')

/** A client on the mock, whose every request is held against the description of the API. */
function checkedClient(format: 'json' | 'form'): { cis: CisClient; sent: string[] } {
  const mock = mockWith({ people: 30, pageSize: 7 })
  const sent: string[] = []
  const fetch = (url: string, init: FetchInit) => {
    contract.expectRequestToMatch(describedRequest(seenRequest(url, init)))
    sent.push(new URL(url).pathname)
    return mock.send(url, init)
  }
  const auth = clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret', format })
  return { cis: createCisClient({ auth, fetch }), sent }
}

describe.each(['json', 'form'] as const)(
  'every request of the SDK is documented (tokens as %s)',
  (format) => {
    const calls: Record<string, (cis: CisClient) => Promise<unknown>> = {
      'get by user id': (cis) => cis.users.get({ userId: 'ad|Mozilla-LDAP|ada' }),
      'get by e-mail': (cis) =>
        cis.users.get({ primaryEmail: 'ada.lovelace@example.org' }, { filterDisplay: 'staff' }),
      'get by username': (cis) => cis.users.get({ primaryUsername: 'ada' }, { active: 'any' }),
      'find by uuid': (cis) => cis.users.find({ uuid: 'nobody' }, { active: 'false' }),
      'find by what is odd': (cis) => cis.users.find({ primaryEmail: 'a/b%2F+ü@example.org' }),
      list: (cis) => cis.users.list({ filterDisplay: 'public', prefetch: 1 }).toArray(),
      'list by e-mail': (cis) =>
        cis.users.list({ primaryEmail: 'ada.lovelace@example.org', active: 'false' }).toArray(),
      ids: (cis) => cis.users.ids({ connectionMethod: 'ad', active: 'any' }).toArray(),
      search: (cis) =>
        cis.users.search({ attribute: 'staff_information.staff', value: false, not: true }).toArray(),
      'search with profiles': (cis) =>
        cis.users
          .search({
            attribute: 'access_information.ldap',
            value: 'all_staff',
            fullProfiles: true,
            filterDisplay: 'private',
          })
          .toArray()
          .catch((error) => {
            // With filterDisplay no user_id is left, so the service fails; the request is what matters here.
            expect(error).toMatchObject({ name: 'AuthenticationError' })
          }),
      exists: (cis) => cis.users.exists('ada.lovelace@example.org'),
      version: (cis) => cis.version(),
      discovery: (cis) => cis.discovery(),
      schema: (cis) => cis.schema(),
    }
    test.each(Object.entries(calls))('in a call of %s', async (_name, call) => {
      const { cis, sent } = checkedClient(format)
      await call(cis)
      expect(sent).not.toEqual([])
    })
  },
)

test('the SDK finds everybody in the directory by every key', async () => {
  const { cis } = checkedClient('json')
  const people = await cis.users.list().toArray()
  const ids = await cis.users.ids({ connectionMethod: 'ad' }).toArray()
  const staff = await cis.users
    .search({ attribute: 'staff_information.staff', value: true, fullProfiles: true })
    .toArray()
  expect(people.length).toBeGreaterThan(20)
  expect(ids.length).toBeGreaterThan(5)
  expect(staff.map(({ id }) => id).sort()).toEqual(ids.map(({ user_id }) => user_id).sort())
  for (const profile of people) {
    const { uuid, user_id, primary_email } = profile
    expect(await cis.users.get({ uuid: uuid?.value ?? '' })).toEqual(profile)
    expect(await cis.users.get({ userId: user_id?.value ?? '' })).toEqual(profile)
    expect(await cis.users.exists(primary_email?.value ?? '')).toMatchObject({ cis: true })
  }
})
