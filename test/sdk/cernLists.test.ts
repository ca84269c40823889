import {
  type CernClient,
  InvalidRequestError,
  InvalidResponseError,
  type ListOptions,
  type Pager,
} from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  asked,
  type CernService,
  cernOf,
  cernService,
  failure,
  pageOf,
  type Row,
  row,
} from './helpers/cernService.ts'
import { clientOf, fakeService, gate, json, rejection } from './helpers/fakeService.ts'

function rowsOf(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => row(index))
}

function serving(rows: readonly Row[], options?: { cap?: number }): CernService {
  return cernService({ api: (_count, { url }) => pageOf(rows, url, options) })
}

function groupsOf(service: CernService, options: ListOptions<never> = {}): Pager<Row> {
  return cernOf(service).groups.list(options) as unknown as Pager<Row>
}

async function outcome(walk: Pager<Row>): Promise<{ rows: Row[]; error: unknown }> {
  const rows: Row[] = []
  try {
    for await (const item of walk) rows.push(item)
    return { rows, error: undefined }
  } catch (error) {
    return { rows, error }
  }
}

const sizes = fc.record({ count: fc.nat(40), pageSize: fc.integer({ min: 1, max: 12 }) })

describe('a walk through a list', () => {
  test('returns every row once, in order, when it walks by token', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.constantFrom(0, 1), async ({ count, pageSize }, prefetch) => {
        const service = serving(rowsOf(count))
        const options = { pageSize, prefetch: prefetch as 0 | 1 }
        expect(await groupsOf(service, options).toArray()).toEqual(rowsOf(count))
        expect(service.apiRequests).toHaveLength(Math.max(Math.ceil(count / pageSize), 1))
        expect(service.apiRequests.some(({ url }) => url.includes('offset'))).toBe(false)
      }),
    )
  })

  test('returns every row once, in order, when it walks by offset with any concurrency and page size', {
    tags: 'property',
  }, async () => {
    const concurrency = fc.integer({ min: 1, max: 6 })
    const cap = fc.integer({ min: 1, max: 12 })
    await fc.assert(
      fc.asyncProperty(sizes, concurrency, cap, async ({ count, pageSize }, concurrency, cap) => {
        const service = serving(rowsOf(count), { cap })
        const walk = groupsOf(service, { pageSize, paging: 'offset', concurrency })
        expect(await walk.toArray()).toEqual(rowsOf(count))
        expect(service.apiRequests).toHaveLength(Math.max(Math.ceil(count / Math.min(pageSize, cap)), 1))
      }),
    )
  })

  test('recovers from a short page in the middle when it walks by offset', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.nat(8), async (concurrency, short) => {
        const service = cernService({
          api: (_count, { url }) =>
            pageOf(
              rowsOf(30),
              url,
              Number(new URL(url).searchParams.get('offset')) === short * 3 ? { cap: 2 } : {},
            ),
        })
        const walk = groupsOf(service, { pageSize: 3, paging: 'offset', concurrency })
        expect(await walk.toArray()).toEqual(rowsOf(30))
      }),
    )
  })

  test.each(['token', 'offset'] as const)(
    'by %s goes on after any row, also with pages of another size',
    { tags: 'property' },
    async (paging) => {
      await fc.assert(
        fc.asyncProperty(
          sizes,
          fc.nat(),
          fc.integer({ min: 1, max: 12 }),
          async ({ count, pageSize }, seed, otherSize) => {
            const all = rowsOf(count)
            const stop = seed % (count + 1)
            const before: Row[] = []
            let startAt: string | undefined
            for await (const page of groupsOf(serving(all), { pageSize, paging }).pages()) {
              const taken = page.items.slice(0, stop - before.length)
              before.push(...taken)
              startAt = page.resumeTokenAfter(taken.length)
              if (before.length === stop) break
            }
            const after =
              startAt === undefined
                ? []
                : await groupsOf(serving(all), { pageSize: otherSize, paging, startAt }).toArray()
            expect([...before, ...after]).toEqual(all)
          },
        ),
      )
    },
  )

  test('reports the total with every page', async () => {
    const totals: unknown[] = []
    for await (const { total } of groupsOf(serving(rowsOf(5)), { pageSize: 2 }).pages()) totals.push(total)
    expect(totals).toEqual([5, 5, 5])
  })

  test('fetches as many pages at a time as requested, after the first', async () => {
    const holds = Array.from({ length: 6 }, () => gate<void>())
    const service = cernService({
      api: async (count, { url }) => {
        await holds[count - 1]?.promise
        return pageOf(rowsOf(12), url)
      },
    })
    const all = groupsOf(service, { pageSize: 2, paging: 'offset', concurrency: 3 }).toArray()
    await vi.waitFor(() => expect(service.apiRequests).toHaveLength(1))
    holds[0]?.open()
    await vi.waitFor(() => expect(service.apiRequests).toHaveLength(4))
    // The last of the three comes first; the rows keep their order.
    for (const index of [3, 2, 1, 4, 5]) holds[index]?.open()
    expect(await all).toEqual(rowsOf(12))
    expect(asked(service).map((path) => /offset=(\d+)/.exec(path)?.[1])).toEqual([
      '0',
      '2',
      '4',
      '6',
      '8',
      '10',
    ])
  })

  test('cancels the requests in flight when the caller leaves', async () => {
    const never = gate<Response>()
    const service = cernService({
      api: (count, { url }) => (count < 3 ? pageOf(rowsOf(12), url) : never.promise),
    })
    let pages = 0
    for await (const _page of groupsOf(service, { pageSize: 2, paging: 'offset', concurrency: 3 }).pages()) {
      pages += 1
      if (pages === 2) break
    }
    await vi.waitFor(() => expect(service.apiRequests).toHaveLength(4))
    expect(service.apiRequests.slice(2).map(({ signal }) => signal.aborted)).toEqual([true, true])
  })

  test('sends filters, fields and order with every page, and takes only the token from the link', async () => {
    const service = cernService({
      api: (count) =>
        json(linking(count === 1 ? '/api/v1.0/elsewhere?token=t-2&filter=x:y' : null, [row(count)])),
    })
    const options = {
      filter: ['displayName:contains:a b', 'blocked:false'],
      sort: 'displayName',
      pageSize: 7,
    }
    await cernOf(service)
      .groups.list({ ...options, fields: ['displayName', 'source'], checkTotal: false })
      .toArray()
    const query =
      '/api/v1.0/Group?field=displayName&field=source&filter=displayName:contains:a b&filter=blocked:false&sort=displayName&limit=7'
    expect(asked(service)).toEqual([query, `${query}&token=t-2`])
  })
})

