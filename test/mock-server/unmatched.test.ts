import { createPersonMock, type UnmatchedRequest, UnmatchedRequestError } from '@personctl/mock-server'
import { setupServer } from 'msw/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

const person = 'https://person.api.sso.mozilla.com'

async function asDemo(
  mock: ReturnType<typeof createPersonMock>,
): Promise<{ headers: Record<string, string> }> {
  const { token } = await mock.admin.tokens.mint()
  return { headers: { authorization: `Bearer ${token}` } }
}

describe('a request that is not an operation of any service', () => {
  test('a request without an operation gets the response of the service by default', async () => {
    const { fetch } = createPersonMock()
    expect((await fetch(`${person}/v2/usr/uuid/x`)).status).toBe(404)
  })

  test('a request without an operation fails with the nearest one, without secrets, if onUnmatched is error', async () => {
    const mock = createPersonMock({ onUnmatched: 'error' })
    const failure = await mock.fetch(`${person}/v2/usr/uuid/x?access_token=hush`).catch((error) => error)
    expect(failure).toBeInstanceOf(UnmatchedRequestError)
    expect(failure.message).toContain(`GET ${person}/v2/usr/uuid/x?access_token=`)
    expect(failure.message).toContain('the nearest is GET /v2/user/uuid/{uuid} (getUserByUuid of cis)')
    expect(failure.message).not.toContain('hush')
    expect(failure.request).toMatchObject({ missing: 'route', method: 'GET', status: 404 })
    await expect(mock.fetch(`${person}/v2/users`, { method: 'DELETE' })).rejects.toThrow(
      'the nearest is GET /v2/users (listUsers of cis)',
    )
    // It is in the journal all the same.
    expect(await mock.admin.requests.count({ status: '4xx' })).toBe(2)
  })

  test('msw prints a request without an operation, and responds with the reason', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    const server = setupServer(...createPersonMock({ onUnmatched: 'error' }).handlers)
    server.listen({ onUnhandledRequest: 'error' })
    onTestFinished(() => {
      server.close()
      printed.mockRestore()
    })
    const response = await fetch(`${person}/v2/usr/uuid/x`)
    expect(response.status).toBe(500)
    expect((await response.json()).message).toContain('the nearest is GET /v2/user/uuid/{uuid}')
    expect(printed.mock.calls.flat().join(' ')).toContain('/v2/usr/uuid/x is not an operation of any service')
  })
})

test('an unknown person is a response, and a function gets the nearest one', async () => {
  const strict = createPersonMock({ onUnmatched: 'error' })
  const path = `${person}/v2/user/primary_email/ada.lovelac@example.org`
  expect(await (await strict.fetch(path, await asDemo(strict))).json()).toEqual({})
  const told: UnmatchedRequest[] = []
  const mock = createPersonMock({ onUnmatched: (request) => told.push(request) })
  await mock.fetch(path, await asDemo(mock))
  await mock.fetch(path.replace('lovelac@', 'lovelace@'), await asDemo(mock))
  await mock.fetch(`${person}/v2/users`)
  expect(told).toEqual([
    {
      missing: 'name',
      method: 'GET',
      url: path,
      status: 200,
      nearest: { key: 'primary_email', value: 'ada.lovelace@example.org', active: true },
      message: `GET ${path} (getUserByPrimaryEmail of cis) found nothing; the nearest is primary_email ada.lovelace@example.org`,
    },
  ])
})

test('onUnmatched rejects every other value', () => {
  expect(() => createPersonMock({ onUnmatched: 'warn' as 'error' })).toThrow(
    "onUnmatched must be 'answer', 'error' or a function, not warn",
  )
})
