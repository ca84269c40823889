// node --test
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPersonMock } from '@personctl/mock-server'
import { AuthenticationError, clientCredentials, createCisClient } from '@personctl/sdk'

/** Creates a client of a mock in this process: no port, no network, nothing to stop. */
function createUsers({ scope, clientSecret = 'demo-secret', mock = createPersonMock({ people: 20 }) }) {
  const auth = clientCredentials({ clientId: 'demo', clientSecret, scope })
  return createCisClient({ auth, fetch: mock.fetch, retry: false }).users
}

const staff = 'classification:mozilla_confidential display:ndaed display:none'
const ada = { primaryEmail: 'ada.lovelace@example.org' }

test('staff see a title', async () => {
  const { staff_information } = await createUsers({ scope: staff }).get(ada)
  assert.equal(staff_information.title?.value, 'Principal Engineer')
})

test('the public sees a name and no title', async () => {
  const { first_name, staff_information } = await createUsers({ scope: 'display:public' }).get(ada)
  assert.equal(first_name?.value, 'Ada')
  assert.equal(staff_information.title, undefined)
})

test('an unknown person is undefined', async () => {
  assert.equal(await createUsers({ scope: staff }).find({ primaryEmail: 'nobody@example.org' }), undefined)
})

test('everybody is listed once', async () => {
  const everybody = await createUsers({ scope: staff }).list().toArray()
  assert.equal(new Set(everybody.map(({ user_id }) => user_id?.value)).size, everybody.length)
})

test('a wrong secret is rejected', async () => {
  await assert.rejects(createUsers({ scope: staff, clientSecret: 'wrong' }).get(ada), AuthenticationError)
})

test('a rejected token is replaced once', async () => {
  const mock = createPersonMock()
  await mock.admin.faults.add({ effect: { type: 'rejectedToken' }, times: 1 })
  assert.ok(await createUsers({ scope: staff, mock }).get(ada))
  assert.equal(await mock.admin.requests.count({ operation: 'requestToken' }), 2)
})