function linking(next: string | null, data: unknown[], more: object = {}): object {
  const links = { first: '/', previous: null, current: '/', next: null, last: '/' }
  const pagination = { total: data.length, offset: 0, limit: 1000, next, token: null, links, ...more }
  return { pagination, delta: null, request_id: null, message: null, data }
}

describe('the link to the next page', () => {
  test.each([
    'https://evil.example/api/v1.0/Group?token=x',
    '//evil.example/Group?token=x',
    'http://authorization-service-api.web.cern.ch/api/v1.0/Group?token=x',
  ])('is refused if it leads to another origin, and nothing is sent there: %s', async (next) => {
    const service = cernService({ api: () => json(linking(next, [row(0)])) })
    expect(await rejection(groupsOf(service).toArray())).toMatchObject({
      name: 'InvalidResponseError',
      code: 'other_origin',
    })
    expect(service.apiRequests).toHaveLength(1)
  })

  test('is not required: the token beside it is used until a page is empty', async () => {
    const service = cernService({
      api: (count) => json(linking(null, count < 3 ? [row(count)] : [], { token: `t-${count}`, total: 2 })),
    })
    expect(await groupsOf(service).toArray()).toEqual([row(1), row(2)])
    expect(asked(service)).toEqual([
      '/api/v1.0/Group',
      '/api/v1.0/Group?token=t-1',
      '/api/v1.0/Group?token=t-2',
    ])
  })

  test('is not required in a response without pagination, which is the only page', async () => {
    const service = cernService({ api: () => json({ data: [row(0)], message: null, request_id: null }) })
    expect(await groupsOf(service).toArray()).toEqual([row(0)])
  })

  test('is not required by offset: a list without a total continues until a page is empty', async () => {
    const service = cernService({
      api: (count) => json(linking(null, count < 3 ? [row(count)] : [], { total: undefined })),
    })
    expect(await groupsOf(service, { paging: 'offset', concurrency: 2 }).toArray()).toEqual([row(1), row(2)])
    expect(asked(service).at(-1)).toBe('/api/v1.0/Group?offset=2')
  })

  test('is followed after an empty page, which is not the end', async () => {
    const service = cernService({
      api: (count) =>
        json(
          linking(count < 3 ? `/api/v1.0/Group?token=${count}` : null, count === 2 ? [] : [row(count)], {
            total: 2,
          }),
        ),
    })
    expect(await groupsOf(service).toArray()).toEqual([row(1), row(3)])
  })
})

