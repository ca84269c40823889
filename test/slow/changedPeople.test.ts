import { createPersonMock } from '@personctl/mock-server'
import { expect, test } from 'vitest'
import { changeMock } from '../mock-server/helpers/publishers.ts'

test('a session accepts no more than ten thousand changed people', async () => {
  const { admin } = createPersonMock()
  for (let number = 0; number < 10_000; number++) await admin.people.create({ profile: { n: number } })
  await expect(admin.people.create({ profile: {} })).rejects.toMatchObject({ code: 'limit_reached' })
  await expect(admin.people.deactivate('ada')).rejects.toMatchObject({ code: 'limit_reached' })
}, 20_000)

test('changed people are limited by their bytes, and a reset makes room again', async () => {
  const { people, reset } = createPersonMock({ people: 5 }).admin
  const add = (number: number) =>
    people.create({
      attributes: { primary_email: `p${number}@example.org`, description: 'x'.repeat(16_000_000) },
    })
  for (let number = 0; number < 16; number++) await add(number)
  await expect(add(16)).rejects.toThrow('The limit of 268435456 bytes of changed people is reached')
  await people.change('p1@example.org', { attributes: { description: 'short' } })
  await add(16)
  await reset('people')
  await add(17)
})

test('the Change API stores no more bytes of changed people than the admin routes, and a reset makes room again', async () => {
  const mock = changeMock()
  const add = (number: number, length: number) =>
    mock.admin('POST', '/people', {
      attributes: { primary_email: `p${number}@example.org`, description: 'x'.repeat(length) },
    })
  let number = 0
  for (const length of [1_000_000, 1000]) while ((await add(number, length)).status === 201) number++
  const id = 'ad|Mozilla-LDAP|mary'
  const person = await mock.newPerson(id, {
    first_name: await mock.attribute('first_name', 'Mary', 'ldap'),
  })
  expect((await mock.change(person)).status).toBe(500)
  const { body } = await mock.admin('GET', '/requests?limit=1')
  expect(body.requests[0].refusal).toMatchObject({ code: 'store_full' })
  await mock.admin('POST', '/reset', { parts: ['people'] })
  expect((await mock.change(person)).body.condition).toBe('create')
})
