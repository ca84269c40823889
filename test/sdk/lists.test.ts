import {
  type CisClient,
  InvalidRequestError,
  InvalidResponseError,
  type Page,
  type Pager,
  type UserIdentifiers,
} from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  clientOf,
  type FakeService,
  fakeService,
  gate,
  internalServerError,
  json,
  rejection,
} from './helpers/fakeService.ts'

type Person = UserIdentifiers

function person(index: number): Person {
  return {
    uuid: `uuid-${index}`,
    user_id: `ad|x|${index}`,
    primary_email: `p${index}@example.org`,
    active: true,
  }
}

/** A service that gives people in pages of the given sizes; its cursors say which page is next. */
function pagedService(
  sizes: number[],
  trouble: (count: number) => Response | undefined = () => undefined,
): FakeService {
  const starts = sizes.map((_, page) => sizes.slice(0, page).reduce((sum, size) => sum + size, 0))
  return fakeService({
    api: (count, { url }) => {
      const failure = trouble(count)
      if (failure) return failure
      const page = Number(new URL(url).searchParams.get('nextPage') ?? 0)
      const users = Array.from({ length: sizes[page] ?? 0 }, (_, index) =>
        person((starts[page] ?? 0) + index),
      )
      return json({ users, nextPage: page + 1 < sizes.length ? String(page + 1) : null })
    },
  })
}

function idsOf(service: FakeService, options: { startAt?: string; prefetch?: 0 | 1 } = {}): Pager<Person> {
  return clientOf(service).users.ids({ connectionMethod: 'ad', ...options })
}

function everybody(sizes: number[]): Person[] {
  return Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, index) => person(index))
}

const pageSizes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 })

describe('a list that comes in pages', () => {
  test('returns every item once, in order, with or without empty pages', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(pageSizes, fc.constantFrom(0, 1), async (sizes, prefetch) => {
        const service = pagedService(sizes)
        expect(await idsOf(service, { prefetch: prefetch as 0 | 1 }).toArray()).toEqual(everybody(sizes))
        expect(service.apiRequests).toHaveLength(sizes.length)
      }),
    )
  })

  test('continues exactly after any item', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(pageSizes, fc.nat(), async (sizes, seed) => {
        const all = everybody(sizes)
        const stop = seed % (all.length + 1)
        const before: Person[] = []
        let token: string | undefined
        for await (const page of idsOf(pagedService(sizes)).pages()) {
          const taken = page.items.slice(0, stop - before.length)
          before.push(...taken)
          token = page.resumeTokenAfter(taken.length)
          if (before.length === stop) break
        }
        const after =
          token === undefined ? [] : await idsOf(pagedService(sizes), { startAt: token }).toArray()
        expect([...before, ...after]).toEqual(all)
        if (token !== undefined) expect(token).toMatch(/^[\w-]+$/)
      }),
    )
  })

  test('can be resumed from a resumed walk', async () => {
    const sizes = [3, 3]
    const [first] = await pagesOf(idsOf(pagedService(sizes)))
    const [second] = await pagesOf(idsOf(pagedService(sizes), { startAt: first?.resumeTokenAfter(1) ?? '' }))
    expect(second?.items).toEqual([person(1), person(2)])
    const rest = await idsOf(pagedService(sizes), { startAt: second?.resumeTokenAfter(1) ?? '' }).toArray()
    expect(rest).toEqual([2, 3, 4, 5].map(person))
  })

  test('is complete if one request in five fails', async () => {
    const sizes = [3, 0, 4, 1, 0, 2, 5]
    const failures = [
      () => new Response('busy', { status: 503 }),
      () => new Response('{"users": [{"uuid'),
      () => {
        throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') })
      },
    ]
    let turn = 0
    const service = pagedService(sizes, (count) =>
      count % 5 === 0 ? failures[turn++ % failures.length]?.() : undefined,
    )
    expect(await idsOf(service).toArray()).toEqual(everybody(sizes))
    expect(turn).toBeGreaterThan(0)
  })

  test('rejects if a page fails, instead of ending', async () => {
    const service = pagedService([2, 2, 2], (count) =>
      count > 2 ? new Response('busy', { status: 503 }) : undefined,
    )
    const seen: Person[] = []
    const walk = async () => {
      for await (const item of idsOf(service)) seen.push(item)
    }
    expect(await rejection(walk())).toMatchObject({ name: 'ServerError' })
    expect(seen).toEqual([0, 1, 2, 3].map(person))
  })

  test.each([
    ['the page itself', ['1', '1', '1']],
    ['a page before', ['1', '2', '1']],
  ])('ends with an error if the service repeats %s', async (_name, cursors) => {
    const service = fakeService({
      api: (count) => json({ users: [person(count)], nextPage: cursors[(count - 1) % 3] }),
    })
    const error = await rejection(idsOf(service).toArray())
    expect(error).toBeInstanceOf(InvalidResponseError)
    expect(error).toMatchObject({ code: 'repeated_page' })
    expect(service.apiRequests.length).toBeLessThanOrEqual(3)
  })

  test('fetches one page ahead while the caller works, with prefetch', async () => {
    const counts: number[][] = []
    for (const prefetch of [0, 1] as const) {
      const service = pagedService([1, 1, 1])
      const seen: number[] = []
      for await (const _page of idsOf(service, { prefetch }).pages()) {
        await new Promise(setImmediate)
        seen.push(service.apiRequests.length)
      }
      counts.push(seen)
    }
    expect(counts).toEqual([
      [1, 2, 3],
      [2, 3, 3],
    ])
  })

  test('cancels the request in flight when the caller leaves', async () => {
    const never = gate<Response>()
    const service = fakeService({
      api: (count) => (count === 1 ? json({ users: [person(0)], nextPage: '1' }) : never.promise),
    })
    for await (const _page of idsOf(service, { prefetch: 1 }).pages()) {
      await vi.waitFor(() => expect(service.apiRequests).toHaveLength(2))
      break
    }
    expect(service.apiRequests[1]?.signal.aborted).toBe(true)
  })

  test('ends with the reason of the caller’s signal', async () => {
    const controller = new AbortController()
    const pager = clientOf(pagedService([1, 1])).users.ids({
      connectionMethod: 'ad',
      signal: controller.signal,
    })
    const walk = async () => {
      for await (const _item of pager) controller.abort(new Error('enough'))
    }
    expect(await rejection(walk())).toMatchObject({ message: 'enough' })
  })

  test('stops at a limit without requesting another page', async () => {
    const service = pagedService([2, 2, 2])
    expect(await idsOf(service).toArray({ limit: 3 })).toHaveLength(3)
    expect(service.apiRequests).toHaveLength(2)
    expect(await idsOf(service).toArray({ limit: 0 })).toEqual([])
    expect(await idsOf(service).first()).toEqual(person(0))
    expect(await idsOf(pagedService([0])).first()).toBeUndefined()
  })
})