describe('the end of a list by offset', () => {
  /** Twelve groups in pages of five, with links, and a total of the service's own. */
  const totals: [string, (rows: number) => unknown][] = [
    ['the rows of the page', (rows) => rows],
    ['0', () => 0],
    ['-1', () => -1],
    ['6', () => 6],
    ['null', () => null],
    ['a string', () => '12'],
    ['1000', () => 1000],
  ]
  const withTotal = (total: (rows: number) => unknown) =>
    cernService({
      documented: false,
      api: (_count, { url }) => {
        const offset = Number(new URL(url).searchParams.get('offset') ?? 0)
        const data = rowsOf(12).slice(offset, offset + 5)
        const next = offset + 5 < 12 ? `t${offset + 5}` : null
        return json(
          linking(next && `/api/v1.0/Group?token=${next}`, data, { total: total(data.length), token: next }),
        )
      },
    })
  const walks: Record<string, (cern: CernClient, concurrency: number) => Pager<object>> = {
    list: ({ groups }, concurrency) => groups.list({ paging: 'offset', concurrency, checkTotal: false }),
    members: ({ groups }, concurrency) =>
      groups.members('atlas', { paging: 'offset', concurrency, checkTotal: false }),
    query: ({ groups }, concurrency) =>
      groups.query({ property: 'id', value: 'a' }, { paging: 'offset', concurrency, checkTotal: false }),
    paginate: (cern, concurrency) =>
      cern.paginate('Group', {}, { paging: 'offset', concurrency, checkTotal: false }),
  }

  test.each(totals)('is where the service ends it, although the total is %s', async (_name, total) => {
    for (const concurrency of [1, 3])
      for (const walk of Object.values(walks))
        expect(await walk(cernOf(withTotal(total)), concurrency).toArray()).toEqual(rowsOf(12))
  })

  test.each(totals.slice(0, 4))('is not passed over in silence if the total is %s', async (_name, total) => {
    const { rows, error } = await outcome(groupsOf(withTotal(total), { paging: 'offset' }))
    expect(rows).toEqual(rowsOf(12))
    expect(error).toMatchObject({ code: expect.stringMatching(/^(?:incomplete_list|list_changed)$/) })
  })

  test('is found with as many requests at a time, although the total is wrong', async () => {
    const holds = Array.from({ length: 4 }, () => gate<void>())
    const offsets: string[] = []
    const service = cernService({
      api: async (count, { url }) => {
        const offset = new URL(url).searchParams.get('offset') ?? '0'
        offsets.push(offset)
        if (count > 1) await holds[count - 2]?.promise
        const data = rowsOf(8).slice(Number(offset), Number(offset) + 2)
        const next = Number(offset) + 2 < 8 ? 't' : null
        return json(linking(next && '/api/v1.0/Group?token=t', data, { total: data.length, token: next }))
      },
    })
    const all = groupsOf(service, {
      paging: 'offset',
      concurrency: 3,
      checkTotal: false,
      pageSize: 2,
    }).toArray()
    await vi.waitFor(() => expect(offsets).toEqual(['0', '2', '4', '6']))
    for (const hold of holds) hold.open()
    expect(await all).toEqual(rowsOf(8))
  })

  test('is told by the total if the response says nothing about other pages', async () => {
    const service = cernService({
      api: (_count, { url }) => {
        const offset = Number(new URL(url).searchParams.get('offset') ?? 0)
        return json({ pagination: { total: 12 }, data: rowsOf(12).slice(offset, offset + 5) })
      },
    })
    expect(await groupsOf(service, { paging: 'offset' }).toArray()).toEqual(rowsOf(12))
    expect(service.apiRequests).toHaveLength(3)
  })
})

