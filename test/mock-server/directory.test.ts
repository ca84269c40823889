import { createHash } from 'node:crypto'
import { createApp } from '@personctl/mock-server/app'
import { describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import type { Json } from '../helpers/cisRecords.ts'

const origin = 'http://mock.test'

async function lookIn(options: Parameters<typeof createApp>[0]) {
  const app = createApp(options)
  const send = (url: string, init: RequestInit) => app(new Request(url, init))
  const headers = { authorization: `Bearer ${await accessToken(origin, {}, send)}` }
  return async (key: string, value: string): Promise<Json> => {
    const response = await send(
      `${origin}/v2/user/${key}/${encodeURIComponent(encodeURIComponent(value))}?active=any`,
      {
        headers,
      },
    )
    return response.json()
  }
}

describe('the named people', () => {
  test.each([
    [1, 100],
    [99, 3],
    [7, 0],
  ])('do not depend on seed %d and %d people', async (seed, people) => {
    const find = await lookIn({ seed, people })
    const ada = await find('primary_email', 'ada.lovelace@example.org')
    expect(ada.user_id.value).toBe('ad|Mozilla-LDAP|ada')
    expect(ada.active.value).toBe(true)
    expect(ada.staff_information.staff.value).toBe(true)
    expect(Object.keys(ada)).toHaveLength(28)
    const grace = await find('primary_email', 'grace.hopper@example.org')
    expect(grace.active.value).toBe(true)
    for (const attribute of Object.values<Json>(grace.staff_information)) expect(attribute.value).toBe(null)
    const charles = await find('primary_email', 'charles.babbage@example.org')
    expect(charles.active.value).toBe(false)
    for (const person of [ada, grace, charles]) {
      expect(await find('uuid', person.uuid.value)).toEqual(person)
      expect(await find('user_id', person.user_id.value)).toEqual(person)
      expect(await find('primary_username', person.primary_username.value)).toEqual(person)
    }
  })
})

test('the same seed generates the same profiles on every machine', async () => {
  const digest = async (seed: number) => {
    // The signatures are over these contents, and take longer than everything else.
    const app = createApp({ seed, signatures: false })
    const send = (url: string, init: RequestInit) => app(new Request(url, init))
    const headers = { authorization: `Bearer ${await accessToken(origin, {}, send)}` }
    const hash = createHash('sha256')
    for (const email of ['ada.lovelace@example.org', ...generatedEmails]) {
      const response = await send(`${origin}/v2/user/primary_email/${email}?active=any`, { headers })
      hash.update(await response.text())
    }
    return hash.digest('hex')
  }
  expect(await digest(1)).toBe('0ced20cc9144fe43d5a3a719c074c8f66d20eb620bd78e02d48ca106d3fc4ad6')
  expect(await digest(2)).not.toBe(await digest(1))
})

const generatedEmails = [
  'yui.tanaka@example.org',
  'ipek.kilic@example.net',
  'yusuf.mansour@example.org',
  'marisol.navarro@example.net',
  'priya.iyer@example.org',
  'jose.dominguez@example.org',
]

test('fifty thousand people are available immediately', async () => {
  const find = await lookIn({ people: 50_000 })
  const ada = await find('primary_email', 'ada.lovelace@example.org')
  expect((await find('uuid', ada.uuid.value)).uuid.value).toBe(ada.uuid.value)
})

test.each([
  { people: -1 },
  { people: 1.5 },
  { seed: Number.NaN },
  { tokenTtlSeconds: 0 },
  { latencyMs: -1 },
  { latencyMs: [5, Number.POSITIVE_INFINITY] as const },
  { conformance: 'strict' as 'observed' },
])('%o is rejected with the name of the option', (options) => {
  expect(() => createApp(options)).toThrow(new RegExp(`^${Object.keys(options)[0]} must be`))
})
