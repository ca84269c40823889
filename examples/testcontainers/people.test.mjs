import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startPersonctlMock } from './personctlMock.mjs'

let mock
before(async () => {
  mock = await startPersonctlMock()
})
after(() => mock.stop())

test('staff have a title', async () => {
  const form = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' }
  const granted = await fetch(mock.cisTokenUrl, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token } = await granted.json()
  const response = await fetch(`${mock.url}/v2/user/primary_email/ada.lovelace@example.org`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  const { staff_information } = await response.json()
  assert.equal(staff_information.title.value, 'Principal Engineer')
})

test('the admin routes take the token of the container', async () => {
  const headers = { 'x-personctl-admin-token': 'admin' }
  assert.equal((await fetch(`${mock.url}/__admin/requests`, { headers })).status, 200)
  assert.equal((await fetch(`${mock.url}/__admin/requests`)).status, 403)
})