describe('a resume token', () => {
  const lists: Record<string, (cis: CisClient, startAt: string) => unknown> = {
    'another list': (cis, startAt) => cis.users.list({ startAt }),
    'other filters': (cis, startAt) => cis.users.ids({ connectionMethod: 'ad', active: 'any', startAt }),
    'another method': (cis, startAt) => cis.users.ids({ connectionMethod: 'github', startAt }),
    'a search': (cis, startAt) =>
      cis.users.search({ attribute: 'staff_information.team', value: 'x', startAt }),
  }
  test.each(Object.entries(lists))('is refused by %s, and nothing is sent', async (_name, list) => {
    const [page] = await pagesOf(idsOf(pagedService([1, 1])))
    const service = fakeService()
    expect(() => list(clientOf(service), page?.resumeToken ?? '')).toThrow(/another list/)
    expect(service.tokenRequests).toEqual([])
  })

  test.each(['', 'nonsense', '%%%', 'W10', 'bnVsbA', 'WzEsImEiLDcsMF0'])(
    'is not an arbitrary string: %j',
    (startAt) => {
      expect(() => idsOf(fakeService(), { startAt })).toThrow(InvalidRequestError)
    },
  )
})

describe('requests of the CIS client', () => {
  const asked = (service: FakeService) =>
    service.apiRequests.map(({ url }) => decodeURIComponent(url.replace(/^.*\/v2/, '/v2')))

  test('list sends an object as cursor back as strict JSON', async () => {
    const service = fakeService({
      api: (count) => json({ Items: [], nextPage: count === 1 ? { id: "ad|x|o'neil" } : null }),
    })
    expect(await clientOf(service).users.list({ filterDisplay: 'ndaed' }).toArray()).toEqual([])
    expect(asked(service)).toEqual([
      '/v2/users?active=true&filterDisplay=ndaed',
      '/v2/users?active=true&filterDisplay=ndaed&nextPage={"id":"ad|x|o\'neil"}',
    ])
  })

  test('ids sends the cursor back unchanged', async () => {
    const service = fakeService({
      api: (count) => json({ users: [], nextPage: count === 1 ? 'ad|x|a+b %41' : null }),
    })
    await idsOf(service).toArray()
    expect(new URL(service.apiRequests[1]?.url ?? '').searchParams.get('nextPage')).toBe('ad|x|a+b %41')
  })

  test.each([
    [{ value: true }, 'staff_information.staff=true&active=true'],
    [{ value: false }, 'staff_information.staff=&active=true'],
    [{ value: false, not: true }, 'not_staff_information.staff=&active=true'],
    [{ value: true, active: 'false' }, 'staff_information.staff=true&active='],
    [
      { value: true, fullProfiles: true, filterDisplay: 'staff' },
      'staff_information.staff=true&active=true&fullProfiles=true&filterDisplay=staff',
    ],
    [{ value: true, fullProfiles: false }, 'staff_information.staff=true&active=true'],
  ])('search with %j sends what the service understands', async (options, query) => {
    const service = fakeService({ api: () => json({ users: [], nextPage: null }) })
    await clientOf(service)
      .users.search({ attribute: 'staff_information.staff', ...options } as never)
      .toArray()
    expect(asked(service)).toEqual([`/v2/users/id/all/by_attribute_contains?${query}`])
  })

  test('search returns ids as strings, also if the service sends attributes', async () => {
    const profile = { schema: 's' }
    const users = [{ id: 'a' }, { id: { value: 'b', metadata: {} }, profile }]
    const service = fakeService({ api: () => json({ users, nextPage: null }) })
    const search = clientOf(service).users.search({
      attribute: 'access_information.ldap',
      value: 'team_moco',
    })
    expect(await search.toArray()).toEqual([{ id: 'a' }, { id: 'b', profile }])
  })

  test('search fails with a hint about the scope search:all', async () => {
    const error = await rejection(
      clientOf(fakeService({ api: internalServerError }))
        .users.search({ attribute: 'staff_information.team', value: 'x' })
        .first(),
    )
    expect(error).toMatchObject({ name: 'AuthenticationError', hint: expect.stringContaining('search:all') })
  })

  test('exists requests no token, and encodes the e-mail once', async () => {
    const service = fakeService({ api: () => json({ exists: { cis: true, ldap: false } }) })
    expect(await clientOf(service).users.exists('a+b/c@example.org')).toEqual({ cis: true, ldap: false })
    expect(service.tokenRequests).toEqual([])
    expect(service.apiRequests[0]?.url).toBe(
      'https://person.api.sso.mozilla.com/v2/user/metadata/a%2Bb%2Fc%40example.org',
    )
    expect(service.apiRequests[0]?.headers.has('authorization')).toBe(false)
  })

  test.each(['.', '..', '../version'])('exists refuses %j, which leads to another path', async (email) => {
    const service = fakeService({ api: () => json({ exists: { cis: false, ldap: false } }) })
    expect(await rejection(clientOf(service).users.exists(email))).toMatchObject({ param: 'primaryEmail' })
    expect(service.apiRequests).toEqual([])
  })

  test('version, discovery and schema need no token, and have their own URLs', async () => {
    const service = fakeService({ api: () => json({ message: '0.0.1' }) })
    const cis = clientOf(service)
    expect(await cis.version()).toBe('0.0.1')
    await cis.discovery()
    await cis.schema()
    await clientOf(service, { baseUrl: 'http://127.0.0.1:4010' }).discovery()
    expect(service.tokenRequests).toEqual([])
    expect(service.apiRequests.map(({ url }) => url)).toEqual([
      'https://person.api.sso.mozilla.com/v2/version',
      'https://auth.mozilla.com/.well-known/mozilla-iam',
      'https://auth.mozilla.com/.well-known/profile.schema',
      'http://127.0.0.1:4010/.well-known/mozilla-iam',
    ])
  })
})

