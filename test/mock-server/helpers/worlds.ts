import { type Admin, createAdminClient, createPersonMock, startMockServer } from '@personctl/mock-server'
import { onTestFinished } from 'vitest'
import type { TokenWish } from '../../helpers/accessToken.ts'
import { accessToken } from '../../helpers/accessToken.ts'

export const ada = '/v2/user/primary_email/ada.lovelace@example.org'

/** A mock, and its admin. */
export interface World {
  /** Where its services are. */
  readonly url: string
  readonly fetch: typeof globalThis.fetch
  readonly admin: Admin
  /** Sends a request with an Authorization header, or without. */
  get(path: string, authorization?: string): Promise<Response>
  token(wish?: TokenWish): Promise<string>
}

interface WorldOptions {
  readonly journalSize?: number
}

/** The same mock in two worlds, of which tests are to see no difference. */
export const worlds: readonly (readonly [name: string, start: (options?: WorldOptions) => Promise<World>])[] =
  [
    [
      'over HTTP',
      async (options) => {
        const { url, close } = await startMockServer({ port: 0, ...options })
        // Called again, it does not wait for those who never end their request.
        onTestFinished(() => {
          void close()
          return close()
        })
        return worldAt(url, globalThis.fetch, createAdminClient({ url }))
      },
    ],
    [
      'without a network',
      async (options) => {
        const { fetch, admin } = createPersonMock(options)
        return worldAt('http://mock.test', fetch, admin)
      },
    ],
  ]

export function worldAt(url: string, fetch: typeof globalThis.fetch, admin: Admin): World {
  return {
    url,
    fetch,
    admin,
    get: (path, authorization) =>
      fetch(url + path, authorization === undefined ? {} : { headers: { authorization } }),
    token: (wish) => accessToken(url, wish, (address, init) => fetch(address, init)),
  }
}

/** `Bearer` and a token that may see everything. */
export async function bearer(world: World): Promise<string> {
  return `Bearer ${await world.token()}`
}
