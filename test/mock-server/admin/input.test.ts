import { createPersonMock, type PersonMock } from '@personctl/mock-server'
import { beforeAll, expect, test } from 'vitest'

let mock: PersonMock
beforeAll(() => {
  mock = createPersonMock()
})

async function send(method: string, path: string, body?: unknown): Promise<string> {
  const response = await mock.fetch(`http://127.0.0.1/__admin/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const { error } = await response.json()
  return `${response.status} ${error.code}: ${error.message}: ${error.hint}`
}

test.each<[method: string, path: string, body: unknown, error: string]>([
  ['GET', 'requests?limit=0', undefined, 'limit is 0: expected a number >= 1'],
  ['GET', 'requests?limit=many', undefined, 'limit is "many": expected an integer'],
  ['GET', 'requests?service=cisco', undefined, 'service is "cisco": did you mean cis?'],
  ['GET', 'requests?status=600', undefined, 'status is "600": expected to match ^[1-5](\\d\\d|xx)$'],
  ['GET', 'faults/one', undefined, 'id is "one": expected an integer'],
  ['POST', 'reset', { parts: [] }, 'parts is []: expected at least one member'],
  ['POST', 'reset', { parts: ['people', 'clocks'] }, 'parts[1] is "clocks": did you mean clock?'],
  ['POST', 'reset', { parts: 'people' }, 'parts is "people": expected an array'],
  ['PATCH', 'clock', {}, 'The body is {}: expected at least one member'],
  [
    'PATCH',
    'clock',
    { now: '2030-02-30T00:00:00Z' },
    'now is "2030-02-30T00:00:00Z": expected a time, such as',
  ],
  [
    'PATCH',
    'clock',
    { now: '2029-02-29T00:00:00Z' },
    'now is "2029-02-29T00:00:00Z": expected a time, such as',
  ],
  ['POST', 'clock/advance', { seconds: '5' }, 'seconds is "5": expected a number'],
  ['POST', 'clock/advance', { second: 5 }, 'The body has no member second: did you mean seconds?'],
  ['POST', 'faults', undefined, 'The body is missing: expected an object'],
  ['POST', 'people', { displays: { first_name: 5 } }, 'displays.first_name is 5: expected a string or null'],
  ['POST', 'tokens', { clientId: '' }, 'clientId is "": expected a string that is not empty'],
  ['POST', 'tokens', { scopes: ['a b'] }, 'scopes[0] is "a b": expected to match ^\\S+$'],
])('%s %s with the body %j fails with the reason', async (method, path, body, error) => {
  expect(await send(method, path, body)).toContain(`400 invalid_request: ${error}`)
})

test.each(['2030-01-31T12:00:00Z', '2028-02-29T00:00Z', '2030-01-31T12:00:00.5+01:00'])(
  'accepts %s as the time of the clock',
  async (now) => {
    expect((await mock.admin.clock.freeze(now)).now).toBe(new Date(now).toISOString())
  },
)
