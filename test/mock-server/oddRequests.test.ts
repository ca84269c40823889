import { request } from 'node:http'
import type { MockServer } from '@personctl/mock-server'
import { describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { recordOf } from '../helpers/cisRecords.ts'
import { startMock } from '../helpers/startMock.ts'

interface RawResponse {
  readonly status: number | undefined
  readonly location: string | undefined
  readonly body: string
}

/** Sends a path as it is: `fetch` would resolve its dots. */
async function get({ url }: MockServer, path: string): Promise<RawResponse> {
  const authorization = `Bearer ${await accessToken(url)}`
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const sent = request({ hostname, port, path, headers: { authorization } }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () =>
        resolve({ status: response.statusCode, location: response.headers.location, body }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

const noPage = expect.stringContaining('404 Not Found')
const failure = '{"message": "Internal Server Error"}\n'

describe('requests to CIS that clients send by mistake', () => {
  test.each([
    ['/v2/user/../users', 404, noPage],
    ['/v2/./users', 404, noPage],
    ['/v2/%2e%2e/v2/users', 404, noPage],
    ['/v2/user/user_id/../uuid/x', 404, noPage],
    ['/v2/../__admin/health', 404, noPage],
    ['/__session/one/v2/user/../users', 404, noPage],
    ['/v2/user/user_id/..', 200, '{}\n'],
    ['/v2/user/user_id/.', 200, '{}\n'],
    ['/v2/user/user_id/%2E%2e', 200, '{}\n'],
    ['/v2/user/metadata/..', 200, '{"exists":{"cis":false,"ldap":false}}\n'],
  ])('dots in the path %s are not resolved', async (path, status, body) => {
    expect(await get(await startMock({ people: 3 }), path)).toMatchObject({ status, body })
  })

  test.each([
    ['/v2//users?active=false', '/v2/users?active=false'],
    ['/v2/user//user_id///x', '/v2/user/user_id/x'],
    ['/__session/one/v2//users', '/__session/one/v2/users'],
  ])('doubled slashes in %s lead on to the path without them', async (path, location) => {
    const mock = await startMock({ people: 3 })
    expect(await get(mock, path)).toMatchObject({ status: 308, location: `${mock.url}${location}` })
  })

  test.each(['/v2//nothing', '/v2/users//', '//v2/users'])('there is nothing at %s', async (path) => {
    expect(await get(await startMock({ people: 3 }), path)).toMatchObject({ status: 404, body: noPage })
  })

  test.each([
    ['/v2/users?nextPage=', 500, failure],
    ['/v2/users?nextPage=%7B%22id%22:%22%22%7D', 500, failure],
    ['/v2/users?nextPage=%7B%22id%22:%22%22%7D&primaryEmail=nobody', 200, '{"Items":[],"nextPage":null}\n'],
    ['/v2/users?nextPage=%7B%7D&primaryEmail=nobody', 200, '{"Items":[],"nextPage":null}\n'],
    ['/v2/users/id/all?connectionMethod=ad&nextPage=', 200, '{"users": [], "nextPage": null}\n'],
    ['/v2/users/id/all/by_attribute_contains?staff_information.staff=1&active=1&nextPage=', 500, failure],
  ])('an empty position, %s, is not the first page', async (path, status, body) => {
    expect(await get(await startMock({ people: 3 }), path)).toMatchObject({ status, body })
  })

  test('the list of ids fails if it reaches a record without the flag active', async () => {
    const { active: _, ...odd } = recordOf('email|2')
    const profiles = [recordOf('email|1'), odd, recordOf('github|1')]
    const mock = await startMock({ data: { cis: { profiles, lenient: true } } })
    const path = '/v2/users/id/all?active=any&connectionMethod='
    expect(await get(mock, `${path}email`)).toMatchObject({ status: 500, body: failure })
    expect((await get(mock, `${path}github`)).status).toBe(200)
    const { body } = await get(mock, '/v2/users/id/all?connectionMethod=email')
    expect(JSON.parse(body).users.map((row: { user_id: string }) => row.user_id)).toEqual(['email|1'])
  })

  test.each(['map', '__class__', '__init__'])(
    'filterDisplay=%s fails where a profile is filtered, as it names something else in Python',
    async (word) => {
      const mock = await startMock({ people: 3 })
      const ada = '/v2/user/primary_email/ada.lovelace@example.org'
      expect(await get(mock, `${ada}?filterDisplay=${word}`)).toMatchObject({ status: 500, body: failure })
      expect(await get(mock, `/v2/users?filterDisplay=${word}`)).toMatchObject({ status: 500 })
      expect(await get(mock, `/v2/user/uuid/x?filterDisplay=${word}`)).toMatchObject({ status: 200 })
      const unfiltered = `/v2/users?primaryEmail=nobody&filterDisplay=${word}`
      expect(await get(mock, unfiltered)).toMatchObject({ status: 200 })
    },
  )

  test.each(['bogus', '', 'PRIVATE', '__nothing__'])('filterDisplay=%j counts as public', async (word) => {
    const mock = await startMock({ people: 3 })
    const ada = '/v2/user/primary_email/ada.lovelace@example.org?filterDisplay='
    expect(await get(mock, ada + word)).toEqual(await get(mock, `${ada}public`))
  })
})