describe('a page token', () => {
  const tokens = ['aGk+Lz8=', 'a b', 'a%2Bb', '100%', 'a&b=c', 'a#b', '?', 'ä/😀', '+++', '%', 'token=1']
  const sent = async (respond: (token: string) => object, token: string) => {
    const service = cernService({
      documented: false,
      api: (count) =>
        json(count === 1 ? { data: [row(0)], pagination: respond(token) } : linking(null, [row(1)])),
    })
    await groupsOf(service, { checkTotal: false }).toArray()
    return new URL(service.apiRequests[1]?.url ?? '').searchParams.get('token')
  }

  test.each(tokens)('is sent back as it is, beside any link: %j', async (token) => {
    expect(await sent(() => ({ next: `/api/v1.0/Group?token=${token}&limit=1`, token }), token)).toBe(token)
    expect(await sent(() => ({ next: '/api/v1.0/Group?limit=1', token }), token)).toBe(token)
    expect(await sent(() => ({ token }), token)).toBe(token)
  })

  test.each(tokens)('is read from a link alone, encoded or with its plus as it is: %j', async (token) => {
    const encoded = encodeURIComponent(token)
    expect(await sent(() => ({ next: `/api/v1.0/Group?limit=1&token=${encoded}` }), token)).toBe(token)
    const withPlus = encoded.replaceAll('%2B', '+')
    expect(await sent(() => ({ next: `/api/v1.0/Group?token=${withPlus}&limit=1` }), token)).toBe(token)
  })

  test('of CIS is sent back as it is', async () => {
    for (const token of tokens) {
      const service = fakeService({
        api: (count) => json({ users: [], nextPage: count === 1 ? token : null }),
      })
      await clientOf(service).users.ids({ connectionMethod: 'ad' }).toArray()
      expect(new URL(service.apiRequests[1]?.url ?? '').searchParams.get('nextPage')).toBe(token)
    }
  })
})

describe('the check of a list', () => {
  test.each([
    ['token', 4, 'incomplete_list'],
    ['token', 2, 'incomplete_list'],
    ['offset', 4, 'incomplete_list'],
  ] as const)('reports 3 rows by %s if the service reports a total of %i', async (paging, total, code) => {
    const service = cernService({
      api: (count) => json(linking(null, count === 1 ? [row(0), row(1), row(2)] : [], { total })),
    })
    const { rows, error } = await outcome(groupsOf(service, { paging }))
    expect(rows).toEqual(rowsOf(3))
    expect(error).toBeInstanceOf(InvalidResponseError)
    expect(error).toMatchObject({ code, hint: expect.stringMatching(total === 4 ? /missing/ : /repeated/) })
    expect(await groupsOf(service, { paging, checkTotal: false }).toArray()).toBeDefined()
  })

  test.each(['token', 'offset'] as const)('reports a repeated page by %s', async (paging) => {
    const service = cernService({
      api: (count) => json(linking(`/api/v1.0/Group?token=${count}`, [row(0), row(1)], { total: 6 })),
    })
    const { rows, error } = await outcome(groupsOf(service, { paging, pageSize: 2 }))
    expect(rows).toEqual(rowsOf(2))
    expect(error).toMatchObject({ name: 'InvalidResponseError', code: 'repeated_rows' })
    expect(service.apiRequests).toHaveLength(2)
  })

  test('reports a repeated page token', async () => {
    const service = cernService({
      api: (count) => json(linking('/api/v1.0/Group?token=t', [row(count)], { total: 9 })),
    })
    expect(await rejection(groupsOf(service).toArray())).toMatchObject({ code: 'repeated_page' })
    expect(service.apiRequests).toHaveLength(2)
  })

  /** Groups that come and go after each page. */
  const changes = fc.array(
    fc.record({
      add: fc.array(fc.nat(60), { maxLength: 2 }),
      remove: fc.array(fc.nat(60), { maxLength: 2 }),
    }),
    { maxLength: 12 },
  )

  function changing(steps: { add: number[]; remove: number[] }[]) {
    // Every third is there at the start.
    const present = new Set(Array.from({ length: 20 }, (_, index) => index * 3))
    const throughout = new Set(present)
    const service = cernService({
      api: (count, { url }) => {
        const { add, remove } = steps[count - 2] ?? { add: [], remove: [] }
        for (const index of remove) {
          present.delete(index)
          throughout.delete(index)
        }
        for (const index of add) present.add(index)
        return pageOf([...present].sort((one, other) => one - other).map(row), url)
      },
    })
    return { service, throughout }
  }

  test('accepts changes during a walk by token, which returns the remaining rows once', {
    tags: 'property',
  }, async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 1, max: 7 }), async (steps, pageSize) => {
        const { service, throughout } = changing(steps)
        const { rows, error } = await outcome(groupsOf(service, { pageSize }))
        const ids = rows.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const index of throughout) expect(ids).toContain(row(index).id)
        // As many that came as went cannot be told from rows that are lost: that is said, at the end.
        if (error !== undefined) expect(error).toMatchObject({ code: 'incomplete_list' })
      }),
    )
  })

  test('reports every row that is lost or repeated in a walk by offset', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 1, max: 7 }), async (steps, pageSize) => {
        // Rows that come as others go leave the total as it is: that no count can tell.
        const onlyRemovals = steps.map(({ remove }) => ({ add: [], remove }))
        const { service, throughout } = changing(onlyRemovals)
        const { rows, error } = await outcome(groupsOf(service, { pageSize, paging: 'offset' }))
        const ids = rows.map(({ id }) => id)
        const complete = [...throughout].every((index) => ids.includes(row(index).id))
        if (!complete || new Set(ids).size !== ids.length) expect(error).toBeInstanceOf(InvalidResponseError)
      }),
    )
  })

  test('ignores the total in a walk that began in the middle', async () => {
    const options = { pageSize: 2 }
    for await (const page of groupsOf(serving(rowsOf(6)), options).pages()) {
      const startAt = page.resumeToken ?? ''
      expect(await groupsOf(serving(rowsOf(6)), { ...options, startAt }).toArray()).toEqual(
        rowsOf(6).slice(2),
      )
      break
    }
  })
})

