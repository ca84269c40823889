import { afterEach, expect, test } from '@jest/globals'
import { createPersonMock } from '@personctl/mock-server'
import { clientCredentials, createCisClient } from '@personctl/sdk'

const { fetch, admin, reset } = createPersonMock({ people: 20 })
const auth = clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret' })
const cis = createCisClient({ auth, fetch, retry: { baseMs: 1 } })
afterEach(reset)

const ada = { primaryEmail: 'ada.lovelace@example.org' }

test('staff have a title', async () => {
  const { staff_information } = await cis.users.get(ada)
  expect(staff_information.title?.value).toBe('Principal Engineer')
})

test('a service that limits requests is asked again', async () => {
  await admin.faults.add({
    match: { operation: 'getUserByPrimaryEmail' },
    effect: { type: 'rateLimit', retryAfterSeconds: 0 },
    times: 1,
  })
  const { response } = await cis.users.get(ada).withResponse()
  expect(response?.attempts).toBe(2)
})

test('people who leave are not found', async () => {
  await admin.people.deactivate('ad|Mozilla-LDAP|ada')
  expect(await cis.users.find(ada)).toBe(undefined)
})