test('version rejects a response without a version', async () => {
  const error = await rejection(clientOf(fakeService({ api: () => json({ version: 1 }) })).version())
  expect(error).toBeInstanceOf(InvalidResponseError)
})

describe('a list method', () => {
  const bad: Record<string, (cis: CisClient) => unknown> = {
    'an empty connection method': (cis) => cis.users.ids({ connectionMethod: '' }),
    'no connection method': (cis) => cis.users.ids({} as never),
    'active any, of all users': (cis) => cis.users.list({ active: 'any' as never }),
    'active any, of a search': (cis) =>
      cis.users.search({ attribute: 'staff_information.team', value: 'x', active: 'any' as never }),
    'an unknown attribute': (cis) =>
      cis.users.search({ attribute: 'staff_information.salary' as never, value: 'x' }),
    'a string for a boolean': (cis) =>
      cis.users.search({ attribute: 'staff_information.staff', value: 'false' }),
    'a boolean for a string': (cis) => cis.users.search({ attribute: 'staff_information.team', value: true }),
    'a display level without profiles': (cis) =>
      cis.users.search({ attribute: 'staff_information.team', value: 'x', filterDisplay: 'staff' }),
    'two pages ahead': (cis) => cis.users.list({ prefetch: 2 as never }),
  }
  test.each(Object.entries(bad))('refuses %s before anything is sent', (_name, call) => {
    expect(() => call(clientOf(fakeService()))).toThrow(InvalidRequestError)
  })
})

test.each([{ Items: {} }, { users: [] }, [], null, 'x'])(
  'list rejects a page of another shape: %j',
  async (body) => {
    const error = await rejection(
      clientOf(fakeService({ api: () => json(body) }))
        .users.list()
        .toArray(),
    )
    expect(error).toBeInstanceOf(InvalidResponseError)
  },
)

async function pagesOf<T>(pager: Pager<T>): Promise<Page<T>[]> {
  const pages: Page<T>[] = []
  for await (const page of pager.pages()) pages.push(page)
  return pages
}