describe('a resume token', () => {
  const others: Record<string, (cern: CernClient, startAt: string) => unknown> = {
    'another collection': (cern, startAt) => cern.identities.list({ startAt }),
    'other filters': (cern, startAt) => cern.groups.list({ filter: 'blocked:false', startAt }),
    'another order': (cern, startAt) => cern.groups.list({ sort: 'displayName', startAt }),
    'a walk by offset': (cern, startAt) => cern.groups.list({ paging: 'offset', startAt }),
    'the members of a group': (cern, startAt) => cern.groups.members('a', { startAt }),
    'a query': (cern, startAt) => cern.groups.query({ property: 'id', value: 'a' }, { startAt }),
    'any collection': (cern, startAt) => cern.paginate('Group', { filter: 'a:b' }, { startAt }),
  }
  test.each(Object.entries(others))('is refused by %s, and nothing is sent', async (_name, list) => {
    const pages = groupsOf(serving(rowsOf(3)), { pageSize: 1 }).pages()
    const first = await pages.next()
    await pages.return()
    const service = cernService()
    const startAt = first.value?.resumeToken ?? ''
    expect(() => list(cernOf(service), startAt)).toThrow(InvalidRequestError)
    expect(() => list(cernOf(service), startAt)).toThrow(/another list/)
    expect(service.tokenRequests).toEqual([])
  })
})

test('a failed page is retried; a page that keeps failing ends the walk with its error', async () => {
  const flaky = cernService({
    api: (count, { url }) => (count === 2 ? failure(503, 'busy') : pageOf(rowsOf(4), url)),
  })
  expect(await groupsOf(flaky, { pageSize: 2 }).toArray()).toEqual(rowsOf(4))
  const broken = cernService({
    api: (_count, { url }) => (url.includes('offset=4') ? failure(503, 'busy') : pageOf(rowsOf(9), url)),
  })
  const { rows, error } = await outcome(groupsOf(broken, { pageSize: 2, paging: 'offset', concurrency: 4 }))
  expect(rows).toEqual(rowsOf(4))
  expect(error).toMatchObject({ name: 'ServerError', status: 503 })
})
