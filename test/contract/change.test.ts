// Every kind of response of the Change API is one that its description has.
import { expect, test } from 'vitest'
import { origin } from '../helpers/mockInProcess.ts'
import { openapiContract } from '../helpers/openapiContract.ts'
import { changeMock, emptyProfile, type Json } from '../mock-server/helpers/publishers.ts'

const contract = await openapiContract('cis-change.yaml')
const id = 'github|1'

test('the responses of the Change API are those of its description', async () => {
  const mock = changeMock({ data: { cis: { profiles: [] } }, quirks: { cisChangeDeletion: 'allowed' } })
  const token = await mock.token()
  const seen: string[] = []
  const send = async (method: string, path: string, body?: Json, headers: Record<string, string> = {}) => {
    const response = await mock.send(origin + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    seen.push(`${method} ${path.split('?')[0]} ${response.status}`)
    await contract.expectAnswerToMatch(method, path, response)
  }
  const person = await mock.newPerson(id)
  const fun = { user_id: { value: id }, fun_title: await mock.attribute('fun_title', 'x', 'mozilliansorg') }
  const other = await mock.newPerson('github|2')
  const refused = { ...fun, fun_title: await mock.attribute('fun_title', 'y', 'ldap') }
  const empty = { value: null }
  await send('POST', '/v2/user', person)
  await send('PUT', '/v2/user', fun)
  await send('POST', '/v2/user', fun)
  await send('POST', '/v2/user?user_id=x', fun)
  await send('POST', '/v2/user', refused)
  await send('POST', '/v2/user', { ...fun, fun_title: { ...fun.fun_title, value: 'z' } })
  await send('POST', '/v2/user', { ...other, uuid: { ...emptyProfile().uuid, value: 'x' } })
  await send('POST', '/v2/user', fun, { authorization: '' })
  await send('POST', '/v2/user', {})
  await send('POST', '/v2/user', {
    ...other,
    primary_email: await mock.attribute('primary_email', 1, 'ldap'),
  })
  await send('PATCH', '/v2/user', {})
  await send('POST', '/v2/users', [other, refused])
  await send('POST', '/v2/users', [other, fun])
  await send('PUT', '/v2/users', [])
  await send('GET', '/v2/status?sequenceNumber=1')
  await send('GET', '/v2/status?sequenceNumber=')
  await send('DELETE', '/v2/user', {
    user_id: { value: id },
    primary_email: empty,
    uuid: empty,
    primary_username: empty,
  })
  await send('DELETE', '/v2/user', {})
  expect(new Set(seen)).toEqual(
    new Set([
      'POST /v2/user 200',
      'PUT /v2/user 200',
      'POST /v2/user 400',
      'POST /v2/user 403',
      'POST /v2/user 401',
      'POST /v2/user 500',
      'PATCH /v2/user 405',
      'POST /v2/users 403',
      'POST /v2/users 200',
      'PUT /v2/users 200',
      'GET /v2/status 200',
      'GET /v2/status 500',
      'DELETE /v2/user 200',
      'DELETE /v2/user 500',
    ]),
  )
})
