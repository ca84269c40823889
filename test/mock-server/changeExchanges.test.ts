// The exchanges of the real service that its public description has, word for word, and the record that they leave.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { mockWith, origin } from '../helpers/mockInProcess.ts'

interface Exchange {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly hasToken: boolean
  readonly body?: unknown
  readonly response: { readonly status: number; readonly contentType: string; readonly body: unknown }
}

const examples: {
  readonly privateKey: Readonly<Record<string, string>>
  readonly exchanges: readonly Exchange[]
  readonly storedAtTheEnd: unknown
} = JSON.parse(await readFile(new URL('helpers/changeExchanges.json', import.meta.url), 'utf8'))

const { kty, alg, use, kid, n, e } = examples.privateKey
const keySet = { keys: [{ kty, alg, use, kid, n, e }] }
const publisherKeys = {
  ldap: keySet,
  mozilliansorg: keySet,
  hris: keySet,
  access_provider: keySet,
  cis: { keys: [examples.privateKey] },
}

/** Replaces what is random or a time, each by what it is. */
function normalise(text: string): string {
  return text
    .replaceAll(/"\d{30,39}"/g, '"(sequence number)"')
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g, '(uuid)')
    .replaceAll(/r--[\w-]+==/g, '(username)')
    .replaceAll(/20(?!24)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z/g, '(now)')
}

test('responds to the exchanges of the real service as it does, and stores the same record', async () => {
  const mock = mockWith({ data: { cis: { profiles: [] } }, publisherKeys })
  const token = await mock.token()
  let sequenceNumber = ''
  let latestBody: unknown
  for (const exchange of examples.exchanges) {
    const body = exchange.body === 'same' ? latestBody : exchange.body
    latestBody = body
    const path = exchange.path.replace(/sequenceNumber=\d+/, `sequenceNumber=${sequenceNumber}`)
    const response = await mock.send(origin + path, {
      method: exchange.method,
      headers: {
        ...(exchange.hasToken ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    sequenceNumber = /"sequence_number":"(\d+)"/.exec(text)?.[1] ?? sequenceNumber
    expect(response.status, exchange.name).toBe(exchange.response.status)
    expect(response.headers.get('content-type'), exchange.name).toBe(exchange.response.contentType)
    if (exchange.response.contentType !== 'application/json')
      expect(text, exchange.name).toContain('<title>500 Internal Server Error</title>')
    else if (exchange.response.status !== 403 || !text.includes('invalid_signature'))
      expect(normalise(text), exchange.name).toBe(normalise(`${sortedJson(exchange.response.body)}\n`))
    else expect(normalise(text), exchange.name).toBe(normalise(`${sortedJson(exchange.response.body)}\n`))
  }
  const all = await mock.token({ scope: 'read:fullprofile display:all' })
  const stored = await mock.send(
    `${origin}/v2/user/user_id/${encodeURIComponent('ad|Mozilla-LDAP|ada')}?active=any`,
    {
      headers: { authorization: `Bearer ${all}` },
    },
  )
  const withoutSignatures = (value: unknown): unknown =>
    JSON.parse(
      normalise(
        JSON.stringify(value, (key, member) =>
          key === 'value' && isSignatureOfService(member) ? '(JWS)' : member,
        ),
      ),
    )
  expect(withoutSignatures(await stored.json())).toEqual(withoutSignatures(examples.storedAtTheEnd))
})

/** True for a signature over something random or the time. */
function isSignatureOfService(value: unknown): boolean {
  const payload = typeof value === 'string' ? value.split('.')[1] : undefined
  return (
    payload !== undefined && /"20(?!24)\d\d-/.test(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  )
}

function sortedJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  return `{${Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${sortedJson(member)}`)
    .join(',')}}`
}
